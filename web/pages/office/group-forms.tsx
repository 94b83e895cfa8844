import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { PastAwardLine, RecordPage, ReturnLine, records } from "../../../shared/contract/records.ts";
import { moneyProblem, parsePounds } from "../../../shared/rules/money.ts";
import { call } from "../../api.ts";
import { Button, ButtonRow } from "../../parts/button.tsx";
import { DateField } from "../../parts/date-field.tsx";
import { errorFor } from "../../parts/error-summary.tsx";
import { AmountField, SelectField, TextArea, TextField } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import type { RecordWork } from "./group-work.ts";

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
      <ButtonRow>
        <Button submit busy={work.sending.busy}>
          {action}
        </Button>
        <Button kind="secondary" onClick={() => work.setOpen(undefined)}>
          Leave it
        </Button>
      </ButtonRow>
    </Form>
  );
};

/** Why a line that stands changes; asked only where one does. */
export const Reason = ({
  work,
  value,
  onChange,
}: {
  work: RecordWork;
  value: string;
  onChange: (is: string) => void;
}) => (
  <TextArea
    id="reason"
    label="Why does it change?"
    hint="The reason stays with the line."
    value={value}
    onChange={onChange}
    rows={2}
    error={errorFor(work.sending.errors, "reason")}
  />
);

const pounds = (pence: number): string => (pence / 100).toFixed(2);

/** An earlier grant: new, or the corrected words of a line. */
export const AwardForm = ({ line, ...work }: RecordWork & { line?: PastAwardLine | undefined }) => {
  const [fundId, setFundId] = useState(line?.fundId ?? "");
  const [on, setOn] = useState(line?.on ?? "");
  const [amount, setAmount] = useState(line === undefined ? "" : pounds(line.amountPence));
  const [title, setTitle] = useState(line?.title ?? "");
  const [reference, setReference] = useState(line?.reference ?? "");
  const [source, setSource] = useState(line?.source ?? "");
  const [reason, setReason] = useState("");
  const { sending, page } = work;
  const error = (id: string) => errorFor(sending.errors, id);
  const save = async () => {
    const problem = moneyProblem(amount);
    if (problem !== undefined) {
      sending.setErrors([{ id: "amountPence", text: problem }]);
      return undefined;
    }
    const typed = { fundId, on, amountPence: parsePounds(amount) ?? 0, title, reference, source };
    const { id } = page.organisation;
    return sending.send((writeId) =>
      line === undefined
        ? call<typeof records.addAward>("POST /api/office/organisations/{id}/past-awards", {
            params: { id },
            body: { ...typed, writeId },
          })
        : call<typeof records.correctAward>("POST /api/office/organisations/{id}/past-awards/{line}", {
            params: { id, line: line.id },
            body: { ...typed, reason, version: line.version, writeId },
          }),
    );
  };
  return (
    <RecordForm work={work} action={line === undefined ? "Add the grant" : "Save the correction"} save={save}>
      <SelectField
        id="fundId"
        label="Fund"
        options={[...page.funds.map(({ id, name }) => ({ value: id, label: name })), ELSEWHERE]}
        value={fundId}
        onChange={setFundId}
        error={error("fundId")}
      />
      <DateField id="on" label="Decided on" value={on} onChange={setOn} error={error("on")} />
      <AmountField
        id="amountPence"
        label="Amount"
        value={amount}
        onChange={setAmount}
        error={error("amountPence") ?? error("amount")}
      />
      <TextField id="title" label="What for" value={title} onChange={setTitle} error={error("title")} optional />
      <TextField
        id="reference"
        label="Its reference"
        value={reference}
        onChange={setReference}
        error={error("reference")}
        optional
      />
      <TextField id="source" label="Source" hint={SOURCE} value={source} onChange={setSource} error={error("source")} />
      {line === undefined ? null : <Reason work={work} value={reason} onChange={setReason} />}
    </RecordForm>
  );
};

/** A monitoring return: new, or the corrected words of a line. */
export const ReturnForm = ({ line, ...work }: RecordWork & { line?: ReturnLine | undefined }) => {
  const [what, setWhat] = useState(line?.what ?? "");
  const [reference, setReference] = useState(line?.reference ?? "");
  const [dueOn, setDueOn] = useState(line?.dueOn ?? "");
  const [receivedOn, setReceivedOn] = useState(line?.receivedOn ?? "");
  const [source, setSource] = useState(line?.source ?? "");
  const [reason, setReason] = useState("");
  const { sending, page } = work;
  const error = (id: string) => errorFor(sending.errors, id);
  const save = async () => {
    const typed = { what, reference, dueOn, source, ...(receivedOn === "" ? {} : { receivedOn }) };
    const { id } = page.organisation;
    return sending.send((writeId) =>
      line === undefined
        ? call<typeof records.addReturn>("POST /api/office/organisations/{id}/returns", {
            params: { id },
            body: { ...typed, writeId },
          })
        : call<typeof records.correctReturn>("POST /api/office/organisations/{id}/returns/{line}", {
            params: { id, line: line.id },
            body: { ...typed, reason, version: line.version, writeId },
          }),
    );
  };
  return (
    <RecordForm work={work} action={line === undefined ? "Add the return" : "Save the correction"} save={save}>
      <TextField
        id="what"
        label="What is it?"
        hint="Such as: end of grant report."
        value={what}
        onChange={setWhat}
        error={error("what")}
      />
      <TextField
        id="reference"
        label="Reference of the grant"
        value={reference}
        onChange={setReference}
        error={error("reference")}
        optional
      />
      <DateField id="dueOn" label="Due on" value={dueOn} onChange={setDueOn} error={error("dueOn")} />
      <DateField
        id="receivedOn"
        label="Received on"
        value={receivedOn}
        onChange={setReceivedOn}
        error={error("receivedOn")}
        optional
      />
      <TextField id="source" label="Source" hint={SOURCE} value={source} onChange={setSource} error={error("source")} />
      {line === undefined ? null : <Reason work={work} value={reason} onChange={setReason} />}
    </RecordForm>
  );
};
