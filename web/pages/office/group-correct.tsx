import { useState } from "preact/hooks";
import type { PastAwardLine, ReturnLine, records } from "../../../shared/contract/records.ts";
import { call } from "../../api.ts";
import { DateField } from "../../parts/date-field.tsx";
import { Details } from "../../parts/details.tsx";
import { errorFor } from "../../parts/error-summary.tsx";
import { AwardForm, Reason, RecordForm, ReturnForm } from "./group-forms.tsx";
import type { RecordWork } from "./group-work.ts";

/** The day a return came; nothing is corrected by that. */
export const Receiving = ({ line, ...work }: RecordWork & { line: ReturnLine }) => {
  const [receivedOn, setReceivedOn] = useState("");
  const save = () =>
    work.sending.send((writeId) =>
      call<typeof records.receiveReturn>("POST /api/office/organisations/{id}/returns/{line}/receipt", {
        params: { id: work.page.organisation.id, line: line.id },
        body: { receivedOn, version: line.version, writeId },
      }),
    );
  return (
    <RecordForm work={work} action="Record that it came" save={save}>
      <DateField
        id="receivedOn"
        label="Received on"
        value={receivedOn}
        onChange={setReceivedOn}
        error={errorFor(work.sending.errors, "receivedOn")}
      />
    </RecordForm>
  );
};

const TakingBack = ({ of, ...work }: RecordWork & { of: { award: PastAwardLine } | { dueReturn: ReturnLine } }) => {
  const [reason, setReason] = useState("");
  const { id } = work.page.organisation;
  const save = () =>
    work.sending.send((writeId) =>
      "award" in of
        ? call<typeof records.takeBackAward>("POST /api/office/organisations/{id}/past-awards/{line}/taking-back", {
            params: { id, line: of.award.id },
            body: { reason, version: of.award.version, writeId },
          })
        : call<typeof records.takeBackReturn>("POST /api/office/organisations/{id}/returns/{line}/taking-back", {
            params: { id, line: of.dueReturn.id },
            body: { reason, version: of.dueReturn.version, writeId },
          }),
    );
  return (
    <RecordForm work={work} action="Take it back" save={save}>
      <p class="govuk-body">It stays in sight, marked, and counts for nothing any more.</p>
      <Reason work={work} value={reason} onChange={setReason} />
    </RecordForm>
  );
};

/** Below a line: its corrected words, or that it was entered by mistake. */
export const Correcting = (
  props: RecordWork & { award?: PastAwardLine | undefined; dueReturn?: ReturnLine | undefined },
) => {
  const { award, dueReturn, ...work } = props;
  const [mistaken, setMistaken] = useState(false);
  const of = award === undefined ? (dueReturn === undefined ? undefined : { dueReturn }) : { award };
  if (of === undefined) return null;
  if (mistaken) return <TakingBack {...work} of={of} />;
  return (
    <>
      {award === undefined ? <ReturnForm {...work} line={dueReturn} /> : <AwardForm {...work} line={award} />}
      <Details summary="It was entered by mistake">
        <p class="govuk-body">A line of another group, or one that is there twice, is taken back with a reason.</p>
        <button type="button" class="link-button" onClick={() => setMistaken(true)}>
          Take this line back
        </button>
      </Details>
    </>
  );
};
