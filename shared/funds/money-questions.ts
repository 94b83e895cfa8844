import {
  type Band,
  BUDGET_COLUMNS,
  KNOWN,
  MATCH_COLUMNS,
  MATCH_KINDS,
  MATCH_STATUSES,
  type Question,
} from "../rules/form.ts";

/** What funds ask about costs and other money (DOMAIN 8.1, 13, 14 and 19; DOMAIN 9). */

const fromM: Band[] = ["M", "L"];

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
  bands: ["S", "M", "L"],
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

export const match: Question = {
  id: KNOWN.match,
  type: "rows",
  label: "What other money or help will there be?",
  hint: "Money from your own funds and from others, and help at its value: a free room, goods, volunteers’ time. Leave this empty if we would pay for everything.",
  whenEmpty: "Add the other money or help for the project.",
  bands: fromM,
  optional: true,
  rowName: "source",
  leastRows: 0,
  mostRows: 30,
  columns: [
    {
      id: MATCH_COLUMNS.source,
      label: "Where it comes from",
      type: "short-text",
      optional: false,
      limitCharacters: 140,
    },
    { id: MATCH_COLUMNS.kind, label: "Kind", type: "choice", optional: false, options: MATCH_KINDS },
    { id: MATCH_COLUMNS.status, label: "How sure it is", type: "choice", optional: false, options: MATCH_STATUSES },
    { id: MATCH_COLUMNS.amount, label: "Amount or value", type: "amount", optional: false },
  ],
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
  id: "cash-flow",
  type: "rows",
  label: "When will the grant be spent?",
  hint: "One row for each three months.",
  whenEmpty: "Add at least one row to say when the grant will be spent.",
  bands: ["L"],
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
