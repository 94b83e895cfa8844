import type { ClosureEntered, closures } from "../../../shared/contract/closures.ts";
import type { Closure } from "../../../shared/rules/closure.ts";
import { londonDate, londonTime } from "../../../shared/rules/london.ts";
import { call } from "../../api.ts";
import { Button } from "../../parts/button.tsx";
import { Checkboxes } from "../../parts/choices.tsx";
import { DraftsField, FreezesField, WordingField } from "../../parts/closure-fields.tsx";
import { NEW_CLOSURE_PATH } from "../../parts/closure-paths.ts";
import { Details } from "../../parts/details.tsx";
import { errorFor } from "../../parts/error-summary.tsx";
import { Form } from "../../parts/form.tsx";
import { useTyped } from "../../parts/typed.ts";
import type { useSending } from "../../parts/use-sending.ts";
import { WallField } from "../../parts/wall-field.tsx";
import type { Office } from "./closure.tsx";

const untilEntered = (until: Closure["until"]): ClosureEntered["until"] =>
  until.of === "instant" ? { of: "wall", on: londonDate(until.at), time: londonTime(until.at) } : until;

type LongerProps = { office: Office; sending: ReturnType<typeof useSending>; onSaved: (office: Office) => void };

/** Making a closure longer, before it begins also wider, or saying it in other words: the safe direction, by one person. */
export const ClosureLonger = ({ office: { closure, state }, sending, onSaved }: LongerProps) => {
  const { errors } = sending;
  const { wording, freezes, drafts } = closure;
  const { typed, field } = useTyped({ wording, freezes, drafts, until: untilEntered(closure.until) }, errors);
  const { until } = typed;
  const { onChange: setUntil } = field("until");
  const save = async () => {
    const { id, version } = closure;
    const saved = await sending.send((writeId) =>
      call<typeof closures.change>("PUT /api/office/closures/{id}", {
        params: { id },
        body: { ...typed, version, writeId },
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
        <WordingField {...field("wording")} />
        {until.of === "wall" ? (
          <WallField
            {...field("until")}
            label="Ends"
            value={until}
            onChange={(wall) => setUntil({ of: "wall", ...wall })}
          />
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
            <FreezesField {...field("freezes")} />
            <DraftsField {...field("drafts")} />
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
