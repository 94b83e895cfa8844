import { formatPounds, moneyProblem, parsePounds } from "../../../shared/rules/money.ts";
import type { PotPart, RoundDates } from "../../../shared/rules/round.ts";
import { DateField } from "../../parts/date-field.tsx";
import { errorFor, fieldId, type PageError } from "../../parts/error-summary.tsx";
import { AmountField, TextArea, TextField } from "../../parts/fields.tsx";
import type { FieldGiven } from "../../parts/typed.ts";
import { WallField } from "../../parts/wall-field.tsx";

type Source = { id: string; name: string };

/** What is typed of a round: dates as they stand, money as text by source. */
export type TypedRound = { title: string; dates: RoundDates; pounds: Readonly<Record<string, string>> };

export const typedRound = (title: string, dates: RoundDates, pot: readonly PotPart[]): TypedRound => ({
  title,
  dates,
  pounds: Object.fromEntries(pot.map(({ sourceId, amountPence }) => [sourceId, formatPounds(amountPence).slice(1)])),
});

const potId = (sourceId: string): string => fieldId(`/pot/${sourceId}`);

/** The pot from what is typed: sources without an amount are not in it. Errors for what is no amount. */
export const potOf = (typed: TypedRound, sources: readonly Source[]): { pot: PotPart[]; errors: PageError[] } => {
  const filled = sources.filter(({ id }) => (typed.pounds[id] ?? "").trim() !== "");
  return {
    pot: filled.flatMap(({ id }) => {
      const amountPence = parsePounds(typed.pounds[id] ?? "");
      return amountPence === undefined ? [] : [{ sourceId: id, amountPence }];
    }),
    errors: filled.flatMap(({ id }) => {
      const text = moneyProblem(typed.pounds[id] ?? "");
      return text === undefined ? [] : [{ id: potId(id), text }];
    }),
  };
};

/** The days of a timetable after the close, as an officer enters them. */
export const DAYS = [
  { day: "checkedBy", label: "Every bid is checked by" },
  { day: "meetingOn", label: "Meeting" },
  { day: "confirmedBy", label: "Decisions are confirmed by" },
  { day: "notifiedBy", label: "Groups hear by" },
  { day: "paidBy", label: "Money is paid by" },
] as const;

type Days = Pick<RoundDates, (typeof DAYS)[number]["day"]>;

type DaysProps = {
  /** What stands before each day's name in its id: another form with the same days may stand on the page. */
  under: string;
  days: Days;
  errors: readonly PageError[];
  onChange: (changed: Partial<Days>) => void;
};

/** The fields of those days. */
export const DaysFields = ({ under, days, errors, onChange }: DaysProps) => (
  <div class="pair">
    {DAYS.map(({ day, label }) => {
      const id = `${under}${day}`;
      return (
        <DateField
          key={day}
          id={id}
          label={label}
          labelSize="s"
          error={errorFor(errors, id)}
          value={days[day]}
          onChange={(on) => onChange({ [day]: on })}
        />
      );
    })}
  </div>
);

/** Why dates move that were promised to everybody. */
export const MovedReason = ({ label, ...field }: FieldGiven<string> & { label: string }) => (
  <TextArea
    {...field}
    label={label}
    labelSize="s"
    hint="Everybody reads it, on the public page and in the email. It cannot be taken back."
    limitCharacters={500}
  />
);

/** The server speaks of stored dates and of the pot by number; the fields are those the officer typed in. */
export const roundErrorsAtFields = (errors: readonly PageError[], pot: readonly PotPart[]): PageError[] =>
  errors.map((error) => {
    const part = /^pot-(\d+)/.exec(error.id ?? "")?.[1];
    const sourceId = part === undefined ? undefined : pot[Number(part)]?.sourceId;
    if (sourceId !== undefined) return { ...error, id: potId(sourceId) };
    return {
      ...error,
      id: error.id
        ?.replace(/^dates-/, "timetable-")
        .replace(/-(on|time)$/, "")
        .replace(/(opens|closes)$/, "$1At"),
    };
  });

type Props = {
  typed: TypedRound;
  sources: readonly Source[];
  errors: readonly PageError[];
  onChange: (typed: TypedRound) => void;
};

/** The fields of a round: title, its two instants by London's clock, the days that follow, and the pot by source. */
export const RoundForm = ({ typed, sources, errors, onChange }: Props) => {
  const { dates, pounds } = typed;
  const change = (changed: Partial<RoundDates>) => onChange({ ...typed, dates: { ...dates, ...changed } });
  const instant = (which: "opens" | "closes", label: string) => {
    const id = fieldId(`/timetable/${which}At`);
    return (
      <WallField
        id={id}
        label={label}
        error={errorFor(errors, id)}
        value={dates[which]}
        onChange={(wall) => change({ [which]: wall })}
      />
    );
  };
  return (
    <>
      <TextField
        id="title"
        label="Title"
        labelSize="s"
        hint="Such as: 2026/27, round 4 of 4"
        value={typed.title}
        error={errorFor(errors, "title")}
        onChange={(title) => onChange({ ...typed, title })}
      />
      <h2 class="govuk-heading-m">When</h2>
      <p class="govuk-body">
        All times are London’s. The closing time is the first moment that is too late; 23:59 means the end of that day.
        At 12:00 on a working day people can still call us.
      </p>
      {instant("opens", "Opens")}
      {instant("closes", "Closes")}
      <DaysFields under="timetable-" days={dates} errors={errors} onChange={change} />
      <h2 class="govuk-heading-m" id="pot" tabIndex={-1}>
        Pot
      </h2>
      {sources.map(({ id, name }) => (
        <AmountField
          key={id}
          id={potId(id)}
          label={name}
          hint="Leave empty if this source puts in nothing."
          error={errorFor(errors, potId(id))}
          value={pounds[id] ?? ""}
          onChange={(value) => onChange({ ...typed, pounds: { ...pounds, [id]: value } })}
        />
      ))}
    </>
  );
};
