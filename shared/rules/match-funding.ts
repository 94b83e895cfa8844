import type { BudgetLine } from "./budget.ts";
import { type Finding, finding } from "./finding.ts";
import type { MatchStatus } from "./form.ts";
import type { MatchRule } from "./fund.ts";
import { formatDate } from "./london.ts";
import type { MatchDays, MatchLine } from "./match-line.ts";
import { capSharePence, formatPounds, requiredSharePence } from "./money.ts";

/** When match is counted: as the bid is sent, as the award is made, and as it is paid. */
export const MATCH_STAGES = ["submission", "award", "payment"] as const;
export type MatchStage = (typeof MATCH_STAGES)[number];

/** Why a line is no match, by what is looked at first. */
export const NOT_COUNTING = ["public-money", "before-award", "after-end", "status"] as const;
export type NotCounting = (typeof NOT_COUNTING)[number];

/** Promised in writing or in hand: what counts at an award and at a payment unless the fund says otherwise (DOMAIN 9). */
const SURE: readonly MatchStatus[] = ["received", "secured"];

/** The statuses that count at a stage under a fund's rule. */
const countingAt = (rule: MatchRule, stage: MatchStage): readonly MatchStatus[] => {
  if (stage === "submission") return rule.countsAtSubmission;
  return (stage === "award" ? rule.countsAtAward : rule.countsAtPayment) ?? SURE;
};

/** Why a line does not count at a stage, or undefined where it does. What is said of no day is spent within the project. */
export const notCounting = (
  { publicMoney = false, status, spentFrom, spentTo }: MatchLine,
  rule: MatchRule,
  { awardedOn, endsOn }: MatchDays = {},
  stage: MatchStage = "submission",
): NotCounting | undefined => {
  if (publicMoney && rule.publicMoney === "excluded") return "public-money";
  if (rule.spendWindow === "project") {
    const first = spentFrom ?? spentTo;
    if (first !== undefined && awardedOn !== undefined && first < awardedOn) return "before-award";
    const last = spentTo ?? spentFrom;
    if (last !== undefined && endsOn !== undefined && last > endsOn) return "after-end";
  }
  return countingAt(rule, stage).includes(status) ? undefined : "status";
};

const NOT_SURE = {
  received: "This fund does not count it.",
  secured: "This fund does not count it.",
  "agreed-in-principle": "It counts once it is promised in writing.",
  "applied-for": "It counts once it is promised in writing.",
  planned: "It counts once you have it or it is promised in writing.",
} as const satisfies Record<MatchStatus, string>;

/** Why a line does not count, as a sentence that says what to do about it. */
const whyNot = (why: NotCounting, { status }: MatchLine, { awardedOn, endsOn }: MatchDays): string => {
  switch (why) {
    case "public-money":
      return "Public money cannot match itself.";
    case "before-award":
      return `What is spent before ${awardedOn === undefined ? "the award" : formatDate(awardedOn)} is no match. Put the part from that day on in a row of its own.`;
    case "after-end":
      return `What is spent after ${endsOn === undefined ? "the work ends" : formatDate(endsOn)} is no match. Put the part up to that day in a row of its own.`;
    case "status":
      return NOT_SURE[status];
  }
};

type LineCounts = { counts: boolean; why: string; notCounting?: NotCounting };

export type MatchSummary = {
  totalCostPence: number;
  askedPence: number;
  cashCountedPence: number;
  /** Help after the caps, volunteers' time in it. */
  inKindCountedPence: number;
  volunteerCountedPence: number;
  /** The share of the cost or grant that must be matched, and how much of it must be money. */
  requiredPence: number;
  cashRequiredPence: number;
  /** By how much what counts misses what is required; 0 when it does not. */
  shortPence: number;
  cashShortPence: number;
  /** How much of what is missing only money can fill: the minimum in money, and what the caps leave no room for. */
  onlyCashPence: number;
  /** Cost without any money or help named for it, sure or not, help at its full value. Below 0: more money than cost. */
  gapPence: number;
  lines: LineCounts[];
};

export const sumPence = (amounts: readonly number[]): number => amounts.reduce((sum, each) => sum + each, 0);

const isVolunteers = ({ help }: MatchLine): boolean => help === "volunteer-time";

/** How much help may count: nothing is capped where nothing is required, and its value is shown to those who score. */
const capsOf = (rule: MatchRule, requiredPence: number): { helpPence: number; volunteerPence: number } => {
  if (rule.requiredBasisPoints === 0)
    return { helpPence: Number.POSITIVE_INFINITY, volunteerPence: Number.POSITIVE_INFINITY };
  return {
    helpPence: capSharePence(requiredPence, rule.inKindCapBasisPoints),
    volunteerPence: capSharePence(requiredPence, rule.volunteerCapBasisPoints ?? 10_000),
  };
};

/**
 * What a project's other money and help come to under a fund's rule at a stage, in pence (DOMAIN 9). Only lines count that
 * `notCounting` has nothing against. What is required is rounded up, the caps on help and on volunteers' time are shares of
 * that and rounded down. The order of lines changes nothing but the order of `lines`.
 */
export const matchSummary = (
  budget: readonly BudgetLine[],
  match: readonly MatchLine[],
  rule: MatchRule,
  days: MatchDays = {},
  stage: MatchStage = "submission",
): MatchSummary => {
  const totalCostPence = sumPence(budget.map(({ costPence }) => costPence));
  const askedPence = sumPence(budget.map(({ askedPence }) => askedPence));
  const basePence = rule.of === "total-cost" ? totalCostPence : askedPence;
  const requiredPence = requiredSharePence(basePence, rule.requiredBasisPoints);
  const cashRequiredPence = requiredSharePence(basePence, rule.cashMinimumBasisPoints);
  const reasons = match.map((line) => notCounting(line, rule, days, stage));
  const counted = match.filter((_, n) => reasons[n] === undefined);
  const sumOf = (which: (line: MatchLine) => boolean): number =>
    sumPence(counted.filter(which).map(({ amountPence }) => amountPence));
  const cashCountedPence = sumOf(({ kind }) => kind === "cash");
  const volunteersPence = sumOf(isVolunteers);
  const otherHelpPence = sumOf((line) => line.kind === "in-kind" && !isVolunteers(line));
  const { helpPence, volunteerPence } = capsOf(rule, requiredPence);
  const volunteersWithinPence = Math.min(volunteersPence, volunteerPence);
  const inKindCountedPence = Math.min(otherHelpPence + volunteersWithinPence, helpPence);
  const whyCounts = (line: MatchLine): string => {
    if (isVolunteers(line) && volunteersPence > volunteerPence)
      return `Counts. All volunteers’ time counts for up to ${formatPounds(volunteerPence)}.`;
    return line.kind === "in-kind" && otherHelpPence + volunteersWithinPence > helpPence
      ? `Counts. All help given free counts for up to ${formatPounds(helpPence)}.`
      : "Counts.";
  };
  const shortPence = Math.max(0, requiredPence - cashCountedPence - inKindCountedPence);
  const cashShortPence = Math.max(0, cashRequiredPence - cashCountedPence);
  return {
    totalCostPence,
    askedPence,
    cashCountedPence,
    inKindCountedPence,
    volunteerCountedPence: Math.min(volunteersWithinPence, inKindCountedPence),
    requiredPence,
    cashRequiredPence,
    shortPence,
    cashShortPence,
    onlyCashPence: Math.max(0, cashShortPence, shortPence - (helpPence - inKindCountedPence)),
    gapPence: totalCostPence - askedPence - sumPence(match.map(({ amountPence }) => amountPence)),
    lines: match.map((line, n): LineCounts => {
      const why = reasons[n];
      if (why === undefined) return { counts: true, why: whyCounts(line) };
      return { counts: false, why: `Shown. ${whyNot(why, line, days)}`, notCounting: why };
    }),
  };
};

/** What is missing of other money, in one sentence; empty where nothing is. */
export const needWords = ({
  shortPence,
  onlyCashPence,
}: Pick<MatchSummary, "shortPence" | "onlyCashPence">): string => {
  const needPence = Math.max(shortPence, onlyCashPence);
  if (needPence === 0) return "";
  const need = `You need ${formatPounds(needPence)} more`;
  if (onlyCashPence === 0) return `${need}.`;
  return onlyCashPence === needPence
    ? `${need}, all of it in cash.`
    : `${need}, of which at least ${formatPounds(onlyCashPence)} in cash.`;
};

/** What a summary misses: `match-funding/minimum` and `match-funding/cash-minimum`, with the pounds and pence that lack. */
export const matchFindings = (summary: MatchSummary, pointer: string): Finding[] => {
  const { requiredPence, cashRequiredPence, shortPence, cashShortPence } = summary;
  const short = `Other money and help must come to at least ${formatPounds(requiredPence)}. Find ${formatPounds(shortPence)} more that you have or were promised in writing, or lower the costs.`;
  const cashShort = `Part of it must be money, not help given free: at least ${formatPounds(cashRequiredPence)}. Find ${formatPounds(cashShortPence)} more in money that you have or were promised in writing.`;
  return [
    ...(shortPence > 0 ? [finding("match-funding/minimum", pointer, short)] : []),
    ...(cashShortPence > 0 ? [finding("match-funding/cash-minimum", pointer, cashShort)] : []),
  ];
};
