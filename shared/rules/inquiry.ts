import type { ApplicationState } from "./application.ts";
import { type Finding, finding } from "./finding.ts";
import { addDays, formatDate, isCivilDate, londonDate, toInstant } from "./london.ts";
import { cleanText } from "./text.ts";

/** Nobody remembers a question for longer. */
const MOST_DAYS_TO_ANSWER = 60;
export const MOST_QUESTION_CHARACTERS = 2_000;

const ASKABLE: Readonly<Record<ApplicationState, boolean>> = {
  draft: false,
  submitted: true,
  eligible: true,
  "not-eligible": true,
  withdrawn: false,
  awarded: true,
  reserved: true,
  declined: false,
};

/** `inquiry/state`: the office asks about what was submitted and may still be funded, never about a draft. */
export const mayInquire = (state: ApplicationState): boolean => ASKABLE[state];

/** What is wrong with a question to a group: `inquiry/question`, and `inquiry/answer-by` (today or later in London). */
export const inquiryFindings = (asked: { question: string; answerBy: string }, at: number): Finding[] => {
  const today = londonDate(toInstant(at));
  const latest = addDays(today, MOST_DAYS_TO_ANSWER);
  const isDay = isCivilDate(asked.answerBy);
  const dayProblem = !isDay
    ? "Enter the day by which you need the answer, like 27 3 2027."
    : asked.answerBy < today
      ? `Choose ${formatDate(today)} or a later day.`
      : asked.answerBy > latest
        ? `Choose a day no later than ${formatDate(latest)}.`
        : undefined;
  return [
    ...(cleanText(asked.question).trim() === ""
      ? [finding("inquiry/question", "/question", "Write the question.")]
      : []),
    ...(dayProblem === undefined ? [] : [finding("inquiry/answer-by", "/answerBy", dayProblem)]),
  ];
};
