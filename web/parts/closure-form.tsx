import type { ClosureEntered } from "../../shared/contract/closures.ts";
import { CLOSURE_REASONS, DRAFTS, FREEZES } from "../../shared/rules/closure.ts";
import type { WallTime } from "../../shared/rules/round.ts";
import { Checkboxes, Radios } from "./choices.tsx";
import { DEADLINE_WORDS, DRAFTS_WORDS, FREEZE_WORDS, REASON_WORDS, scopeOf, scopeValue } from "./closure-words.ts";
import { DateField } from "./date-field.tsx";
import { errorFor, type PageError } from "./error-summary.tsx";
import { SelectField, TextArea, TextField } from "./fields.tsx";

type Named = { id: string; name: string };

export type ClosureFormProps = {
  typed: ClosureEntered;
  onChange: (typed: ClosureEntered) => void;
  errors: readonly PageError[];
  /** What a closure can be for, and which elections it can wait for. */
  funds: readonly Named[];
  rounds: readonly Named[];
  polls: readonly Named[];
  /** The reason stands: closing ahead of an election. */
  reasonFixed?: boolean | undefined;
};

type WallProps = { id: string; label: string; value: WallTime; onChange: (value: WallTime) => void };

const Wall = ({ id, label, value, onChange }: WallProps) => (
  <div class="pair">
    <DateField id={id} label={label} labelSize="s" value={value.on} onChange={(on) => onChange({ ...value, on })} />
    <TextField
      id={`${id}-time`}
      label="Time in London"
      hint="23:59 is the end of the day."
      width={5}
      value={value.time}
      onChange={(time) => onChange({ ...value, time })}
    />
  </div>
);

const wallOf = (side: ClosureEntered["from"] | ClosureEntered["until"], fallback: WallTime): WallTime =>
  side.of === "wall" ? { on: side.on, time: side.time } : fallback;

/** Errors of the closure's fields: those of a date or time belong to the side they are of. */
export const closureErrors = (errors: readonly PageError[]): PageError[] =>
  errors.map((error) => ({ ...error, id: error.id?.replace(/^(from|until)-.*$/, "$1") }));

const Sides = ({ typed, onChange, errors, polls }: ClosureFormProps) => {
  const { from, until } = typed;
  const begins = wallOf(from, { on: "", time: "00:00" });
  const ends = wallOf(until, { on: "", time: "23:59" });
  const waitsFor = until.of === "declaration" ? until.pollId : (polls[0]?.id ?? "");
  return (
    <>
      <Radios
        id="from"
        label="When it begins"
        labelSize="s"
        error={errorFor(errors, "from")}
        value={from.of}
        onChange={(of) => onChange({ ...typed, from: of === "wall" ? { of, ...begins } : { of: "at-once" } })}
        options={[
          {
            value: "wall",
            label: "At a day and time",
            hint: "A closure that could be seen coming is announced ten working days ahead.",
            below: (
              <Wall
                id="from-wall"
                label="Begins"
                value={begins}
                onChange={(wall) => onChange({ ...typed, from: { of: "wall", ...wall } })}
              />
            ),
          },
          { value: "at-once", label: "Five seconds after it is confirmed" },
        ]}
      />
      <Radios
        id="until"
        label="When it ends"
        labelSize="s"
        error={errorFor(errors, "until")}
        value={until.of}
        onChange={(of) =>
          onChange({
            ...typed,
            until:
              of === "wall"
                ? { of, ...ends }
                : of === "declaration"
                  ? { of, pollId: waitsFor }
                  : { of: "further-notice" },
          })
        }
        options={[
          ...(polls.length === 0
            ? []
            : [
                {
                  value: "declaration",
                  label: "When the declaration of acceptance of office is recorded",
                  below: (
                    <SelectField
                      id="until-poll"
                      label="After which election"
                      value={waitsFor}
                      onChange={(pollId) => onChange({ ...typed, until: { of: "declaration", pollId } })}
                      options={polls.map(({ id, name }) => ({ value: id, label: name }))}
                    />
                  ),
                },
              ]),
          {
            value: "further-notice",
            label: "Until further notice",
            hint: "It never ends by itself: two people open again, with a reason.",
          },
          {
            value: "wall",
            label: "At a day and time",
            below: (
              <Wall
                id="until-wall"
                label="Ends"
                value={ends}
                onChange={(wall) => onChange({ ...typed, until: { of: "wall", ...wall } })}
              />
            ),
          },
        ]}
      />
    </>
  );
};

/** Everything that a closure says: what it is for, when, what it holds, and what becomes of open rounds and drafts. */
export const ClosureForm = (props: ClosureFormProps) => {
  const { typed, onChange, errors, funds, rounds, reasonFixed = false } = props;
  return (
    <>
      <SelectField
        id="scope"
        label="What is closed"
        labelSize="s"
        error={errorFor(errors, "scope")}
        value={scopeValue(typed.scope)}
        onChange={(value) => onChange({ ...typed, scope: scopeOf(value) })}
        options={[
          { value: "portal", label: "Every fund" },
          ...funds.map(({ id, name }) => ({ value: `fund ${id}`, label: name })),
          ...rounds.map(({ id, name }) => ({ value: `round ${id}`, label: name })),
          { value: "publicity", label: "Publicity alone, of every fund" },
        ]}
      />
      {reasonFixed ? null : (
        <SelectField
          id="reason"
          label="Why"
          labelSize="s"
          error={errorFor(errors, "reason")}
          value={typed.reason}
          onChange={(value) =>
            onChange({ ...typed, reason: CLOSURE_REASONS.find((one) => one === value) ?? typed.reason })
          }
          options={CLOSURE_REASONS.map((value) => ({ value, label: REASON_WORDS[value] }))}
        />
      )}
      <Sides {...props} />
      <Checkboxes
        id="freezes"
        label="What is held meanwhile"
        labelSize="s"
        hint="Payments, returns, safeguarding and the lists that the law asks for always carry on."
        error={errorFor(errors, "freezes")}
        values={typed.freezes}
        onChange={(values) => onChange({ ...typed, freezes: FREEZES.filter((one) => values.includes(one)) })}
        options={FREEZES.map((value) => ({ value, label: FREEZE_WORDS[value] }))}
      />
      <Radios
        id="deadlines"
        label="The deadline of a round that is open"
        labelSize="s"
        error={errorFor(errors, "deadlines")}
        value={typed.deadlines}
        onChange={(deadlines) => onChange({ ...typed, deadlines })}
        options={(["moved", "kept", "cancelled"] as const).map((value) => ({ value, ...DEADLINE_WORDS[value] }))}
      />
      <Radios
        id="drafts"
        label="Drafts that groups have begun"
        labelSize="s"
        error={errorFor(errors, "drafts")}
        value={typed.drafts}
        onChange={(drafts) => onChange({ ...typed, drafts })}
        options={DRAFTS.map((value) => ({ value, ...DRAFTS_WORDS[value] }))}
      />
      <TextArea
        id="wording"
        label="What everybody reads"
        labelSize="s"
        hint="On every page that it is about, and in the emails. No names of people."
        rows={3}
        limitCharacters={400}
        error={errorFor(errors, "wording")}
        value={typed.wording}
        onChange={(wording) => onChange({ ...typed, wording })}
      />
    </>
  );
};
