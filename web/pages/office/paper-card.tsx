import { useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import type { FundForm } from "../../../shared/contract/fund-views.ts";
import type { funds } from "../../../shared/contract/funds.ts";
import type { scoring } from "../../../shared/contract/scoring.ts";
import type { OfficeScoring } from "../../../shared/contract/scoring-views.ts";
import type { Entry } from "../../../shared/rules/scoring.ts";
import { call } from "../../api.ts";
import { Button } from "../../parts/button.tsx";
import { errorFor } from "../../parts/error-summary.tsx";
import { SelectField } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import { FactsShape, Load, useLoaded } from "../../parts/load.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { scoringPath } from "../../parts/trustee-paths.ts";
import { useSending } from "../../parts/use-sending.ts";
import { CriterionField } from "../trustee/card.tsx";

const NOTHING: Entry = { comment: "" };

type FormProps = {
  view: OfficeScoring;
  form: FundForm;
  sending: ReturnType<typeof useSending>;
  onEntered: (said: string) => void;
};

const PaperCard = ({ view, form, sending, onEntered }: FormProps) => {
  const { seats, bids, roundId } = view;
  const [personId, setPersonId] = useState("");
  const [applicationId, setApplicationId] = useState("");
  const [entries, setEntries] = useState<Readonly<Record<string, Entry>>>({});
  const { errors } = sending;
  const theirs = bids.filter(({ scorers, hiddenFrom }) => scorers.includes(personId) && !hiddenFrom.includes(personId));
  const enter = async (): Promise<void> => {
    if (personId === "") return sending.setErrors([{ id: "personId", text: "Choose whose card it is." }]);
    if (applicationId === "") return sending.setErrors([{ id: "applicationId", text: "Choose the bid it is about." }]);
    const entered = await sending.send((writeId) =>
      call<typeof scoring.enterPaper>("POST /api/scoring/{round}/paper-cards", {
        params: { round: roundId },
        body: { applicationId, personId, entries, writeId },
      }),
    );
    if (entered === undefined) return;
    const name = seats.find((seat) => seat.personId === personId)?.name ?? "The trustee";
    const title = bids.find(({ id }) => id === applicationId)?.title ?? applicationId;
    setEntries({});
    setApplicationId("");
    onEntered(`The card about “${title}” is entered. ${name} confirms it before it counts.`);
  };
  return (
    <Form class="writing" onSend={enter}>
      <SelectField
        id="personId"
        label="Whose card is it?"
        options={seats.map((seat) => ({ value: seat.personId, label: seat.name }))}
        value={personId}
        onChange={(chosen) => {
          setPersonId(chosen);
          setApplicationId("");
        }}
        error={errorFor(errors, "personId")}
      />
      <SelectField
        id="applicationId"
        label="Which bid is it about?"
        hint="Only bids that this trustee scores."
        options={theirs.map(({ id, title, organisationName }) => ({
          value: id,
          label: `${title}, ${organisationName}`,
        }))}
        value={applicationId}
        onChange={setApplicationId}
        error={errorFor(errors, "applicationId")}
      />
      {form.criteria.map((criterion) => (
        <CriterionField
          key={`${applicationId} ${criterion.id}`}
          criterion={criterion}
          entry={entries[criterion.id] ?? NOTHING}
          onChange={(entry) => setEntries((now) => ({ ...now, [criterion.id]: entry }))}
          onBlur={() => undefined}
          readOnly={false}
          errors={errors}
        />
      ))}
      <Button submit busy={sending.busy}>
        Enter the card
      </Button>
    </Form>
  );
};

/** A card that a trustee wrote on paper, typed in by an officer; the trustee confirms it. No other card is shown. */
export default function PaperCardPage() {
  const { id = "" } = useRoute().params;
  const [done, setDone] = useState<{ count: number; said: string }>();
  const sending = useSending();
  const loaded = useLoaded(
    async (signal) => {
      const [view, form] = await Promise.all([
        call<typeof scoring.office>("GET /api/scoring/{round}", { params: { round: id }, signal }),
        call<typeof funds.round>("GET /api/rounds/{id}", { params: { id }, signal }),
      ]);
      return { view, form };
    },
    [id],
  );
  return (
    <Page
      title="Enter a card from paper"
      caption={loaded.is === "here" ? `${loaded.value.view.fundName}, ${loaded.value.view.roundTitle}` : undefined}
      back={{ href: scoringPath(id), text: "Scoring" }}
      errors={sending.errors}
    >
      {done === undefined ? null : (
        <Notice key={done.count} focused>
          <p class="govuk-body">{done.said}</p>
        </Notice>
      )}
      <Load of={loaded} shape={<FactsShape />}>
        {({ view, form }) =>
          view.may.enterPaper ? (
            <PaperCard
              view={view}
              form={form}
              sending={sending}
              onEntered={(said) => setDone((now) => ({ count: (now?.count ?? 0) + 1, said }))}
            />
          ) : (
            <p class="govuk-body">No card can be entered now: scoring has not begun, or it has ended.</p>
          )
        }
      </Load>
    </Page>
  );
}
