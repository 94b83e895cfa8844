import { counted } from "./counted.ts";
import { addDays, addMonths, type CivilDate, financialYear } from "./london.ts";

/** How long something is kept: calendar months or days, from a day or from the end of the financial year it falls in. */
export type Period = {
  readonly months?: number;
  readonly days?: number;
  /** Counted from the end of the financial year (31 March) in which the day falls. */
  readonly afterFinancialYear?: true;
};

/** Every retention period, once: the rules, the privacy notice and docs/data.md read it here (DOMAIN 13). */
export const PERIODS = {
  funded: { months: 72, afterFinancialYear: true },
  notFunded: { months: 24 },
  notEligible: { months: 12 },
  withdrawn: { months: 12 },
  unfinishedDraft: { months: 6 },
  scores: { months: 72 },
  bankDetails: { months: 13 },
  audit: { months: 84 },
  person: { months: 24 },
  organisation: { months: 24 },
  messages: { months: 24 },
  joins: { months: 12 },
  failures: { days: 90 },
  repeats: { days: 90 },
} as const satisfies Record<string, Period>;

/** Whoever has an unfinished draft is written to this many days before it is deleted, and never fewer. */
export const WARNED_DAYS_AHEAD = 30;

/** What the office exports is written to the documents bucket under this prefix; the bucket's own rule removes it. */
export const EXPORTS = { prefix: "exports/", keptDays: 1 } as const;

/** The first day after the financial year of a date: 1 April. */
const afterYearOf = (date: CivilDate): CivilDate => `${Number(financialYear(date).slice(0, 4)) + 1}-04-01`;

/** The day on which a period from a day is over: the day of deletion. DOMAIN 5.4 says how months are added. */
export const periodEnds = (period: Period, from: CivilDate): CivilDate => {
  const start = period.afterFinancialYear === true ? afterYearOf(from) : from;
  return addDays(addMonths(start, period.months ?? 0), period.days ?? 0);
};

/** A period in words: "6 years", "13 months", "90 days". */
export const periodWords = ({ months = 0, days = 0 }: Period): string => {
  if (months === 0) return counted(days, "day");
  return months % 12 === 0 ? counted(months / 12, "year") : counted(months, "month");
};

/** The lawful bases of the UK GDPR that the portal works under (DOMAIN 13). */
export type Basis = "public-task" | "legal-obligation" | "none";

/** The moment a period begins at. `written`: the last time the item was written; the others as they say. */
export type From = "written" | "lifted" | "decided";

/**
 * How an item ends. `deleted` leaves nothing; of a `tombstone` the personal fields are removed and the fact is kept
 * (ARCHITECTURE 1.6). `time-to-live` is the table's own forgetting, within two days of the time it was written with.
 */
export type Ends =
  | { readonly how: "deleted" | "tombstone"; readonly period: Period; readonly from: From }
  | { readonly how: "by-state" }
  | { readonly how: "with"; readonly kind: "application" | "organisation" | "person" }
  | { readonly how: "time-to-live"; readonly words: string }
  | { readonly how: "never" };

export type RetentionRule = {
  readonly rule: `retention/${string}`;
  /** What it holds, in words. */
  readonly holds: string;
  readonly personal: boolean;
  /** The purpose. */
  readonly why: string;
  readonly basis: Basis;
  /** The beginning of its partition key. */
  readonly where: string;
  readonly ends: Ends;
  /** What delays or moves the end, in words. */
  readonly unless?: string;
};
