import { cellOf, choicesOf, parseDate, parseWhole, type Row, rowsOf, textOf } from "./answers.ts";
import type { Answer } from "./application.ts";
import { type Finding, finding } from "./finding.ts";
import { type Column, columnsAsked, type Question } from "./form.ts";
import { moneyProblem } from "./money.ts";
import { lineCount } from "./text.ts";
import { countWords } from "./words.ts";

type Entry = Pick<Column, "label" | "type" | "options" | "limitCharacters">;

const characters = (text: string): number => [...text].length;

/** An answer of more lines than these is blank paper for whoever prints it, and no word limit finds empty lines. */
const MOST_LINES = 200;

/** What is wrong with one entry that is not empty. `where` begins the sentence, so that it can stand in a summary. */
const entryFindings = (entry: Entry, text: string, pointer: string, where: string): Finding[] => {
  const found = (rule: string, detail: string): Finding[] => [finding(rule, pointer, `${where} ${detail}`)];
  switch (entry.type) {
    case "amount": {
      const problem = moneyProblem(text);
      return problem === undefined ? [] : found("amount/format", `${problem}.`);
    }
    case "number":
      return parseWhole(text) === undefined ? found("application/number", "Enter a whole number, like 25.") : [];
    case "date":
      return parseDate(text) === undefined ? found("application/date", "Enter a real date, like 27 3 2027.") : [];
    case "choice":
      return entry.options?.some(({ value }) => value === text)
        ? []
        : found("application/choice", "Choose one of the answers given.");
    // Which files there are is known to the rule of the column alone.
    case "file":
      return [];
    case "short-text":
      return limitFindings(entry, text, pointer, where);
  }
};

const limitFindings = (
  { limitCharacters, limitWords }: Pick<Question, "limitCharacters" | "limitWords">,
  text: string,
  pointer: string,
  where: string,
): Finding[] => {
  const [words, length] = [countWords(text), characters(text)];
  if (limitWords !== undefined && words > limitWords) {
    const detail = `${where} Cut your answer to ${limitWords} words or fewer. It has ${words}.`;
    return [finding("application/word-limit", pointer, detail)];
  }
  if (limitCharacters !== undefined && length > limitCharacters) {
    const detail = `${where} Cut your answer to ${limitCharacters} characters or fewer. It has ${length}.`;
    return [finding("application/character-limit", pointer, detail)];
  }
  const lines = lineCount(text.trim());
  if (lines > MOST_LINES) {
    const detail = `${where} Cut your answer to ${MOST_LINES} lines or fewer. It has ${lines}.`;
    return [finding("application/line-limit", pointer, detail)];
  }
  return [];
};

const lowerFirst = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1);

const verb = {
  "short-text": "enter",
  amount: "enter",
  number: "enter",
  date: "enter",
  choice: "choose",
  file: "choose",
} as const;

/** How the form heads the row at an index: "Cost 2" at 1. */
export const rowTitle = ({ rowName = "row" }: Pick<Question, "rowName">, index: number): string =>
  `${rowName.charAt(0).toUpperCase()}${rowName.slice(1)} ${index + 1}`;

const rowFindings = (question: Question, row: Row, index: number, pointer: string): Finding[] =>
  columnsAsked(question.columns ?? [], row).flatMap((column) => {
    const text = cellOf(row, column.id);
    const place = `${pointer}/${index}/${column.id}`;
    if (text !== "")
      return entryFindings(column, text, place, `${rowTitle(question, index)}, ${lowerFirst(column.label)}:`);
    if (column.optional || column.type === "file") return [];
    const detail = `${rowTitle(question, index)}: ${verb[column.type]} “${lowerFirst(column.label)}”.`;
    return [finding("application/required", place, detail)];
  });

const emptyFindings = (question: Question, pointer: string): Finding[] =>
  question.optional
    ? []
    : [finding("application/required", pointer, question.whenEmpty ?? `Answer “${question.label}”.`)];

const rowsFindings = (question: Question, answer: Answer | undefined, pointer: string): Finding[] => {
  const rows = rowsOf(answer);
  if (rows.length === 0) return emptyFindings(question, pointer);
  const { leastRows = 1, mostRows = rows.length, label } = question;
  const found = (detail: string): Finding[] => [finding("application/rows", pointer, `${label} ${detail}`)];
  return [
    ...(rows.length < leastRows ? found(`Add at least ${leastRows} rows. You have ${rows.length}.`) : []),
    ...(rows.length > mostRows ? found(`Keep to ${mostRows} rows. You have ${rows.length}.`) : []),
    ...rows.flatMap(({ row, index }) => rowFindings(question, row, index, pointer)),
  ];
};

/**
 * What is wrong with the answer to one question that is asked, by itself: missing, over a limit, not an amount, number,
 * date or option, too few or too many rows. `pointer` is the place of the question; cells add `/<row>/<column>`.
 */
export const answerFindings = (question: Question, answer: Answer | undefined, pointer: string): Finding[] => {
  const { type, label } = question;
  const text = textOf(answer);
  switch (type) {
    case "rows":
      return rowsFindings(question, answer, pointer);
    case "declaration":
      return text === "yes"
        ? []
        : [finding("application/declaration", pointer, question.whenEmpty ?? `Tick “${label}”.`)];
    case "choices": {
      const chosen = choicesOf(answer);
      if (chosen.length === 0) return emptyFindings(question, pointer);
      const known = chosen.every((each) => question.options?.some(({ value }) => value === each));
      return known && new Set(chosen).size === chosen.length
        ? []
        : [finding("application/choice", pointer, `${label} Choose from the answers given.`)];
    }
    case "yes-no":
      if (text === "") return emptyFindings(question, pointer);
      return text === "yes" || text === "no"
        ? []
        : [finding("application/choice", pointer, `${label} Choose yes or no.`)];
    case "long-text":
      return text === "" ? emptyFindings(question, pointer) : limitFindings(question, text, pointer, label);
    case "short-text":
    case "amount":
    case "number":
    case "date":
    case "choice":
      return text === ""
        ? emptyFindings(question, pointer)
        : entryFindings({ ...question, type }, text, pointer, label);
  }
};
