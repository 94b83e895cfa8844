import type { ClosureEntered, closures as contract, OfficeClosure } from "../shared/contract/closures.ts";
import type { Asked } from "../shared/contract.ts";
import { fundById } from "../shared/funds/funds.ts";
import { refuseIf } from "../shared/problem.ts";
import { type Closure, closureStateAt } from "../shared/rules/closure.ts";
import { changeFindings, reopeningFindings } from "../shared/rules/closure-findings.ts";
import { type ClosureRecord, closureOf } from "../shared/rules/closure-record.ts";
import { untilWords } from "../shared/rules/closure-words.ts";
import { type Finding, finding } from "../shared/rules/finding.ts";
import { type Instant, msOf, toInstant } from "../shared/rules/london.ts";
import type { Round } from "../shared/rules/round.ts";
import type { Arm } from "./approvals.ts";
import { closureEntered, entryFindings } from "./closure-preview.ts";
import { type Act, endings, heldChange, knownClosure, touching } from "./closure-work.ts";
import type { Deps } from "./deps.ts";
import { sha256 } from "./identity.ts";
import type { Change } from "./store/table.ts";

type Store = Pick<Deps, "store">;

const roundName = ({ fundId, title }: Pick<Round, "fundId" | "title">): string =>
  `${fundById(fundId)?.name ?? fundId}, ${title}`;

const scopeName = ({ scope }: Closure, titles: ReadonlyMap<string, string>): string => {
  switch (scope.of) {
    case "portal":
      return "Every fund";
    case "fund":
      return fundById(scope.fundId)?.name ?? scope.fundId;
    case "round":
      return titles.get(scope.roundId) ?? scope.roundId;
    case "publicity":
      return "Publicity everywhere";
  }
};

/** Closures as the office reads them, with names for ids: two hops however many there are. */
export const officeClosures =
  ({ store }: Store) =>
  async (records: readonly ClosureRecord[], at: number): Promise<OfficeClosure[]> => {
    const roundIds = records.flatMap(({ rounds, scope }) => [
      ...rounds.map(({ roundId }) => roundId),
      ...(scope.of === "round" ? [scope.roundId] : []),
    ]);
    const people = records.flatMap(({ by, endedBy }) => (endedBy === undefined ? [by] : [by, endedBy]));
    const [{ rounds }, found] = await Promise.all([
      store.rounds.byIds([...new Set(roundIds)]),
      store.people.people([...new Set(people)]),
    ]);
    const titles = new Map(rounds.map((round) => [round.id, roundName(round)]));
    const names = new Map(found.map(({ id, name }) => [id, name]));
    return records.map((closure) => ({
      closure,
      state: closureStateAt(closure, at),
      scopeName: scopeName(closure, titles),
      byName: names.get(closure.by) ?? "",
      ...(closure.endedBy === undefined ? {} : { endedByName: names.get(closure.endedBy) ?? "" }),
      rounds: closure.rounds.map((effect) => ({ ...effect, title: titles.get(effect.roundId) ?? effect.roundId })),
    }));
  };

/**
 * The write must be over before the closure begins, five seconds after it was confirmed (`closure/effect`): what took too long is
 * confirmed again. Milliseconds of the machine's clock, for that alone.
 */
const LONGEST_READING_MS = 3_000;
const refuseIfSlow = (begunMs: number, nowMs: number): void =>
  refuseIf(
    nowMs - begunMs > LONGEST_READING_MS
      ? [finding("closure/effect", "/from", "This took too long to be in force in five seconds. Confirm it again.")]
      : [],
  );

/** Puts a closure in force, or announces it, with everything that it moves, in one transaction. The same write again is the same closure. */
export const closing =
  ({ store, now }: Pick<Deps, "store" | "now">) =>
  async (
    entered: ClosureEntered,
    { by, writeId, at }: { by: string; writeId: string; at: number },
  ): Promise<string> => {
    const begun = now();
    const id = `c_${sha256(`${by} ${writeId}`).slice(0, 24)}`;
    const { kept, hot } = await store.closures.one(id);
    if (kept !== undefined) return id;
    const { closure, findings } = closureEntered(entered, id, at);
    refuseIf([...findings, ...(await entryFindings(closure, at, { store }))]);
    const act: Act = { by, reason: closure.wording, at: toInstant(at) };
    const rounds = await touching(closure, [], act, store);
    const record: ClosureRecord = { ...closure, by, rounds: rounds.map(({ effect }) => effect), version: 0 };
    const changes = store.closures.changes(
      [{ record, was: "absent", events: [{ type: "closure-announced", by, at: act.at, closureId: id }] }],
      { hot, rounds: rounds.map((held) => heldChange(held, "round-held", id, act)) },
      at,
    );
    refuseIfSlow(begun, now());
    await store.closures.write(changes, { writeId, at });
    return id;
  };

/** A closure as it would be once changed. What is left out of the beginning stays. */
const changedFrom = (
  record: ClosureRecord,
  { from, until, wording, freezes, drafts }: Asked<(typeof contract)["change"]>["body"],
  at: number,
): { closure: Closure; findings: Finding[] } => {
  const { scope, reason, deadlines } = record;
  const entered = closureEntered(
    { scope, reason, deadlines, until, wording, freezes, drafts, from: from ?? { of: "at-once" } },
    record.id,
    at,
  );
  const { announcedAt } = record;
  const begins = from === undefined ? record.from : entered.closure.from;
  return { ...entered, closure: { ...entered.closure, announcedAt, from: begins } };
};

/** Makes a closure longer, wider or earlier, or says it in other words (`closure/change`). Refuses `stale` and `not-found`. */
export const changing =
  ({ store, now }: Pick<Deps, "store" | "now">) =>
  async (id: string, body: Asked<(typeof contract)["change"]>["body"], by: string, at: number): Promise<void> => {
    const begun = now();
    const { kept, hot } = await knownClosure(id, store);
    if (kept.writeId === body.writeId) return;
    const { record } = kept;
    const { closure, findings } = changedFrom(record, body, at);
    refuseIf([...findings, ...changeFindings(closureOf(record), closure, at)]);
    const act: Act = { by, reason: closure.wording, at: toInstant(at) };
    const rounds = await touching(closure, record.rounds, act, store);
    // Other words alone are read on the pages; nobody is written to again.
    const isSame = (one: { effect: ClosureRecord["rounds"][number] }): boolean =>
      closure.drafts === record.drafts &&
      untilWords(closure) === untilWords(record) &&
      closure.from === record.from &&
      record.rounds.some((before) => JSON.stringify(before) === JSON.stringify(one.effect));
    const changes = store.closures.changes(
      [
        {
          record: { ...record, ...closure, rounds: rounds.map(({ effect }) => effect) },
          was: body.version,
          events: [{ type: "closure-changed", by, at: act.at, closureId: id }],
        },
      ],
      { hot, rounds: rounds.filter((held) => !isSame(held)).map((held) => heldChange(held, "round-held", id, act)) },
      at,
    );
    refuseIfSlow(begun, now());
    await store.closures.write(changes, { writeId: body.writeId, at });
  };

/** Opening again, or lifting what was only announced, as an approver agrees to it (`closure/reopen`). */
export const reopening = ({ store }: Store): Arm<"reopening"> => ({
  mayAsk: async ({ closureId }, { at }) => reopeningFindings((await knownClosure(closureId, store)).kept.record, at),
  story: async ({ closureId }) => {
    const { kept } = await knownClosure(closureId, store);
    const [office] = await officeClosures({ store })([kept.record], msOf(kept.record.from));
    return {
      asks: `Open again what is closed: ${office?.scopeName ?? closureId}.`,
      follows:
        "The closure ends five seconds after you agree. Rounds that it held get their working days back, with this reason beside the new date for everybody to read. Whoever has work in them is told.",
      path: `/office/closures/${encodeURIComponent(closureId)}`,
    };
  },
  carryOut: async ({ closureId }, { by, askedBy, reason, at }) => {
    const { kept, hot } = await knownClosure(closureId, store);
    refuseIf(reopeningFindings(kept.record, msOf(at)));
    return { changes: await endings([kept], hot, { by, askedBy, reason, at }, store), events: [] };
  },
});

/** The closures that end, as things stand, with the declaration of acceptance after a poll. */
const waitingFor = (pollId: string, closures: readonly Closure[], at: number): Closure[] =>
  closures.filter(
    (closure) =>
      closure.until.of === "declaration" &&
      closure.until.pollId === pollId &&
      reopeningFindings(closure, at).length === 0,
  );

/** Whether a closure ends with the declaration of acceptance after a poll (`election/waited`). */
export const isWaitedFor = async (pollId: string, at: number, store: Store["store"]): Promise<boolean> =>
  waitingFor(pollId, (await store.closures.hot()).closures, at).length > 0;

/**
 * What has to be written when the declaration of acceptance after a poll is recorded: the closures that waited for it end, in the
 * transaction that records it. None: nothing waits for it.
 */
export const endedByDeclaration =
  ({ store }: Store) =>
  async (pollId: string, act: { by: string; reason: string; at: Instant }): Promise<Change[]> => {
    const hot = await store.closures.hot();
    const waiting = waitingFor(pollId, hot.closures, msOf(act.at));
    if (waiting.length === 0) return [];
    return endings(await store.closures.some(waiting.map(({ id }) => id)), hot, act, store);
  };
