import { useState } from "preact/hooks";
import type { PastAwardLine, ReturnLine, records } from "../../../shared/contract/records.ts";
import { call } from "../../api.ts";
import { DateField } from "../../parts/date-field.tsx";
import { Details } from "../../parts/details.tsx";
import { useTyped } from "../../parts/typed.ts";
import { AwardForm, Reason, RecordForm, ReturnForm } from "./group-forms.tsx";
import type { RecordWork } from "./group-work.ts";

/** The day a return came; nothing is corrected by that. */
export const Receiving = ({ line, ...work }: RecordWork & { line: ReturnLine }) => {
  const { typed, field } = useTyped({ receivedOn: "" }, work.sending.errors);
  const save = () =>
    work.sending.send((writeId) =>
      call<typeof records.receiveReturn>("POST /api/office/organisations/{id}/returns/{line}/receipt", {
        params: { id: work.page.organisation.id, line: line.id },
        body: { ...typed, version: line.version, writeId },
      }),
    );
  return (
    <RecordForm work={work} action="Record that it came" save={save}>
      <DateField {...field("receivedOn")} label="Received on" />
    </RecordForm>
  );
};

const TakingBack = ({ of, ...work }: RecordWork & { of: { award: PastAwardLine } | { dueReturn: ReturnLine } }) => {
  const { typed, field } = useTyped({ reason: "" }, work.sending.errors);
  const { id } = work.page.organisation;
  const save = () =>
    work.sending.send((writeId) =>
      "award" in of
        ? call<typeof records.takeBackAward>("POST /api/office/organisations/{id}/past-awards/{line}/taking-back", {
            params: { id, line: of.award.id },
            body: { ...typed, version: of.award.version, writeId },
          })
        : call<typeof records.takeBackReturn>("POST /api/office/organisations/{id}/returns/{line}/taking-back", {
            params: { id, line: of.dueReturn.id },
            body: { ...typed, version: of.dueReturn.version, writeId },
          }),
    );
  return (
    <RecordForm work={work} action="Take it back" save={save}>
      <p class="govuk-body">It stays in sight, marked, and counts for nothing any more.</p>
      <Reason {...field("reason")} />
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
