import type { Answer, Answers } from "../../shared/rules/application.ts";
import { cleanText } from "../../shared/rules/text.ts";
import type { SectionText } from "./section-sync.ts";

// The portal cleans text when it saves; what differs only by that is the same to a reader. An empty answer is none.
export const spelled = (value: Answer): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "string"
      ? cleanText(inner)
      : isPlain(inner)
        ? Object.fromEntries(
            Object.entries(inner)
              .filter(([, cell]) => cell !== "")
              .sort(([a], [b]) => (a < b ? -1 : 1)),
          )
        : inner,
  );

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const isEmpty = (answer: Answer | undefined): boolean => answer === undefined || answer.length === 0;

/** Whether two answers read the same. */
export const sameAnswer = (a: Answer | undefined, b: Answer | undefined): boolean =>
  a === undefined || b === undefined ? isEmpty(a) && isEmpty(b) : spelled(a) === spelled(b);

/** The questions that two versions of a section answer differently. */
export const differing = (a: Answers, b: Answers): string[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((id) => !sameAnswer(a[id], b[id]));

/** Whether two versions of a section say the same. */
export const sameText = (a: SectionText, b: SectionText): boolean =>
  a.done === b.done && differing(a.answers, b.answers).length === 0;
