import { useState } from "preact/hooks";
import type { PollEntered } from "../../../shared/contract/polls.ts";
import { formatDate, isCivilDate } from "../../../shared/rules/london.ts";
import { POLL_KINDS, POLL_STATUSES, POLL_TYPES, proposedDates } from "../../../shared/rules/poll.ts";
import { MOST_NOTE_CHARACTERS } from "../../../shared/rules/text.ts";
import { Button } from "../../parts/button.tsx";
import { Radios } from "../../parts/choices.tsx";
import { DateField } from "../../parts/date-field.tsx";
import { errorFor, type PageError } from "../../parts/error-summary.tsx";
import { TextArea, TextField } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import { useTyped } from "../../parts/typed.ts";
import { SecondPerson } from "./election-second.tsx";
import { KIND_WORDS, POLL_STATUS_WORDS, TYPE_WORDS } from "./election-words.ts";

/** What the form is sent with; a date as it was typed, whether or not it is one. */
export type TypedPoll = PollEntered;

/** A row that nobody has filled in: the next ordinary day, as another election is expected there. */
export const emptyPoll = (pollOn: string): TypedPoll => ({
  ...{ name: "", kind: "other", type: "ordinary", status: "expected", note: "", pollOn },
  ...proposedDates({ pollOn, kind: "other", type: "ordinary" }),
});

/** The row with what follows from its day and kind filled in anew: until it is a day, nothing follows. */
const proposed = (typed: TypedPoll): TypedPoll => {
  if (!isCivilDate(typed.pollOn)) return typed;
  const { termStartsOn: _, ...rest } = typed;
  return { ...rest, ...proposedDates(typed) };
};

type FormProps = {
  /** Several forms stand on the page. */
  id: string;
  start: TypedPoll;
  action: string;
  busy: boolean;
  errors: readonly PageError[];
  onSend: (typed: TypedPoll) => void;
  /** Why what is typed takes a second person, and how one is asked; absent where nothing does. */
  second?: { why: (typed: TypedPoll) => readonly string[]; onAsk: (typed: TypedPoll, reason: string) => void };
};

/** All dates of an election. The calendar fills in what follows from its day; each can be changed. */
export const PollForm = ({ id, start, action, busy, errors, onSend, second }: FormProps) => {
  const { typed, setTyped, field } = useTyped(start, errors, `${id}-`);
  const [reason, setReason] = useState("");
  const why = second?.why(typed) ?? [];
  const computed = isCivilDate(typed.pollOn) ? proposedDates(typed) : undefined;
  const asks = (day: string | undefined): string => (day === undefined ? "" : ` The calendar says ${formatDate(day)}.`);
  return (
    <Form onSend={() => (second === undefined || why.length === 0 ? onSend(typed) : second.onAsk(typed, reason))}>
      <TextField {...field("name")} label="What is voted on" hint="Like “Council elections”. Nobody’s name." />
      <Radios
        {...field("kind")}
        label="Whose election"
        labelSize="s"
        options={POLL_KINDS.map((value) => ({ value, label: KIND_WORDS[value] }))}
        value={typed.kind}
        onChange={(kind) => setTyped(proposed({ ...typed, kind }))}
      />
      {typed.kind === "own" ? (
        <Radios
          {...field("type")}
          label="Which kind"
          labelSize="s"
          options={POLL_TYPES.map((value) => ({ value, label: TYPE_WORDS[value] }))}
          value={typed.type}
          onChange={(type) => setTyped(proposed({ ...typed, type }))}
        />
      ) : null}
      <Radios
        {...field("status")}
        label="How certain is it"
        labelSize="s"
        options={POLL_STATUSES.map((value) => ({ value, label: POLL_STATUS_WORDS[value].means }))}
      />
      <DateField
        {...field("pollOn")}
        label="Day of the poll"
        labelSize="s"
        hint="Ordinary elections are on the first Thursday in May."
        value={typed.pollOn}
        onChange={(pollOn) => setTyped(proposed({ ...typed, pollOn }))}
      />
      <DateField
        {...field("noticeBy")}
        label="Last day for the notice of election"
        labelSize="s"
        hint={`At least 25 days before the poll; weekends, Christmas Eve and bank holidays are not counted.${asks(computed?.noticeBy)}`}
      />
      <DateField
        {...field("sensitiveFrom")}
        label="First day of the sensitive period"
        labelSize="s"
        hint={`The day of the notice. Many offices begin some days earlier.${asks(computed?.sensitiveFrom)}`}
      />
      {typed.kind === "own" && typed.type === "ordinary" ? (
        <DateField
          {...field("termStartsOn")}
          label="Day the new term starts"
          labelSize="s"
          hint={`The seventh day after the poll. Rounds are planned with it; what ends the period is the recorded declaration of acceptance.${asks(computed?.termStartsOn)}`}
          value={typed.termStartsOn ?? ""}
          onChange={(termStartsOn) => setTyped({ ...typed, termStartsOn })}
        />
      ) : null}
      <TextArea
        {...field("note")}
        label="Note"
        optional
        hint="Where a date comes from, or why it was changed."
        rows={2}
        limitCharacters={500}
      />
      {why.length === 0 ? null : (
        <>
          <SecondPerson reasons={why} />
          <TextArea
            id={`${id}-why`}
            label="Why it has to change"
            hint="Whoever agrees reads it, and it is kept."
            rows={2}
            limitCharacters={MOST_NOTE_CHARACTERS}
            value={reason}
            onChange={setReason}
            error={errorFor(errors, `${id}-why`)}
          />
        </>
      )}
      <Button submit busy={busy}>
        {why.length === 0 ? action : "Ask an approver"}
      </Button>
    </Form>
  );
};
