import type { Answer } from "./application.ts";
import { type CivilDate, isCivilDate } from "./london.ts";
import { parsePounds } from "./money.ts";
import { cleanText, singleLine } from "./text.ts";

export type Row = Readonly<Record<string, string>>;

/** The text of an answer, cleaned and without white space at its ends; nothing for rows, choices or no answer. */
export const textOf = (answer: Answer | undefined): string =>
  typeof answer === "string" ? cleanText(answer).trim() : "";

/** What was chosen in an answer of several choices. */
export const choicesOf = (answer: Answer | undefined): string[] =>
  Array.isArray(answer) ? answer.filter((each) => typeof each === "string") : [];

/** A cell of a row, on one line. */
export const cellOf = (row: Row, columnId: string): string => singleLine(row[columnId] ?? "");

/** The rows of an answer with the place each was typed in; a row with nothing in it is not a row. */
export const rowsOf = (answer: Answer | undefined): { row: Row; index: number }[] =>
  Array.isArray(answer)
    ? answer.flatMap((row, index) =>
        typeof row === "string" || Object.keys(row).every((id) => cellOf(row, id) === "") ? [] : [{ row, index }],
      )
    : [];

/** Reads a whole number as people type it ("1,200"); undefined when it is none or has more than nine digits. */
export const parseWhole = (typed: string): number | undefined => {
  const bare = typed.replace(/\s|,(?=\d{3}(?!\d))/g, "");
  return /^\d{1,9}$/.test(bare) ? Number(bare) : undefined;
};

/** Reads a date "YYYY-MM-DD"; undefined when there is no such day. */
export const parseDate = (typed: string): CivilDate | undefined => (isCivilDate(typed) ? typed : undefined);

/** The pence of an amount that was typed; undefined when there is none or it does not parse. */
export const penceOf = (answer: Answer | undefined): number | undefined => parsePounds(textOf(answer));
