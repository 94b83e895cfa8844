import { useState } from "preact/hooks";
import type { HoldLine, RetentionPage, retention } from "../../../shared/contract/retention.ts";
import { HELD, HELD_LABELS, type HeldKind, inForce } from "../../../shared/rules/hold.ts";
import { formatShortDate, londonDate } from "../../../shared/rules/london.ts";
import { call } from "../../api.ts";
import { Button } from "../../parts/button.tsx";
import { errorFor, type PageError } from "../../parts/error-summary.tsx";
import { SelectField, TextArea, TextField } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import { Tag } from "../../parts/tag.tsx";
import { useTyped } from "../../parts/typed.ts";
import type { Change } from "../../parts/use-changing.ts";

const HINTS: Record<HeldKind, string> = {
  application: "Its reference, like CAF-26Q4-0017-K.",
  organisation: "The reference of one of its applications, or its id.",
  person: "The email address they sign in with.",
  round: "Its code, like CAF-26Q4.",
};
const isHeldKind = (typed: string): typed is HeldKind => HELD.some((kind) => kind === typed);

type Typed = { about: HeldKind; subject: string; reason: string };

/** Places a hold: for officers. */
export const PlaceHold = ({ errors, change }: { errors: readonly PageError[]; change: Change<RetentionPage> }) => {
  const { typed, setTyped, field } = useTyped<Typed>({ about: "application", subject: "", reason: "" }, errors);
  const [writeId, setWriteId] = useState(() => crypto.randomUUID());
  const place = async () => {
    const body = { ...typed, writeId };
    const done = await change(
      () => call<typeof retention.place>("POST /api/office/retention/holds", { body }),
      "The hold is in force. Nothing that names it will be deleted.",
    );
    if (!done) return;
    setTyped((now) => ({ ...now, subject: "", reason: "" }));
    setWriteId(crypto.randomUUID());
  };
  return (
    <Form class="paper" onSend={place}>
      <h2 class="govuk-heading-s">Place a hold</h2>
      <p class="govuk-body">
        Use a hold for a legal claim, an audit, or a person’s request to see their data. It stops deletion until an
        approver lifts it.
      </p>
      <SelectField
        id="about"
        label="What is it about?"
        options={HELD.map((kind) => ({ value: kind, label: HELD_LABELS[kind] }))}
        value={typed.about}
        onChange={(about) => {
          if (isHeldKind(about)) setTyped((now) => ({ ...now, about }));
        }}
      />
      <TextField {...field("subject")} label="Which one?" hint={HINTS[typed.about]} />
      <TextArea
        {...field("reason")}
        label="Why"
        hint="The office and auditors read it. Name nobody who need not be named."
      />
      <Button submit>Place the hold</Button>
    </Form>
  );
};

const day = (at: string): string => formatShortDate(londonDate(at));

type Lifting = { line: HoldLine; errors: readonly PageError[]; change: Change<RetentionPage> };

const LiftHold = ({ line: { hold }, errors, change }: Lifting) => {
  const [reason, setReason] = useState("");
  const [writeId] = useState(() => crypto.randomUUID());
  const id = `lift-${hold.id}`;
  const lift = () =>
    change(
      () =>
        call<typeof retention.lift>("POST /api/office/retention/holds/{id}/lifting", {
          params: { id: hold.id },
          body: { reason, writeId },
        }),
      `The hold on ${hold.subjectId} is lifted. What is due goes with the next run.`,
      id,
    );
  return (
    <Form onSend={lift}>
      <TextArea id={id} label="Why it can be lifted" value={reason} onChange={setReason} error={errorFor(errors, id)} />
      <Button submit kind="secondary">
        Lift the hold on {hold.subjectId}
      </Button>
    </Form>
  );
};

/** One hold with its reasons, and, for an approver, the way to lift it. */
export const HoldPaper = ({ line, mayLift, errors, change }: Lifting & { mayLift: boolean }) => {
  const { hold, subjectName, placedByName, liftedByName } = line;
  return (
    <section class="paper">
      <h3 class="govuk-heading-s">
        {HELD_LABELS[hold.about]}: {subjectName === "" ? hold.subjectId : `${subjectName} (${hold.subjectId})`}{" "}
        {inForce(hold) ? <Tag tone="hand">In force</Tag> : <Tag>Lifted</Tag>}
      </h3>
      <p class="govuk-body">{hold.reason}</p>
      <p class="govuk-body soft">
        Placed on {day(hold.placedAt)} by {placedByName || hold.placedBy}.
        {hold.liftedAt === undefined
          ? null
          : ` Lifted on ${day(hold.liftedAt)} by ${liftedByName || hold.liftedBy}: ${hold.liftReason}`}
      </p>
      {mayLift && inForce(hold) ? <LiftHold line={line} errors={errors} change={change} /> : null}
    </section>
  );
};
