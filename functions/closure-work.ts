import type { Event } from "../shared/events.ts";
import { FUNDS } from "../shared/funds/funds.ts";
import { Refused } from "../shared/problem.ts";
import { type Closure, closuresOver, endOf } from "../shared/rules/closure.ts";
import { movedTimetable, type Span } from "../shared/rules/closure-deadline.ts";
import { TAKES_EFFECT_AFTER_MS } from "../shared/rules/closure-findings.ts";
import {
  type ClosureRecord,
  closureOf,
  effectOn,
  givenBack,
  type RoundEffect,
} from "../shared/rules/closure-record.ts";
import { extended } from "../shared/rules/extension.ts";
import type { Fund } from "../shared/rules/fund.ts";
import { type Instant, msOf, toInstant } from "../shared/rules/london.ts";
import type { Round } from "../shared/rules/round.ts";
import type { Deps } from "./deps.ts";
import { knownFund } from "./rounds.ts";
import type { HotClosures, KeptClosure, WrittenClosure } from "./store/closures.ts";
import { roundChange } from "./store/rounds.ts";
import type { Change } from "./store/table.ts";

type Store = Pick<Deps, "store">["store"];

/** A round under a closure: as it is, as it becomes, and what that is for everybody in it. */
export type HeldRound = { round: Round; becomes: Round; effect: RoundEffect };

/** Who does it, why, and when: what a moved close says beside it. */
export type Act = { by: string; reason: string; at: Instant };

/**
 * The round with its close moved by a closure that has an end. What it was before this closure is what is reckoned from, and no
 * close is ever moved back (`closure/deadline`).
 */
const movedBy = (
  round: Round,
  { first, given }: { first: Instant; given: readonly Span[] },
  closure: Closure,
  calendar: Fund["calendar"],
  act: Act,
): Round => {
  const end = endOf(closure);
  if (end === undefined) return round;
  const original = { timetable: { ...round.timetable, closesAt: first } };
  const timetable = movedTimetable(original, calendar, { from: msOf(closure.from), until: msOf(end) }, given);
  return msOf(timetable.closesAt) > msOf(round.timetable.closesAt) ? extended(round, timetable, act) : round;
};

/** What a closure does to each round that it touches. `before`: what it did until it is changed. */
export const touching = async (
  closure: Closure,
  before: readonly RoundEffect[],
  act: Act,
  store: Store,
): Promise<HeldRound[]> => {
  const [{ rounds }, records] = await Promise.all([
    store.rounds.roundsOf(FUNDS.map(({ id }) => id)),
    store.closures.all(),
  ]);
  const own = records.find(({ id }) => id === closure.id);
  const others = records.filter(({ id }) => id !== closure.id);
  const found = rounds.flatMap((round) => {
    const known = before.find(({ roundId }) => roundId === round.id);
    const { cancelledAt: _, ...running } = round;
    // What this closure cancels is looked at as it would be without it.
    const effect = effectOn(known?.effect === "cancelled" ? running : round, closure);
    return effect === undefined ? [] : [{ round, effect, known }];
  });
  const forms = await store.rounds.forms(found.map(({ round }) => round.id));
  return found.map(({ round, effect, known }, n): HeldRound => {
    const isAsMoved = known?.becomes !== undefined && known.becomes === round.timetable.closesAt;
    const closesAt = isAsMoved ? known.closesAt : round.timetable.closesAt;
    const gave = known?.becomes !== undefined && own?.until.of === "instant" ? own.until.at : known?.givenUntil;
    const held = {
      ...{ roundId: round.id, effect, closesAt },
      ...(gave === undefined || closure.until.of === "instant" ? {} : { givenUntil: gave }),
    };
    if (effect === "cancelled")
      return {
        round,
        becomes: { ...round, cancelledAt: closure.from, cancelledBecause: closure.wording },
        effect: held,
      };
    if (effect !== "moves") return { round, becomes: round, effect: held };
    const { calendar } = forms[n] ?? knownFund(round.fundId);
    // Reckoned anew from where it was, or, where somebody has moved it since, for the days that are added.
    const given = givenBack(isAsMoved || own === undefined ? others : [...others, own], round.id);
    const becomes = movedBy(round, { first: closesAt, given }, closure, calendar, act);
    const moved = becomes.timetable.closesAt;
    return { round, becomes, effect: moved === closesAt ? held : { ...held, becomes: moved } };
  });
};

/** A round as it is written with what it is told of. */
export const heldChange = (
  { round, becomes, effect }: HeldRound,
  type: "round-held" | "round-freed",
  closureId: string,
  { by, at }: Act,
): Change => {
  const until = effect.becomes === undefined ? {} : { until: effect.becomes };
  const event: Event = { type, by, at, roundId: round.id, closureId, was: effect.closesAt, ...until };
  return roundChange(becomes, round.version, [event]);
};

/** When something confirmed at an instant takes effect: whoever is received from then on reads after the write. */
export const takesEffect = (at: Instant): Instant => toInstant(msOf(at) + TAKES_EFFECT_AFTER_MS);

/** A round at the end of a closure: a cancelled one that never was stays, a moved one gets its days. */
const freedRound = (
  { round, becomes, effect }: HeldRound,
  closure: Closure,
  { isLifted, calendar, given }: { isLifted: boolean; calendar: Fund["calendar"]; given: readonly Span[] },
  act: Act,
): HeldRound => {
  if (isLifted && effect.effect === "cancelled") {
    const { cancelledAt: _, cancelledBecause: __, ...running } = becomes;
    return { round, becomes: running, effect: { ...effect, effect: "keeps" } };
  }
  // One with an instant moved its rounds when it was put in force, and keeps its word.
  if (isLifted || effect.effect !== "moves" || closure.until.of === "instant") return { round, becomes, effect };
  const freed = movedBy(becomes, { first: becomes.timetable.closesAt, given }, closure, calendar, act);
  const { closesAt } = becomes.timetable;
  return { round, becomes: freed, effect: { ...effect, closesAt, becomes: freed.timetable.closesAt } };
};

type Ending = {
  closure: Closure;
  isLifted: boolean;
  rounds: HeldRound[];
  /** Rounds that another closure goes on holding: their days are given back, and they are not told that they are open. */
  stillHeld: ReadonlySet<string>;
};

/** What other closures that end in the same transaction have made of the rounds, and their records as they are then. */
type Already = { rounds: ReadonlyMap<string, Round>; records: readonly ClosureRecord[] };
const NONE_ALREADY: Already = { rounds: new Map(), records: [] };

/** What the end of a closure does to each round that it touched, and to those that came under it since. */
export const ending = async (
  { record }: KeptClosure,
  hot: HotClosures,
  act: Act,
  store: Store,
  already: Already = NONE_ALREADY,
): Promise<Ending> => {
  const endedAt = takesEffect(act.at);
  const closure: Closure = { ...closureOf(record), endedAt };
  const isLifted = msOf(endedAt) <= msOf(closure.from);
  const [{ rounds }, kept] = await Promise.all([
    store.rounds.roundsOf(FUNDS.map(({ id }) => id)),
    store.closures.all(),
  ]);
  const records = kept.map((one) => already.records.find(({ id }) => id === one.id) ?? one);
  const found = rounds.flatMap((round) => {
    const known = record.rounds.find(({ roundId }) => roundId === round.id);
    // Only its decision was to wait: an extension may have brought its close under it since, as with a round of which it knew nothing.
    const since = isLifted || (known !== undefined && known.effect !== "waits") ? undefined : effectOn(round, closure);
    if ((known ?? since) === undefined || round.decidedAt !== undefined) return [];
    const { closesAt } = round.timetable;
    const effect = since === undefined ? known : { roundId: round.id, effect: since, closesAt };
    return effect === undefined ? [] : [{ round, effect }];
  });
  const forms = await store.rounds.forms(found.map(({ round }) => round.id));
  const others = hot.closures.filter(({ id }) => id !== record.id);
  return {
    closure,
    isLifted,
    rounds: found.map(({ round, effect }, n) =>
      freedRound(
        { round, becomes: already.rounds.get(round.id) ?? round, effect },
        closure,
        {
          isLifted,
          calendar: (forms[n] ?? knownFund(round.fundId)).calendar,
          given: givenBack(records, round.id),
        },
        act,
      ),
    ),
    stillHeld: new Set(
      found.flatMap(({ round }) =>
        closuresOver(round, others, "submissions", msOf(endedAt)).length > 0 ? [round.id] : [],
      ),
    ),
  };
};

/**
 * Everything that has to be written for closures to end, in one transaction: their records, the item that the clock reads, and
 * the rounds with their new closes.
 */
export const endings = async (
  kept: readonly KeptClosure[],
  hot: HotClosures,
  { askedBy, ...act }: Act & { askedBy?: string },
  store: Store,
): Promise<Change[]> => {
  const written: WrittenClosure[] = [];
  const rounds = new Map<string, { held: HeldRound; events: Event[] }>();
  for (const one of kept) {
    const already = {
      rounds: new Map([...rounds].map(([id, { held }]) => [id, held.becomes])),
      records: written.map(({ record }) => record),
    };
    const { closure, rounds: freed, stillHeld } = await ending(one, hot, act, store, already);
    const { endedAt } = closure;
    if (endedAt === undefined) throw new TypeError("an ending without an end");
    const asked = askedBy === undefined ? {} : { endAskedBy: askedBy };
    const effects = freed.map(({ effect }) => effect);
    const event: Event = { type: "closure-ended", ...act, closureId: closure.id };
    written.push({
      record: { ...one.record, rounds: effects, endedAt, endedBy: act.by, ...asked, endReason: act.reason },
      was: one.record.version,
      events: [event],
    });
    for (const held of freed) {
      const { by, at } = act;
      const until = held.effect.becomes === undefined ? {} : { until: held.effect.becomes };
      const told: Event[] = stillHeld.has(held.round.id)
        ? []
        : [
            {
              ...{ type: "round-freed", by, at, roundId: held.round.id, closureId: closure.id },
              ...{ was: held.effect.closesAt, ...until },
            },
          ];
      rounds.set(held.round.id, { held, events: [...(rounds.get(held.round.id)?.events ?? []), ...told] });
    }
  }
  const changes = [...rounds.values()]
    .filter(({ held, events }) => events.length > 0 || held.becomes !== held.round)
    .map(({ held, events }) => roundChange(held.becomes, held.round.version, events));
  return store.closures.changes(written, { hot, rounds: changes }, msOf(act.at));
};

/** A closure that there is, with the item that the clock reads. Refuses `not-found`. */
export const knownClosure = async (id: string, store: Store): Promise<{ kept: KeptClosure; hot: HotClosures }> => {
  const { kept, hot } = await store.closures.one(id);
  if (kept === undefined) throw new Refused("not-found");
  return { kept, hot };
};
