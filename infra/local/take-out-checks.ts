import * as z from "zod/mini";
import type { Raw } from "../../functions/store/table.ts";
import { totalsFrom } from "../../functions/store/totals.ts";
import { ApplicationState } from "../../shared/rules/application.ts";
import { addTotals, NO_TOTALS, TOTALS_FIELDS, type Totals, totalsMoved } from "../../shared/rules/totals.ts";
import { type Examined, examined, problemsOf } from "./restored.ts";

const Kept = z.object({ kind: z.optional(z.string()), pk: z.string(), sk: z.string() });
const Head = z.object({
  roundId: z.string(),
  state: ApplicationState,
  latest: z.optional(z.object({ askedPence: z.int() })),
});
const Submission = z.object({
  applicationId: z.string(),
  number: z.int(),
  content: z.object({ documents: z.array(z.object({ documentId: z.string(), name: z.string(), sha256: z.string() })) }),
});
/** A document that was received: from then on it is one version, with a hash. */
const Received = z.object({
  id: z.string(),
  applicationId: z.string(),
  name: z.string(),
  key: z.string(),
  versionId: z.string(),
  sha256: z.string(),
});
export type Received = z.infer<typeof Received>;

/** The kind of an item; a counter is only ever added to, and says what it is by its key alone. */
export const kindOf = (raw: Raw): string => {
  const { kind, pk } = Kept.parse(raw);
  return kind ?? pk.slice(0, pk.indexOf("/"));
};

/** The document that an item is of, where it has been received. */
export const receivedOf = (raw: Raw): Received | undefined =>
  kindOf(raw) === "document" ? Received.safeParse(raw).data : undefined;

/** Where the file of a document lies in an export: nothing of it comes from its name but a short ending. */
export const pathOf = ({ applicationId, id, name }: Pick<Received, "applicationId" | "id" | "name">): string => {
  const [ending] = /\.[a-z0-9]{1,5}$/i.exec(name) ?? [""];
  return `documents/${applicationId}/${id}${ending.toLowerCase()}`;
};

/** What an export holds and what does not add up in it, each in a sentence. */
export type Reckoned = {
  readonly found: Examined;
  readonly rounds: Readonly<Record<string, Totals>>;
  readonly documents: number;
  readonly problems: readonly string[];
};

type Seen = {
  /** By round: what its applications come to, one by one, and what the portal itself counted. */
  counted: Map<string, Totals>;
  told: Map<string, Totals>;
  received: Received[];
  /** What submissions are made of: file, hash and the submission that names it. */
  named: { applicationId: string; documentId: string; sha256: string; of: string }[];
};

const note = (seen: Seen, raw: Raw): void => {
  const kind = kindOf(raw);
  if (kind === "application") {
    const { roundId, state, latest } = Head.parse(raw);
    const moved = totalsMoved(undefined, { state, askedPence: latest?.askedPence ?? 0 });
    seen.counted.set(roundId, addTotals(seen.counted.get(roundId) ?? NO_TOTALS, moved));
  }
  if (kind === "totals") seen.told.set(Kept.parse(raw).pk.slice("totals/".length), totalsFrom(raw));
  if (kind === "submission") {
    const { applicationId, number, content } = Submission.parse(raw);
    for (const { documentId, sha256 } of content.documents)
      seen.named.push({ applicationId, documentId, sha256, of: `${applicationId}/${number}` });
  }
  const document = receivedOf(raw);
  if (document !== undefined) seen.received.push(document);
};

const roundProblems = ({ counted, told }: Seen): string[] =>
  [...new Set([...counted.keys(), ...told.keys()])].toSorted().flatMap((roundId) => {
    const [own, portals] = [counted.get(roundId) ?? NO_TOTALS, told.get(roundId) ?? NO_TOTALS];
    return TOTALS_FIELDS.filter((field) => own[field] !== portals[field]).map(
      (field) =>
        `round ${roundId}: its applications come to ${field} ${own[field]}, and its totals say ${portals[field]}`,
    );
  });

/** @param files checksums of the exported documents, by their paths */
const documentProblems = ({ received, named }: Seen, files: ReadonlyMap<string, string>): string[] => {
  const of = new Map(received.map((one) => [`${one.applicationId}/${one.id}`, one]));
  const paths = new Set(received.map(pathOf));
  return [
    ...received.flatMap((one) => {
      const hash = files.get(pathOf(one));
      if (hash === undefined) return [`${pathOf(one)} is missing: it is the file of a document`];
      return hash === one.sha256 ? [] : [`${pathOf(one)} is not the file that was received`];
    }),
    ...named.flatMap(({ applicationId, documentId, sha256, of: submission }) => {
      const document = of.get(`${applicationId}/${documentId}`);
      if (document === undefined) return [`submission ${submission} names document ${documentId}, which is missing`];
      return document.sha256 === sha256
        ? []
        : [`submission ${submission} was sent with another file of document ${documentId}`];
    }),
    ...[...files.keys()].filter((path) => !paths.has(path)).map((path) => `${path} is the file of no document`),
  ];
};

/**
 * Walks every item of an export and reckons it up again: histories against the versions of their items, submissions against
 * their hashes and receipts, applications against the totals of their rounds, documents against what was submitted.
 */
export const reckoned = async (
  items: AsyncIterable<Raw>,
  filesOf: () => ReadonlyMap<string, string>,
): Promise<Reckoned> => {
  const seen: Seen = { counted: new Map(), told: new Map(), received: [], named: [] };
  const watched = async function* (): AsyncGenerator<Raw> {
    for await (const raw of items) {
      note(seen, raw);
      yield raw;
    }
  };
  const found = await examined(watched());
  return {
    found,
    rounds: Object.fromEntries([...seen.told].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    documents: seen.received.length,
    problems: [...problemsOf(found), ...roundProblems(seen), ...documentProblems(seen, filesOf())],
  };
};
