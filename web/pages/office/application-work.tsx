import type { ComponentChildren } from "preact";
import type { DeskApplication, desk } from "../../../shared/contract/desk.ts";
import { officeRules, WORKING_DAYS_TO_PUT_RIGHT } from "../../../shared/rules/eligibility-decision.ts";
import { call } from "../../api.ts";
import { Button } from "../../parts/button.tsx";
import { YesNo } from "../../parts/choices.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { DateField } from "../../parts/date-field.tsx";
import { Details } from "../../parts/details.tsx";
import { ErrorSummary, type PageError } from "../../parts/error-summary.tsx";
import { SelectField, TextArea } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import { Paper } from "../../parts/page.tsx";
import { useTyped } from "../../parts/typed.ts";
import { useSending } from "../../parts/use-sending.ts";

type WorkProps = {
  bid: DeskApplication;
  /** Something was recorded: says what, and reads the page again. */
  onDone: (said: string) => void;
};

type FormProps = {
  summary: string;
  errors: readonly PageError[];
  button: string;
  busy: boolean;
  onSend: () => void;
  children: ComponentChildren;
};

/** One thing that the office records, folded away until it is wanted. */
const WorkForm = ({ summary, errors, button, busy, onSend, children }: FormProps) => (
  <Details summary={summary} open={errors.length > 0}>
    <ErrorSummary errors={errors} />
    <Form onSend={onSend}>
      {children}
      <Button submit busy={busy}>
        {button}
      </Button>
    </Form>
  </Details>
);

const Ask = ({ bid, onDone }: WorkProps) => {
  const { busy, errors, send } = useSending();
  const { typed, field } = useTyped({ question: "", answerBy: "" }, errors);
  const ask = async () => {
    const asked = await send((writeId) =>
      call<typeof desk.ask>("POST /api/desk/applications/{id}/inquiries", {
        params: { id: bid.id },
        body: { ...typed, writeId },
      }),
    );
    if (asked !== undefined) onDone("The question is sent. The group gets an email.");
  };
  return (
    <WorkForm
      summary="Ask for more information"
      errors={errors}
      button="Send the question"
      busy={busy}
      onSend={() => void ask()}
    >
      <TextArea {...field("question")} label="Your question" hint="The group reads it as you write it." rows={4} />
      <DateField {...field("answerBy")} label="Answer by" />
    </WorkForm>
  );
};

const Eligible = ({ bid, onDone }: WorkProps) => {
  const { busy, errors, send } = useSending();
  const record = async () => {
    const recorded = await send((writeId) =>
      call<typeof desk.decide>("POST /api/desk/applications/{id}/eligibility", {
        params: { id: bid.id },
        body: { decision: "eligible", writeId },
      }),
    );
    if (recorded !== undefined) onDone("Recorded: this bid is eligible.");
  };
  return (
    <>
      <ErrorSummary errors={errors} />
      <Confirm
        action="Record: eligible"
        question="Is this bid eligible?"
        yes="Yes, it is eligible"
        no="No, not yet"
        kind="main"
        busy={busy}
        onYes={() => void record()}
      >
        <p class="govuk-body">It goes to the trustees with the other eligible bids.</p>
      </Confirm>
    </>
  );
};

const NotEligible = ({ bid, onDone }: WorkProps) => {
  const { busy, errors, setErrors, send } = useSending();
  const { typed, field } = useTyped({ rule: "", reason: "", fixable: "" }, errors);
  const record = async () => {
    const { rule, reason, fixable } = typed;
    if (fixable === "") return setErrors([{ id: "fixable", text: "Say whether the group can put this right." }]);
    const recorded = await send((writeId) =>
      call<typeof desk.decide>("POST /api/desk/applications/{id}/eligibility", {
        params: { id: bid.id },
        body: { decision: "not-eligible", rule, reason, canBePutRight: fixable === "yes", writeId },
      }),
    );
    if (recorded !== undefined) onDone("Recorded: this bid is not eligible. The group gets an email.");
  };
  return (
    <WorkForm
      summary="Record: not eligible"
      errors={errors}
      button="Record that it is not eligible"
      busy={busy}
      onSend={() => void record()}
    >
      <SelectField
        {...field("rule")}
        label="Which rule does it not meet?"
        options={officeRules(bid.form).map((known) => ({ value: known.rule, label: known.label }))}
      />
      <TextArea
        {...field("reason")}
        label="Why"
        hint="The group reads it. Say what is missing and what would put it right."
        rows={4}
      />
      <YesNo
        {...field("fixable")}
        label="Can the group put this right?"
        hint={`It then has ${WORKING_DAYS_TO_PUT_RIGHT} working days.`}
      />
    </WorkForm>
  );
};

const PutRight = ({ bid, onDone }: WorkProps) => {
  const { busy, errors, send } = useSending();
  const { typed, field } = useTyped({ putRightOn: "", reason: "" }, errors);
  const record = async () => {
    const recorded = await send((writeId) =>
      call<typeof desk.putRight>("POST /api/desk/applications/{id}/put-right", {
        params: { id: bid.id },
        body: { ...typed, writeId },
      }),
    );
    if (recorded !== undefined) onDone("Recorded: it was put right. Check the bid again.");
  };
  return (
    <WorkForm
      summary="Record: put right"
      errors={errors}
      button="Record that it was put right"
      busy={busy}
      onSend={() => void record()}
    >
      <DateField {...field("putRightOn")} label="On which day did the group put it right?" />
      <TextArea {...field("reason")} label="What did it do?" rows={3} />
    </WorkForm>
  );
};

/** What an officer can do with a bid now, by the portal's own table; nothing for whoever only reads. */
export const Work = ({ bid, onDone }: WorkProps) => {
  const { may } = bid;
  if (!(may.ask || may.eligible || may.notEligible || may.putRight)) return null;
  return (
    <div class="no-print">
      <Paper title="Your work on it">
        {may.ask ? <Ask key={bid.inquiries.length} bid={bid} onDone={onDone} /> : null}
        {may.eligible ? <Eligible bid={bid} onDone={onDone} /> : null}
        {may.notEligible ? <NotEligible bid={bid} onDone={onDone} /> : null}
        {may.putRight ? <PutRight bid={bid} onDone={onDone} /> : null}
      </Paper>
    </div>
  );
};
