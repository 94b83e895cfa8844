import type { Answer, Answers, Application, ApplicationMove, Draft, DraftSection } from "./application.ts";
import { stateAfter } from "./application.ts";
import { KNOWN, type Section } from "./form.ts";
import type { Fund } from "./fund.ts";
import type { RoundStatus } from "./round.ts";
import { cleanText } from "./text.ts";

/** The section, beside the fund's own, that keeps "we do not have this yet because" for each document slot. */
export const DOCUMENTS_SECTION = "documents";

const EMPTY: DraftSection = { version: 0, answers: {}, done: false };

/** Every section that a form's draft has, in order: the fund's, then the documents. */
const sectionIds = (form: Fund): string[] => [...form.sections.map(({ id }) => id), DOCUMENTS_SECTION];

/** A new draft with every section there, empty or as given: a save may then name any of them. */
export const openDraft = (form: Fund, id: string, basedOn: number, sections: Draft["sections"] = {}): Draft => ({
  id,
  basedOn,
  sections: Object.fromEntries(sectionIds(form).map((section) => [section, sections[section] ?? EMPTY])),
});

const questionIds = ({ questions }: Section): Set<string> => new Set(questions.map(({ id }) => id));

/** The answers of one draft that another form still asks for, for carrying to the next round; nobody has called them done. */
export const carriedSections = (from: Draft["sections"], form: Fund): Draft["sections"] => {
  const typed: Answers = Object.assign({}, ...Object.values(from).map(({ answers }) => answers));
  return Object.fromEntries(
    form.sections.map((section) => {
      const ids = questionIds(section);
      const answers = Object.fromEntries(Object.entries(typed).filter(([id]) => ids.has(id)));
      return [section.id, { ...EMPTY, answers }];
    }),
  );
};

const cleanRow = (row: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(row).map(([column, text]) => [column, cleanText(text)]));

const isTexts = (answer: Answer): answer is string[] =>
  Array.isArray(answer) && answer.every((entry) => typeof entry === "string");

const cleanAnswer = (answer: Answer): Answer => {
  if (typeof answer === "string") return cleanText(answer);
  if (isTexts(answer)) return answer.map(cleanText);
  return answer.flatMap((row) => (typeof row === "string" ? [] : [cleanRow(row)]));
};

/** Answers as they are kept: every text cleaned, nothing judged. */
export const cleanAnswers = (answers: Answers): Answers =>
  Object.fromEntries(Object.entries(answers).map(([id, answer]) => [id, cleanAnswer(answer)]));

const typedText = (draft: Draft, question: string): string | undefined => {
  for (const { answers } of Object.values(draft.sections)) {
    const answer = answers[question];
    if (typeof answer === "string") return answer;
  }
  return undefined;
};

/** The title of an application: the draft's as typed so far while one is open, else that of the submission that stands. */
export const titleOf = ({ draft, title }: Pick<Application, "draft" | "title">): string =>
  draft === undefined ? title : typedText(draft, KNOWN.title) || title;

/** What may be done next: the state table, and the clock through the round's status. */
export const mayOf = (
  application: Pick<Application, "state" | "draft">,
  status: RoundStatus,
  nextRoundId: string | undefined,
) => {
  const possible = (move: ApplicationMove) => stateAfter(application.state, move) !== undefined;
  const isOpen = status === "open";
  const hasDraft = application.draft !== undefined;
  const unfinished = application.state === "draft" && hasDraft && (status === "closed" || status === "decided");
  // What was submitted to a round that a closure cancelled is not decided there: it can go on as well.
  const cancelled = status === "cancelled" && application.state !== "withdrawn";
  return {
    save: hasDraft,
    submit: hasDraft && isOpen && possible("submit"),
    openChange: !hasDraft && isOpen && possible("open-change"),
    withdraw: possible("withdraw") && status !== "decided",
    ...((unfinished || cancelled) && nextRoundId !== undefined ? { carryTo: nextRoundId } : {}),
  };
};
