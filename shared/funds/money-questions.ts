import {
  BUDGET_COLUMNS,
  type Column,
  FILE_NOT_YET,
  KNOWN,
  MATCH_COLUMNS,
  MATCH_KINDS,
  MATCH_STATUSES,
  type Question,
} from "../rules/form.ts";
import type { HourlyRate, QuoteBand } from "../rules/fund.ts";
import { rateOptions } from "../rules/match-rates.ts";
import { largestPence } from "../rules/money.ts";
import { everyBand, fromM, largest } from "./bands.ts";

/** What funds ask about costs and other money (DOMAIN 8.1, 13, 14 and 19; DOMAIN 9). */

/** What an hour of a volunteer is worth by the kind of work, until a fund says otherwise (DOMAIN 9). */
export const RATES: readonly HourlyRate[] = [
  { id: "unskilled", label: "Work that anybody can do", pencePerHour: 11_09, from: "2026-01-01" },
  { id: "skilled", label: "Skilled work", pencePerHour: 21_43, from: "2026-01-01" },
  { id: "professional", label: "A professional’s work", pencePerHour: 50_00, from: "2026-01-01" },
];

/** One quote up to £500, two up to £2,000, three above (DOMAIN 7). */
export const QUOTES: readonly QuoteBand[] = [
  { upToPence: 500_00, quotes: 1 },
  { upToPence: 2_000_00, quotes: 2 },
  { upToPence: largestPence, quotes: 3 },
];

const time = { column: MATCH_COLUMNS.kind, is: ["volunteer-time"] };
const priced = { column: MATCH_COLUMNS.kind, is: ["at-price"] };
// Asked from the first: a row begins with what most of them are.
const asAmount = { column: MATCH_COLUMNS.kind, is: ["", "cash", "in-kind"] };
const sure = { column: MATCH_COLUMNS.status, is: ["received", "secured"] };
const otherwise = { column: MATCH_COLUMNS.when, is: ["other"] };
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
    {
      id: MATCH_COLUMNS.hours,
      label: "Hours in all",
      hint: "Such as: 60",
      type: "number",
      optional: false,
      onlyIf: time,
    },
    {
      id: MATCH_COLUMNS.rate,
      label: "Kind of work",
      type: "choice",
      optional: false,
      options: rateOptions(RATES),
      onlyIf: time,
    },
    { id: MATCH_COLUMNS.people, label: "By how many people", type: "number", optional: true, onlyIf: time },
    { id: MATCH_COLUMNS.days, label: "On how many days", type: "number", optional: true, onlyIf: time },
    {
      id: MATCH_COLUMNS.quantity,
      label: "How many",
      hint: "Such as: 20 evenings",
      type: "number",
      optional: false,
      onlyIf: priced,
    },
    {
      id: MATCH_COLUMNS.price,
      label: "Usual price of one",
      hint: "What others pay for it",
      type: "amount",
      optional: false,
      onlyIf: priced,
    },
    { id: MATCH_COLUMNS.amount, label: "Amount or value", type: "amount", optional: false, onlyIf: asAmount },
    { id: MATCH_COLUMNS.status, label: "How sure it is", type: "choice", optional: false, options: MATCH_STATUSES },
  ],
};

/** Columns for a fund that holds each source to its rule: whose money it is, its proof, and when it is spent. */
export const provenColumns = (slot: string): Column[] => [
  {
    id: MATCH_COLUMNS.publicMoney,
    label: "From the police, a commissioner’s office or a community safety partnership?",
    type: "choice",
    optional: false,
    options: [
      { value: "no", label: "No" },
      { value: "yes", label: "Yes" },
    ],
    onlyIf: { column: MATCH_COLUMNS.kind, is: ["cash", "at-price", "in-kind"] },
  },
  {
    id: MATCH_COLUMNS.evidence,
    label: "Which file shows it?",
    hint: "Send files on the page Documents, then choose one here.",
    type: "file",
    optional: false,
    slot,
    onlyIf: sure,
  },
  {
    id: MATCH_COLUMNS.evidenceNotYet,
    label: "Why is it not there yet?",
    type: "short-text",
    optional: false,
    limitCharacters: 140,
    onlyIf: { column: MATCH_COLUMNS.evidence, is: [FILE_NOT_YET] },
  },
  {
    id: MATCH_COLUMNS.when,
    label: "When is it spent or given?",
    type: "choice",
    optional: false,
    options: [
      { value: "project", label: "During the project" },
      { value: "other", label: "At other times too" },
    ],
  },
  { id: MATCH_COLUMNS.from, label: "From", type: "date", optional: false, onlyIf: otherwise },
  { id: MATCH_COLUMNS.to, label: "Until", type: "date", optional: false, onlyIf: otherwise },
];

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
  id: "cash-flow",
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
