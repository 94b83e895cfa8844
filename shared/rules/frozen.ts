import * as z from "zod/mini";
import { cellOf, choicesOf, parseWhole, penceOf, rowsOf, textOf } from "./answers.ts";
import type { Answer } from "./application.ts";
import { BudgetLine } from "./budget.ts";
import { bandOfAnswers } from "./completeness.ts";
import {
  type AnswersBySection,
  Band,
  type Column,
  columnsAsked,
  documentsFor,
  flatAnswers,
  isAsked,
  KNOWN,
  type Question,
  questionsFor,
} from "./form.ts";
import type { Fund } from "./fund.ts";
import { draftLedger, linesRead, typedMoney } from "./ledger.ts";
import { CivilDate } from "./london.ts";
import { NOT_COUNTING } from "./match-funding.ts";
import { MatchLine } from "./match-line.ts";
import { Pence, parsePounds } from "./money.ts";
import { cleanText, singleLine } from "./text.ts";

/** What may stand in a submission: texts, whole numbers, booleans, lists and records. All of it has one spelling. */
type Plain = string | number | boolean | Plain[] | { [key: string]: Plain };
const Plain: z.ZodMiniType<Plain> = z.lazy(() =>
  z.union([z.string(), z.int(), z.boolean(), z.array(Plain), z.record(z.string(), Plain)]),
);

/** One answer as submitted: amounts are pence, numbers whole, dates civil dates, texts clean; rows by column. */
export const FrozenAnswer = z.union([
  z.string(),
  z.int(),
  z.array(z.string()),
  z.array(z.record(z.string(), z.union([z.string(), z.int()]))),
]);
export type FrozenAnswer = z.infer<typeof FrozenAnswer>;

/** A document bound to the version that was uploaded and to its hash (ARCHITECTURE 5). */
const SubmittedDocument = z.strictObject({
  slot: z.string(),
  documentId: z.string(),
  name: z.string(),
  sizeBytes: z.int(),
  sha256: z.string(),
  versionId: z.string(),
});
type SubmittedDocument = z.infer<typeof SubmittedDocument>;

/** The content of a submission: what is hashed, kept for ever as it is, scored and decided on. */
export const Submission = z.strictObject({
  reference: z.string(),
  roundId: z.string(),
  fundId: z.string(),
  /** The organisation as it stood. */
  organisation: z.record(z.string(), Plain),
  band: Band,
  requestedPence: Pence,
  title: z.string(),
  summary: z.string(),
  /** By question, those that were asked and answered; budget and match stand below, in lines. */
  answers: z.record(z.string(), FrozenAnswer),
  budget: z.strictObject({ lines: z.array(BudgetLine), totalCostPence: Pence, askedPence: Pence }),
  match: z.strictObject({
    /** Whether a line counts as match, and why it does not; submissions from before it did not say why. */
    lines: z.array(z.extend(MatchLine, { counts: z.boolean(), notCounting: z.optional(z.enum(NOT_COUNTING)) })),
    /** The day that lines were held against: by which groups were to hear. */
    awardedOn: z.optional(CivilDate),
    cashCountedPence: Pence,
    inKindCountedPence: Pence,
    requiredPence: Pence,
    shortPence: Pence,
    cashShortPence: Pence,
    gapPence: z.int(),
  }),
  documents: z.array(SubmittedDocument),
  notYet: z.record(z.string(), z.string()),
  /** The person who made the declaration. */
  declaredBy: z.string(),
});
export type Submission = z.infer<typeof Submission>;

export type SubmissionFacts = {
  reference: string;
  roundId: string;
  fund: Fund;
  /** The day by which groups hear. */
  notifiedBy?: CivilDate | undefined;
  organisation: Record<string, Plain>;
  answers: AnswersBySection;
  documents: readonly SubmittedDocument[];
  notYet: Readonly<Record<string, string>>;
  declaredBy: string;
};

const frozenCell = (type: Column["type"], text: string): string | number | undefined => {
  if (text === "") return undefined;
  if (type === "amount") return parsePounds(text);
  return type === "number" ? parseWhole(text) : text;
};

const frozenRow = (
  columns: readonly Column[],
  row: Readonly<Record<string, string>>,
): Record<string, string | number> =>
  Object.fromEntries(
    columnsAsked(columns, row).flatMap(({ id, type }) => {
      const cell = frozenCell(type, cellOf(row, id));
      return cell === undefined ? [] : [[id, cell]];
    }),
  );

const frozenAnswer = (
  { type, columns, options = [] }: Question,
  answer: Answer | undefined,
): FrozenAnswer | undefined => {
  const text = textOf(answer);
  switch (type) {
    case "rows": {
      const rows = rowsOf(answer).map(({ row }) => frozenRow(columns ?? [], row));
      return rows.length === 0 ? undefined : rows;
    }
    case "choices": {
      // In the order of the form, not that of the clicks.
      const chosen = options.map(({ value }) => value).filter((value) => choicesOf(answer).includes(value));
      return chosen.length === 0 ? undefined : chosen;
    }
    case "amount":
      return penceOf(answer);
    case "number":
      return parseWhole(text);
    case "short-text":
      return singleLine(text) || undefined;
    case "long-text":
    case "date":
    case "yes-no":
    case "choice":
    case "declaration":
      return text || undefined;
  }
};

/** Questions whose answers are kept as lines of money, beside the other answers. */
export const IN_LINES: readonly string[] = [KNOWN.budget, KNOWN.match];

const bySlot = (a: SubmittedDocument, b: SubmittedDocument): number => {
  const [left, right] = [`${a.slot}/${a.documentId}`, `${b.slot}/${b.documentId}`];
  return left < right ? -1 : Number(left > right);
};

/**
 * The content of an application as it is submitted: only what was asked, amounts in pence, texts clean, documents in
 * one order. The same facts give the same content whatever the order they were typed, saved or read in. For an
 * application without blockers; what could not be read would be missing.
 */
export const frozen = (facts: SubmissionFacts): Submission => {
  const { reference, roundId, fund, organisation, declaredBy } = facts;
  const given = flatAnswers(fund, facts.answers);
  const band = bandOfAnswers(fund, given);
  const asked = questionsFor(fund, band).filter((question) => isAsked(question, band, given));
  const money = typedMoney(fund, given, band, facts.notifiedBy);
  const [budget, match] = [linesRead(money.costs), linesRead(money.match)];
  const { summary } = draftLedger(fund, money, 0);
  const slots = documentsFor(fund, band).map(({ id }) => id);
  const documents = facts.documents.filter(({ slot }) => slots.includes(slot)).toSorted(bySlot);
  return {
    reference,
    roundId,
    fundId: fund.id,
    organisation,
    band,
    requestedPence: penceOf(given[KNOWN.requested]) ?? 0,
    title: singleLine(textOf(given[KNOWN.title])),
    summary: textOf(given[KNOWN.summary]),
    answers: Object.fromEntries(
      asked.flatMap((question) => {
        const answer = IN_LINES.includes(question.id) ? undefined : frozenAnswer(question, given[question.id]);
        return answer === undefined ? [] : [[question.id, answer]];
      }),
    ),
    budget: { lines: budget, totalCostPence: summary.totalCostPence, askedPence: summary.askedPence },
    match: {
      lines: match.map((line, index) => {
        const { counts = false, notCounting } = summary.lines[index] ?? {};
        return { ...line, counts, ...(notCounting === undefined ? {} : { notCounting }) };
      }),
      ...(facts.notifiedBy === undefined ? {} : { awardedOn: facts.notifiedBy }),
      cashCountedPence: summary.cashCountedPence,
      inKindCountedPence: summary.inKindCountedPence,
      requiredPence: summary.requiredPence,
      shortPence: summary.shortPence,
      cashShortPence: summary.cashShortPence,
      gapPence: summary.gapPence,
    },
    documents,
    notYet: Object.fromEntries(
      slots
        .filter((slot) => !documents.some((document) => document.slot === slot))
        .map((slot): [string, string] => [slot, cleanText(facts.notYet[slot] ?? "").trim()])
        .filter(([, why]) => why !== ""),
    ),
    declaredBy,
  };
};
