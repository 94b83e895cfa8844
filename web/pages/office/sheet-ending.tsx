import { useState } from "preact/hooks";
import type { dueDiligence, Sheet } from "../../../shared/contract/due-diligence.ts";
import { OVERALL_LABELS, OVERALLS, type Overall } from "../../../shared/rules/due-diligence.ts";
import { formatDate, formatDateTime, isCivilDate } from "../../../shared/rules/london.ts";
import { SUBSIDY_STEP_LABELS, SUBSIDY_STEPS, type SubsidySteps } from "../../../shared/rules/subsidy.ts";
import { MOST_NOTE_CHARACTERS } from "../../../shared/rules/text.ts";
import { call } from "../../api.ts";
import { Button, LinkButton } from "../../parts/button.tsx";
import { Radios } from "../../parts/choices.tsx";
import { DateField } from "../../parts/date-field.tsx";
import { errorFor } from "../../parts/error-summary.tsx";
import { TextArea } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import { Notice } from "../../parts/notice.tsx";
import { SummaryList } from "../../parts/summary-list.tsx";
import { useTyped } from "../../parts/typed.ts";
import type { SheetWork } from "./sheet-check.tsx";
import { OVERALL_TONES } from "./sheet-words.ts";

/** How the sheet ended, or ended before it was opened again. */
export const Ended = ({ sheet: { ending, earlier } }: { sheet: Pick<Sheet, "ending" | "earlier"> }) => (
  <>
    {ending === undefined ? null : (
      <Notice tone={OVERALL_TONES[ending.overall]} title={OVERALL_LABELS[ending.overall]}>
        {ending.condition === "" ? null : <p class="govuk-body prose">Condition: {ending.condition}</p>}
        {ending.reason === "" ? null : <p class="govuk-body prose">{ending.reason}</p>}
        <p class="govuk-body small soft">
          {ending.byName}, {formatDateTime(ending.at)}, on version {ending.submission} of the bid
        </p>
      </Notice>
    )}
    {earlier.map(({ ending: was, reason, byName, at }) => (
      <Notice tone="quiet" key={at}>
        <p class="govuk-body">
          {OVERALL_LABELS[was.overall]} by {was.byName}, {formatDateTime(was.at)}. Opened again by {byName},{" "}
          {formatDateTime(at)}: {reason}
        </p>
        {was.condition === "" ? null : <p class="govuk-body prose">The condition was: {was.condition}</p>}
        {was.reason === "" ? null : <p class="govuk-body prose">The reason was: {was.reason}</p>}
      </Notice>
    ))}
  </>
);

const CHOICES = OVERALLS.map((value) => ({ value, label: OVERALL_LABELS[value] }));

type Typed = { overall: Overall | ""; condition: string; reason: string };

/** The last word on the sheet: pass, pass with a condition, refer or fail, with its reason. */
export const Finish = ({ sheet, sending, onChange }: SheetWork) => {
  const { typed, field } = useTyped<Typed>({ overall: "", condition: "", reason: "" }, sending.errors);
  const { overall } = typed;
  const finish = async () => {
    if (overall === "") return sending.setErrors([{ id: "overall", text: "Choose how the sheet ends." }]);
    const next = await sending.send((writeId) =>
      call<typeof dueDiligence.finish>("POST /api/desk/applications/{id}/due-diligence/ending", {
        params: { id: sheet.applicationId },
        body: { ...typed, overall, version: sheet.version, writeId },
      }),
    );
    if (next !== undefined) onChange(next);
  };
  return (
    <Form class="no-print" onSend={finish}>
      <h2 class="govuk-heading-m">Finish the sheet</h2>
      <Radios {...field("overall")} label="How does it end?" options={CHOICES} />
      {overall === "pass-with-condition" ? (
        <TextArea
          {...field("condition")}
          label="The condition"
          hint="As the group would read it. Whoever decides sees it with the bid."
          rows={3}
          limitCharacters={MOST_NOTE_CHARACTERS}
        />
      ) : null}
      <TextArea
        {...field("reason")}
        label="Why"
        hint="Needed for a referral, a failure, and a pass over a failed check. Observers read it: name no other group."
        rows={4}
        limitCharacters={2_000}
      />
      <Button submit busy={sending.busy}>
        Finish the sheet
      </Button>
    </Form>
  );
};

/** A finished sheet is opened again with a reason, which stays on it. */
export const Reopen = ({ sheet, sending, onChange }: SheetWork) => {
  const [asked, setAsked] = useState(false);
  const { typed, field } = useTyped({ reason: "" }, sending.errors);
  const reopen = async () => {
    const next = await sending.send((writeId) =>
      call<typeof dueDiligence.reopen>("POST /api/desk/applications/{id}/due-diligence/reopening", {
        params: { id: sheet.applicationId },
        body: { ...typed, version: sheet.version, writeId },
      }),
    );
    if (next !== undefined) onChange(next);
  };
  if (!asked)
    return (
      <p class="no-print">
        <LinkButton onClick={() => setAsked(true)}>Open this sheet again</LinkButton>
      </p>
    );
  return (
    <Form class="no-print" onSend={reopen}>
      <TextArea
        {...field("reason")}
        label="Why is it opened again?"
        hint="The reason stays on the sheet, with how it had ended."
        rows={3}
      />
      <Button submit kind="secondary" busy={sending.busy}>
        Open it again
      </Button>
    </Form>
  );
};

/** The day of a step, as it is read and printed. */
export const stepDay = (on: string | undefined): string =>
  on === undefined || !isCivilDate(on) ? "Not yet" : formatDate(on);

/** The steps that section 37 of the Subsidy Control Act asks for around the payment. */
export const Steps = ({ sheet, sending, onChange }: SheetWork) => {
  const [steps, setSteps] = useState<SubsidySteps>(sheet.facts.steps);
  const save = async () => {
    const given = Object.fromEntries(Object.entries(steps).filter(([, on]) => on !== ""));
    const next = await sending.send((writeId) =>
      call<typeof dueDiligence.steps>("POST /api/desk/applications/{id}/due-diligence/steps", {
        params: { id: sheet.applicationId },
        body: { steps: given, version: sheet.version, writeId },
      }),
    );
    if (next !== undefined) onChange(next);
  };
  if (sheet.facts.trading !== "yes") return null;
  const rows = SUBSIDY_STEPS.map((step) => ({
    key: SUBSIDY_STEP_LABELS[step],
    value: stepDay(sheet.facts.steps[step]),
  }));
  return (
    <section>
      <h2 class="govuk-heading-m">Around the payment</h2>
      {sheet.may.step ? (
        <Form class="no-print" onSend={save}>
          {SUBSIDY_STEPS.map((step) => (
            <DateField
              key={step}
              id={`steps-${step}`}
              label={SUBSIDY_STEP_LABELS[step]}
              value={steps[step] ?? ""}
              onChange={(on) => setSteps({ ...steps, [step]: on })}
              error={errorFor(sending.errors, `steps-${step}`)}
              optional
            />
          ))}
          <Button submit kind="secondary" busy={sending.busy}>
            Save the days
          </Button>
        </Form>
      ) : null}
      <div class={sheet.may.step ? "only-print" : undefined}>
        <SummaryList rows={rows} />
      </div>
    </section>
  );
};
