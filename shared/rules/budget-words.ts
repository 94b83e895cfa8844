import type { BudgetLine } from "./budget.ts";
import { BUDGET_COLUMNS, type Question } from "./form.ts";

const HOW = { bought: "Bought or hired", pay: "Pay", given: "Given free", other: "" } as const;

const quotesWords = ({ quotes, fewerQuotes }: BudgetLine): string[] => [
  ...(quotes === undefined ? [] : [quotes === 1 ? "1 quote" : `${quotes} quotes`]),
  ...(fewerQuotes === undefined ? [] : [`why not more: ${fewerQuotes}`]),
];

/** A cost as it is read: its kind, how it was worked out and its quotes in one column of words. Amounts are pence. */
export const budgetRow = (line: BudgetLine): Record<string, string | number> => ({
  [BUDGET_COLUMNS.item]: line.item,
  [BUDGET_COLUMNS.basis]: [line.how === undefined ? "" : HOW[line.how], line.basis, ...quotesWords(line)]
    .filter((words) => words !== "")
    .join("; "),
  [BUDGET_COLUMNS.cost]: line.costPence,
  [BUDGET_COLUMNS.asked]: line.askedPence,
});

const READ: readonly string[] = [BUDGET_COLUMNS.item, BUDGET_COLUMNS.basis, BUDGET_COLUMNS.cost, BUDGET_COLUMNS.asked];

/** The costs question with the columns in which its answer is read. */
export const budgetAsRead = ({ columns = [], ...question }: Question): Question => ({
  ...question,
  columns: columns.filter(({ id }) => READ.includes(id)).map(({ onlyIf: _, ...column }) => column),
});
