import { useState } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import type { ApplicationView } from "../../../shared/contract/application-views.ts";
import type { entries } from "../../../shared/contract/entries.ts";
import type { Answer } from "../../../shared/rules/application.ts";
import { bandOfAnswers } from "../../../shared/rules/completeness.ts";
import { DOCUMENTS_SECTION } from "../../../shared/rules/draft.ts";
import { documentsFor, flatAnswers, isAsked, sectionsFor } from "../../../shared/rules/form.ts";
import { formatDeadline, formatSecond } from "../../../shared/rules/london.ts";
import { call } from "../../api.ts";
import { Button, ButtonRow } from "../../parts/button.tsx";
import { deskApplicationPath } from "../../parts/desk-paths.ts";
import { errorFor, fieldId } from "../../parts/error-summary.tsx";
import { TextField } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import { LinesShape, Load, useLoaded } from "../../parts/load.tsx";
import { Page } from "../../parts/page.tsx";
import { RefusalNotice } from "../../parts/refusal.tsx";
import { SignInAgain } from "../../parts/sign-in-again.tsx";
import { useSending } from "../../parts/use-sending.ts";
import { QuestionField } from "../apply/question.tsx";
import * as rows from "../apply/rows-field.tsx";
import { useEntry } from "./use-entry.ts";

const typedText = (answer: Answer | undefined): string => (typeof answer === "string" ? answer : "");

const EntryForm = ({ view }: { view: ApplicationView }) => {
  const { form, id, draft, organisationName, enteredByOffice, round } = view;
  const { sections, savedAt, refusal, save, change } = useEntry(view);
  const { route } = useLocation();
  const { busy, errors, send } = useSending();
  const [declaredBy, setDeclaredBy] = useState(enteredByOffice?.agreedBy ?? "");
  const answers = flatAnswers(
    form,
    Object.fromEntries(Object.entries(sections).map(([key, one]) => [key, one.answers])),
  );
  const band = bandOfAnswers(form, answers);
  const errorOf = (field: string) => errorFor(errors, field);
  const onBlur = () => void save();
  const submit = async () => {
    if (!(await save())) return;
    const receipt = await send((writeId) =>
      call<typeof entries.submit>("POST /api/desk/applications/{id}/submission", {
        params: { id },
        body: { draftId: draft?.id ?? "", declaredBy, writeId },
      }),
    );
    if (receipt !== undefined) route(deskApplicationPath(id));
  };
  return (
    <Page
      title={`Application of ${organisationName}`}
      caption={`${id} · closes ${formatDeadline(round.timetable.closesAt)}`}
      back={{ href: deskApplicationPath(id), text: "The application" }}
      errors={errors}
      status={
        <p class="status-line" role="status">
          {savedAt === undefined ? "Each answer is saved when you leave its field." : `Saved ${formatSecond(savedAt)}`}
        </p>
      }
    >
      {refusal === undefined ? null : refusal.kind === "unauthenticated" ? (
        <SignInAgain onSignedIn={() => void save()} />
      ) : (
        <RefusalNotice refusal={refusal} onRetry={() => void save()} />
      )}
      <Form onSend={submit}>
        {sectionsFor(form, band).map(({ id: section, title, intro, questions }) => (
          <section key={section}>
            <h2 class="govuk-heading-m">{title}</h2>
            {intro === undefined ? null : <p class="govuk-body">{intro}</p>}
            {questions
              .filter((question) => isAsked(question, band, answers))
              .map((question) => (
                <QuestionField
                  key={question.id}
                  question={question}
                  section={section}
                  band={band}
                  answer={sections[section]?.answers[question.id]}
                  onChange={(answer) => change(section, question.id, answer)}
                  onBlur={onBlur}
                  readOnly={false}
                  errorOf={errorOf}
                  rows={rows}
                  files={view.documents}
                />
              ))}
          </section>
        ))}
        <h2 class="govuk-heading-m">Documents</h2>
        <p class="govuk-body">
          Say where each document is: on paper in the office, or why the group does not have it yet.
        </p>
        {documentsFor(form, band).map(({ id: slot, label, optional }) => {
          const field = fieldId(`/documents/${slot}`);
          return (
            <TextField
              key={slot}
              id={field}
              label={label}
              optional={optional}
              value={typedText(sections[DOCUMENTS_SECTION]?.answers[slot])}
              onChange={(why) => change(DOCUMENTS_SECTION, slot, why)}
              onBlur={onBlur}
              error={errorOf(field)}
            />
          );
        })}
        <h2 class="govuk-heading-m">Send it</h2>
        <TextField
          id="declaredBy"
          label="Who of the group made the declaration to you?"
          value={declaredBy}
          onChange={setDeclaredBy}
          error={errorOf("declaredBy")}
        />
        <ButtonRow>
          <Button submit busy={busy}>
            Send the application
          </Button>
        </ButtonRow>
      </Form>
    </Page>
  );
};

/** The whole form on one page, for an officer who types what a group says or has written. */
export default function EntryPage() {
  const { id = "" } = useRoute().params;
  const loaded = useLoaded(
    (signal) => call<typeof entries.read>("GET /api/desk/applications/{id}/entry", { params: { id }, signal }),
    [id],
  );
  if (loaded.is === "here" && loaded.value.draft !== undefined) return <EntryForm key={id} view={loaded.value} />;
  return (
    <Page title="Enter an application" back={{ href: deskApplicationPath(id), text: "The application" }}>
      <Load of={loaded} shape={<LinesShape />}>
        {() => <p class="govuk-body">This application was sent. The group can open a change until the round closes.</p>}
      </Load>
    </Page>
  );
}
