import type { Answer, Answers } from "../../shared/rules/application.ts";
import { cleanText } from "../../shared/rules/text.ts";
import type { SectionText } from "./section-sync.ts";

// The portal cleans text when it saves; what differs only by that is the same to a reader. An empty answer is none.
const spelled = (value: Answer): string =>
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

const isEmpty = (answer: Answer | undefined): boolean => answer === undefined || answer.length === 0;

/** Whether two answers read the same. */
export const sameAnswer = (a: Answer | undefined, b: Answer | undefined): boolean =>
  a === undefined || b === undefined ? isEmpty(a) && isEmpty(b) : spelled(a) === spelled(b);

/** The questions that two versions of a section answer differently. */
export const differing = (a: Answers, b: Answers): string[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((id) => !sameAnswer(a[id], b[id]));

/** Whether two versions of a section say the same. */
export const sameText = (a: SectionText, b: SectionText): boolean =>
  a.done === b.done && differing(a.answers, b.answers).length === 0;

/**
 * Both versions of a section in one: texts one after the other, choices and rows of both, and where only one can stand,
 * mine. `isLong` tells the questions whose text may run on.
 */
export const joined = (mine: SectionText, theirs: SectionText, isLong: (id: string) => boolean): SectionText => {
  const both = differing(mine.answers, theirs.answers).map((id): [string, Answer] => [
    id,
    joinedAnswer(mine.answers[id], theirs.answers[id], isLong(id)),
  ]);
  return { answers: { ...theirs.answers, ...mine.answers, ...Object.fromEntries(both) }, done: false };
};

const joinedAnswer = (mine: Answer | undefined, theirs: Answer | undefined, long: boolean): Answer => {
  if (mine === undefined || isEmpty(mine)) return theirs ?? "";
  if (theirs === undefined || isEmpty(theirs)) return mine;
  if (typeof mine === "string" || typeof theirs === "string")
    return long && typeof mine === "string" && typeof theirs === "string" ? `${mine}\n\n${theirs}` : mine;
  if (allRows(mine) && allRows(theirs)) return distinct([...mine, ...theirs]);
  return allTexts(mine) && allTexts(theirs) ? distinct([...mine, ...theirs]) : mine;
};

type Items = Exclude<Answer, string>;
const allTexts = (items: Items): items is string[] => items.every((item) => typeof item === "string");
const allRows = (items: Items): items is Record<string, string>[] => items.every((item) => typeof item !== "string");

const distinct = <Item extends string | Record<string, string>>(items: Item[]): Item[] => {
  const seen = new Set<string>();
  return items.filter((item) => {
    const spelling = typeof item === "string" ? item : spelled([item]);
    return !seen.has(spelling) && seen.add(spelling);
  });
};
