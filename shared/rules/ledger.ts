import * as z from "zod/mini";
import { parseDate, type Row, rowsOf, textOf } from "./answers.ts";
import type { Answers } from "./application.ts";
import { type BudgetLine, budgetLine } from "./budget.ts";
import { type Band, columnsAsked, isAsked, KNOWN, type Question, questionsFor } from "./form.ts";
import type { Submission } from "./frozen.ts";
import type { Fund } from "./fund.ts";
import type { CivilDate } from "./london.ts";
import {
  MATCH_STAGES,
  type MatchStage,
  type MatchSummary,
  matchSummary,
  needWords,
  sumPence,
} from "./match-funding.ts";
import { type MatchDays, type MatchLine, matchLine } from "./match-line.ts";
import { linesNow, type StandsAs } from "./match-standing.ts";
import { formatPounds, Pence } from "./money.ts";

/** A row of money as it was typed, with the line that it is; none while an amount or choice in it cannot be read. */
export type TypedLine<Line> = { row: Row; index: number; line: Line | undefined };

/** The money of an application as typed so far. Days are the project's, and that by which groups hear. */
export type TypedMoney = {
  costs: TypedLine<BudgetLine>[];
  match: TypedLine<MatchLine>[];
  asksMatch: boolean;
  days: MatchDays;
};

/** The rows of a question, each with the cells that it is asked: what was typed before another choice hid it does not count. */
const rowsAsked = (question: Question | undefined, answers: Answers): { row: Row; index: number }[] =>
  question === undefined
    ? []
    : rowsOf(answers[question.id]).map(({ row, index }) => ({
        row: Object.fromEntries(columnsAsked(question.columns ?? [], row).map(({ id }) => [id, row[id] ?? ""])),
        index,
      }));

/** Reads the rows of costs and of other money of the whole form's answers; what the band is not asked has no rows. */
export const typedMoney = (
  fund: Pick<Fund, "sections" | "match">,
  answers: Answers,
  band: Band,
  awardedOn: CivilDate | undefined,
): TypedMoney => {
  const asked = (id: string): Question | undefined =>
    questionsFor(fund, band).find((question) => question.id === id && isAsked(question, band, answers));
  const [costs, match] = [asked(KNOWN.budget), asked(KNOWN.match)];
  const days = {
    awardedOn,
    startsOn: parseDate(textOf(answers[KNOWN.startsOn])),
    endsOn: parseDate(textOf(answers[KNOWN.endsOn])),
  };
  return {
    costs: rowsAsked(costs, answers).map(({ row, index }) => ({ row, index, line: budgetLine(row) })),
    match: rowsAsked(match, answers).map(({ row, index }) => ({ row, index, line: matchLine(row, fund.match, days) })),
    asksMatch: match !== undefined,
    days,
  };
};

/** The lines that can be read. */
export const linesRead = <Line>(typed: readonly TypedLine<Line>[]): Line[] => typed.flatMap(({ line }) => line ?? []);

/**
 * The money of an application in integer pence: what the applicant fills, the officer checks and the trustee reads. Costs are
 * what is asked, other money and help that are named, and the gap; what counts as match stands beside it (DOMAIN 9).
 */
export const Ledger = z.strictObject({
  requestedPence: Pence,
  totalCostPence: Pence,
  askedPence: Pence,
  /** All that is named, sure or not, help at its full value. */
  cashPence: Pence,
  helpPence: Pence,
  /** Cost that no money is named for; below 0, more money than cost. */
  gapPence: z.int(),
  cashCountedPence: Pence,
  inKindCountedPence: Pence,
  requiredPence: Pence,
  shortPence: Pence,
  cashShortPence: Pence,
});
export type Ledger = z.infer<typeof Ledger>;

const ofKind = (lines: readonly MatchLine[], kind: MatchLine["kind"]): number =>
  sumPence(lines.filter((line) => line.kind === kind).map(({ amountPence }) => amountPence));

const ledger = (
  requestedPence: number,
  lines: readonly MatchLine[],
  sums: Pick<MatchSummary, "totalCostPence" | "askedPence"> &
    Pick<
      MatchSummary,
      "cashCountedPence" | "inKindCountedPence" | "requiredPence" | "shortPence" | "cashShortPence" | "gapPence"
    >,
): Ledger => ({
  requestedPence,
  totalCostPence: sums.totalCostPence,
  askedPence: sums.askedPence,
  cashPence: ofKind(lines, "cash"),
  helpPence: ofKind(lines, "in-kind"),
  gapPence: sums.gapPence,
  cashCountedPence: sums.cashCountedPence,
  inKindCountedPence: sums.inKindCountedPence,
  requiredPence: sums.requiredPence,
  shortPence: sums.shortPence,
  cashShortPence: sums.cashShortPence,
});

/** The ledger of what is typed so far, from the rows that can be read. */
export const draftLedger = (
  { match: rule }: Pick<Fund, "match">,
  { costs, match, days }: TypedMoney,
  requestedPence: number,
): { ledger: Ledger; summary: MatchSummary } => {
  const lines = linesRead(match);
  const summary = matchSummary(linesRead(costs), lines, rule, days);
  return { ledger: ledger(requestedPence, lines, summary), summary };
};

/** The ledger of a submission: the figures that were frozen. */
export const ledgerOf = ({
  requestedPence,
  budget,
  match,
}: Pick<Submission, "requestedPence" | "budget" | "match">): Ledger =>
  ledger(requestedPence, match.lines, {
    ...match,
    totalCostPence: budget.totalCostPence,
    askedPence: budget.askedPence,
  });

/**
 * What the lines of a submission come to as match at a stage (DOMAIN 9). As it is sent, what was sent counts; when the award
 * is made and when it is paid, each line as it stands by what the office recorded since.
 */
export const matchAt = (
  stage: MatchStage,
  { budget, match, answers }: Pick<Submission, "budget" | "match" | "answers">,
  rule: Fund["match"],
  standings: readonly StandsAs[] = [],
): MatchSummary => {
  const day = (id: string): CivilDate | undefined => {
    const answer = answers[id];
    return typeof answer === "string" ? parseDate(answer) : undefined;
  };
  const days = { awardedOn: match.awardedOn, startsOn: day(KNOWN.startsOn), endsOn: day(KNOWN.endsOn) };
  const lines = stage === "submission" ? match.lines : linesNow(match.lines, standings);
  return matchSummary(budget.lines, lines, rule, days, stage);
};

/** What counts as match at one stage, and what the group needs more: a sentence, or nothing. */
export const StageFigures = z.strictObject({ stage: z.enum(MATCH_STAGES), countsPence: Pence, need: z.string() });
export type StageFigures = z.infer<typeof StageFigures>;

/** The match at each stage as every screen and print tells it. What counted at submission is what was frozen. */
export const matchStages = (
  content: Pick<Submission, "requestedPence" | "budget" | "match" | "answers">,
  rule: Fund["match"],
  standings: readonly StandsAs[] = [],
): StageFigures[] =>
  MATCH_STAGES.map((stage) => {
    const { cashShortPence, ...sent } = ledgerOf(content);
    const sums =
      stage === "submission" ? { ...sent, onlyCashPence: cashShortPence } : matchAt(stage, content, rule, standings);
    return {
      stage,
      countsPence: sums.cashCountedPence + sums.inKindCountedPence,
      need: needWords(sums).replace("You need", "The group needs"),
    };
  });

/** The match at the award and at the payment in a sentence or two: "As it stands: at the award, £300.00 counts, …". */
export const stagesWords = (stages: readonly StageFigures[]): string => {
  const [award, payment] = (["award", "payment"] as const).map((stage) => stages.find((one) => one.stage === stage));
  if (award === undefined || payment === undefined) return "";
  const counts = ({ countsPence }: StageFigures): string => `${formatPounds(countsPence)} counts`;
  const same = award.countsPence === payment.countsPence && award.need === payment.need;
  const then = same
    ? ", and the same at the payment."
    : `.${award.need === "" ? "" : ` ${award.need}`} At the payment, ${counts(payment)}.`;
  return `As it stands: at the award, ${counts(award)}${then}${payment.need === "" ? "" : ` ${payment.need}`}`;
};

type LedgerFigure = { id: keyof Ledger; label: string; pence: number };

const LABELS = [
  ["totalCostPence", "All costs"],
  ["askedPence", "Asked for"],
  ["cashPence", "Other money"],
  ["helpPence", "Help given free"],
  ["gapPence", "Named by nobody"],
  ["requiredPence", "Match that the fund asks for"],
  ["cashCountedPence", "Other money that counts as match"],
  ["inKindCountedPence", "Help given free that counts as match"],
  ["shortPence", "Match that is missing"],
] as const satisfies readonly (readonly [keyof Ledger, string])[];

/**
 * The figures of a ledger in the words in which every screen, print, copy and receipt tells them. The first five add up: costs
 * are the sum of the next four. What is nought and would say nothing is left out.
 */
export const ledgerFigures = (of: Ledger): LedgerFigure[] =>
  LABELS.map(([id, label]) => ({ id, label, pence: of[id] })).filter(
    ({ id, pence }) =>
      pence !== 0 || id === "totalCostPence" || id === "askedPence" || (id === "shortPence" && of.requiredPence > 0),
  );

/** The figures as lines of plain text: "All costs: £1,400.00". */
export const ledgerLines = (of: Ledger): string[] =>
  ledgerFigures(of).map(({ label, pence }) => `${label}: ${formatPounds(pence)}`);
