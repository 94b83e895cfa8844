import { answerRows, answerWords, cellWords } from "./answer-words.ts";
import type { Answers } from "./application.ts";
import { budgetAsRead, budgetRow } from "./budget-words.ts";
import {
  documentsFor,
  type Form,
  isAsked,
  isDeclaration,
  KNOWN,
  type Question,
  type Section,
  sectionsFor,
} from "./form.ts";
import type { FrozenAnswer, Submission } from "./frozen.ts";
import { ledgerFigures, ledgerOf } from "./ledger.ts";
import { matchAsRead, matchRow } from "./match-words.ts";
import { formatPounds } from "./money.ts";

/** The answers of a submission by question; budget and match are frozen as lines, and stand in the columns in which they are read. */
export const submittedAnswers = (
  content: Pick<Submission, "answers" | "budget" | "match">,
): Record<string, FrozenAnswer> => ({
  ...content.answers,
  [KNOWN.budget]: content.budget.lines.map(budgetRow),
  [KNOWN.match]: content.match.lines.map(matchRow),
});

const asRead: Readonly<Record<string, (question: Question) => Question>> = {
  [KNOWN.budget]: budgetAsRead,
  [KNOWN.match]: matchAsRead,
};

/** The sections of a submission under its frozen form, each with the questions that were asked. */
export const submittedSections = (
  form: Pick<Form, "sections">,
  content: Pick<Submission, "answers" | "band">,
): Section[] => {
  const texts: Answers = Object.fromEntries(
    Object.entries(content.answers).flatMap(([id, answer]) => (typeof answer === "string" ? [[id, answer]] : [])),
  );
  return sectionsFor(form, content.band).map((section) => ({
    ...section,
    questions: section.questions
      .filter((question) => isAsked(question, content.band, texts))
      .map((question) => asRead[question.id]?.(question) ?? question),
  }));
};

/** One part of the copy: a section of the form with its questions and what was answered, in lines. */
type CopyPart = { title: string; entries: { question: string; answer: string }[] };

const NOTHING = "Not answered";

const inWords = (question: Question, answer: FrozenAnswer | undefined): string => {
  if (question.type !== "rows") return answerWords(question, answer);
  return answerRows(answer)
    .map((row) => {
      const cells = (question.columns ?? []).map((column) => [column.label, cellWords(column, row)]);
      return `- ${cells.flatMap(([label, words]) => (words ? [`${label}: ${words}`] : [])).join("; ")}`;
    })
    .join("\n");
};

const declared = ({ questions }: Section, { answers, declaredBy }: Submission): CopyPart["entries"] => [
  {
    question: `${declaredBy} agreed to this:`,
    answer: questions.flatMap(({ id, label }) => (answers[id] === "yes" ? [`- ${label}`] : [])).join("\n"),
  },
];

const addedUp = (content: Submission): CopyPart["entries"][number] => ({
  question: "How it adds up",
  answer: ledgerFigures(ledgerOf(content))
    .map(({ label, pence }) => `- ${label}: ${formatPounds(pence)}`)
    .join("\n"),
});

/**
 * Everything a group answered, in words, as it may go into an e-mail (`messages/confidential`): an answer to a question that
 * the form marks as confidential is left out and counted, and of a document there is no more than how many files were sent.
 */
export const answersCopy = (
  form: Pick<Form, "sections" | "documents">,
  content: Submission,
): { parts: CopyPart[]; leftOut: number } => {
  const answers = submittedAnswers(content);
  const sections = submittedSections(form, content);
  const parts = sections.map((section) => ({
    title: section.title,
    entries: isDeclaration(section)
      ? declared(section, content)
      : [
          ...section.questions
            .filter(({ confidential }) => confidential !== true)
            .map((question) => ({
              question: question.label,
              answer: inWords(question, answers[question.id]) || NOTHING,
            })),
          ...(section.questions.some(({ id }) => id === KNOWN.budget) ? [addedUp(content)] : []),
        ],
  }));
  const documents = documentsFor(form, content.band).map(({ id, label }) => {
    const files = content.documents.filter(({ slot }) => slot === id).length;
    const why = content.notYet[id];
    const without = why === undefined ? "Not sent" : `Not yet: ${why}`;
    return { question: label, answer: files === 0 ? without : files === 1 ? "1 file sent" : `${files} files sent` };
  });
  return {
    parts: [...parts, { title: "Documents", entries: documents }].filter(({ entries }) => entries.length > 0),
    leftOut: sections.flatMap(({ questions }) => questions).filter(({ confidential }) => confidential === true).length,
  };
};
