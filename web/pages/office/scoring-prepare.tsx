import { useState } from "preact/hooks";
import type { scoring } from "../../../shared/contract/scoring.ts";
import type { OfficeScoring, SeatProgress } from "../../../shared/contract/scoring-views.ts";
import { closingWall, type WallTime } from "../../../shared/rules/round.ts";
import { call } from "../../api.ts";
import { Button } from "../../parts/button.tsx";
import { Checkbox, Radios } from "../../parts/choices.tsx";
import { errorFor, type PageError } from "../../parts/error-summary.tsx";
import { SelectField, TextField } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import type { useSending } from "../../parts/use-sending.ts";
import { WallField } from "../../parts/wall-field.tsx";

const SEAT_OPTIONS = [
  { value: "chair", label: "Chair" },
  { value: "deputy", label: "Deputy chair" },
  { value: "trustee", label: "Trustee" },
] as const;

const ASKED_OPTIONS = [
  { value: "pcc", label: "Police and Crime Commissioner" },
  { value: "chief-constable", label: "Chief Constable" },
  { value: "local-officer", label: "Local officer of an applicant" },
] as const;

type Typed = Pick<SeatProgress, "personId" | "seat" | "constable" | "asked">;

type SeatProps = {
  name: string;
  typed: Typed;
  index: number;
  errors: readonly PageError[];
  onChange: (typed: Typed) => void;
};

const Of = ({ name }: { name: string }) => <span class="govuk-visually-hidden"> of {name}</span>;

const SeatFields = ({ name, typed, index, errors, onChange }: SeatProps) => (
  <div class="seat__fields">
    <SelectField
      id={`panel-${index}-seat`}
      label={
        <>
          Seat
          <Of name={name} />
        </>
      }
      options={SEAT_OPTIONS}
      value={typed.seat}
      onChange={(chosen) =>
        onChange({ ...typed, seat: SEAT_OPTIONS.find(({ value }) => value === chosen)?.value ?? "trustee" })
      }
      error={errorFor(errors, `panel-${index}-seat`)}
    />
    <SelectField
      id={`panel-${index}-asked`}
      label={
        <>
          Office
          <Of name={name} />
        </>
      }
      blank="None of these"
      options={ASKED_OPTIONS}
      value={typed.asked ?? ""}
      onChange={(chosen) => {
        const { asked: _, ...rest } = typed;
        const asked = ASKED_OPTIONS.find(({ value }) => value === chosen)?.value;
        onChange(asked === undefined ? rest : { ...rest, asked });
      }}
      error={errorFor(errors, `panel-${index}-asked`)}
    />
    <Checkbox
      id={`panel-${index}-constable`}
      label={
        <>
          Constable<span class="govuk-visually-hidden">: {name}</span>
        </>
      }
      checked={typed.constable}
      onChange={(constable) => onChange({ ...typed, constable })}
    />
  </div>
);

const typedSeat = ({ personId, seat, constable, asked }: Typed): Typed => ({
  personId,
  seat,
  constable,
  ...(asked === undefined ? {} : { asked }),
});

/** At first everybody sits, with the one who chairs in the chair; the deputy is for the officer to say. */
const everybody = (candidates: OfficeScoring["candidates"]): Typed[] => {
  const chair = candidates.find((candidate) => candidate.chair)?.personId;
  return candidates.map(({ personId }) => ({
    personId,
    seat: personId === chair ? "chair" : "trustee",
    constable: false,
  }));
};

const firstEnd = ({ endsAt, meetingOn }: OfficeScoring): WallTime =>
  endsAt === undefined ? { on: meetingOn, time: "09:00" } : closingWall(endsAt);

type PrepareProps = {
  view: OfficeScoring;
  sending: ReturnType<typeof useSending>;
  onSaved: (view: OfficeScoring) => void;
};

/** Who sits, until when they score, and who scores what. */
export const Prepare = ({ view, sending, onSaved }: PrepareProps) => {
  const { candidates, seats, version, roundId } = view;
  const [panel, setPanel] = useState<readonly Typed[]>(version === 0 ? everybody(candidates) : seats.map(typedSeat));
  const [ends, setEnds] = useState(firstEnd(view));
  const [how, setHow] = useState<"all" | "balanced">("all");
  const [scorers, setScorers] = useState("3");
  const { errors } = sending;
  const sits = (personId: string): boolean => panel.some((seat) => seat.personId === personId);
  const toggle = (personId: string, chair: boolean) => (checked: boolean) =>
    setPanel((now) =>
      checked
        ? [
            ...now,
            {
              personId,
              seat: chair && now.every(({ seat }) => seat !== "chair") ? "chair" : "trustee",
              constable: false,
            },
          ]
        : now.filter((seat) => seat.personId !== personId),
    );
  const save = async (): Promise<void> => {
    const assignment = how === "all" ? ({ how } as const) : { how, scorers: Number(scorers) || 0 };
    const saved = await sending.send((writeId) =>
      call<typeof scoring.prepare>("PUT /api/scoring/{round}", {
        params: { round: roundId },
        body: { version, panel: [...panel], endsAt: ends, assignment, writeId },
      }),
    );
    if (saved !== undefined) onSaved(saved);
  };
  return (
    <Form onSend={save}>
      <fieldset class="govuk-fieldset" id="panel" tabIndex={-1}>
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Who sits on the panel?</legend>
        {errorFor(errors, "panel") === undefined ? null : (
          <p class="govuk-error-message">
            <span class="govuk-visually-hidden">Error:</span> {errorFor(errors, "panel")}
          </p>
        )}
        <p class="govuk-hint">
          A constable has no vote on the Commissioner’s money. Who holds one of the offices is also asked whether they
          or their staff backed a bid.
        </p>
        {candidates.map(({ personId, name, chair }) => {
          const index = panel.findIndex((seat) => seat.personId === personId);
          const typed = panel[index];
          return (
            <div key={personId} class="seat">
              <Checkbox
                id={`sits-${personId}`}
                label={name}
                checked={sits(personId)}
                onChange={toggle(personId, chair)}
              />
              {typed === undefined ? null : (
                <SeatFields
                  name={name}
                  typed={typed}
                  index={index}
                  errors={errors}
                  onChange={(changed) =>
                    setPanel((now) => now.map((seat) => (seat.personId === personId ? changed : seat)))
                  }
                />
              )}
            </div>
          );
        })}
      </fieldset>
      <WallField
        id="endsAt"
        label="Scoring ends on"
        hint="Or as soon as every card is in. Then everybody sees all scores at once."
        error={errorFor(errors, "endsAt") ?? errorFor(errors, "endsAt-on")}
        timeError={errorFor(errors, "endsAt-time")}
        value={ends}
        onChange={setEnds}
      />
      <Radios
        id="assignment-how"
        label="Who scores what?"
        labelSize="s"
        options={[
          { value: "all", label: "Every trustee scores every bid" },
          {
            value: "balanced",
            label: "Share the bids out evenly",
            below: (
              <TextField
                id="assignment-scorers"
                label="How many trustees score each bid?"
                value={scorers}
                onChange={setScorers}
                inputMode="numeric"
                error={errorFor(errors, "assignment-scorers")}
              />
            ),
          },
        ]}
        value={how}
        onChange={setHow}
        error={errorFor(errors, "assignment-how") ?? errorFor(errors, "assignment")}
      />
      <Button submit busy={sending.busy}>
        {version === 0 ? "Open scoring" : "Save changes"}
      </Button>
    </Form>
  );
};
