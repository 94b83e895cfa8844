import * as z from "zod/mini";
import { sha256 } from "../../functions/identity.ts";
import { StoredSubmission } from "../../functions/store/application-items.ts";
import { AuditRow, checked } from "../../functions/store/audit.ts";
import { applicationKey, subjectOf } from "../../functions/store/keys.ts";
import type { Raw } from "../../functions/store/table.ts";
import { eventId } from "../../shared/events.ts";
import { canonicalJson } from "../../shared/rules/canonical.ts";

/** How many items of each kind a table holds. */
export type Counts = Readonly<Record<string, number>>;

/** What a table holds, and what is wrong with it, each in a sentence that names the item. */
export type Examined = {
  readonly counts: Counts;
  /** A history whose chain does not hold, or lacks what happened last. */
  readonly gaps: readonly { subject: string; problem: string }[];
  readonly histories: number;
  /** A submission whose words are not the ones that its receipt was given for. */
  readonly changed: readonly string[];
  readonly submissions: number;
};

const Kept = z.object({
  pk: z.string(),
  sk: z.string(),
  kind: z.optional(z.string()),
  deletedOn: z.optional(z.string()),
});
const Relayed = z.object({ version: z.int(), relay: z.literal("yes"), events: z.array(z.unknown()) });
const Latest = z.object({
  id: z.string(),
  latest: z.optional(z.object({ number: z.int(), sha256: z.string() })),
});
const Receipt = z.object({
  template: z.literal("receipt"),
  facts: z.object({ reference: z.string(), submission: z.string(), sha256: z.string() }),
});

type Seen = {
  counts: Map<string, number>;
  rows: Map<string, AuditRow[]>;
  /** The events of the last version of an item, by their ids: each must stand in its history. */
  last: Map<string, string[]>;
  /** What the receipts say of a submission, `reference/number`: the e-mail's words, and the head's. */
  said: Map<string, Set<string>>;
  hashed: Map<string, { own: string; told: string }>;
  /** What retention has taken away: its history may be gone too, and its submissions are. */
  tombstones: Set<string>;
};

const add = (said: Seen["said"], reference: string, number: number | string, hash: string): void => {
  const of = `${reference}/${number}`;
  said.set(of, (said.get(of) ?? new Set()).add(hash));
};

const look = (seen: Seen, raw: Raw): void => {
  const { pk, sk, deletedOn, ...kept } = Kept.parse(raw);
  // A counter is only ever added to, and says what it is by its key alone.
  const kind = kept.kind ?? pk.slice(0, pk.indexOf("/"));
  if (deletedOn !== undefined) seen.tombstones.add(subjectOf({ pk, sk }));
  seen.counts.set(kind, (seen.counts.get(kind) ?? 0) + 1);
  const relayed = Relayed.safeParse(raw);
  if (relayed.success) {
    const subject = subjectOf({ pk, sk });
    const ids = relayed.data.events.map((_, n) => eventId(subject, relayed.data.version, n));
    seen.last.set(subject, ids);
  }
  if (kind === "audit") {
    const row = AuditRow.parse(raw);
    seen.rows.set(row.subject, [...(seen.rows.get(row.subject) ?? []), row]);
  }
  if (kind === "application") {
    const { id, latest } = Latest.parse(raw);
    if (latest !== undefined) add(seen.said, id, latest.number, latest.sha256);
  }
  if (kind === "message") {
    const receipt = Receipt.safeParse(raw);
    if (receipt.success) {
      const { reference, submission, sha256: hash } = receipt.data.facts;
      add(seen.said, reference, submission, hash);
    }
  }
  if (kind === "submission") {
    const { applicationId, number, content, sha256: told } = StoredSubmission.parse(raw);
    seen.hashed.set(`${applicationId}/${number}`, { own: sha256(canonicalJson(content)), told });
  }
};

const gapsOf = ({ rows, last, tombstones }: Seen): Examined["gaps"] => [
  ...[...rows].flatMap(([subject, found]) => {
    const history = checked(found.toSorted((a, b) => a.ofVersion - b.ofVersion || a.n - b.n));
    return history.intact ? [] : [{ subject, problem: `the history breaks at ${history.brokenAt}` }];
  }),
  ...[...last].flatMap(([subject, ids]) => {
    if (tombstones.has(subject) && !rows.has(subject)) return [];
    const there = new Set(rows.get(subject)?.map(({ id }) => id));
    return ids.filter((id) => !there.has(id)).map((id) => ({ subject, problem: `the history lacks ${id}` }));
  }),
];

const changedOf = ({ hashed, said, tombstones }: Seen): string[] => [
  ...[...hashed].flatMap(([of, { own, told }]) => {
    if (own !== told) return [`submission ${of} is not what its own hash was made of`];
    return [...(said.get(of) ?? [])].some((hash) => hash !== own)
      ? [`submission ${of} is not what its receipt says`]
      : [];
  }),
  ...[...said.keys()]
    .filter((of) => !hashed.has(of) && !tombstones.has(applicationKey(of.split("/")[0] ?? "").pk))
    .map((of) => `submission ${of} has a receipt, and is missing`),
];

/** Walks every item of a table: how many there are of each kind, whether histories are whole, whether submissions are untouched. */
export const examined = async (items: AsyncIterable<Raw>): Promise<Examined> => {
  const seen: Seen = {
    counts: new Map(),
    rows: new Map(),
    last: new Map(),
    said: new Map(),
    hashed: new Map(),
    tombstones: new Set(),
  };
  for await (const raw of items) look(seen, raw);
  return {
    counts: Object.fromEntries([...seen.counts].sort(([a], [b]) => (a < b ? -1 : 1))),
    gaps: gapsOf(seen),
    histories: seen.rows.size,
    changed: changedOf(seen),
    submissions: seen.hashed.size,
  };
};

/** Kinds of which one table holds another number than the other. */
export const otherCounts = (before: Counts, after: Counts): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .sort()
    .filter((kind) => before[kind] !== after[kind])
    .map((kind) => `${kind}: ${before[kind] ?? 0} before, ${after[kind] ?? 0} restored`);

/** What is wrong with what was examined, in sentences; none: it is whole, and can be released. */
export const problemsOf = (found: Examined, least = 0): string[] => [
  ...found.gaps.map(({ subject, problem }) => `${subject}: ${problem}`),
  ...found.changed,
  ...(found.submissions < least ? [`only ${found.submissions} submissions to hash, of ${least}`] : []),
];
