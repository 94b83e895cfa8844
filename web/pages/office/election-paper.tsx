import { useState } from "preact/hooks";
import type { PollView } from "../../../shared/contract/polls.ts";
import { formatDate, formatDateTime, londonDate } from "../../../shared/rules/london.ts";
import { Button } from "../../parts/button.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { DateField } from "../../parts/date-field.tsx";
import { Details } from "../../parts/details.tsx";
import { closeForPath } from "../../parts/election-paths.ts";
import { errorFor, type PageError } from "../../parts/error-summary.tsx";
import { TextField } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import { SummaryList } from "../../parts/summary-list.tsx";
import { Tag } from "../../parts/tag.tsx";
import { PollForm, type TypedPoll } from "./election-form.tsx";
import { SecondPerson } from "./election-second.tsx";
import { KIND_WORDS, PHASE_WORDS, POLL_STATUS_WORDS } from "./election-words.ts";

/** A day of the row; beside it what the calendar says where that differs. */
const withComputed = (day: string, computed: string | undefined): string =>
  computed === undefined || computed === day
    ? formatDate(day)
    : `${formatDate(day)}\nThe calendar says ${formatDate(computed)}.`;

const endWords = ({ poll, declaration, freeFrom }: PollView): string => {
  if (poll.kind === "other") return `At the end of ${formatDate(poll.pollOn)}`;
  if (declaration !== undefined) {
    const by = declaration.byName === undefined ? "" : ` by ${declaration.byName}`;
    return `${formatDateTime(declaration.recordedAt)}: the declaration made on ${formatDate(declaration.madeOn)} was recorded${by}`;
  }
  return freeFrom === undefined
    ? "When the declaration of acceptance is recorded. Nobody can say yet when that is."
    : `When the declaration of acceptance is recorded. Until then, rounds are planned as if that were ${formatDate(freeFrom)}.`;
};

/** The dates of an election, each with why. */
export const PollFacts = ({ view }: { view: PollView }) => {
  const { poll, computed } = view;
  return (
    <SummaryList
      rows={[
        { key: "Whose election", value: KIND_WORDS[poll.kind] },
        { key: "Poll", value: formatDate(poll.pollOn) },
        { key: "Notice of election by", value: withComputed(poll.noticeBy, computed.noticeBy) },
        { key: "Period begins", value: withComputed(poll.sensitiveFrom, computed.sensitiveFrom) },
        { key: "Period ends", value: endWords(view) },
        ...(poll.termStartsOn === undefined
          ? []
          : [{ key: "Term starts", value: withComputed(poll.termStartsOn, computed.termStartsOn) }]),
        ...(poll.note === "" ? [] : [{ key: "Note", value: poll.note }]),
      ]}
    />
  );
};

export type PollActs = {
  change: (pollId: string, typed: TypedPoll) => void;
  remove: (pollId: string, reason: string) => void;
  declare: (pollId: string, madeOn: string) => void;
  /** Asks a second person for a change, or to take it out. */
  ask: (view: PollView, becomes: TypedPoll | undefined, reason: string) => void;
  /** Why a change takes one. */
  whySecond: (view: PollView, becomes: TypedPoll | undefined) => readonly string[];
};

type PaperProps = {
  view: PollView;
  at: string;
  errors: readonly PageError[];
  busy: boolean;
  acts: PollActs;
  bare: boolean;
};

const Declare = ({ view: { poll }, at, errors, busy, acts }: PaperProps) => {
  const [madeOn, setMadeOn] = useState(() => londonDate(at));
  const id = `${poll.id}-madeOn`;
  return (
    <Details summary="Record the declaration of acceptance" open={errorFor(errors, id) !== undefined}>
      <p class="govuk-body">
        Whoever was elected may act from the declaration on. Recording it ends the period at once, and with it every
        closure that waits for it. Your name stands beside it.
      </p>
      <form noValidate onSubmit={(event) => event.preventDefault()}>
        <DateField
          id={id}
          label="Day the declaration was made"
          labelSize="s"
          value={madeOn}
          onChange={setMadeOn}
          error={errorFor(errors, id)}
        />
        <Confirm
          action="Record the declaration"
          question="Is the declaration made, on the day above?"
          yes="Yes, record it"
          no="No, not yet"
          kind="main"
          busy={busy}
          onYes={() => acts.declare(poll.id, madeOn)}
        >
          <p class="govuk-body">
            What waits for it opens in five seconds. To take it back takes two people, and what has opened stays open.
          </p>
        </Confirm>
      </form>
    </Details>
  );
};

const Remove = ({ view, errors, busy, acts }: PaperProps) => {
  const [reason, setReason] = useState("");
  const { poll } = view;
  const id = `${poll.id}-reason`;
  const why = acts.whySecond(view, undefined);
  return (
    <Details summary="This election is not held" open={errorFor(errors, id) !== undefined}>
      <p class="govuk-body">It goes from the list, and rounds in its period are free again. The history keeps it.</p>
      {why.length === 0 ? null : <SecondPerson reasons={why} />}
      <Form onSend={() => (why.length === 0 ? acts.remove(poll.id, reason) : acts.ask(view, undefined, reason))}>
        <TextField id={id} label="Why" value={reason} onChange={setReason} error={errorFor(errors, id)} />
        <Button submit kind="warning" busy={busy}>
          {why.length === 0 ? "Take it from the list" : "Ask an approver"}
        </Button>
      </Form>
    </Details>
  );
};

/** One election that is to come or in its period: its dates, and what may be done. */
export const PollPaper = (props: PaperProps) => {
  const { view, errors, busy, acts, bare } = props;
  const { poll, phase, may } = view;
  const { id, ...entered } = poll;
  const { words, tone } = PHASE_WORDS[phase];
  const changing = errors.some((error) => error.id?.startsWith(`${id}-`) && !/-(?:madeOn|reason)$/.test(error.id));
  return (
    <section class="paper">
      <h2 class="govuk-heading-m">
        {poll.name}, {formatDate(poll.pollOn)}
      </h2>
      <p class="govuk-body">
        <Tag>{POLL_STATUS_WORDS[poll.status].words}</Tag> <Tag tone={tone}>{words}</Tag>
      </p>
      <PollFacts view={view} />
      {may.includes("close") ? (
        <p class="govuk-body">
          <a class="govuk-link" href={closeForPath(id)}>
            Close ahead of this election
          </a>
          {bare ? ". Nothing is closed for it, and its period runs." : ""}
        </p>
      ) : null}
      {may.includes("declare") ? <Declare {...props} /> : null}
      {may.includes("change") ? (
        <Details summary="Change its dates" open={changing}>
          <PollForm
            id={id}
            start={entered}
            action="Save the changes"
            busy={busy}
            errors={errors}
            onSend={(typed) => acts.change(id, typed)}
            second={{
              why: (typed) => acts.whySecond(view, typed),
              onAsk: (typed, reason) => acts.ask(view, typed, reason),
            }}
          />
        </Details>
      ) : null}
      {may.includes("remove") ? <Remove {...props} /> : null}
    </section>
  );
};
