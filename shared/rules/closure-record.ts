import * as z from "zod/mini";
import { Closure, endOf, isWithin } from "./closure.ts";
import type { Span } from "./closure-deadline.ts";
import { type CivilDate, Instant, londonDate, msOf, toInstant } from "./london.ts";
import type { Round } from "./round.ts";

/**
 * What a closure does to one round. `keeps`: paused, and it closes when it was to close; `moves`: paused, and it closes later;
 * `cancelled`; `waits`: it has closed, and its decision would fall into the closure.
 */
export const ROUND_EFFECTS = ["keeps", "moves", "cancelled", "waits"] as const;
export const RoundEffect = z.strictObject({
  roundId: z.string(),
  effect: z.enum(ROUND_EFFECTS),
  closesAt: Instant,
  /** The moved close, as soon as it is known: a closure without a known end moves it when it ends. */
  becomes: z.optional(Instant),
  /** It had an end until it was changed to hold on: the working days up to this instant were given back then. */
  givenUntil: z.optional(Instant),
});
export type RoundEffect = z.infer<typeof RoundEffect>;

/** A closure as it is kept for good: who closed, why, what it touched, and who ended it. */
export const ClosureRecord = z.strictObject({
  ...Closure.shape,
  by: z.string(),
  /** What it touched as it was announced or last changed. */
  rounds: z.array(RoundEffect),
  endedBy: z.optional(z.string()),
  /** Who asked for it to be ended, where that takes two people. */
  endAskedBy: z.optional(z.string()),
  endReason: z.optional(z.string()),
  version: z.int(),
});
export type ClosureRecord = z.infer<typeof ClosureRecord>;

/** What the clock needs of a record. */
export const closureOf = ({
  by: _,
  rounds: __,
  endedBy: ___,
  endAskedBy: ____,
  endReason: _____,
  version: ______,
  ...closure
}: ClosureRecord): Closure => closure;

/**
 * The time for which closures have given a round its working days back already, in milliseconds: where several cover a day, it is
 * given back once (`closure/deadline`). One with an instant gave them when it was put in force, and takes none of them back.
 */
export const givenBack = (
  records: readonly Pick<ClosureRecord, "from" | "until" | "endedAt" | "rounds">[],
  roundId: string,
): Span[] =>
  records.flatMap(({ from, until, endedAt, rounds }) => {
    const known = rounds.find((one) => one.roundId === roundId);
    if (known === undefined || known.effect !== "moves") return [];
    const moved = known.becomes === undefined ? undefined : until.of === "instant" ? until.at : endedAt;
    const end = moved ?? known.givenUntil;
    return end === undefined || end <= from ? [] : [{ from: msOf(from), until: msOf(end) }];
  });

/** Whether any of a London day falls into a closure. */
export const isDayWithin = (closure: Closure, day: CivilDate): boolean => {
  const end = endOf(closure);
  return londonDate(closure.from) <= day && (end === undefined || day <= londonDate(toInstant(msOf(end) - 1)));
};

/** Whether a round's meeting or confirmation would fall into a closure that holds them. */
export const decidesWithin = ({ timetable }: Pick<Round, "timetable">, closure: Closure): boolean =>
  (closure.freezes.includes("meetings") && isDayWithin(closure, timetable.meetingOn)) ||
  (closure.freezes.includes("confirmations") && isDayWithin(closure, timetable.confirmedBy));

/**
 * What becomes of a round under a closure, before its new close is reckoned (`closure/deadline`); undefined: nothing of anybody's
 * work in it changes. A cancelling closure cancels what is open when it begins; a round that opens meanwhile moves.
 */
export const effectOn = (round: Round, closure: Closure): RoundEffect["effect"] | undefined => {
  if (!isWithin(closure, round) || round.publishedAt === undefined) return undefined;
  if (round.decidedAt !== undefined || round.cancelledAt !== undefined) return undefined;
  const [from, end] = [msOf(closure.from), msOf(endOf(closure) ?? "9999-12-31T00:00:00.000Z")];
  const [opens, closes] = [msOf(round.timetable.opensAt), msOf(round.timetable.closesAt)];
  if (closure.freezes.includes("submissions") && opens < end && from < closes) {
    if (closure.deadlines === "kept") return "keeps";
    return closure.deadlines === "cancelled" && opens <= from ? "cancelled" : "moves";
  }
  return closes <= from && decidesWithin(round, closure) ? "waits" : undefined;
};
