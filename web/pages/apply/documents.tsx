import { useEffect } from "preact/hooks";
import { useRoute } from "preact-iso";
import { textOf } from "../../../shared/rules/answers.ts";
import { DOCUMENTS_SECTION } from "../../../shared/rules/draft.ts";
import { demanding } from "../../../shared/rules/eligibility-form.ts";
import { rulesFor } from "../../../shared/rules/eligibility-in-force.ts";
import type { EligibilityRule } from "../../../shared/rules/eligibility-rule.ts";
import { type DocumentSlot, documentsFor, KNOWN } from "../../../shared/rules/form.ts";
import { ButtonLink, ButtonRow } from "../../parts/button.tsx";
import { type DocumentsHere, SlotDocuments, useDocuments } from "../../parts/documents.tsx";
import { errorFor, fieldId, pageErrors } from "../../parts/error-summary.tsx";
import { TextArea } from "../../parts/fields.tsx";
import { Page } from "../../parts/page.tsx";
import { PrivacyNote } from "../../parts/privacy-note.tsx";
import { applicationPath } from "./addresses.ts";
import { soFar } from "./answers-so-far.ts";
import { ApplicationPage, captionOf } from "./application-page.tsx";
import { Deadline, isWritable, Situation } from "./deadline.tsx";
import { findingsOf } from "./findings.ts";
import { SaveLine } from "./save-line.tsx";
import type { Opened } from "./use-application.ts";
import { useArrivalAtField } from "./use-arrival.ts";
import { type SectionInHand, useSection } from "./use-section.ts";
import { Versions } from "./versions.tsx";

/** The documents of an application, each with the reason why it is not there yet. */
export default function DocumentsPage() {
  const { params } = useRoute();
  return <ApplicationPage id={params.id}>{(open) => <Documents key={open.view.id} open={open} />}</ApplicationPage>;
}

const Documents = ({ open }: { open: Opened }) => {
  const { view, personId, change } = open;
  const hand = useSection(open, DOCUMENTS_SECTION);
  const here = useDocuments(view.id, view.documents);
  const arrived = useArrivalAtField();
  const { documents } = here;
  useEffect(() => change({ documents: [...documents] }), [documents, change]);
  const reckoned = soFar(view, personId, { [DOCUMENTS_SECTION]: hand.sync.text });
  const writable = isWritable(view) && view.draft !== undefined;
  const errors = arrived
    ? pageErrors(
        findingsOf({ ...view, documents: [...documents] }, reckoned).filter(({ pointer }) =>
          pointer.startsWith("/documents/"),
        ),
      )
    : [];
  const slots = documentsFor(view.form, reckoned.band);
  const rules = rulesFor(view.form, view.allowed ?? []);
  const asText = { id: DOCUMENTS_SECTION, title: "Documents", questions: slots.map(whyQuestion) };
  return (
    <Page
      title="Documents"
      back={{ href: applicationPath(view.id), text: "Back to your task list" }}
      caption={captionOf(textOf(reckoned.answers[KNOWN.title]), view.organisationName, reckoned.requestedPence)}
      status={writable ? <SaveLine {...{ view, personId, hand }} /> : undefined}
    >
      <Situation view={view} />
      <Deadline view={view} />
      <Versions {...{ view, personId, section: asText, hand }} />
      <p class="govuk-body">
        PDF, Word, OpenDocument, Excel, CSV or a picture; up to 10 MB each and 30 MB in all. Each file is checked for
        viruses. You can send your application while a check is still under way.
      </p>
      <PrivacyNote>
        The office and those who decide open your files. Leave out, or cover, what tells of people you help.
      </PrivacyNote>
      <div class="writing">
        {slots.map((slot) => (
          <SlotDocuments
            key={slot.id}
            id={fieldId(`/documents/${slot.id}`)}
            applicationId={view.id}
            slot={slot}
            here={here}
            editable={writable}
            submitted={view.latest !== undefined}
            error={errorFor(errors, fieldId(`/documents/${slot.id}`))}
          >
            <NotYet
              {...{ slot, hand, here, readOnly: !writable, demandedBy: demanding(rules, reckoned.band, slot.id) }}
            />
          </SlotDocuments>
        ))}
      </div>
      <ButtonRow>
        <ButtonLink href={applicationPath(view.id)}>
          {writable ? "Save and continue" : "Back to your task list"}
        </ButtonLink>
      </ButtonRow>
    </Page>
  );
};

const WHY = "If you do not have this yet, why not, and when will you?";

const whyQuestion = ({ id, label }: DocumentSlot) => ({
  id,
  type: "long-text" as const,
  label: `${label}: ${WHY}`,
  bands: [],
  optional: true,
});

type NotYetProps = {
  slot: DocumentSlot;
  hand: SectionInHand;
  here: DocumentsHere;
  readOnly: boolean;
  demandedBy: EligibilityRule | undefined;
};

const NotYet = ({ slot, hand, here, readOnly, demandedBy }: NotYetProps) => {
  if (here.documents.some((file) => file.slot === slot.id && file.state === "received")) return null;
  const { keeper, sync } = hand;
  const answer = sync.text.answers[slot.id];
  if (readOnly && textOf(answer) === "") return <p class="govuk-body soft">Not added</p>;
  // A reason would change nothing: nobody is asked for one.
  if (demandedBy !== undefined && !readOnly)
    return (
      <p class="govuk-body">
        {demandedBy.refusal} {demandedBy.instead}
      </p>
    );
  return (
    <TextArea
      id={`${fieldId(`/documents/${slot.id}`)}-why`}
      label={WHY}
      rows={2}
      value={typeof answer === "string" ? answer : ""}
      readOnly={readOnly}
      onBlur={keeper.flush}
      onChange={(why) => {
        const { text } = keeper.now();
        keeper.type({ ...text, answers: { ...text.answers, [slot.id]: why } });
      }}
    />
  );
};
