import { BUDGET_COLUMNS, type Column, KNOWN, type Question } from "../rules/form.ts";
import type { QuoteBand } from "../rules/fund.ts";
import { largestPence } from "../rules/money.ts";
import { everyBand, fromM, largest } from "./bands.ts";

/** What funds ask about costs and public money (DOMAIN 8.1, 13, 14 and 19). */

/** One quote up to £500, two up to £2,000, three above (DOMAIN 7). */
export const QUOTES: readonly QuoteBand[] = [
  { upToPence: 500_00, quotes: 1 },
  { upToPence: 2_000_00, quotes: 2 },
  { upToPence: largestPence, quotes: 3 },
];

const bought = { column: BUDGET_COLUMNS.how, is: ["bought"] };

export const budget: Question = {
  id: KNOWN.budget,
  type: "rows",
  label: "What will the project cost?",
  hintByBand: {
    S: "One row for each thing you need. The amounts you ask us for must add up to the amount of your application.",
    M: "One row for each cost, with anything you are given free or volunteers’ time at its value. The amounts you ask us for must add up to the amount of your application.",
    L: "One row for each cost of the whole project, with anything you are given free or volunteers’ time at its value. The amounts you ask us for must add up to the amount of your application.",
  },
  whenEmpty: "Add at least one cost.",
  bands: everyBand,
  optional: false,
  rowName: "cost",
  leastRows: 1,
  mostRows: 40,
  columns: [
    {
      id: BUDGET_COLUMNS.item,
      label: "Item",
      hint: "Such as: hire of the hall",
      type: "short-text",
      optional: false,
      limitCharacters: 140,
    },
    {
      id: BUDGET_COLUMNS.basis,
      label: "How you worked it out",
      hint: "Such as: 20 evenings at £25",
      type: "short-text",
      optional: true,
      limitCharacters: 200,
    },
    { id: BUDGET_COLUMNS.cost, label: "Cost", type: "amount", optional: false },
    {
      id: BUDGET_COLUMNS.asked,
      label: "Of which you ask us for",
      type: "amount",
      optional: true,
    },
  ],
};

/** The costs question of a fund that wants to know how costs come about, with quotes for what is bought (DOMAIN 7). */
export const budgetWithQuotes: Question = {
  ...budget,
  columns: (budget.columns ?? []).flatMap((column): Column[] =>
    column.id === BUDGET_COLUMNS.basis
      ? [
          {
            id: BUDGET_COLUMNS.how,
            label: "Kind of cost",
            type: "choice",
            optional: false,
            options: [
              { value: "bought", label: "Bought or hired" },
              { value: "pay", label: "People’s pay" },
              { value: "given", label: "Given free, at its value" },
              { value: "other", label: "Something else" },
            ],
          },
          column,
        ]
      : column.id === BUDGET_COLUMNS.asked
        ? [
            { ...column, onlyIf: { column: BUDGET_COLUMNS.how, is: ["", "bought", "pay", "other"] } },
            {
              id: BUDGET_COLUMNS.quotes,
              label: "How many quotes you have",
              hint: "One up to £500, two up to £2,000, three above. A price on a shop’s page is a quote.",
              type: "number",
              optional: false,
              onlyIf: bought,
            },
            {
              id: BUDGET_COLUMNS.fewerQuotes,
              label: "Why there are fewer",
              type: "short-text",
              optional: true,
              limitCharacters: 140,
              onlyIf: bought,
            },
          ]
        : [column],
  ),
};

export const otherPublicMoney: Question = {
  id: KNOWN.otherPublicMoney,
  type: "rows",
  label:
    "What money have you had from the police, this office or a community safety partnership in the last three years?",
  hint: "Leave this empty if you had none.",
  whenEmpty: "Add the money you had in the last three years.",
  bands: fromM,
  optional: true,
  rowName: "grant",
  leastRows: 0,
  mostRows: 20,
  columns: [
    { id: "from", label: "From", type: "short-text", optional: false, limitCharacters: 140 },
    { id: "for", label: "What for", type: "short-text", optional: false, limitCharacters: 140 },
    { id: "year", label: "Year", hint: "Such as: 2025", type: "number", optional: false },
    { id: "amount", label: "Amount", type: "amount", optional: false },
  ],
};

export const cashFlow: Question = {
  id: KNOWN.cashFlow,
  type: "rows",
  label: "When will the grant be spent?",
  hint: "One row for each three months.",
  whenEmpty: "Add at least one row to say when the grant will be spent.",
  bands: largest,
  optional: false,
  rowName: "quarter",
  leastRows: 1,
  mostRows: 12,
  columns: [
    { id: "from", label: "Three months beginning", type: "date", optional: false },
    { id: "amount", label: "Grant spent", type: "amount", optional: false },
    { id: "note", label: "What on", type: "short-text", optional: true, limitCharacters: 140 },
  ],
};
