import type { ComponentChildren } from "preact";
import type { PastAwardLine, RecordPage, ReturnLine, records } from "../../../shared/contract/records.ts";
import { moneyProblem, parsePounds } from "../../../shared/rules/money.ts";
import { call } from "../../api.ts";
import { DateField } from "../../parts/date-field.tsx";
import { errorFor } from "../../parts/error-summary.tsx";
import { AmountField, SelectField, TextArea, TextField } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import { type FieldGiven, useTyped } from "../../parts/typed.ts";
import type { RecordWork } from "./group-work.ts";
import { SaveOrLeave } from "./save-or-leave.tsx";
import { typedPounds } from "./typed-values.ts";

/** The fund of another office: `OTHER_FUND` of the rules, which bring a schema that no page needs. */
const ELSEWHERE = { value: "other", label: "Another fund" };

const SOURCE = "Where you read it: a letter, a list, the minutes.";

export const RecordForm = (props: {
  work: RecordWork;
  action: string;
  children: ComponentChildren;
  save: () => Promise<RecordPage | undefined>;
}) => {
  const { work, action, children, save } = props;
  const send = async () => {
    const next = await save();
    if (next !== undefined) work.onDone(next);
  };
  return (
    <Form class="no-print record-form" onSend={send}>
      {children}
      <SaveOrLeave action={action} busy={work.sending.busy} onLeave={() => work.setOpen(undefined)} />
    </Form>
  );
};

/** Why a line that stands changes; asked only where one does. */
export const Reason = (field: FieldGiven<string>) => (
  <TextArea {...field} label="Why does it change?" hint="The reason stays with the line." rows={2} />
);

/** An earlier grant: new, or the corrected words of a line. */
export const AwardForm = ({ line, ...work }: RecordWork & { line?: PastAwardLine | undefined }) => {
  const { sending, page } = work;
  const { typed, field } = useTyped(
    {
      ...{ fundId: line?.fundId ?? "", on: line?.on ?? "", source: line?.source ?? "", reason: "" },
      ...{ title: line?.title ?? "", reference: line?.reference ?? "" },
      amount: typedPounds(line?.amountPence),
    },
    sending.errors,
  );
  const save = async () => {
    const { amount, reason, ...rest } = typed;
    const problem = moneyProblem(amount);
    if (problem !== undefined) {
      sending.setErrors([{ id: "amountPence", text: problem }]);
      return undefined;
    }
    const award = { ...rest, amountPence: parsePounds(amount) ?? 0 };
    const { id } = page.organisation;
    return sending.send((writeId) =>
      line === undefined
        ? call<typeof records.addAward>("POST /api/office/organisations/{id}/past-awards", {
            params: { id },
            body: { ...award, writeId },
          })
        : call<typeof records.correctAward>("POST /api/office/organisations/{id}/past-awards/{line}", {
            params: { id, line: line.id },
            body: { ...award, reason, version: line.version, writeId },
          }),
    );
  };
  return (
    <RecordForm work={work} action={line === undefined ? "Add the grant" : "Save the correction"} save={save}>
      <SelectField
        {...field("fundId")}
        label="Fund"
        options={[...page.funds.map(({ id, name }) => ({ value: id, label: name })), ELSEWHERE]}
      />
      <DateField {...field("on")} label="Decided on" />
      <AmountField
        {...field("amount")}
        id="amountPence"
        label="Amount"
        error={errorFor(sending.errors, "amountPence") ?? field("amount").error}
      />
      <TextField {...field("title")} label="What for" optional />
      <TextField {...field("reference")} label="Its reference" optional />
      <TextField {...field("source")} label="Source" hint={SOURCE} />
      {line === undefined ? null : <Reason {...field("reason")} />}
    </RecordForm>
  );
};

/** A monitoring return: new, or the corrected words of a line. */
export const ReturnForm = ({ line, ...work }: RecordWork & { line?: ReturnLine | undefined }) => {
  const { sending, page } = work;
  const { typed, field } = useTyped(
    {
      ...{ what: line?.what ?? "", reference: line?.reference ?? "", source: line?.source ?? "", reason: "" },
      ...{ dueOn: line?.dueOn ?? "", receivedOn: line?.receivedOn ?? "" },
    },
    sending.errors,
  );
  const save = async () => {
    const { receivedOn, reason, ...rest } = typed;
    const due = { ...rest, ...(receivedOn === "" ? {} : { receivedOn }) };
    const { id } = page.organisation;
    return sending.send((writeId) =>
      line === undefined
        ? call<typeof records.addReturn>("POST /api/office/organisations/{id}/returns", {
            params: { id },
            body: { ...due, writeId },
          })
        : call<typeof records.correctReturn>("POST /api/office/organisations/{id}/returns/{line}", {
            params: { id, line: line.id },
            body: { ...due, reason, version: line.version, writeId },
          }),
    );
  };
  return (
    <RecordForm work={work} action={line === undefined ? "Add the return" : "Save the correction"} save={save}>
      <TextField {...field("what")} label="What is it?" hint="Such as: end of grant report." />
      <TextField {...field("reference")} label="Reference of the grant" optional />
      <DateField {...field("dueOn")} label="Due on" />
      <DateField {...field("receivedOn")} label="Received on" optional />
      <TextField {...field("source")} label="Source" hint={SOURCE} />
      {line === undefined ? null : <Reason {...field("reason")} />}
    </RecordForm>
  );
};
