import type { ClosureEntered } from "../../shared/contract/closures.ts";
import { CLOSURE_REASONS } from "../../shared/rules/closure.ts";
import type { WallTime } from "../../shared/rules/round.ts";
import { Radios } from "./choices.tsx";
import { DraftsField, FreezesField, WordingField } from "./closure-fields.tsx";
import { DEADLINE_WORDS, REASON_WORDS, scopeOf, scopeValue } from "./closure-words.ts";
import { errorFor, type PageError } from "./error-summary.tsx";
import { SelectField } from "./fields.tsx";
import { fieldsOf } from "./typed.ts";
import { WallField } from "./wall-field.tsx";

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

const END_OF_DAY = "23:59 is the end of the day.";

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
              <WallField
                timeHint={END_OF_DAY}
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
              <WallField
                timeHint={END_OF_DAY}
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
  const field = fieldsOf(typed, (next) => onChange(next(typed)), errors);
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
      <FreezesField {...field("freezes")} />
      <Radios
        {...field("deadlines")}
        label="The deadline of a round that is open"
        labelSize="s"
        options={(["moved", "kept", "cancelled"] as const).map((value) => ({ value, ...DEADLINE_WORDS[value] }))}
      />
      <DraftsField {...field("drafts")} />
      <WordingField {...field("wording")} />
    </>
  );
};
