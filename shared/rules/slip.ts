import * as z from "zod/mini";
import { extended, PROMISED_DAYS } from "./extension.ts";
import { type Finding, finding } from "./finding.ts";
import { CivilDate, londonDate, toInstant } from "./london.ts";
import { type Extension, mayRound, type PromisedDays, type Round, type RoundStatus, timetableOrder } from "./round.ts";

/** A round's record keeps a few moves of its promised days; they travel in its item. */
export const MOST_SLIPS = 10;

/** One promised day that is another now. */
export const Slip = z.strictObject({ day: z.enum(PROMISED_DAYS), was: CivilDate, now: CivilDate });
export type Slip = z.infer<typeof Slip>;

/** A move of promised days alone is kept as an extension whose close stands: what was promised stays readable. */
const isSlip = ({ was, until }: Pick<Extension, "was" | "until">): boolean => was === until;

/** Which promised days are others in another timetable, in the order of the timetable. */
export const slipsBetween = (was: PromisedDays, now: PromisedDays): Slip[] =>
  PROMISED_DAYS.filter((day) => was[day] !== now[day]).map((day) => ({ day, was: was[day], now: now[day] }));

/** Why no promised day of a round may be moved (`round/slip`); undefined: one may. Before it opens its dates simply change. */
export const slipRefusal = (
  { extensions = [] }: Pick<Round, "extensions">,
  status: RoundStatus,
): { rule: string; detail: string } | undefined => {
  const refused = (detail: string) => ({ rule: "round/slip", detail });
  if (!mayRound(status, "slip"))
    return refused("A promised date is moved once a round has opened. Before, change its dates.");
  return extensions.filter(isSlip).length < MOST_SLIPS
    ? undefined
    : refused(`The dates of a round are moved ${MOST_SLIPS} times at most.`);
};

/**
 * What is wrong with promised days that are to move (`round/slip`, `round/dates`): at least one moves, none to a day that is
 * past, and they stay in their order. The close is not touched.
 */
export const slipFindings = ({ timetable }: Pick<Round, "timetable">, days: PromisedDays, at: number): Finding[] => {
  const today = londonDate(toInstant(at));
  const slips = slipsBetween(timetable, days);
  const wrong = (field: string, detail: string): Finding => finding("round/slip", `/timetable/${field}`, detail);
  return [
    ...(slips.length > 0 ? [] : [wrong("checkedBy", "Change at least one date.")]),
    ...slips.filter(({ now }) => now < today).map(({ day }) => wrong(day, "Choose a day that is not past.")),
    ...timetableOrder({ ...timetable, ...days }),
  ];
};

/** A round with its promised days moved: what was promised until now stays readable beside it. */
export const slipped = <R extends Pick<Round, "timetable" | "extensions">>(
  round: R,
  days: PromisedDays,
  said: Pick<Extension, "reason" | "at" | "by">,
): R => extended(round, { ...round.timetable, ...days }, said);

/** What is known of how far a round has come. */
export type Progress = {
  /** Bids that nobody has found eligible or not eligible yet. */
  readonly unchecked: number;
};

/**
 * The promised days of a round that are past and were not kept (`round/missed`), in the order of the timetable: bids that wait
 * for their checks, a meeting and a confirmation that have not led to decisions. Whether money was paid is not known here.
 */
export const missedDays = (
  { timetable, decidedAt }: Pick<Round, "timetable" | "decidedAt">,
  status: RoundStatus,
  { unchecked }: Progress,
  at: number,
): Slip["day"][] => {
  const today = londonDate(toInstant(at));
  if (status !== "closed" || decidedAt !== undefined) return [];
  const open = { checkedBy: unchecked > 0, meetingOn: false, confirmedBy: true, notifiedBy: true, paidBy: false };
  return PROMISED_DAYS.filter((day) => open[day] && timetable[day] < today);
};
