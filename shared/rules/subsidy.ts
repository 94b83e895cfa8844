import * as z from "zod/mini";
import { type Finding, finding } from "./finding.ts";
import { addMonths, CivilDate, financialYear, formatShortDate } from "./london.ts";
import { formatPounds, Pence } from "./money.ts";

/**
 * Minimal financial assistance (Subsidy Control Act 2022, sections 36 and 37; DOMAIN 7): what an enterprise has had in the
 * elapsed part of this financial year and the two before, with what is to be given now, must not exceed £315,000.
 */
export const SUBSIDY_MOST_PENCE = 31_500_000;
/** Above this amount the grant also goes on the public subsidy database. */
const SUBSIDY_TOLD_ABOVE_PENCE = 10_000_000;

/** One sum that the group had for trading in a market, from anybody public. */
export const SubsidySum = z.strictObject({ from: z.string(), on: CivilDate, amountPence: Pence });
export type SubsidySum = z.infer<typeof SubsidySum>;

/** The first day that counts for assistance given on a day: 1 April, two financial years back. */
export const subsidyCountsFrom = (givenOn: CivilDate): CivilDate =>
  addMonths(`${financialYear(givenOn).slice(0, 4)}-04-01`, -24);

export type SubsidyTotal = {
  readonly countsFrom: CivilDate;
  /** Of what was received, the part inside the period. */
  readonly hadPence: number;
  readonly totalPence: number;
  /** By how much the total is above the most; nought where it is not. */
  readonly overPence: number;
};

/** The running total with a grant given on a day, exact in pence: at the most itself it still may be given. */
export const subsidyTotal = (sums: readonly SubsidySum[], grantPence: number, givenOn: CivilDate): SubsidyTotal => {
  const countsFrom = subsidyCountsFrom(givenOn);
  const hadPence = sums
    .filter(({ on }) => on >= countsFrom && on <= givenOn)
    .reduce((sum, { amountPence }) => sum + amountPence, 0);
  const totalPence = hadPence + grantPence;
  return { countsFrom, hadPence, totalPence, overPence: Math.max(0, totalPence - SUBSIDY_MOST_PENCE) };
};

/** What the running total says, in sentences. */
export const subsidyWords = ({ countsFrom, hadPence, totalPence, overPence }: SubsidyTotal, grantPence: number) => [
  `Received since ${formatShortDate(countsFrom)}: ${formatPounds(hadPence)}. With this grant of ${formatPounds(grantPence)}: ${formatPounds(totalPence)}.`,
  overPence > 0
    ? `That is ${formatPounds(overPence)} more than the ${formatPounds(SUBSIDY_MOST_PENCE)} that may be given.`
    : `That leaves ${formatPounds(SUBSIDY_MOST_PENCE - totalPence)} of the ${formatPounds(SUBSIDY_MOST_PENCE)} that may be given.`,
  ...(grantPence > SUBSIDY_TOLD_ABOVE_PENCE
    ? [`A grant above ${formatPounds(SUBSIDY_TOLD_ABOVE_PENCE)} is entered on the public subsidy database as well.`]
    : []),
];

/** What section 37 asks for, in its order; each is a day. */
export const SUBSIDY_STEPS = ["notified", "confirmed", "paid", "receipted"] as const;
type SubsidyStep = (typeof SUBSIDY_STEPS)[number];
export const SubsidySteps = z.strictObject({
  notified: z.optional(CivilDate),
  confirmed: z.optional(CivilDate),
  paid: z.optional(CivilDate),
  receipted: z.optional(CivilDate),
});
export type SubsidySteps = z.infer<typeof SubsidySteps>;

export const SUBSIDY_STEP_LABELS = {
  notified: "We told the group in writing that this is minimal financial assistance, and how much",
  confirmed: "The group confirmed in writing that it stays below the limit",
  paid: "We paid",
  receipted: "We confirmed in writing the day and the gross amount",
} as const satisfies Record<SubsidyStep, string>;

/** Whether the steps were taken in their order, none of them in the days to come (`subsidy/steps`). */
export const stepFindings = (steps: SubsidySteps, today: CivilDate): Finding[] =>
  SUBSIDY_STEPS.flatMap((step, n): Finding[] => {
    const on = steps[step];
    if (on === undefined) return [];
    const before = n === 0 ? undefined : SUBSIDY_STEPS[n - 1];
    const earlier = before === undefined ? on : steps[before];
    const no = (detail: string): Finding[] => [finding("subsidy/steps", `/steps/${step}`, detail)];
    if (on > today) return no("Enter today or an earlier day: only what has been done is recorded.");
    if (earlier === undefined) return no("Enter the day of the step before first.");
    return on < earlier ? no("The steps are taken in this order. Check the day.") : [];
  });
