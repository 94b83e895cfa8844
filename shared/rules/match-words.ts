import { labelOf } from "./answer-words.ts";
import { cellOf, type Row } from "./answers.ts";
import { MATCH_COLUMNS, MATCH_KINDS, MATCH_STATUSES, type Question } from "./form.ts";
import { formatShortDate } from "./london.ts";
import type { NotCounting } from "./match-funding.ts";
import type { MatchLine } from "./match-line.ts";
import { formatPounds } from "./money.ts";

const counted = (count: number, one: string, more: string): string =>
  count === 1 ? `1 ${one}` : `${count.toLocaleString("en-GB")} ${more}`;

/** How a value was reckoned: "60 hours at £11.09", "20 at £10.00"; empty for an amount that was typed. */
export const basisWords = ({ hours, pencePerHour, people, days, quantity, pricePence }: MatchLine): string => {
  if (quantity !== undefined && pricePence !== undefined)
    return `${quantity.toLocaleString("en-GB")} at ${formatPounds(pricePence)}`;
  if (hours === undefined || pencePerHour === undefined) return "";
  const who = people === undefined ? "" : ` by ${counted(people, "person", "people")}`;
  const when = days === undefined ? "" : ` on ${counted(days, "day", "days")}`;
  return `${counted(hours, "hour", "hours")} at ${formatPounds(pencePerHour)}${who}${when}`;
};

/** What kind of money or help a line is, with how its value was reckoned. */
const kindWords = (line: MatchLine): string =>
  [labelOf(MATCH_KINDS, line.help ?? line.kind), basisWords(line)].filter((words) => words !== "").join(", ");

const NOT_COUNTED = {
  "public-money": "No: public money",
  "before-award": "No: spent before the award",
  "after-end": "No: spent after the work",
  status: "Not yet",
} as const satisfies Record<NotCounting, string>;

const proofWords = ({ evidenceId, evidenceNotYet }: MatchLine): string => {
  if (evidenceId !== undefined) return "A file is sent";
  return evidenceNotYet === undefined ? "" : `Not yet: ${evidenceNotYet}`;
};

const spentWords = ({ spentFrom, spentTo }: MatchLine): string => {
  if (spentFrom === undefined) return spentTo === undefined ? "" : `until ${formatShortDate(spentTo)}`;
  return spentTo === undefined
    ? `from ${formatShortDate(spentFrom)}`
    : `${formatShortDate(spentFrom)} to ${formatShortDate(spentTo)}`;
};

/** A line of other money as it is read: in fewer columns than it was asked in, each in words; its value is pence. */
export const matchRow = (
  line: MatchLine & { counts: boolean; notCounting?: NotCounting | undefined },
): Record<string, string | number> => ({
  source: line.source,
  kind: kindWords(line),
  status: labelOf(MATCH_STATUSES, line.status),
  proof: proofWords(line),
  spent: spentWords(line),
  amount: line.amountPence,
  counts: line.counts ? "Yes" : NOT_COUNTED[line.notCounting ?? "status"],
});

/** A row that is no line yet, with what was typed of it. */
export const typedMatchRow = (row: Row): Record<string, string> => {
  const cell = (column: keyof typeof MATCH_COLUMNS): string => cellOf(row, MATCH_COLUMNS[column]);
  const sizes = [cell("hours"), cell("quantity")].filter((typed) => typed !== "");
  return {
    source: cell("source"),
    kind: [labelOf(MATCH_KINDS, cell("kind")), ...sizes].filter((words) => words !== "").join(", "),
    status: labelOf(MATCH_STATUSES, cell("status")),
    amount: cell("amount") || cell("price"),
    counts: NOT_COUNTED.status,
  };
};

const text = (id: string, label: string) => ({ id, label, type: "short-text" as const, optional: true });

const READ_COLUMNS: NonNullable<Question["columns"]> = [
  text("source", "Where it comes from"),
  text("kind", "Kind"),
  text("status", "How sure it is"),
  text("proof", "Proof"),
  text("spent", "When"),
  { id: "amount", label: "Value", type: "amount", optional: true },
  text("counts", "Counts as match"),
];

/** The match question with the columns in which its answer is read. */
export const matchAsRead = (question: Question): Question => ({ ...question, columns: READ_COLUMNS });
