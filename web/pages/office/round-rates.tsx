import type { OfficeRound } from "../../../shared/contract/rounds.ts";
import type { Column } from "../../../shared/rules/form.ts";
import type { HourlyRate } from "../../../shared/rules/fund.ts";
import { formatDate, formatShortDate } from "../../../shared/rules/london.ts";
import { formatPounds, parsePounds } from "../../../shared/rules/money.ts";
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

/** The whole table with the rows that were added, as it is sent; undefined where none was. What cannot be read is found there. */
export const ratesTyped = (rates: readonly HourlyRate[], added: readonly Row[]): HourlyRate[] | undefined => {
  const rows = added.filter((row) => Object.values(row).some((cell) => cell !== ""));
  if (rows.length === 0) return undefined;
  const read = rows.map(({ id = "", pencePerHour = "", from = "" }) => ({
    id,
    label: rates.find((rate) => rate.id === id)?.label ?? "",
    pencePerHour: parsePounds(pencePerHour) ?? 0,
    from,
  }));
  return [...rates, ...read];
};

/** What was found at a row of the table that is sent, at the field of the row that was added. */
export const rateErrorsAtFields = (errors: readonly PageError[], rates: readonly HourlyRate[]): PageError[] =>
  errors.map((error) => {
    const found = /^rates-(\d+)-(.+)$/.exec(error.id ?? "");
    return found === null ? error : { ...error, id: `${ID}-${Number(found[1]) - rates.length}-${found[2]}` };
  });

type Props = {
  office: OfficeRound;
  added: readonly Row[];
  errors: readonly PageError[];
  onChange: (added: Row[]) => void;
};

/** What an hour of volunteers' time is worth in a round, with rates for days to come. */
export const RoundRates = ({ office: { rates }, added, errors, onChange }: Props) => (
  <Details summary="What an hour of volunteers’ time is worth" open={errors.some(({ id }) => id?.startsWith(ID))}>
    <ul class="govuk-list govuk-list--bullet">
      {rates.map(({ id, label, pencePerHour, from }) => (
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
      columns={columnsOf(rates)}
      rows={added}
      onChange={onChange}
      unit="rate"
      mostRows={10}
      cellError={(id) => errorFor(errors, id)}
    />
  </Details>
);
