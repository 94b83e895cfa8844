import * as z from "zod/mini";
import { type Closure, closuresOver, keepsOpen } from "./closure.ts";
import { type Finding, finding } from "./finding.ts";
import { HourlyRate } from "./fund.ts";
import { addDays, CivilDate, endOfDay, Instant, instantOf, londonDate, londonTime, msOf, toInstant } from "./london.ts";
import { formatPounds, largestPence, Pence } from "./money.ts";

export const PotPart = z.strictObject({ sourceId: z.string(), amountPence: Pence });
export type PotPart = z.infer<typeof PotPart>;

/** The days that a round promises after its close: three of them are decisions, and they differ (DOMAIN 5.1). */
export const PromisedDays = z.strictObject({
  checkedBy: CivilDate,
  meetingOn: CivilDate,
  confirmedBy: CivilDate,
  notifiedBy: CivilDate,
  paidBy: CivilDate,
});
export type PromisedDays = z.infer<typeof PromisedDays>;

/** When a round is open, and what it promises then. */
export const Timetable = z.strictObject({
  opensAt: Instant,
  /** The first instant that is too late (DOMAIN, decision 1). */
  closesAt: Instant,
  ...PromisedDays.shape,
});
export type Timetable = z.infer<typeof Timetable>;

/** A wrong fact or help text put right, in the office's words and with its date, for everyone with a draft and the public. */
export const Notice = z.strictObject({ id: z.string(), at: Instant, text: z.string() });
export type Notice = z.infer<typeof Notice>;
/** Notices travel in the round's item, which must stay small: it is read with every save. */
export const MOST_NOTICES = 20;

/** A close that was moved for everybody: both instants, why, and the days that were promised until then. */
export const Extension = z.strictObject({
  was: Instant,
  until: Instant,
  promised: PromisedDays,
  reason: z.string(),
  at: Instant,
  by: z.string(),
});
export type Extension = z.infer<typeof Extension>;

/** What a decided round came to, for the fund's record: asked against available, and how many were funded. */
export const RoundResult = z.strictObject({
  bids: z.int().check(z.nonnegative()),
  awarded: z.int().check(z.nonnegative()),
  askedPence: Pence,
  awardedPence: Pence,
});
export type RoundResult = z.infer<typeof RoundResult>;

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
  result: z.optional(RoundResult),
  /** A closure cancelled it, from this instant on: drafts and bids can be carried on to the next round. */
  cancelledAt: z.optional(Instant),
  /** Why, in the words of the closure. */
  cancelledBecause: z.optional(z.string()),
  notices: z.array(Notice),
  /** The earliest first; none on a round that was never extended. */
  extensions: z.optional(z.array(Extension)),
  /** Rules of eligibility that an officer has switched for this round, by id; frozen into its form when it is published. */
  switches: z.optional(z.record(z.string(), z.enum(["on", "off"]))),
  /** What an hour of volunteers' time is worth in this round, where that is not as in the fund; frozen likewise. */
  rates: z.optional(z.array(HourlyRate)),
  version: z.int(),
});
export type Round = z.infer<typeof Round>;

/** A round's id is its fund's code and its own: an application's reference begins with it. */
export const roundIdOf = (fundCode: string, roundCode: string): string => `${fundCode}-${roundCode}`;

export const ROUND_STATUSES = ["unpublished", "scheduled", "open", "paused", "closed", "cancelled", "decided"] as const;
export type RoundStatus = (typeof ROUND_STATUSES)[number];

/**
 * What a round is at an instant (milliseconds). Nothing opens or closes it: it *is* open because `opensAt <= at < closesAt`
 * and no closure covers `at` (ARCHITECTURE 1.4, DOMAIN decision 1). A close that passes while a closure moves it does not close it.
 */
export const roundStatus = (round: Round, closures: readonly Closure[], at: number): RoundStatus => {
  if (round.publishedAt === undefined || at < msOf(round.publishedAt)) return "unpublished";
  if (round.decidedAt !== undefined && msOf(round.decidedAt) <= at) return "decided";
  if (round.cancelledAt !== undefined && msOf(round.cancelledAt) <= at) return "cancelled";
  if (at < msOf(round.timetable.opensAt)) return "scheduled";
  const over = closuresOver(round, closures, "submissions", at);
  if (at >= msOf(round.timetable.closesAt)) return over.some((one) => keepsOpen(one, round)) ? "paused" : "closed";
  return over.length === 0 ? "open" : "paused";
};

/** All the money of a round, in pence. */
export const potPence = ({ pot }: Pick<Round, "pot">): number =>
  pot.reduce((sum, { amountPence }) => sum + amountPence, 0);

export const ROUND_MOVES = ["change", "publish", "notify", "apply", "extend", "slip", "decide"] as const;
export type RoundMove = (typeof ROUND_MOVES)[number];

/** What may happen in which status (`round/state`): the server's check, the buttons and the diagram read this table. */
export const ROUND_TABLE = {
  unpublished: ["change", "publish"],
  scheduled: ["change", "notify"],
  open: ["notify", "apply", "extend", "slip"],
  paused: ["notify", "extend", "slip"],
  closed: ["notify", "extend", "slip", "decide"],
  /** Its drafts and bids can be carried on. */
  cancelled: ["notify"],
  /** Groups have not heard yet, or are not paid. */
  decided: ["slip"],
} as const satisfies Record<RoundStatus, readonly RoundMove[]>;

/** Whether a move is possible in a status (`round/state`). Dates, pot and title may change until the round opens. */
export const mayRound = (status: RoundStatus, move: RoundMove): boolean => {
  const moves: readonly RoundMove[] = ROUND_TABLE[status];
  return moves.includes(move);
};

/** `round/dates` refuses a timetable whose dates are not in their order. */
export const timetableOrder = (timetable: Timetable): Finding[] => {
  const { opensAt, closesAt, checkedBy, meetingOn, confirmedBy, notifiedBy, paidBy } = timetable;
  const closesOn = londonDate(toInstant(msOf(closesAt) - 1));
  const rows: [boolean, string, string][] = [
    [msOf(opensAt) >= msOf(closesAt), "closesAt", "The round must close after it opens."],
    [checkedBy < closesOn, "checkedBy", "Checks end on or after the day the round closes."],
    [meetingOn <= closesOn, "meetingOn", "The meeting must be after the round closes."],
    [meetingOn < checkedBy, "meetingOn", "The meeting must be on or after the day checks end."],
    [confirmedBy < meetingOn, "confirmedBy", "Decisions are confirmed on or after the day of the meeting."],
    [notifiedBy < confirmedBy, "notifiedBy", "Groups hear on or after the day decisions are confirmed."],
    [paidBy < notifiedBy, "paidBy", "Money is paid on or after the day groups hear."],
  ];
  return rows
    .filter(([wrong]) => wrong)
    .map(([, field, detail]) => finding("round/dates", `/timetable/${field}`, detail));
};

/** `round/dates` refuses a timetable whose dates are not in their order, or a close that is past at `at` (milliseconds). */
export const timetableFindings = (timetable: Timetable, at: number): Finding[] => [
  ...(msOf(timetable.closesAt) > at
    ? []
    : [finding("round/dates", "/timetable/closesAt", "Choose a closing time that is still to come.")]),
  ...timetableOrder(timetable),
];

/** `round/pot` asks for money in every part; `round/source` for sources of this fund, each named once. */
export const potFindings = (pot: readonly PotPart[], sourceIds: readonly string[]): Finding[] => [
  ...(pot.length === 0 ? [finding("round/pot", "/pot", "Enter how much money the round has.")] : []),
  ...pot.flatMap(({ sourceId, amountPence }, n) => [
    ...(amountPence > 0 ? [] : [finding("round/pot", `/pot/${n}/amountPence`, "Enter an amount above £0.")]),
    ...(amountPence <= largestPence
      ? []
      : [finding("round/pot", `/pot/${n}/amountPence`, `Enter an amount of ${formatPounds(largestPence)} or less.`)]),
    ...(sourceIds.includes(sourceId)
      ? []
      : [finding("round/source", `/pot/${n}/sourceId`, "Choose a source of money that belongs to this fund.")]),
    ...(pot.findIndex((other) => other.sourceId === sourceId) === n
      ? []
      : [
          finding(
            "round/source",
            `/pot/${n}/sourceId`,
            "This source is already in the pot. Put its money in one line.",
          ),
        ]),
  ]),
];

/** `round/code`: what a reference can carry. Whether the code is free is the table's to say. */
export const codeFindings = (code: string): Finding[] =>
  /^[0-9A-Z]{2,8}$/.test(code)
    ? []
    : [finding("round/code", "/code", "Enter a code of 2 to 8 capital letters and figures, like 26Q4.")];

export const codeTaken = (code: string): Finding =>
  finding("round/code", "/code", `A round of this fund already has the code ${code}. Choose another.`);

/** How an officer enters an instant: a London day and the time on the wall. */
export const WallTime = z.strictObject({
  on: CivilDate,
  time: z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Enter a time like 12:00.")),
});
export type WallTime = z.infer<typeof WallTime>;

/** The close and what comes after it, as an officer enters them: what an extension moves. */
export const LaterDates = z.strictObject({ closes: WallTime, ...PromisedDays.shape });
export type LaterDates = z.infer<typeof LaterDates>;

/** A timetable as an officer enters it: two instants as London day and time, the rest as days. */
export const RoundDates = z.strictObject({ opens: WallTime, ...LaterDates.shape });
export type RoundDates = z.infer<typeof RoundDates>;

/** The last minute of a day, which stands for its end: "closes at 11:59pm" is stored as midnight (DOMAIN, decision 1). */
const LAST_MINUTE = "23:59";

const noSuchTime = (pointer: string): Finding =>
  finding(
    "round/wall-time",
    pointer,
    "The clocks change that night: this time does not exist or happens twice. Choose another.",
  );

/** The opening instant of a London day and time, or `round/wall-time` (01:00 to 01:59 on a clock-change night). */
export const openingInstant = ({ on, time }: WallTime): Instant | Finding =>
  instantOf(on, time) ?? noSuchTime("/timetable/opensAt");

/** When something begins or ends, as it is entered, or `round/wall-time`. 11:59pm is the midnight that ends the day. */
export const wallInstant = (pointer: string, { on, time }: WallTime): Instant | Finding =>
  time === LAST_MINUTE ? endOfDay(on) : (instantOf(on, time) ?? noSuchTime(pointer));

/** The closing instant of a London day and time, or `round/wall-time`. */
export const closingInstant = (wall: WallTime): Instant | Finding => wallInstant("/timetable/closesAt", wall);

export const openingWall = (opensAt: Instant): WallTime => ({ on: londonDate(opensAt), time: londonTime(opensAt) });

/** A closing instant as it was entered: a midnight is the last minute of the day before. */
export const closingWall = (closesAt: Instant): WallTime =>
  londonTime(closesAt) === "00:00"
    ? { on: addDays(londonDate(closesAt), -1), time: LAST_MINUTE }
    : { on: londonDate(closesAt), time: londonTime(closesAt) };
