import { useState } from "preact/hooks";
import type { AgendaItem, MeetingPage } from "../../../shared/contract/meetings.ts";
import type { Decision } from "../../../shared/rules/decision.ts";
import { decidesOn, OUTCOMES, recusedFrom } from "../../../shared/rules/meeting.ts";
import type { MeetingCommand } from "../../../shared/rules/meeting-commands.ts";
import { formatPounds, parsePounds } from "../../../shared/rules/money.ts";
import { Button } from "../../parts/button.tsx";
import { Checkboxes, Radios } from "../../parts/choices.tsx";
import { errorFor, type PageError } from "../../parts/error-summary.tsx";
import { AmountField, SelectField, TextArea } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import { EntryVotes } from "./entry-votes.tsx";
import { OUTCOME_LABELS } from "./meeting-words.ts";
import { Redrawn } from "./redrawn.tsx";
import { droppedOf, entryCommand, fieldOf, type TypedEntry, typedEntry } from "./typed-entry.ts";

/** Those whose vote counts on this money: in the room, not recused, no constable where the PCC's money is recommended. */
const votersOn = (page: MeetingPage, item: AgendaItem, sourceId: string): number[] => {
  const out = [...recusedFrom(item), ...(item.left ?? [])];
  const isPcc = decidesOn(page, sourceId === "" ? undefined : sourceId) === "panel-recommends";
  return page.members.flatMap(({ here, constable }, place) => {
    const takesPart = here === "present" || (here === "remote" && page.panel.remoteAttendance === "counts");
    return takesPart && !out.includes(place) && !(isPcc && constable) ? [place] : [];
  });
};

const withoutRecused = ({ members }: MeetingPage, item: AgendaItem): string[] =>
  members.filter((_, place) => !recusedFrom(item).includes(place)).map(({ personId }) => personId);

type PartsProps = {
  page: MeetingPage;
  item: AgendaItem;
  typed: TypedEntry;
  change: (changed: Partial<TypedEntry>) => void;
  errors: readonly PageError[];
};

/** A part award: how much, and which costs are left out of it. */
const PartAward = ({ page: { bid }, item, typed, change, errors }: PartsProps) => {
  const amountPence = parsePounds(typed.amount) ?? 0;
  const missing = Math.max(0, item.askedPence - amountPence);
  const named = droppedOf(typed, bid).reduce((sum, each) => sum + each.amountPence, 0);
  return (
    <>
      <AmountField
        id={fieldOf("amountPence")}
        label="Amount"
        hint={item.leastPence === undefined ? undefined : `Smallest useful: ${formatPounds(item.leastPence)}`}
        value={typed.amount}
        onChange={(amount) => change({ amount })}
        error={errorFor(errors, fieldOf("amountPence"))}
      />
      {bid === undefined ? null : (
        <fieldset class="govuk-fieldset">
          <legend class="govuk-fieldset__legend govuk-fieldset__legend--s" id={fieldOf("dropped")} tabIndex={-1}>
            What is left out
          </legend>
          {bid.leavesOut === "" ? null : <p class="govuk-hint">The applicant would leave out: {bid.leavesOut}</p>}
          {errorFor(errors, fieldOf("dropped")) === undefined ? null : (
            <p class="govuk-error-message">{errorFor(errors, fieldOf("dropped"))}</p>
          )}
          {bid.budget.map(({ item: cost, askedPence }, n) =>
            askedPence === 0 ? null : (
              <AmountField
                key={n}
                id={fieldOf(`dropped-${n}`)}
                label={`${cost}, of ${formatPounds(askedPence)}`}
                value={typed.dropped[n] ?? ""}
                onChange={(text) => change({ dropped: { ...typed.dropped, [n]: text } })}
                error={errorFor(errors, fieldOf(`dropped-${n}`))}
              />
            ),
          )}
          <p class="govuk-body" role="status">
            {named === missing
              ? `All of the ${formatPounds(missing)} is named.`
              : `${formatPounds(named)} of ${formatPounds(missing)} is named.`}
          </p>
          <Redrawn bid={bid} amountPence={amountPence} dropped={droppedOf(typed, bid)} />
        </fieldset>
      )}
    </>
  );
};

/** From which purse, and for Trust money which of its purposes. */
const Source = ({ page, typed, change, errors }: PartsProps) => {
  const source = page.pot.find(({ sourceId }) => sourceId === typed.sourceId);
  return (
    <>
      <Radios
        id={fieldOf("sourceId")}
        label="From"
        labelSize="s"
        value={typed.sourceId}
        error={errorFor(errors, fieldOf("sourceId"))}
        options={page.pot.map(({ sourceId, name, leftPence, decides }) => ({
          value: sourceId,
          label: name,
          hint: `${formatPounds(leftPence)} left. ${decides === "trustees-decide" ? "The trustees decide." : "The panel recommends."}`,
        }))}
        onChange={(sourceId) => change({ sourceId })}
      />
      {source?.decides !== "trustees-decide" ? null : (
        <SelectField
          id={fieldOf("purpose")}
          label="Which purpose it serves"
          value={typed.purpose}
          onChange={(purpose) => change({ purpose })}
          error={errorFor(errors, fieldOf("purpose"))}
          options={source.purposes.map((purpose) => ({ value: purpose, label: purpose }))}
        />
      )}
    </>
  );
};

const Conditions = ({ page, typed, change }: PartsProps) => (
  <>
    <Checkboxes
      id={fieldOf("conditions")}
      label="Conditions"
      labelSize="s"
      options={page.conditions.map(({ id, label }) => ({ value: id, label }))}
      values={typed.standard}
      onChange={(standard) => change({ standard })}
    />
    <TextArea
      id="written-conditions"
      label="Other conditions, one a line"
      optional
      rows={2}
      value={typed.written}
      onChange={(written) => change({ written })}
    />
  </>
);

type EntryFormProps = {
  page: MeetingPage;
  item: AgendaItem;
  words: Decision | undefined;
  errors: readonly PageError[];
  busy: boolean;
  onErrors: (errors: PageError[]) => void;
  onSend: (command: MeetingCommand) => Promise<boolean>;
  /** What was typed of this bid before and not entered: the page may have been drawn anew since. */
  kept: TypedEntry | undefined;
  onKeep: (typed: TypedEntry | undefined) => void;
};

/** What the clerk records of the bid in hand. It counts when whoever presides has confirmed it. */
export const EntryForm = ({ page, item, words, errors, busy, onErrors, onSend, kept, onKeep }: EntryFormProps) => {
  const [typed, setTyped] = useState(() => kept ?? typedEntry(page, page.bid, words));
  const change = (changed: Partial<TypedEntry>) =>
    setTyped((now) => {
      const next = { ...now, ...changed };
      onKeep(next);
      return next;
    });
  const { outcome } = typed;
  const isAward = outcome === "full" || outcome === "part";
  const isPcc = decidesOn(page, typed.sourceId === "" ? undefined : typed.sourceId) === "panel-recommends";
  const voters = votersOn(page, item, typed.sourceId);
  const offered = OUTCOMES.filter(
    (each) =>
      each !== "pass" || (!item.quorum.quorate && page.pot.some(({ decides }) => decides === "panel-recommends")),
  );
  const parts = { page, item, typed, change, errors };
  const send = (): void => {
    const people =
      typed.how === "in-writing"
        ? withoutRecused(page, item)
        : voters.flatMap((place) => page.members[place]?.personId ?? []);
    const made = entryCommand(typed, item, page, people);
    if ("errors" in made) onErrors(made.errors);
    else
      void onSend(made.command).then((done) => {
        if (done) onKeep(undefined);
      });
  };
  return (
    <Form onSend={send}>
      <Radios
        id={fieldOf("outcome")}
        label="What is decided"
        labelSize="s"
        inline
        value={outcome}
        error={errorFor(errors, fieldOf("outcome"))}
        options={offered.map((each) => ({ value: each, label: OUTCOME_LABELS[each] }))}
        onChange={(chosen) => change({ outcome: chosen })}
      />
      {outcome === "full" ? (
        <p class="govuk-body" id={fieldOf("amountPence")} tabIndex={-1}>
          All that was asked: <strong class="number">{formatPounds(item.askedPence)}</strong>
        </p>
      ) : null}
      {isAward || outcome === "pass" ? <Source {...parts} /> : null}
      {outcome === "part" ? <PartAward {...parts} /> : null}
      {outcome === "" ? null : (
        <>
          <TextArea
            id={fieldOf("reasons")}
            label={isAward && isPcc ? "How it helps to reduce crime and disorder" : "Reasons"}
            labelSize="s"
            rows={3}
            limitCharacters={2_000}
            value={typed.reasons}
            onChange={(reasons) => change({ reasons })}
            error={errorFor(errors, fieldOf("reasons"))}
          />
          {isAward || outcome === "pass" ? <Conditions {...parts} /> : null}
          {outcome === "pass" || (outcome === "defer" && !item.quorum.quorate) ? null : (
            <EntryVotes page={page} typed={typed} onChange={change} voters={voters} errors={errors} />
          )}
          {item.decided === undefined ? null : (
            <TextArea
              id={fieldOf("why")}
              label="Why the decision changes"
              labelSize="s"
              rows={2}
              value={typed.why}
              onChange={(why) => change({ why })}
              error={errorFor(errors, fieldOf("why"))}
            />
          )}
          <Button submit busy={busy}>
            {item.entered === undefined ? "Enter it" : "Enter it again"}
          </Button>
        </>
      )}
    </Form>
  );
};
