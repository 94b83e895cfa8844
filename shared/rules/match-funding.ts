import type { BudgetLine } from "./budget.ts";
import { type Finding, finding } from "./finding.ts";
import type { MatchRule } from "./fund.ts";
import type { MatchLine } from "./match-line.ts";
import { capSharePence, formatPounds, requiredSharePence } from "./money.ts";

export type MatchSummary = {
  totalCostPence: number;
  askedPence: number;
  cashCountedPence: number;
  /** After the cap. */
  inKindCountedPence: number;
  /** The share of the cost or grant that must be matched. */
  requiredPence: number;
  /** By how much what counts misses what is required; 0 when it does not. */
  shortPence: number;
  cashShortPence: number;
  /** Cost without any money or help named for it, sure or not, help at its full value. Below 0: more money than cost. */
  gapPence: number;
  lines: { counts: boolean; why: string }[];
};

export const sumPence = (amounts: readonly number[]): number => amounts.reduce((sum, each) => sum + each, 0);

const whyNot = {
  received: "Shown. This fund does not count it.",
  secured: "Shown. This fund does not count it.",
  "agreed-in-principle": "Shown. It counts once it is promised in writing.",
  "applied-for": "Shown. It counts once it is promised in writing.",
  planned: "Shown. It counts once you have it or it is promised in writing.",
} as const satisfies Record<MatchLine["status"], string>;

/**
 * What a project's other money and help come to under a fund's rule, in pence (DOMAIN 9). Only statuses the rule names
 * count. What is required is rounded up, the cap on help is a share of that and rounded down. The order of lines
 * changes nothing but the order of `lines`.
 */
export const matchSummary = (
  budget: readonly BudgetLine[],
  match: readonly MatchLine[],
  rule: MatchRule,
): MatchSummary => {
  const totalCostPence = sumPence(budget.map(({ costPence }) => costPence));
  const askedPence = sumPence(budget.map(({ askedPence }) => askedPence));
  const basePence = rule.of === "total-cost" ? totalCostPence : askedPence;
  const requiredPence = requiredSharePence(basePence, rule.requiredBasisPoints);
  const counted = match.filter(({ status }) => rule.countsAtSubmission.includes(status));
  const countedOf = (kind: MatchLine["kind"]): number =>
    sumPence(counted.filter((line) => line.kind === kind).map(({ amountPence }) => amountPence));
  const cashCountedPence = countedOf("cash");
  const inKindPence = countedOf("in-kind");
  // Where nothing is required there is nothing to cap: the value is shown to those who score.
  const capPence =
    rule.requiredBasisPoints === 0 ? inKindPence : capSharePence(requiredPence, rule.inKindCapBasisPoints);
  const inKindCountedPence = Math.min(inKindPence, capPence);
  const whyCounts = (kind: MatchLine["kind"]): string =>
    kind === "in-kind" && inKindPence > capPence
      ? `Counts. All help given free counts for up to ${formatPounds(capPence)}.`
      : "Counts.";
  return {
    totalCostPence,
    askedPence,
    cashCountedPence,
    inKindCountedPence,
    requiredPence,
    shortPence: Math.max(0, requiredPence - cashCountedPence - inKindCountedPence),
    cashShortPence: Math.max(0, requiredSharePence(basePence, rule.cashMinimumBasisPoints) - cashCountedPence),
    gapPence: totalCostPence - askedPence - sumPence(match.map(({ amountPence }) => amountPence)),
    lines: match.map(({ kind, status }) =>
      rule.countsAtSubmission.includes(status)
        ? { counts: true, why: whyCounts(kind) }
        : { counts: false, why: whyNot[status] },
    ),
  };
};

/** What a summary misses: `match-funding/minimum` and `match-funding/cash-minimum`, with the pounds and pence that lack. */
export const matchFindings = (summary: MatchSummary, pointer: string): Finding[] => {
  const { requiredPence, shortPence, cashShortPence } = summary;
  const short = `Other money and help must come to at least ${formatPounds(requiredPence)}. Find ${formatPounds(shortPence)} more that you have or were promised in writing, or lower the costs.`;
  const cashShort = `Part of it must be money, not help given free. Find ${formatPounds(cashShortPence)} more in money that you have or were promised in writing.`;
  return [
    ...(shortPence > 0 ? [finding("match-funding/minimum", pointer, short)] : []),
    ...(cashShortPence > 0 ? [finding("match-funding/cash-minimum", pointer, cashShort)] : []),
  ];
};
