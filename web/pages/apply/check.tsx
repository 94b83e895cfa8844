import { useRoute } from "preact-iso";
import { textOf } from "../../../shared/rules/answers.ts";
import { DOCUMENTS_SECTION } from "../../../shared/rules/draft.ts";
import { documentsFor, isAsked, isDeclaration, KNOWN } from "../../../shared/rules/form.ts";
import { questionAsRead, typedAsRead } from "../../../shared/rules/typed-words.ts";
import { ButtonLink, ButtonRow } from "../../parts/button.tsx";
import { fieldId } from "../../parts/error-summary.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { PrintButton } from "../../parts/print-button.tsx";
import { SummaryList } from "../../parts/summary-list.tsx";
import { applicationPath, questionPointer, sectionPath, sendPath } from "./addresses.ts";
import { AnswerList } from "./answer-list.tsx";
import { type SoFar, soFar } from "./answers-so-far.ts";
import { ApplicationPage, captionOf } from "./application-page.tsx";
import { FindingList } from "./blockers.tsx";
import { Deadline, isWritable, Situation } from "./deadline.tsx";
import { blockersOf, isDeclared } from "./findings.ts";
import { SeenBefore } from "./seen-before.tsx";
import type { Opened } from "./use-application.ts";
import { useSendingUnsent } from "./use-sending-unsent.ts";

/** Every answer on one page, each with its way to change it. It prints. */
export default function CheckPage() {
  const { params } = useRoute();
  return <ApplicationPage id={params.id}>{(open) => <Check key={open.view.id} open={open} />}</ApplicationPage>;
}

const Check = ({ open }: { open: Opened }) => {
  const { view, personId } = open;
  useSendingUnsent(open);
  const reckoned = soFar(view, personId);
  const { answers, band } = reckoned;
  const writable = isWritable(view) && view.draft !== undefined;
  const read = typedAsRead(view.form, answers, band, view.round.timetable.notifiedBy);
  const missing = blockersOf(view, reckoned).filter((finding) => !isDeclared(finding));
  return (
    <Page
      title={writable ? "Check your answers" : "What you wrote"}
      back={{ href: applicationPath(view.id), text: "Back to your task list" }}
      caption={captionOf(textOf(answers[KNOWN.title]), view.organisationName, reckoned.requestedPence)}
    >
      <Situation view={view} />
      <Deadline view={view} />
      {reckoned.asked
        .filter((section) => !isDeclaration(section))
        .map((section) => (
          <section key={section.id}>
            <h2 class="govuk-heading-m">{section.title}</h2>
            <AnswerList
              questions={section.questions.filter((question) => isAsked(question, band, answers)).map(questionAsRead)}
              answers={read}
              changeOf={
                writable
                  ? ({ id }) => `${sectionPath(view.id, section.id)}#${fieldId(questionPointer(section.id, id))}`
                  : undefined
              }
            />
          </section>
        ))}
      <Documents open={open} reckoned={reckoned} writable={writable} />
      <SeenBefore view={view} />
      {writable && missing.length > 0 ? (
        <Notice
          tone="hand"
          title={missing.length === 1 ? "One thing is still missing" : `${missing.length} things are still missing`}
        >
          <FindingList id={view.id} view={view} findings={missing} />
        </Notice>
      ) : null}
      <ButtonRow>
        {writable && missing.length === 0 && view.roundStatus !== "paused" ? (
          <ButtonLink href={sendPath(view.id)}>Continue to the declaration</ButtonLink>
        ) : null}
        <PrintButton />
      </ButtonRow>
    </Page>
  );
};

const Documents = ({ open: { view }, reckoned, writable }: { open: Opened; reckoned: SoFar; writable: boolean }) => {
  const slots = documentsFor(view.form, reckoned.band);
  if (slots.length === 0) return null;
  const why = reckoned.sections[DOCUMENTS_SECTION]?.answers ?? {};
  return (
    <section>
      <h2 class="govuk-heading-m">Documents</h2>
      <SummaryList
        rows={slots.map(({ id, label }) => {
          const names = view.documents
            .filter(({ slot, state }) => slot === id && state === "received")
            .map(({ name }) => name);
          const reason = textOf(why[id]);
          return {
            key: label,
            value: names.length > 0 ? names.join("\n") : reason === "" ? undefined : `Not yet: ${reason}`,
            ...(writable
              ? {
                  change: {
                    href: `${sectionPath(view.id, DOCUMENTS_SECTION)}#${fieldId(`/documents/${id}`)}`,
                    of: label,
                  },
                }
              : {}),
          };
        })}
      />
    </section>
  );
};
