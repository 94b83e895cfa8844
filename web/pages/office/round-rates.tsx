import type { OfficeRound } from "../../../shared/contract/rounds.ts";
import type { Column } from "../../../shared/rules/form.ts";
import type { HourlyRate } from "../../../shared/rules/fund.ts";
import { formatDate, formatShortDate, londonDate } from "../../../shared/rules/london.ts";
import { formatPounds, moneyProblem, parsePounds } from "../../../shared/rules/money.ts";
import { Details } from "../../parts/details.tsx";
import { errorFor, type PageError } from "../../parts/error-summary.tsx";
import { type Row, RowsEditor } from "../../parts/rows.tsx";

const ID = "new-rates";

const columnsOf = (rates: readonly HourlyRate[]): Column[] => [
  {
    id: "id",
    label: "Kind of work",
    type: "choice",
    optional: false,
    options: [...new Map(rates.map(({ id, label }) => [id, { value: id, label }])).values()],
  },
  { id: "pencePerHour", label: "Worth of an hour", type: "amount", optional: false },
  { id: "from", label: "From", type: "date", optional: false },
];

type Table = Pick<OfficeRound, "rates" | "at">;

const isToCome =
  ({ at }: Pick<Table, "at">) =>
  ({ from }: HourlyRate): boolean =>
    from > londonDate(at);

/** The rates that hold today or held before: hours were reckoned with them, and nobody changes them. */
const standingRates = (table: Table): HourlyRate[] => table.rates.filter((rate) => !isToCome(table)(rate));

/** The rates from a day to come, as rows that may still be changed and taken out. */
export const ratesToCome = (table: Table): Row[] =>
  table.rates.filter(isToCome(table)).map(({ id, pencePerHour, from }) => ({
    ...{ id, pencePerHour: formatPounds(pencePerHour).slice(1), from },
  }));

const filled = (rows: readonly Row[]): Row[] => rows.filter((row) => Object.values(row).some((cell) => cell !== ""));

/** The whole table with the rows as they are typed, as it is sent; undefined where they are as they were. */
export const ratesTyped = (table: Table, rows: readonly Row[]): HourlyRate[] | undefined => {
  const typed = filled(rows).map(({ id = "", pencePerHour = "", from = "" }) => ({
    id,
    label: table.rates.find((rate) => rate.id === id)?.label ?? "",
    pencePerHour: parsePounds(pencePerHour) ?? 0,
    from,
  }));
  const same = JSON.stringify(typed) === JSON.stringify(table.rates.filter(isToCome(table)));
  return same ? undefined : [...standingRates(table), ...typed];
};

/** Amounts are read here, because a body holds pence; everything else is the server's to refuse. */
export const rateProblems = (rows: readonly Row[]): PageError[] =>
  filled(rows).flatMap(({ pencePerHour = "" }, n) => {
    const text = moneyProblem(pencePerHour);
    return text === undefined ? [] : [{ id: `${ID}-${n}-pencePerHour`, text: `${text}.` }];
  });

/** What was found at a row of the table that is sent, at the field of the row that was typed. */
export const rateErrorsAtFields = (errors: readonly PageError[], table: Table): PageError[] =>
  errors.map((error) => {
    const found = /^rates-(\d+)-(.+)$/.exec(error.id ?? "");
    const before = standingRates(table).length;
    return found === null ? error : { ...error, id: `${ID}-${Number(found[1]) - before}-${found[2]}` };
  });

type Props = {
  office: OfficeRound;
  /** The rates to come, as they are typed. */
  rows: readonly Row[];
  errors: readonly PageError[];
  onChange: (rows: Row[]) => void;
};

/** What an hour of volunteers' time is worth in a round, with rates for days to come. */
export const RoundRates = ({ office, rows, errors, onChange }: Props) => (
  <Details summary="What an hour of volunteers’ time is worth" open={errors.some(({ id }) => id?.startsWith(ID))}>
    <ul class="govuk-list govuk-list--bullet">
      {standingRates(office).map(({ id, label, pencePerHour, from }) => (
        <li key={`${id} ${from}`}>
          {label}: {formatPounds(pencePerHour)} from <span title={formatDate(from)}>{formatShortDate(from)}</span>
        </li>
      ))}
    </ul>
    <RowsEditor
      id={ID}
      label="Rates from a day to come"
      labelSize="s"
      hint="A rate holds until the next of its kind. Earlier ones stay: hours were reckoned with them. All are fixed when the round is published."
      columns={columnsOf(office.rates)}
      rows={rows}
      onChange={onChange}
      unit="rate"
      mostRows={10}
      cellError={(id) => errorFor(errors, id)}
    />
  </Details>
);
