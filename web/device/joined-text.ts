import type { Answer } from "../../shared/rules/application.ts";
import { differing, isEmpty, spelled } from "./same-text.ts";
import type { SectionText } from "./section-sync.ts";

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
