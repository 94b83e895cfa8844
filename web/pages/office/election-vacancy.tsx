import { useState } from "preact/hooks";
import type { PollView } from "../../../shared/contract/polls.ts";
import { formatDate, isCivilDate } from "../../../shared/rules/london.ts";
import { nextOrdinary, vacancyPlan } from "../../../shared/rules/vacancy.ts";
import { Button } from "../../parts/button.tsx";
import { NEW_CLOSURE_PATH } from "../../parts/closure-paths.ts";
import { DateField } from "../../parts/date-field.tsx";
import { Details } from "../../parts/details.tsx";
import { Notice } from "../../parts/notice.tsx";
import type { TypedPoll } from "./election-form.tsx";

type VacancyProps = {
  polls: readonly PollView[];
  today: string;
  busy: boolean;
  /** Present for whoever may add a row. */
  onAdd?: ((typed: TypedPoll) => void) | undefined;
};

/** What follows when the office of the Commissioner falls vacant, reckoned from the day; a by-election becomes a row. */
export const Vacancy = ({ polls, today, busy, onAdd }: VacancyProps) => {
  const [day, setDay] = useState(today);
  const rows = polls.map(({ poll }) => poll);
  const plan = isCivilDate(day) ? vacancyPlan(day, nextOrdinary(rows, day)?.pollOn) : undefined;
  return (
    <Details summary="The office of Commissioner is vacant">
      <DateField
        id="vacant-on"
        label="Day it fell vacant"
        labelSize="s"
        hint="The day of the death, the resignation or the ruling."
        value={day}
        onChange={setDay}
      />
      {plan === undefined ? null : (
        <Notice title={plan.of === "by-election" ? "A by-election follows" : "No by-election: an acting Commissioner"}>
          <p class="govuk-body">
            The police and crime panel appoints an acting Commissioner, who acts from the vacancy until whoever is
            elected makes the declaration of acceptance.
          </p>
          {plan.of === "by-election" ? (
            <p class="govuk-body">
              The poll is by {formatDate(plan.pollBy)}: within 35 days, weekends and holidays not counted. Its period
              begins on {formatDate(plan.dates.sensitiveFrom)} and ends when the declaration is recorded. Check the day
              with whoever runs the election.
            </p>
          ) : (
            <p class="govuk-body">
              The ordinary election on {formatDate(plan.untilPollOn)} is within six months. The acting Commissioner
              stays until then.
            </p>
          )}
          <p class="govuk-body">
            A vacancy can close the funds at once, until further notice:{" "}
            <a class="govuk-link" href={NEW_CLOSURE_PATH}>
              close something
            </a>
            .
          </p>
          {plan.of === "by-election" && onAdd !== undefined ? (
            <Button
              kind="secondary"
              busy={busy}
              onClick={() =>
                onAdd({
                  ...{ name: "Police and Crime Commissioner by-election", kind: "own", type: "by-election" },
                  ...{ status: "expected", pollOn: plan.pollBy, note: `Vacant since ${formatDate(day)}.` },
                  ...plan.dates,
                })
              }
            >
              Add this by-election
            </Button>
          ) : null}
        </Notice>
      )}
    </Details>
  );
};
