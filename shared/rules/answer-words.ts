import { choicesOf, parseDate, parseWhole, textOf } from "./answers.ts";
import type { Answer } from "./application.ts";
import { type Column, FILE_NOT_YET, type Option, type Question } from "./form.ts";
import type { FrozenAnswer } from "./frozen.ts";
import { formatDate } from "./london.ts";
import { formatPounds, parsePounds } from "./money.ts";

type Entry = { type: Question["type"] | Column["type"]; options?: readonly Option[] | undefined };

/** How an option is called; a value that is none of them stands as it is. */
export const labelOf = (options: readonly Option[] | undefined, value: string): string =>
  options?.find((option) => option.value === value)?.label ?? value;

/** One entry as a person reads it; what cannot be read is shown as typed. */
const entryWords = ({ type, options }: Entry, value: string | number): string => {
  if (typeof value === "number") return type === "amount" ? formatPounds(value) : value.toLocaleString("en-GB");
  if (value === "") return "";
  if (type === "amount") return ((pence) => (pence === undefined ? value : formatPounds(pence)))(parsePounds(value));
  if (type === "number") return (parseWhole(value) ?? value).toLocaleString("en-GB");
  if (type === "date") return ((on) => (on === undefined ? value : formatDate(on)))(parseDate(value));
  if (type === "yes-no") return value === "yes" ? "Yes" : "No";
  if (type === "declaration") return value === "yes" ? "Agreed" : "";
  if (type === "file") return value === FILE_NOT_YET ? "Not there yet" : "A file is sent";
  return type === "choice" ? labelOf(options, value) : value;
};

/** The answer to any question that is not in rows, typed or as submitted; empty when there is none. */
export const answerWords = (question: Question, answer: Answer | FrozenAnswer | undefined): string => {
  if (answer === undefined) return "";
  if (typeof answer === "number") return entryWords(question, answer);
  if (typeof answer === "string") return entryWords(question, textOf(answer));
  return choicesOf(answer.filter((each) => typeof each === "string"))
    .map((value) => labelOf(question.options, value))
    .join("\n");
};

const isAskedIn = ({ onlyIf }: Column, row: Readonly<Record<string, string | number>>): boolean =>
  onlyIf === undefined || onlyIf.is.includes(String(row[onlyIf.column] ?? ""));

/** One cell of an answer in rows; empty where the row is not asked it. */
export const cellWords = (column: Column, row: Readonly<Record<string, string | number>>): string =>
  isAskedIn(column, row) ? entryWords(column, row[column.id] ?? "") : "";

/** The columns of an answer in rows that have something in them in some row: what was not asked takes no room. */
export const columnsRead = (
  columns: readonly Column[],
  rows: readonly Readonly<Record<string, string | number>>[],
): Column[] => columns.filter((column) => rows.some((row) => cellWords(column, row) !== ""));

/** The rows of an answer, typed or as submitted; those with nothing in them are left out. */
export const answerRows = (answer: Answer | FrozenAnswer | undefined): Record<string, string | number>[] =>
  Array.isArray(answer)
    ? answer.flatMap((row) => (typeof row === "string" || Object.values(row).every((cell) => cell === "") ? [] : [row]))
    : [];
