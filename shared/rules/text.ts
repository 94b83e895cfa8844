/** How long a reason, a note or a question may be: a few sentences. */
export const MOST_NOTE_CHARACTERS = 1_000;

// Removed in one pass, so that taking one character out never makes two halves of a surrogate pair meet.
// C0 but tab and newline, DEL and C1; the marks that turn the direction of text, by which a name can be made to
// read as another; the byte order mark; surrogates that stand alone. U+200D stays: it joins emoji.
const unwanted = /(?![\t\n\r])\p{Cc}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu;

/**
 * What a text answer becomes when it is saved: every line break is a newline, the composed form of Unicode (NFC), and
 * no control, direction or broken characters. White space is left as typed. Cleaning what is clean changes nothing.
 */
export const cleanText = (typed: string): string =>
  typed
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(unwanted, "")
    .normalize("NFC");

/** A name or title: clean, on one line, without white space at the ends or doubled inside. */
export const singleLine = (typed: string): string => cleanText(typed).replace(/\s+/g, " ").trim();

/** The number of lines; an empty text has none. */
export const lineCount = (text: string): number => (text === "" ? 0 : text.split(/\r\n?|\n/).length);

// A cell that begins so is run as a formula by a spreadsheet, also behind white space and in full width.
const formula = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

/** The text of a cell, with an apostrophe in front where a spreadsheet would run it as a formula. */
export const safeForSpreadsheet = (cell: string): string => (formula.test(cell) ? `'${cell}` : cell);

/**
 * One line of a CSV file (RFC 4180) without its line end. Texts are made safe for a spreadsheet; numbers are ours and
 * written as they are; undefined is an empty cell.
 */
export const csvLine = (cells: readonly (string | number | undefined)[]): string =>
  cells
    .map((cell) => {
      if (typeof cell !== "string") return cell === undefined ? "" : String(cell);
      const safe = safeForSpreadsheet(cell);
      return /[",;\r\n\t]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    })
    .join(",");
