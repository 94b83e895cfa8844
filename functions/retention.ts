import * as z from "zod/mini";
import type { Event } from "../shared/events.ts";
import { FUNDS } from "../shared/funds/funds.ts";
import { ApplicationState } from "../shared/rules/application.ts";
import type { Closure } from "../shared/rules/closure.ts";
import { isHeld } from "../shared/rules/hold.ts";
import { lowerEmail } from "../shared/rules/identifiers.ts";
import { addDays, type CivilDate, later, londonDate, toInstant } from "../shared/rules/london.ts";
import { Organisation } from "../shared/rules/organisation.ts";
import { type ItemKind, isItemKind, type RoundFacts, reviewOn, ruleOf } from "../shared/rules/retention.ts";
import { type Round, roundStatus } from "../shared/rules/round.ts";
import type { Deps } from "./deps.ts";
import { loginHashOf } from "./identity.ts";
import { loginKey, personKey } from "./store/keys.ts";
import { Person } from "./store/people.ts";
import { deleteOnOf } from "./store/retained.ts";
import type { Due, Going } from "./store/retention.ts";
import type { Raw, Write } from "./store/table.ts";
import { type TombstoneKind, tombstone } from "./store/tombstones.ts";

/** One run of the day's deletion: its London day is the name of its certificate. */
type Run = { day: CivilDate; at: number; rounds: ReadonlyMap<string, RoundFacts>; deps: Deps };

const Kept = z.object({
  pk: z.string(),
  sk: z.string(),
  kind: z.string(),
  version: z.int(),
  deleteOn: z.optional(z.iso.date()),
  deletedOn: z.optional(z.iso.date()),
});
const Application = z.object({
  id: z.string(),
  organisationId: z.string(),
  roundId: z.string(),
  state: ApplicationState,
});
const Warned = z.object({ warnedOn: z.optional(z.iso.date()) });
const Stored = z.object({ key: z.string() });
const OfPerson = z.object({ personId: z.string() });

/**
 * What a round says about when its applications may go. One that a closure keeps from closing has not closed, however long that
 * takes: nobody's draft goes while its group waits for the fund to open.
 */
const factsOf = (round: Round, closures: readonly Closure[], at: number): RoundFacts => {
  const { decidedAt, timetable } = round;
  const { closesAt, confirmedBy, paidBy } = timetable;
  const decided = decidedAt === undefined ? {} : { decidedAt };
  if (roundStatus(round, closures, at) !== "paused") return { closesAt, confirmedBy, paidBy, ...decided };
  const next = toInstant(at + 1);
  const today = londonDate(next);
  return { closesAt: later(closesAt, next), confirmedBy: later(confirmedBy, today), paidBy: later(paidBy, today) };
};

/** What every round of every fund says about when its applications may go, at an instant (milliseconds). */
export const roundFacts = async ({ store }: Deps, at: number): Promise<Map<string, RoundFacts>> => {
  const { rounds, closures } = await store.rounds.roundsOf(FUNDS.map(({ id }) => id));
  return new Map(rounds.map((round) => [round.id, factsOf(round, closures, at)]));
};

export const startRun = async (at: number, deps: Deps): Promise<Run> => ({
  day: londonDate(toInstant(at)),
  at,
  rounds: await roundFacts(deps, at),
  deps,
});

const writeOf = ({ day, at }: Run, what: string): Write => ({ writeId: `retention-${day}-${what}`, at });

const kindOf = (raw: Raw): ItemKind => {
  const { kind } = Kept.parse(raw);
  if (!isItemKind(kind)) throw new TypeError(`no retention rule for ${kind}`);
  return kind;
};

const removed = (raw: Raw, rule = ruleOf(kindOf(raw))): Going["deleted"][number] => {
  const { pk, sk } = Kept.parse(raw);
  return { key: { pk, sk }, gone: { kind: kindOf(raw), rule } };
};

const standing = (run: Run, kind: TombstoneKind, raw: Raw, rule = ruleOf(kind)): Going["tombstones"][number] => {
  const event: Event = { type: "item-deleted", at: toInstant(run.at), by: "system", rule, certificateId: run.day };
  return { change: tombstone(kind, raw, run.day, event), gone: { kind, rule } };
};

/** Whether it is this item's day, by what it says itself: the index may be behind. */
const isDue = (raw: Raw, { day }: Run): boolean => {
  const { deleteOn, deletedOn } = Kept.parse(raw);
  return deleteOn !== undefined && deleteOn <= day && deletedOn === undefined;
};

const remove = async (run: Run, going: Going, what: string): Promise<boolean> => {
  const { store } = run.deps;
  await store.retention.openCertificate(run.day, run.at);
  return store.retention.remove(run.day, going, writeOf(run, what));
};

const postpone = async (run: Run, raw: Raw, day: CivilDate): Promise<void> => {
  const item = Kept.parse(raw);
  await run.deps.store.retention.postpone(item, day, writeOf(run, `${item.pk}/${item.sk}`));
};

const isCovered = async (run: Run, items: readonly Raw[]): Promise<boolean> =>
  isHeld(items, await run.deps.store.holds.all());

/**
 * An application with everything in its partition, its files, its group's pointer and what it is compared by; the head stays
 * as a tombstone.
 */
const application = async (run: Run, due: Due): Promise<void> => {
  const { store, files } = run.deps;
  const items = await store.retention.partition(due.pk);
  const head = items.find(({ kind }) => kind === "application");
  if (head === undefined || !isDue(head, run)) return;
  const { id, organisationId, roundId, state } = Application.parse(head);
  const endsOn = deleteOnOf("application", head, run.rounds.get(roundId));
  if (endsOn === undefined || endsOn > run.day) {
    await postpone(run, head, endsOn ?? reviewOn(run.day));
    return;
  }
  // Nobody loses a draft unwarned: `schedule/retain-rounds` warns, and sets the day anew.
  if (state === "draft" && Warned.parse(head).warnedOn === undefined) return;
  if (await isCovered(run, items)) return;
  // The files first: an interrupted run still finds the items that name them.
  for (const item of items.filter(({ kind }) => kind === "document")) await files.remove(Stored.parse(item).key);
  const rule = ruleOf("application", state);
  const [pointer] = await store.retention.items([store.retention.pointerOf(organisationId, id)]);
  const prints = await store.fingerprints.itemsOf(organisationId, id);
  const parts = [...items.filter((item) => item !== head), ...(pointer === undefined ? [] : [pointer]), ...prints];
  await remove(
    run,
    { deleted: parts.map((part) => removed(part, rule)), tombstones: [standing(run, "application", head, rule)] },
    due.pk,
  );
};

/** A group without applications, with its members, its requests and its claims; the head stays as a tombstone. */
const organisation = async (run: Run, due: Due): Promise<void> => {
  const { store } = run.deps;
  const items = await store.retention.partition(due.pk);
  const head = items.find(({ kind }) => kind === "organisation");
  if (head === undefined || !isDue(head, run)) return;
  if (items.some(({ kind }) => kind === "pointer")) {
    await postpone(run, head, reviewOn(run.day));
    return;
  }
  if (await isCovered(run, items)) return;
  const group = z.object(Organisation.shape).parse(head);
  const { claims, leavings } = await store.retention.releases(group, items, writeOf(run, due.pk));
  const rule = ruleOf("organisation");
  const parts = [...items.filter((item) => item !== head), ...claims];
  await remove(
    run,
    {
      deleted: parts.map((part) => removed(part, rule)),
      tombstones: [standing(run, "organisation", head, rule)],
      others: leavings,
    },
    due.pk,
  );
};

/** A person without role and group, with what lies beside them; the head stays as a tombstone, so ids in histories resolve. */
const person = async (run: Run, due: Due): Promise<void> => {
  const { store } = run.deps;
  const items = await store.retention.partition(due.pk);
  const head = items.find(({ kind }) => kind === "person");
  if (head === undefined || !isDue(head, run)) return;
  const { id, roles, organisations, email, door } = Person.parse(head);
  if (roles.length > 0 || organisations.length > 0) {
    await postpone(run, head, reviewOn(run.day));
    return;
  }
  const [login] = await store.retention.items([loginKey(loginHashOf("code", lowerEmail(email)))]);
  if (await isCovered(run, items)) return;
  const own = door === "code" && login?.personId === id ? [login] : [];
  const parts = [...items.filter((item) => item !== head), ...own];
  await remove(
    run,
    {
      deleted: parts.map((part) => removed(part, ruleOf("person"))),
      tombstones: [standing(run, "person", head)],
    },
    due.pk,
  );
};

/** A login goes after its person: without it the next sign-in would make a second account. */
const login = async (run: Run, due: Due): Promise<void> => {
  const { store } = run.deps;
  const [raw] = await store.retention.items([due]);
  if (raw === undefined || !isDue(raw, run)) return;
  const [owner] = await store.retention.items([personKey(OfPerson.parse(raw).personId)]);
  const { deleteOn = "", deletedOn = undefined } = owner === undefined ? { deletedOn: run.day } : Kept.parse(owner);
  if (deletedOn === undefined) await postpone(run, raw, deleteOn > run.day ? deleteOn : addDays(run.day, 1));
  else if (!(await isCovered(run, [raw]))) await remove(run, { deleted: [removed(raw)], tombstones: [] }, due.pk);
};

/** The history of one item goes whole, when the last of it is due: a chain without its beginning proves nothing. */
const history = async (run: Run, due: Due): Promise<void> => {
  const rows = await run.deps.store.retention.partition(due.pk);
  if (rows.length === 0 || !rows.every((row) => isDue(row, run)) || (await isCovered(run, rows))) return;
  await remove(run, { deleted: rows.map((row) => removed(row)), tombstones: [] }, due.pk);
};

/** What stands for itself: deleted together, and one by one where one of them moved meanwhile. */
export const deletePlain = async (run: Run, dues: readonly Due[]): Promise<void> => {
  const raws = await run.deps.store.retention.items(dues);
  const holds = await run.deps.store.holds.all();
  const going = raws.flatMap((raw) => (raw !== undefined && isDue(raw, run) && !isHeld([raw], holds) ? [raw] : []));
  const deleted = going.map((raw) => removed(raw));
  const [first] = deleted;
  if (first === undefined || (await remove(run, { deleted, tombstones: [] }, `${first.key.pk}/${first.key.sk}`)))
    return;
  for (const one of deleted) await remove(run, { deleted: [one], tombstones: [] }, `${one.key.pk}/${one.key.sk}`);
};

/** What is kept as a fact: the item stays, without its personal fields. */
const fact = (kind: TombstoneKind) => async (run: Run, due: Due) => {
  const [raw] = await run.deps.store.retention.items([due]);
  if (raw === undefined || !isDue(raw, run) || (await isCovered(run, [raw]))) return;
  await remove(run, { deleted: [], tombstones: [standing(run, kind, raw)] }, `${due.pk}/${due.sk}`);
};

/** What does not stand for itself, in the order in which it goes: applications before their groups, people before logins. */
export const WHOLE = {
  application,
  organisation,
  person,
  login,
  join: fact("join"),
  allowance: fact("allowance"),
  audit: history,
} as const satisfies Partial<Record<ItemKind, (run: Run, due: Due) => Promise<void>>>;
