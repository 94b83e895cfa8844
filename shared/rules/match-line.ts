import * as z from "zod/mini";
import { cellOf, parseDate, parseWhole, type Row } from "./answers.ts";
import { counted } from "./counted.ts";
import { type Finding, finding } from "./finding.ts";
import { FILE_NOT_YET, MATCH_COLUMNS, MATCH_HELP_IDS, MATCH_KIND_IDS, MATCH_STATUS_IDS } from "./form.ts";
import type { MatchRule } from "./fund.ts";
import { CivilDate, daysBetween, formatDate } from "./london.ts";
import { rateOn } from "./match-rates.ts";
import { formatPounds, largestPence, Pence, parsePounds } from "./money.ts";

/**
 * One source of other money or help, at its amount or value in pence. How a value was reckoned, whose money it is, its proof
 * and when it is spent stand beside it where the form asks; submissions from before it did have none of these (DOMAIN 9).
 */
export const MatchLine = z.strictObject({
  source: z.string(),
  kind: z.enum(MATCH_KIND_IDS),
  status: z.enum(MATCH_STATUS_IDS),
  amountPence: Pence,
  /** Help in kind that is reckoned: hours × rate, or quantity × price. */
  help: z.optional(z.enum(MATCH_HELP_IDS)),
  hours: z.optional(z.int()),
  rateId: z.optional(z.string()),
  /** The rate as it stood: frozen with the line. */
  pencePerHour: z.optional(Pence),
  people: z.optional(z.int()),
  days: z.optional(z.int()),
  quantity: z.optional(z.int()),
  pricePence: z.optional(Pence),
  /** From the police, a commissioner's office or a community safety partnership. */
  publicMoney: z.optional(z.boolean()),
  /** The document that shows it, by its id; or why there is none yet. */
  evidenceId: z.optional(z.string()),
  evidenceNotYet: z.optional(z.string()),
  spentFrom: z.optional(CivilDate),
  spentTo: z.optional(CivilDate),
});
export type MatchLine = z.infer<typeof MatchLine>;

/** The days that a line is held against: by when groups hear or the award is made, and when the work begins and ends. */
export type MatchDays = {
  awardedOn?: CivilDate | undefined;
  startsOn?: CivilDate | undefined;
  endsOn?: CivilDate | undefined;
};

const worth = (count: number | undefined, eachPence: number | undefined): number | undefined =>
  count === undefined || eachPence === undefined ? undefined : count * eachPence;

type Reckoned = Pick<
  MatchLine,
  "kind" | "help" | "hours" | "rateId" | "pencePerHour" | "people" | "days" | "quantity" | "pricePence"
> & { pence: number | undefined };

const reckoned = (row: Row, { rates = [] }: Pick<MatchRule, "rates">, days: MatchDays): Reckoned | undefined => {
  const cell = (column: keyof typeof MATCH_COLUMNS): string => cellOf(row, MATCH_COLUMNS[column]);
  const way = cell("kind");
  if (way === "volunteer-time") {
    const [hours, people, onDays] = [parseWhole(cell("hours")), parseWhole(cell("people")), parseWhole(cell("days"))];
    const on = parseDate(cell("from")) ?? days.startsOn ?? days.awardedOn;
    const rate = rateOn(rates, cell("rate"), on);
    if (hours === undefined || rate === undefined) return undefined;
    return {
      kind: "in-kind",
      help: way,
      hours,
      rateId: rate.id,
      pencePerHour: rate.pencePerHour,
      ...(people === undefined ? {} : { people }),
      ...(onDays === undefined ? {} : { days: onDays }),
      pence: worth(hours, rate.pencePerHour),
    };
  }
  if (way === "at-price") {
    const [quantity, pricePence] = [parseWhole(cell("quantity")), parsePounds(cell("price"))];
    if (quantity === undefined || pricePence === undefined) return undefined;
    return { kind: "in-kind", help: way, quantity, pricePence, pence: worth(quantity, pricePence) };
  }
  const kind = MATCH_KIND_IDS.find((id) => id === way);
  return kind === undefined ? undefined : { kind, pence: parsePounds(cell("amount")) };
};

/**
 * Reads a row of the match question; undefined when its kind, status or value cannot be read. Hours take the rate of the day
 * on which they begin: the row's own, else the project's. A value above what can be typed as an amount is none.
 */
export const matchLine = (
  row: Row,
  rule: Pick<MatchRule, "rates"> = {},
  days: MatchDays = {},
): MatchLine | undefined => {
  const cell = (column: keyof typeof MATCH_COLUMNS): string => cellOf(row, MATCH_COLUMNS[column]);
  const status = MATCH_STATUS_IDS.find((id) => id === cell("status"));
  const found = reckoned(row, rule, days);
  if (status === undefined || found?.pence === undefined || found.pence > largestPence) return undefined;
  const { pence, ...rest } = found;
  const [from, to] = [parseDate(cell("from")), parseDate(cell("to"))];
  const [evidence, why] = [cell("evidence"), cell("evidenceNotYet")];
  return {
    source: cell("source"),
    status,
    amountPence: pence,
    ...rest,
    ...(cell("publicMoney") === "yes" ? { publicMoney: true } : {}),
    ...(evidence === "" || evidence === FILE_NOT_YET ? {} : { evidenceId: evidence }),
    ...(evidence === FILE_NOT_YET && why !== "" ? { evidenceNotYet: why } : {}),
    ...(from === undefined ? {} : { spentFrom: from }),
    ...(to === undefined ? {} : { spentTo: to }),
  };
};

const DAY_HOURS = 24;
/** The days of a year, where nothing says on how many the hours are given. */
const YEAR_DAYS = 366;

/** The days on which hours can be given: those typed, else those of the row or the project from the first to the last. */
const daysFor = ({ days, spentFrom, spentTo }: MatchLine, project: MatchDays): number => {
  const [from, to] = [spentFrom ?? project.startsOn, spentTo ?? project.endsOn];
  return days ?? (from === undefined || to === undefined || to < from ? YEAR_DAYS : daysBetween(from, to) + 1);
};

const hoursProblem = (line: MatchLine, project: MatchDays): string | undefined => {
  const { hours, people } = line;
  if (hours === undefined) return undefined;
  if (hours === 0) return "enter one hour or more, or remove the row.";
  const days = daysFor(line, project);
  if (hours <= DAY_HOURS * (people ?? 1) * days) return undefined;
  const most = `A day has 24 hours: ${counted(people ?? 1, "person", "people")} on ${counted(days, "day", "days")} can give no more than ${DAY_HOURS * (people ?? 1) * days}.`;
  return `enter fewer hours, or say how many people give them on how many days. ${most}`;
};

/**
 * What is wrong with a row of other money, beside its field. `match-funding/hours`: hours that so many people can give on so
 * many days of 24 hours. `match-funding/value`: a value above nothing. `match-funding/spend-window`: days in their order.
 * `match-funding/evidence`: proof that the fund asks for names a file that was sent. `title` and `pointer` are the row's.
 */
export const matchLineFindings = (
  line: MatchLine,
  { rule, days, files, title, pointer, counts }: MatchLineFacts,
): Finding[] => {
  const found = (id: string, column: keyof typeof MATCH_COLUMNS, detail: string): Finding[] => [
    finding(id, `${pointer}/${MATCH_COLUMNS[column]}`, `${title}: ${detail}`),
  ];
  const { help, amountPence, spentFrom, spentTo, evidenceId, evidenceNotYet } = line;
  const hours = hoursProblem(line, days);
  const valued = help === "at-price" ? "quantity" : "amount";
  const needsProof = counts && rule.evidence !== undefined && amountPence >= rule.evidence.fromPence;
  const isThere = files.some(({ id, slot }) => id === evidenceId && slot === rule.evidence?.slot);
  return [
    ...(hours === undefined ? [] : found("match-funding/hours", "hours", hours)),
    ...(hours === undefined && help !== "volunteer-time" && amountPence === 0
      ? found("match-funding/value", valued, "enter a value of more than £0.00, or remove the row.")
      : []),
    ...(evidenceId !== undefined && !isThere
      ? found("match-funding/evidence", "evidence", "choose a file that is among your documents. This one is gone.")
      : []),
    ...(needsProof && evidenceId === undefined && evidenceNotYet === undefined
      ? found("match-funding/evidence", "evidence", "choose the file that shows it, or say why it is not there yet.")
      : []),
    ...(spentFrom !== undefined && spentTo !== undefined && spentTo < spentFrom
      ? found("match-funding/spend-window", "to", `choose a day on or after ${formatDate(spentFrom)}.`)
      : []),
  ];
};

type MatchLineFacts = {
  rule: MatchRule;
  days: MatchDays;
  /** The files that were sent, by the document they answer to. */
  files: readonly { id: string; slot: string }[];
  title: string;
  pointer: string;
  /** Whether the line counts as match: what does not needs no proof. */
  counts: boolean;
};

/** `match-funding/value`: a row whose hours or number at their price come to more than can be an amount, which is no line. */
export const tooMuchFindings = (row: Row, rule: MatchRule, days: MatchDays, title: string, at: string): Finding[] => {
  const found = reckoned(row, rule, days);
  if (found?.pence === undefined || found.pence <= largestPence || found.help === undefined) return [];
  const column = found.help === "at-price" ? MATCH_COLUMNS.quantity : MATCH_COLUMNS.hours;
  const detail = `${title}: this comes to more than ${formatPounds(largestPence)}. Check the figures.`;
  return [finding("match-funding/value", `${at}/${column}`, detail)];
};
