import * as z from "zod/mini";
import { type Finding, finding } from "./finding.ts";
import { CivilDate, Instant, instantOf, londonDate, msOf, toInstant } from "./london.ts";
import { Pence } from "./money.ts";

export const PotPart = z.strictObject({ sourceId: z.string(), amountPence: Pence });

/** The dates a round promises: three of them are decisions, and they differ (DOMAIN 5.1). */
export const Timetable = z.strictObject({
  opensAt: Instant,
  /** The first instant that is too late (DOMAIN, decision 1). */
  closesAt: Instant,
  checkedBy: CivilDate,
  meetingOn: CivilDate,
  confirmedBy: CivilDate,
  notifiedBy: CivilDate,
  paidBy: CivilDate,
});
export type Timetable = z.infer<typeof Timetable>;

export const Round = z.strictObject({
  id: z.string(),
  fundId: z.string(),
  title: z.string(),
  code: z.string(),
  timetable: Timetable,
  pot: z.array(PotPart),
  /** Published for everyone at this instant; before it only officers see it. */
  publishedAt: z.optional(Instant),
  /** The meeting's decisions are confirmed: the public sees what was funded. */
  decidedAt: z.optional(Instant),
  version: z.int(),
});
export type Round = z.infer<typeof Round>;

/** A round's id is its fund's code and its own: an application's reference begins with it. */
export const roundIdOf = (fundCode: string, roundCode: string): string => `${fundCode}-${roundCode}`;

/** A closure in force covers an instant: nothing it freezes is taken (issue of the calendar brings its editor). */
export const Closure = z.strictObject({
  id: z.string(),
  scope: z.strictObject({ fundId: z.optional(z.string()), roundId: z.optional(z.string()) }),
  from: Instant,
  until: z.optional(Instant),
  wording: z.string(),
  freezes: z.array(z.enum(["new-rounds", "new-drafts", "submissions", "meetings", "confirmations", "publicity"])),
});
export type Closure = z.infer<typeof Closure>;

export const ROUND_STATUSES = ["unpublished", "scheduled", "open", "paused", "closed", "decided"] as const;
export type RoundStatus = (typeof ROUND_STATUSES)[number];

const covers = (closure: Closure, round: Round, freezes: Closure["freezes"][number], at: number): boolean =>
  closure.freezes.includes(freezes) &&
  (closure.scope.fundId === undefined || closure.scope.fundId === round.fundId) &&
  (closure.scope.roundId === undefined || closure.scope.roundId === round.id) &&
  msOf(closure.from) <= at &&
  (closure.until === undefined || at < msOf(closure.until));

/** The closure that freezes something of a round at an instant (milliseconds), if one does. */
export const closureOver = (
  round: Round,
  closures: readonly Closure[],
  freezes: Closure["freezes"][number],
  at: number,
): Closure | undefined => closures.find((closure) => covers(closure, round, freezes, at));

/**
 * What a round is at an instant (milliseconds). Nothing opens or closes it: it *is* open because `opensAt <= at < closesAt`
 * and no closure covers `at` (ARCHITECTURE 1.4, DOMAIN decision 1).
 */
export const roundStatus = (round: Round, closures: readonly Closure[], at: number): RoundStatus => {
  if (round.publishedAt === undefined || at < msOf(round.publishedAt)) return "unpublished";
  if (round.decidedAt !== undefined && msOf(round.decidedAt) <= at) return "decided";
  if (at < msOf(round.timetable.opensAt)) return "scheduled";
  if (at >= msOf(round.timetable.closesAt)) return "closed";
  return closureOver(round, closures, "submissions", at) === undefined ? "open" : "paused";
};

/** Milliseconds that `at` may still be: `round/dates` refuses a timetable whose dates are not in their order. */
export const timetableFindings = (timetable: Timetable, at: number): Finding[] => {
  const { opensAt, closesAt, checkedBy, meetingOn, confirmedBy, notifiedBy, paidBy } = timetable;
  const closesOn = londonDate(toInstant(msOf(closesAt) - 1));
  const rows: [boolean, string, string][] = [
    [msOf(opensAt) >= msOf(closesAt), "closesAt", "The round must close after it opens."],
    [msOf(closesAt) <= at, "closesAt", "Choose a closing time that is still to come."],
    [checkedBy < closesOn, "checkedBy", "Checks end on or after the day the round closes."],
    [meetingOn <= closesOn, "meetingOn", "The meeting must be after the round closes."],
    [confirmedBy < meetingOn, "confirmedBy", "Decisions are confirmed on or after the day of the meeting."],
    [notifiedBy < confirmedBy, "notifiedBy", "Groups hear on or after the day decisions are confirmed."],
    [paidBy < notifiedBy, "paidBy", "Money is paid on or after the day groups hear."],
  ];
  return rows.filter(([wrong]) => wrong).map(([, field, detail]) => finding("round/dates", `/timetable/${field}`, detail));
};

/** The closing instant of a civil day and wall time, or why there is none: 01:00 to 01:59 on a clock-change night. */
export const closingInstant = (on: string, time: string): Instant | Finding =>
  instantOf(on, time) ?? finding("round/wall-time", "/timetable/closesAt", "That time does not exist or happens twice on this night. Choose another.");
