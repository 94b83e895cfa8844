import {
  type Column,
  FILE_NOT_YET,
  KNOWN,
  MATCH_COLUMNS,
  MATCH_KINDS,
  MATCH_STATUSES,
  type Question,
} from "../rules/form.ts";
import type { HourlyRate } from "../rules/fund.ts";
import { rateOptions } from "../rules/match-rates.ts";
import { fromM } from "./bands.ts";

/** What funds ask about other money and help (DOMAIN 9). */

/** What an hour of a volunteer is worth by the kind of work, until a fund says otherwise (DOMAIN 9). */
export const RATES: readonly HourlyRate[] = [
  { id: "unskilled", label: "Work that anybody can do", pencePerHour: 11_09, from: "2026-01-01" },
  { id: "skilled", label: "Skilled work", pencePerHour: 21_43, from: "2026-01-01" },
  { id: "professional", label: "A professional’s work", pencePerHour: 50_00, from: "2026-01-01" },
];

const time = { column: MATCH_COLUMNS.kind, is: ["volunteer-time"] };
const priced = { column: MATCH_COLUMNS.kind, is: ["at-price"] };
// Asked from the first: a row begins with what most of them are.
const asAmount = { column: MATCH_COLUMNS.kind, is: ["", "cash", "in-kind"] };
const sure = { column: MATCH_COLUMNS.status, is: ["received", "secured"] };
const otherwise = { column: MATCH_COLUMNS.when, is: ["other"] };

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
