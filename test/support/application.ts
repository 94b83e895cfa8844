import type { Answer, Answers } from "../../shared/rules/application.ts";
import { type ApplicationFacts, blockers } from "../../shared/rules/completeness.ts";
import type { Finding } from "../../shared/rules/finding.ts";
import { bandOf, type Column, KNOWN, type Question, sectionsFor } from "../../shared/rules/form.ts";
import type { Fund } from "../../shared/rules/fund.ts";
import type { Ledger } from "../../shared/rules/ledger.ts";
import { addDays } from "../../shared/rules/london.ts";
import { formatPounds } from "../../shared/rules/money.ts";

/** The day by which groups hear, in tests that need one. */
export const NOTIFIED_BY = "2027-01-29";

const cell = ({ type, options }: Column, startsOn: string): string => {
  if (type === "amount") return "12.50";
  if (type === "number") return "25";
  if (type === "date") return startsOn;
  return type === "choice" ? (options?.[0]?.value ?? "") : "A short text";
};

const rows = ({ columns = [], leastRows = 1 }: Question, startsOn: string): Answer =>
  Array.from({ length: leastRows }, () =>
    Object.fromEntries(columns.map((column) => [column.id, cell(column, startsOn)])),
  );

const plain = (question: Question, startsOn: string): Answer => {
  switch (question.type) {
    case "rows":
      return rows(question, startsOn);
    case "choices":
      return question.options?.slice(0, 1).map(({ value }) => value) ?? [];
    case "choice":
      return question.options?.[0]?.value ?? "";
    case "amount":
      return "100.00";
    case "number":
      return "25";
    case "date":
      return startsOn;
    case "yes-no":
    case "declaration":
      return "yes";
    default:
      return "We meet every week in the hall.";
  }
};

/** Cells of a source of match whose proof is still to come, where a fund asks for it. */
export const PROOF = {
  "public-money": "no",
  evidence: "not-yet",
  "evidence-not-yet": "The council meets in May.",
  when: "project",
};

/** Answers by section to everything a fund asks of an amount, without anything to find fault with. */
export const completeAnswers = (
  fund: Fund,
  requestedPence: number,
  notifiedBy = NOTIFIED_BY,
): Record<string, Answers> => {
  const startsOn = addDays(notifiedBy, 3);
  const asked = formatPounds(requestedPence);
  const required = fund.match.requiredBasisPoints > 0 || fund.bands.length === 1;
  // Half of what is asked for, in money that is promised: a third of the cost.
  const other = formatPounds(Math.ceil(requestedPence / 2));
  // Cells that only some funds ask; elsewhere nothing reads them.
  const how = fund.quotes === undefined ? {} : { how: "pay" };
  const proof = fund.match.evidence === undefined ? {} : PROOF;
  const known: Record<string, Answer> = {
    [KNOWN.requested]: asked,
    [KNOWN.leastUseful]: asked,
    [KNOWN.startsOn]: startsOn,
    [KNOWN.endsOn]: addDays(startsOn, 100),
    [KNOWN.budget]: [
      { item: "Hire of the hall", ...how, basis: "20 evenings", cost: asked, asked },
      ...(required ? [{ item: "Coach", ...how, basis: "", cost: other, asked: "" }] : []),
    ],
    [KNOWN.match]: required
      ? [{ source: "Parish council", kind: "cash", status: "secured", amount: other, ...proof }]
      : [],
    [KNOWN.cashFlow]: [{ from: startsOn, amount: asked, note: "All of it" }],
  };
  const sections = sectionsFor(fund, bandOf(requestedPence, fund.bands)).map(({ id, questions }): [string, Answers] => [
    id,
    Object.fromEntries(questions.map((question) => [question.id, known[question.id] ?? plain(question, startsOn)])),
  ]);
  return Object.fromEntries(sections);
};

/** One document for every slot of a fund. */
export const completeDocuments = (fund: Fund) =>
  fund.documents.map(({ id }) => ({
    slot: id,
    documentId: `document-${id}`,
    name: `${id}.pdf`,
    sizeBytes: 1_024,
    sha256: "0".repeat(64),
    versionId: "1",
  }));

/** Answers with one of them changed; the question's section is found in the fund. */
export const withAnswer = (
  fund: Fund,
  answers: Readonly<Record<string, Answers>>,
  questionId: string,
  answer: Answer,
): Record<string, Answers> => {
  const section = fund.sections.find(({ questions }) => questions.some(({ id }) => id === questionId));
  if (section === undefined) throw new Error(`${fund.id} asks no ${questionId}`);
  return { ...answers, [section.id]: { ...answers[section.id], [questionId]: answer } };
};

/** A complete application to a fund, as the rules are given it. */
export const completeFacts = (fund: Fund, requestedPence: number): ApplicationFacts => ({
  fund,
  notifiedBy: NOTIFIED_BY,
  answers: completeAnswers(fund, requestedPence),
  documents: completeDocuments(fund),
  notYet: {},
});

/** What blocks a complete application in which one answer was changed. */
export const blockersWith = (fund: Fund, requestedPence: number, question: string, answer: Answer) => {
  const given = completeFacts(fund, requestedPence);
  return blockers({ ...given, answers: withAnswer(fund, given.answers, question, answer) });
};
/** Rule and place of each finding. */
export const places = (findings: readonly Finding[]) => findings.map(({ rule, pointer }) => `${rule} ${pointer}`);

/** So many words. */
export const words = (count: number) => Array.from({ length: count }, () => "word").join(" ");
/** Budget rows of what each costs and what is asked of it. */
export const costs = (...pairs: [string, string][]) =>
  pairs.map(([cost, asked]) => ({ item: "Hall", basis: "", cost, asked }));

/** A ledger in which nothing stands but what is told. */
export const ledger = (told: Partial<Ledger>): Ledger => ({
  requestedPence: 0,
  totalCostPence: 0,
  askedPence: 0,
  cashPence: 0,
  helpPence: 0,
  gapPence: 0,
  cashCountedPence: 0,
  inKindCountedPence: 0,
  requiredPence: 0,
  shortPence: 0,
  cashShortPence: 0,
  ...told,
});
