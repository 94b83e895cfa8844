import * as z from "zod/mini";
import { cellOf, parseWhole, penceOf, type Row, rowsOf } from "./answers.ts";
import type { Answers } from "./application.ts";
import { type Finding, finding } from "./finding.ts";
import { BUDGET_COLUMNS, KNOWN } from "./form.ts";
import type { QuoteBand } from "./fund.ts";
import type { MatchLine } from "./match-line.ts";
import { formatPounds, Pence, parsePounds } from "./money.ts";

/** How a cost comes about: something bought, people's pay, something given free at its value. */
const COST_KINDS = ["bought", "pay", "given", "other"] as const;

/** One cost of a project in pence, and the part of it that is asked for. Quotes stand beside it where the form asks. */
export const BudgetLine = z.strictObject({
  item: z.string(),
  basis: z.string(),
  costPence: Pence,
  askedPence: Pence,
  how: z.optional(z.enum(COST_KINDS)),
  quotes: z.optional(z.int()),
  fewerQuotes: z.optional(z.string()),
});
export type BudgetLine = z.infer<typeof BudgetLine>;

/** Reads a row of the budget question; nothing typed as asked is £0. Undefined when an amount cannot be read. */
export const budgetLine = (row: Row): BudgetLine | undefined => {
  const cell = (column: keyof typeof BUDGET_COLUMNS): string => cellOf(row, BUDGET_COLUMNS[column]);
  const [costPence, askedPence] = [parsePounds(cell("cost")), parsePounds(cell("asked") || "0")];
  if (costPence === undefined || askedPence === undefined) return undefined;
  const how = COST_KINDS.find((kind) => kind === cell("how"));
  const quotes = how === "bought" ? parseWhole(cell("quotes")) : undefined;
  const why = how === "bought" ? cell("fewerQuotes") : "";
  return {
    item: cell("item"),
    basis: cell("basis"),
    costPence,
    askedPence,
    ...(how === undefined ? {} : { how }),
    ...(quotes === undefined ? {} : { quotes }),
    ...(why === "" ? {} : { fewerQuotes: why }),
  };
};

/** How many quotes a cost takes under the bands of a fund, in any order of them (DOMAIN 7). */
export const quotesFor = (costPence: number, bands: readonly QuoteBand[]): number => {
  const rising = bands.toSorted((a, b) => a.upToPence - b.upToPence);
  return (rising.find(({ upToPence }) => costPence <= upToPence) ?? rising.at(-1))?.quotes ?? 0;
};

/** `budget/quotes`: what is bought has the quotes that its band asks for, or a reason. `title` and `pointer` are the row's. */
export const quoteFindings = (
  { how, costPence, quotes = 0, fewerQuotes }: BudgetLine,
  bands: readonly QuoteBand[],
  title: string,
  pointer: string,
): Finding[] => {
  const needed = how === "bought" ? quotesFor(costPence, bands) : 0;
  if (quotes >= needed || fewerQuotes !== undefined) return [];
  const detail = `${title}: a cost of ${formatPounds(costPence)} takes ${needed === 1 ? "one quote" : `${needed} quotes`}. You have ${quotes}. Get more, or say why there are fewer.`;
  return [finding("budget/quotes", `${pointer}/${BUDGET_COLUMNS.quotes}`, detail)];
};

/** `budget/line`: a cost is more than £0, and no more is asked for it than it costs. `title` and `pointer` are the row's. */
export const budgetLineFindings = (line: BudgetLine, title: string, pointer: string): Finding[] => {
  const { costPence, askedPence } = line;
  const found = (column: string, detail: string): Finding[] => [
    finding("budget/line", `${pointer}/${column}`, `${title}: ${detail}`),
  ];
  if (costPence === 0) return found(BUDGET_COLUMNS.cost, "enter a cost of more than £0.00, or remove the row.");
  if (askedPence <= costPence) return [];
  return found(
    BUDGET_COLUMNS.asked,
    `ask for ${formatPounds(costPence)} or less. You ask for ${formatPounds(askedPence)} of it.`,
  );
};

/** `budget/sum`: what is asked for in the rows is what is asked for, to the penny. */
export const askedSumFindings = (askedPence: number, requestedPence: number, pointer: string): Finding[] => {
  const difference = askedPence - requestedPence;
  if (difference === 0) return [];
  const detail = `The rows ask us for ${formatPounds(askedPence)}. That is ${formatPounds(Math.abs(difference))} ${difference < 0 ? "less" : "more"} than the ${formatPounds(requestedPence)} you apply for. Change the rows or the amount so that both are the same.`;
  return [finding("budget/sum", pointer, detail)];
};

/** `budget/cash-flow`: what is spent by quarter is what is asked for, to the penny. Nothing while an amount cannot be read. */
export const cashFlowFindings = (answers: Answers, pointer: string): Finding[] => {
  const rows = rowsOf(answers[KNOWN.cashFlow]);
  const spent = rows.flatMap(({ row }) => parsePounds(cellOf(row, "amount")) ?? []);
  const requestedPence = penceOf(answers[KNOWN.requested]);
  if (spent.length === 0 || spent.length < rows.length || requestedPence === undefined) return [];
  const spentPence = spent.reduce((sum, each) => sum + each, 0);
  const difference = spentPence - requestedPence;
  if (difference === 0) return [];
  const detail = `The rows spend ${formatPounds(spentPence)} of the grant. That is ${formatPounds(Math.abs(difference))} ${difference < 0 ? "less" : "more"} than the ${formatPounds(requestedPence)} you apply for. Change the rows so that both are the same.`;
  return [finding("budget/cash-flow", pointer, detail)];
};

/**
 * `budget/sum`: costs are what is asked for and all other money and help that is named, sure or not (the gap of
 * `matchSummary` is nought). What is not sure yet does not stop an application: it only does not count as match (DOMAIN 9).
 */
export const gapFindings = (totalCostPence: number, gapPence: number, pointer: string): Finding[] => {
  if (gapPence === 0) return [];
  const [total, size] = [formatPounds(totalCostPence), formatPounds(Math.abs(gapPence))];
  const detail =
    gapPence > 0
      ? `The costs come to ${total}, and ${size} of that has no money or help behind it. Add where it comes from, or lower the costs.`
      : `The money and help come to ${size} more than the costs of ${total}. Add the cost of what they pay for, or lower them.`;
  return [finding("budget/sum", pointer, detail)];
};

/**
 * `budget/given-free`: what is given free stands among the costs at its value, and among the help, to the penny: help pays for
 * nothing else. Held where every row says what kind of cost it is (DOMAIN 9).
 */
export const givenFreeFindings = (
  budget: readonly BudgetLine[],
  match: readonly MatchLine[],
  pointer: string,
): Finding[] => {
  if (budget.some(({ how }) => how === undefined)) return [];
  const givenPence = budget.reduce((sum, { how, costPence }) => sum + (how === "given" ? costPence : 0), 0);
  const helpPence = match.reduce((sum, { kind, amountPence }) => sum + (kind === "in-kind" ? amountPence : 0), 0);
  const difference = Math.abs(givenPence - helpPence);
  if (difference === 0) return [];
  const detail = `The costs that are given free come to ${formatPounds(givenPence)}, the help given free to ${formatPounds(helpPence)}. That is ${formatPounds(difference)} apart. Put help among the costs at its value, so that both are the same.`;
  return [finding("budget/given-free", pointer, detail)];
};
