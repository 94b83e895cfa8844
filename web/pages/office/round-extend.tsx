import { useState } from "preact/hooks";
import type { ProposedExtension } from "../../../shared/contract/availability.ts";
import type { OfficeRound, rounds } from "../../../shared/contract/rounds.ts";
import { formatDateTime, formatDeadline } from "../../../shared/rules/london.ts";
import { call } from "../../api.ts";
import { Confirm } from "../../parts/confirm.tsx";
import { Details } from "../../parts/details.tsx";
import { errorFor } from "../../parts/error-summary.tsx";
import { Extensions } from "../../parts/extensions.tsx";
import { AVAILABILITY_PATH } from "../../parts/fund-paths.ts";
import { Notice } from "../../parts/notice.tsx";
import type { useSending } from "../../parts/use-sending.ts";
import { WallField } from "../../parts/wall-field.tsx";
import { DaysFields, MovedReason, roundErrorsAtFields } from "./round-form.tsx";

const REASON_ID = "reason";
const CLOSES_ID = "timetable-closesAt";

type Props = {
  office: OfficeRound;
  may: boolean;
  /** What an outage proposes; its dates and its reason stand in the form, to be changed. */
  proposal?: ProposedExtension | undefined;
  sending: ReturnType<typeof useSending>;
  onChange: (office: OfficeRound, done: string) => void;
};

const ExtendForm = ({ office: { round, dates }, proposal, sending, onChange }: Omit<Props, "may">) => {
  const { opens: _, ...standing } = dates;
  const [typed, setTyped] = useState(proposal?.dates ?? standing);
  const [reason, setReason] = useState(proposal?.reason ?? "");
  const extend = async () => {
    const extended = await sending.send((writeId) =>
      call<typeof rounds.extend>("POST /api/office/rounds/{id}/extensions", {
        params: { id: round.id },
        body: { dates: typed, reason, version: round.version, writeId },
      }),
    );
    if (extended !== undefined)
      onChange(extended, `The round now closes at ${formatDeadline(extended.round.timetable.closesAt)}.`);
  };
  const errors = roundErrorsAtFields(sending.errors, round.pot);
  const isHere = errors.some(({ id }) => id === REASON_ID || id?.startsWith("timetable-"));
  return (
    <Details summary="Extend this round for everybody" open={isHere || proposal !== undefined}>
      <p class="govuk-body">
        It closes at {formatDeadline(round.timetable.closesAt)}. It can close later until the first score is in, also
        after it has closed. It is never shortened.
      </p>
      <WallField
        id={CLOSES_ID}
        label="Closes instead on"
        error={errorFor(errors, CLOSES_ID)}
        value={typed.closes}
        onChange={(closes) => setTyped({ ...typed, closes })}
      />
      <DaysFields
        under="timetable-"
        days={typed}
        errors={errors}
        onChange={(changed) => setTyped({ ...typed, ...changed })}
      />
      <MovedReason
        id={REASON_ID}
        label="Reason"
        value={reason}
        onChange={setReason}
        error={errorFor(errors, REASON_ID)}
      />
      <Confirm
        action="Extend this round"
        question={`Extend “${round.title}”?`}
        yes="Yes, extend it"
        no="No, not yet"
        kind="main"
        onYes={() => void extend()}
        busy={sending.busy}
      >
        <p class="govuk-body">
          The new close holds at once. Everyone with a draft and everyone who has submitted gets an email with the
          reason. The dates that were promised stay on the public page.
        </p>
      </Confirm>
    </Details>
  );
};

/** The closes of a round that were moved, and a form for another while it may be. */
export const RoundExtend = ({ office, may, proposal, sending, onChange }: Props) => (
  <>
    <Extensions round={office.round} />
    {proposal === undefined ? null : (
      <Notice tone="hand" title="The portal could not be reached before the close">
        <ul class="govuk-list govuk-list--bullet">
          {proposal.outages.map(({ from, to }) => (
            <li key={from}>
              No answer from {formatDateTime(from)} to {formatDateTime(to)}
            </li>
          ))}
        </ul>
        <p class="govuk-body">
          {may
            ? "An extension is proposed below, with its dates and its reason. "
            : "An officer can extend the round. "}
          <a class="govuk-link" href={AVAILABILITY_PATH}>
            See when the portal could not be reached
          </a>
        </p>
      </Notice>
    )}
    {may ? <ExtendForm office={office} proposal={proposal} sending={sending} onChange={onChange} /> : null}
  </>
);
