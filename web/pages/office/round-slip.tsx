import { useState } from "preact/hooks";
import type { OfficeRound, rounds } from "../../../shared/contract/rounds.ts";
import { formatDate } from "../../../shared/rules/london.ts";
import { call } from "../../api.ts";
import { Confirm } from "../../parts/confirm.tsx";
import { Details } from "../../parts/details.tsx";
import { errorFor, type PageError } from "../../parts/error-summary.tsx";
import { Notice } from "../../parts/notice.tsx";
import type { useSending } from "../../parts/use-sending.ts";
import { DAYS, DaysFields, MovedReason } from "./round-form.tsx";

type Props = {
  office: OfficeRound;
  sending: ReturnType<typeof useSending>;
  onChange: (office: OfficeRound, done: string) => void;
};

const REASON_ID = "slip-reason";

/** The server speaks of the timetable; the fields of this form stand beside those of an extension, under names of their own. */
export const slipErrors = (errors: readonly PageError[]): PageError[] =>
  errors.map((error) => ({
    ...error,
    id: error.id === "reason" ? REASON_ID : error.id?.replace(/^(timetable|days)-/, "slip-"),
  }));

/** Moves days that were promised after the close. Those that are past and were not kept are named first. */
export const RoundSlip = ({ office, sending, onChange }: Props) => {
  const { round, dates, missed = [] } = office;
  const { opens: _, closes: __, ...standing } = dates;
  const [days, setDays] = useState(standing);
  const [reason, setReason] = useState("");
  const move = async () => {
    const moved = await sending.send((writeId) =>
      call<typeof rounds.slip>("POST /api/office/rounds/{id}/slips", {
        params: { id: round.id },
        body: { days, reason, version: round.version, writeId },
      }),
    );
    if (moved !== undefined) onChange(moved, "The dates are moved. Everyone concerned gets an email with the reason.");
  };
  const errors = slipErrors(sending.errors);
  return (
    <>
      {missed.length === 0 ? null : (
        <Notice tone="hand" title="A promised date was not kept">
          <ul class="govuk-list govuk-list--bullet">
            {DAYS.filter(({ day }) => missed.includes(day)).map(({ day, label }) => (
              <li key={day}>
                {label} {formatDate(dates[day])}
              </li>
            ))}
          </ul>
          <p class="govuk-body">Set a new date below, with its reason.</p>
        </Notice>
      )}
      <Details summary="Move a promised date" open={missed.length > 0 || errors.length > 0}>
        <p class="govuk-body">
          The close stays as it is. What was promised before stays readable on the public page. The calendar that people
          subscribe to shows the new days.
        </p>
        <DaysFields
          under="slip-"
          days={days}
          errors={errors}
          onChange={(changed) => setDays({ ...days, ...changed })}
        />
        <MovedReason
          id={REASON_ID}
          label="Why the dates move"
          value={reason}
          onChange={setReason}
          error={errorFor(errors, REASON_ID)}
        />
        <Confirm
          action="Move these dates"
          question={`Move dates of “${round.title}”?`}
          yes="Yes, move them"
          no="No, not yet"
          kind="main"
          onYes={() => void move()}
          busy={sending.busy}
        >
          <p class="govuk-body">
            Everyone with a draft and everyone who has submitted gets an email with the reason; the panel too, where the
            meeting moves.
          </p>
        </Confirm>
      </Details>
    </>
  );
};
