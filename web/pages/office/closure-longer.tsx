import { useState } from "preact/hooks";
import type { ClosureEntered, closures } from "../../../shared/contract/closures.ts";
import { type Closure, DRAFTS, FREEZES } from "../../../shared/rules/closure.ts";
import { londonDate, londonTime } from "../../../shared/rules/london.ts";
import { call } from "../../api.ts";
import { Button } from "../../parts/button.tsx";
import { Checkboxes, Radios } from "../../parts/choices.tsx";
import { NEW_CLOSURE_PATH } from "../../parts/closure-paths.ts";
import { DRAFTS_WORDS, FREEZE_WORDS } from "../../parts/closure-words.ts";
import { DateField } from "../../parts/date-field.tsx";
import { Details } from "../../parts/details.tsx";
import { errorFor } from "../../parts/error-summary.tsx";
import { TextArea, TextField } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import type { useSending } from "../../parts/use-sending.ts";
import type { Office } from "./closure.tsx";

const untilEntered = (until: Closure["until"]): ClosureEntered["until"] =>
  until.of === "instant" ? { of: "wall", on: londonDate(until.at), time: londonTime(until.at) } : until;

type LongerProps = { office: Office; sending: ReturnType<typeof useSending>; onSaved: (office: Office) => void };

/** Making a closure longer, before it begins also wider, or saying it in other words: the safe direction, by one person. */
export const ClosureLonger = ({ office: { closure, state }, sending, onSaved }: LongerProps) => {
  const [wording, setWording] = useState(closure.wording);
  const [until, setUntil] = useState(untilEntered(closure.until));
  const [freezes, setFreezes] = useState(closure.freezes);
  const [drafts, setDrafts] = useState(closure.drafts);
  const { errors } = sending;
  const save = async () => {
    const { id, version } = closure;
    const saved = await sending.send((writeId) =>
      call<typeof closures.change>("PUT /api/office/closures/{id}", {
        params: { id },
        body: { wording, until, freezes, drafts, version, writeId },
      }),
    );
    if (saved !== undefined) onSaved(saved);
  };
  return (
    <Details
      summary={
        state === "announced"
          ? "Make it longer, close more, or say it in other words"
          : "Make it longer, or say it in other words"
      }
      open={errors.length > 0}
    >
      <Form onSend={save}>
        <TextArea
          id="wording"
          label="What everybody reads"
          labelSize="s"
          rows={3}
          limitCharacters={400}
          error={errorFor(errors, "wording")}
          value={wording}
          onChange={setWording}
        />
        {until.of === "wall" ? (
          <div class="pair">
            <DateField
              id="until"
              label="Ends"
              labelSize="s"
              error={errorFor(errors, "until")}
              value={until.on}
              onChange={(on) => setUntil({ ...until, on })}
            />
            <TextField
              id="until-time"
              label="Time in London"
              width={5}
              value={until.time}
              onChange={(time) => setUntil({ ...until, time })}
            />
          </div>
        ) : null}
        {closure.until.of === "further-notice" ? null : (
          <Checkboxes
            id="until-further"
            label="Its end"
            labelSize="s"
            error={until.of === "wall" ? undefined : errorFor(errors, "until")}
            values={until.of === "further-notice" ? ["further"] : []}
            onChange={([further]) =>
              setUntil(further === undefined ? untilEntered(closure.until) : { of: "further-notice" })
            }
            options={[
              {
                value: "further",
                label: "Hold it until further notice instead",
                hint: "It never ends by itself then: two people open again. This cannot be taken back.",
              },
            ]}
          />
        )}
        {state === "announced" ? (
          <>
            <Checkboxes
              id="freezes"
              label="What is held"
              labelSize="s"
              error={errorFor(errors, "freezes")}
              values={freezes}
              onChange={(values) => setFreezes(FREEZES.filter((one) => values.includes(one)))}
              options={FREEZES.map((value) => ({ value, label: FREEZE_WORDS[value] }))}
            />
            <Radios
              id="drafts"
              label="Drafts that groups have begun"
              labelSize="s"
              error={errorFor(errors, "drafts")}
              value={drafts}
              onChange={setDrafts}
              options={DRAFTS.map((value) => ({ value, ...DRAFTS_WORDS[value] }))}
            />
          </>
        ) : (
          <p class="govuk-body">
            This closure has begun, so it does not hold more than it does.{" "}
            <a class="govuk-link" href={NEW_CLOSURE_PATH}>
              Close something else beside it
            </a>
            .
          </p>
        )}
        <Button submit kind="secondary" busy={sending.busy}>
          Change this closure
        </Button>
      </Form>
    </Details>
  );
};
