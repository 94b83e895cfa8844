import { answerFindings } from "./answer-findings.ts";
import { parseDate, penceOf, textOf } from "./answers.ts";
import type { Answers } from "./application.ts";
import { cashFlowFindings } from "./budget.ts";
import { type Finding, finding } from "./finding.ts";
import {
  type AnswersBySection,
  type Band,
  bandOf,
  documentsFor,
  flatAnswers,
  isAsked,
  KNOWN,
  type Question,
  sectionsFor,
} from "./form.ts";
import type { Fund } from "./fund.ts";
import { addMonths, type CivilDate, formatDate } from "./london.ts";
import { formatPounds } from "./money.ts";
import { costFindings, type MoneyFacts, otherMoneyFindings } from "./money-findings.ts";
import { cleanText } from "./text.ts";

export type ApplicationFacts = {
  fund: Fund;
  /** The day by which the round's groups hear. */
  notifiedBy: CivilDate;
  answers: AnswersBySection;
  documents: readonly { slot: string; id?: string | undefined }[];
  /** Why a document is not there yet, by slot. */
  notYet: Readonly<Record<string, string>>;
};

/** The band that answers put an application in; the fund's first while there is no amount to go by. */
export const bandOfAnswers = (fund: Pick<Fund, "bands">, answers: Answers): Band =>
  bandOf(penceOf(answers[KNOWN.requested]) ?? 0, fund.bands);

type Check = (facts: ApplicationFacts, answers: Answers, question: Question, pointer: string) => Finding[];

const requestedCheck: Check = ({ fund }, answers, _question, pointer) => {
  const pence = penceOf(answers[KNOWN.requested]);
  if (pence === undefined) return [];
  if (pence < fund.minimumPence)
    return [finding("amount/minimum", pointer, `Ask for at least ${formatPounds(fund.minimumPence)}.`)];
  if (pence > fund.maximumPence)
    return [finding("amount/maximum", pointer, `Ask for ${formatPounds(fund.maximumPence)} or less.`)];
  return [];
};

const leastUsefulCheck: Check = (_facts, answers, _question, pointer) => {
  const [least, requested] = [penceOf(answers[KNOWN.leastUseful]), penceOf(answers[KNOWN.requested])];
  if (least === undefined) return [];
  if (least === 0)
    return [finding("amount/least-useful", pointer, "Enter a smallest useful amount of more than £0.00.")];
  if (requested === undefined || least <= requested) return [];
  const detail = `The smallest useful amount cannot be more than you ask for. Enter ${formatPounds(requested)} or less.`;
  return [finding("amount/least-useful", pointer, detail)];
};

const startCheck: Check = ({ notifiedBy }, answers, _question, pointer) => {
  const startsOn = parseDate(textOf(answers[KNOWN.startsOn]));
  if (startsOn === undefined || startsOn > notifiedBy) return [];
  const detail = `Choose a start after ${formatDate(notifiedBy)}, the day by which you hear from us.`;
  return [finding("dates/before-decision", pointer, detail)];
};

const endCheck: Check = ({ fund }, answers, _question, pointer) => {
  const endsOn = parseDate(textOf(answers[KNOWN.endsOn]));
  const startsOn = parseDate(textOf(answers[KNOWN.startsOn]));
  if (endsOn === undefined) return [];
  if (startsOn !== undefined && endsOn < startsOn)
    return [finding("dates/order", pointer, `Choose an end on or after the start, ${formatDate(startsOn)}.`)];
  if (fund.endsOn !== undefined && endsOn > fund.endsOn)
    return [finding("dates/fixed-end", pointer, `Choose an end no later than ${formatDate(fund.endsOn)}.`)];
  if (startsOn === undefined) return [];
  const latest = addMonths(startsOn, fund.termMonths);
  if (endsOn <= latest) return [];
  const detail = `Choose an end no later than ${formatDate(latest)}. A grant of this fund lasts ${fund.termMonths} months at most.`;
  return [finding("dates/term", pointer, detail)];
};

const moneyFacts = ({ fund, notifiedBy, documents }: ApplicationFacts, answers: Answers): MoneyFacts => ({
  fund,
  answers,
  band: bandOfAnswers(fund, answers),
  notifiedBy,
  documents,
});

const checks: Readonly<Record<string, Check>> = {
  [KNOWN.requested]: requestedCheck,
  [KNOWN.leastUseful]: leastUsefulCheck,
  [KNOWN.startsOn]: startCheck,
  [KNOWN.endsOn]: endCheck,
  [KNOWN.budget]: (facts, answers, question, pointer) => costFindings(moneyFacts(facts, answers), question, pointer),
  [KNOWN.match]: (facts, answers, question, pointer) =>
    otherMoneyFindings(moneyFacts(facts, answers), question, pointer),
  [KNOWN.cashFlow]: (_facts, answers, _question, pointer) => cashFlowFindings(answers, pointer),
};

const documentFindings = ({ fund, documents, notYet }: ApplicationFacts, band: Band): Finding[] =>
  documentsFor(fund, band)
    .filter(({ id, optional }) => !optional && !documents.some(({ slot }) => slot === id))
    .filter(({ id }) => cleanText(notYet[id] ?? "").trim() === "")
    .map(({ id, label }) => {
      const detail = `Add ${label.charAt(0).toLowerCase()}${label.slice(1)}, or say why it is not there yet.`;
      return finding("application/document", `/documents/${id}`, detail);
    });

/**
 * Everything that keeps an application from being submitted, in the order of its form: answers by themselves, amounts
 * and dates against the fund and the round, the budget, match, and documents. Only what is asked is looked at.
 * Pointers are `/sections/<section>/answers/<question>`, with `/<row>/<column>` for a cell, and `/documents/<slot>`.
 * None: it may be submitted. Sources: DOMAIN 6.5, 8.1, 9.
 */
export const blockers = (facts: ApplicationFacts): Finding[] => {
  const answers = flatAnswers(facts.fund, facts.answers);
  const band = bandOfAnswers(facts.fund, answers);
  const found = sectionsFor(facts.fund, band).flatMap((section) =>
    section.questions
      .filter((question) => isAsked(question, band, answers))
      .flatMap((question) => {
        const pointer = `/sections/${section.id}/answers/${question.id}`;
        const byItself = answerFindings(question, answers[question.id], pointer);
        return [...byItself, ...(checks[question.id]?.(facts, answers, question, pointer) ?? [])];
      }),
  );
  return [...found, ...documentFindings(facts, band)];
};

export type SectionStatus = "not-started" | "in-progress" | "completed";

/**
 * Where a section of the task list stands: completed when its owner says so and nothing blocks in it. `findings` are
 * the blockers of the whole application.
 */
export const sectionStatus = (
  sectionId: string,
  saved: { answers: Answers; done: boolean } | undefined,
  findings: readonly Finding[],
): SectionStatus => {
  if (saved === undefined) return "not-started";
  const blocked = findings.some(({ pointer }) => pointer.startsWith(`/sections/${sectionId}/`));
  if (saved.done && !blocked) return "completed";
  const typed = Object.values(saved.answers).some((answer) =>
    Array.isArray(answer) ? answer.length > 0 : answer.trim() !== "",
  );
  return typed || saved.done ? "in-progress" : "not-started";
};
