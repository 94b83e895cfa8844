import { type Finding, finding } from "./finding.ts";
import { KNOWN, MATCH_COLUMNS, type Question } from "./form.ts";
import type { Fund, HourlyRate } from "./fund.ts";
import { type CivilDate, formatShortDate } from "./london.ts";
import { formatPounds } from "./money.ts";

/** What an hour is worth on a day: the latest row of an id that has begun; the first one before any has (DOMAIN 9). */
export const rateOn = (rates: readonly HourlyRate[], id: string, on: CivilDate | undefined): HourlyRate | undefined => {
  const rows = rates.filter((rate) => rate.id === id).toSorted((a, b) => (a.from < b.from ? -1 : 1));
  return rows.findLast(({ from }) => on === undefined || from <= on) ?? rows[0];
};

/** The rates as a form offers them, one choice for each id with what an hour is worth, and what it will be worth. */
export const rateOptions = (rates: readonly HourlyRate[]): { value: string; label: string }[] => {
  const ids = [...new Set(rates.map(({ id }) => id))];
  return ids.map((id) => {
    const [first, ...later] = rates.filter((rate) => rate.id === id).toSorted((a, b) => (a.from < b.from ? -1 : 1));
    const words = later.map(
      ({ pencePerHour, from }) => `, ${formatPounds(pencePerHour)} from ${formatShortDate(from)}`,
    );
    return {
      value: id,
      label: `${(later.at(-1) ?? first)?.label ?? id} (${formatPounds(first?.pencePerHour ?? 0)} an hour${words.join("")})`,
    };
  });
};

const withOptions = (question: Question, rates: readonly HourlyRate[]): Question =>
  question.id !== KNOWN.match || question.columns === undefined
    ? question
    : {
        ...question,
        columns: question.columns.map((column) =>
          column.id === MATCH_COLUMNS.rate ? { ...column, options: rateOptions(rates) } : column,
        ),
      };

/** A fund with other rates, in its rule and in the choices of its form: what a round freezes when it is published. */
export const withRates = (fund: Fund, rates: readonly HourlyRate[] | undefined): Fund =>
  rates === undefined
    ? fund
    : {
        ...fund,
        match: { ...fund.match, rates: [...rates] },
        sections: fund.sections.map((section) => ({
          ...section,
          questions: section.questions.map((question) => withOptions(question, rates)),
        })),
      };

const sameRow = (a: HourlyRate, b: HourlyRate): boolean =>
  a.id === b.id && a.from === b.from && a.pencePerHour === b.pencePerHour && a.label === b.label;

/**
 * `match-funding/rate-past`: a table of rates is changed for days to come only. A row that holds today or held before is
 * neither changed nor taken away, none is added before `today`, and no id has two rows from one day. Pointers are
 * `/rates/<n>` of the new table, `/rates` for a row that is gone.
 */
export const rateFindings = (
  before: readonly HourlyRate[],
  after: readonly HourlyRate[],
  today: CivilDate,
): Finding[] => {
  const past = (pointer: string, detail: string): Finding => finding("match-funding/rate-past", pointer, detail);
  const gone = before
    .filter(({ from }) => from <= today)
    .filter((row) => !after.some((each) => each.id === row.id && each.from === row.from));
  return [
    ...gone.map(({ label, from }) =>
      past("/rates", `Keep the rate “${label}” from ${formatShortDate(from)}: hours were reckoned with it.`),
    ),
    ...after.flatMap((row, n): Finding[] => {
      if (after.findIndex(({ id, from }) => id === row.id && from === row.from) < n)
        return [past(`/rates/${n}/from`, `“${row.label}” has two rates from one day. Choose another day.`)];
      if (row.from > today || before.some((each) => sameRow(each, row))) return [];
      const detail = `A rate changes from a day to come. Enter a day after ${formatShortDate(today)}, and leave earlier rates as they are.`;
      return [past(`/rates/${n}/from`, detail)];
    }),
  ];
};

/** `match-funding/rate-past` for a round: until it is published its rates change for days to come; then they are fixed. */
export const roundRateFindings = (
  fund: Pick<Fund, "match">,
  { rates: before, publishedAt }: { rates?: readonly HourlyRate[] | undefined; publishedAt?: string | undefined },
  wanted: readonly HourlyRate[],
  today: CivilDate,
): Finding[] => {
  const standing = before ?? fund.match.rates ?? [];
  const same = wanted.length === standing.length && wanted.every((row) => standing.some((each) => sameRow(each, row)));
  if (publishedAt === undefined || same) return rateFindings(standing, wanted, today);
  return [finding("match-funding/rate-past", "/rates", "The round is published: its rates are fixed.")];
};
