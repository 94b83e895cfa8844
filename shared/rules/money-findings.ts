import { rowTitle } from "./answer-findings.ts";
import { penceOf } from "./answers.ts";
import type { Answers } from "./application.ts";
import { askedSumFindings, budgetLineFindings, gapFindings, givenFreeFindings, quoteFindings } from "./budget.ts";
import type { Finding } from "./finding.ts";
import { type Band, KNOWN, type Question } from "./form.ts";
import type { Fund } from "./fund.ts";
import { type TypedLine, typedMoney } from "./ledger.ts";
import type { CivilDate } from "./london.ts";
import { matchFindings, matchSummary, sumPence } from "./match-funding.ts";
import { matchLineFindings, tooMuchFindings } from "./match-line.ts";

export type MoneyFacts = {
  fund: Fund;
  answers: Answers;
  band: Band;
  /** The day by which groups hear: what is spent before it is no match where the fund says so. */
  notifiedBy: CivilDate;
  documents: readonly { slot: string; id?: string | undefined }[];
};

/** All lines, or undefined while one of them cannot be read: a sum of the rest would mislead. */
const allRead = <Line>(typed: readonly TypedLine<Line>[]): Line[] | undefined => {
  const lines = typed.flatMap(({ line }) => line ?? []);
  return lines.length === typed.length ? lines : undefined;
};

/** What keeps the costs from being submitted: each line, its quotes, and that the rows ask for what is applied for. */
export const costFindings = (facts: MoneyFacts, question: Question, pointer: string): Finding[] => {
  const { fund, answers, band, notifiedBy } = facts;
  const { costs } = typedMoney(fund, answers, band, notifiedBy);
  const byLine = costs.flatMap(({ line, index }) => {
    if (line === undefined) return [];
    const [title, at] = [rowTitle(question, index), `${pointer}/${index}`];
    return [...budgetLineFindings(line, title, at), ...quoteFindings(line, fund.quotes ?? [], title, at)];
  });
  const [lines, requested] = [allRead(costs), penceOf(answers[KNOWN.requested])];
  if (lines === undefined || lines.length === 0 || requested === undefined) return byLine;
  return [...byLine, ...askedSumFindings(sumPence(lines.map(({ askedPence }) => askedPence)), requested, pointer)];
};

/**
 * What keeps other money and help from being submitted: each line beside its fields, that everything adds up to the costs, and
 * that what counts is enough. Checked where other money is asked about: a band that is not asked may leave part of a cost to
 * the group.
 */
export const otherMoneyFindings = (facts: MoneyFacts, question: Question, pointer: string): Finding[] => {
  const { fund, answers, band, notifiedBy, documents } = facts;
  const { costs, match, days } = typedMoney(fund, answers, band, notifiedBy);
  const files = documents.flatMap(({ id, slot }) => (id === undefined ? [] : [{ id, slot }]));
  const read = match.flatMap(({ line }) => line ?? []);
  const counts = matchSummary([], read, fund.match, days).lines;
  const byLine = match.flatMap(({ line, row, index }) => {
    const [title, at] = [rowTitle(question, index), `${pointer}/${index}`];
    if (line === undefined) return tooMuchFindings(row, fund.match, days, title, at);
    const lineCounts = counts[read.indexOf(line)]?.counts ?? false;
    return matchLineFindings(line, { rule: fund.match, days, files, title, pointer: at, counts: lineCounts });
  });
  const [budgetLines, matchLines] = [allRead(costs), allRead(match)];
  if (budgetLines === undefined || matchLines === undefined || budgetLines.length === 0) return byLine;
  const summary = matchSummary(budgetLines, matchLines, fund.match, days);
  return [
    ...byLine,
    ...gapFindings(summary.totalCostPence, summary.gapPence, pointer),
    ...givenFreeFindings(budgetLines, matchLines, pointer),
    ...matchFindings(summary, pointer),
  ];
};
