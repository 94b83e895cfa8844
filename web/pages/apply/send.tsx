import { useEffect, useState } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import { textOf } from "../../../shared/rules/answers.ts";
import { isDeclaration, KNOWN, type Section } from "../../../shared/rules/form.ts";
import { Button, ButtonRow } from "../../parts/button.tsx";
import { errorFor, fieldId, type PageError } from "../../parts/error-summary.tsx";
import { TextField } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { PrivacyNote } from "../../parts/privacy-note.tsx";
import { useSession } from "../../parts/session.tsx";
import { applicationPath, checkPath, sentPath } from "./addresses.ts";
import { soFar } from "./answers-so-far.ts";
import { ApplicationPage, captionOf } from "./application-page.tsx";
import { FindingList } from "./blockers.tsx";
import { Deadline, isWritable, Situation } from "./deadline.tsx";
import { blockersOf, isDeclared } from "./findings.ts";
import { QuestionField } from "./question.tsx";
import { keepReceipt } from "./receipt-facts.tsx";
import { SaveLine } from "./save-line.tsx";
import { SendState } from "./send-state.tsx";
import { SendUntil } from "./send-until.tsx";
import type { Opened } from "./use-application.ts";
import { useSection } from "./use-section.ts";
import { useSubmitting } from "./use-submitting.ts";
import { Versions } from "./versions.tsx";

const NAME_ID = "declared-by";

/** The declaration, the sender's name, and the button that counts. */
export default function SendPage() {
  const { params } = useRoute();
  return <ApplicationPage id={params.id}>{(open) => <Declared key={open.view.id} open={open} />}</ApplicationPage>;
}

const Declared = ({ open }: { open: Opened }) => {
  const section = open.view.form.sections.find(isDeclaration);
  return section === undefined ? null : <Send open={open} section={section} />;
};

const Send = ({ open, section }: { open: Opened; section: Section }) => {
  const { view, personId } = open;
  const { route } = useLocation();
  const { person } = useSession();
  const hand = useSection(open, section.id);
  const { now, submit, unanswered } = useSubmitting(view, personId, hand.keeper.settled);
  const [typedName, setName] = useState<string>();
  const [errors, setErrors] = useState<PageError[]>([]);
  const name = typedName ?? unanswered?.declaredBy ?? person?.name ?? "";
  const reckoned = soFar(view, personId, { [section.id]: hand.sync.text });
  const missing = blockersOf(view, reckoned);
  const elsewhere = missing.filter((finding) => !isDeclared(finding));
  // What has been ticked since is right, and says so at once.
  const isStillWrong = (id: string): boolean => missing.some(({ pointer }) => fieldId(pointer) === id);
  const busy = now.is === "saving" || now.is === "sending" || now.is === "checking";
  const { reload } = open;
  useEffect(() => {
    // The portal says that the round has closed: the page asks how things stand now.
    if (now.is === "too-late") reload();
    if (now.is !== "sent") return;
    keepReceipt(now.receipt);
    route(sentPath(view.id), true);
  }, [now, reload, route, view.id]);
  const press = () => {
    const unticked = missing.filter(isDeclared);
    const wrong = [
      ...unticked.map(({ pointer, detail }) => ({ id: fieldId(pointer), text: detail })),
      ...(name.trim() === "" ? [{ id: NAME_ID, text: "Enter your name." }] : []),
    ];
    setErrors(wrong);
    if (wrong.length > 0) return;
    hand.keeper.type({ ...hand.keeper.now().text, done: true });
    void submit(name.trim());
  };
  const writable = isWritable(view) && view.draft !== undefined;
  return (
    <Page
      title={view.latest === undefined ? "Declare and send" : "Declare and send the change"}
      back={{ href: checkPath(view.id), text: "Back to your answers" }}
      caption={captionOf(textOf(reckoned.answers[KNOWN.title]), view.organisationName, reckoned.requestedPence)}
      errors={errors}
      status={writable ? <SaveLine {...{ view, personId, hand }} /> : undefined}
    >
      <Situation view={view} />
      <SendUntil view={view} />
      <Deadline view={view} />
      <Versions {...{ view, personId, section, hand }} />
      <SendState view={view} now={now} unanswered={unanswered} />
      {writable ? (
        <Form
          class="writing"
          onSend={() => {
            if (!busy) press();
          }}
        >
          {elsewhere.length === 0 ? null : (
            <Notice tone="hand" title="Not ready to send yet">
              <FindingList id={view.id} view={view} findings={elsewhere} />
            </Notice>
          )}
          {section.intro === undefined ? null : <p class="govuk-body">{section.intro}</p>}
          {section.questions.map((question) => (
            <QuestionField
              key={question.id}
              question={question}
              section={section.id}
              band={reckoned.band}
              answer={hand.sync.text.answers[question.id]}
              onChange={(answer) =>
                hand.keeper.type({
                  ...hand.keeper.now().text,
                  answers: { ...hand.keeper.now().text.answers, [question.id]: answer },
                })
              }
              onBlur={hand.keeper.flush}
              readOnly={busy}
              errorOf={(id) => (isStillWrong(id) ? errorFor(errors, id) : undefined)}
            />
          ))}
          <TextField
            id={NAME_ID}
            label="Your name"
            labelSize="s"
            hint="Who declares this for the group."
            value={name}
            onChange={setName}
            readOnly={busy}
            autoComplete="name"
            error={name.trim() === "" ? errorFor(errors, NAME_ID) : undefined}
          />
          <PrivacyNote>
            We keep your name with the application, to know who declared this. The office and those who decide see it.
          </PrivacyNote>
          {elsewhere.length > 0 ? null : (
            <ButtonRow>
              <Button submit busy={busy}>
                {view.latest === undefined ? "Submit the application" : "Submit the change"}
              </Button>
            </ButtonRow>
          )}
        </Form>
      ) : (
        <p class="govuk-body">
          <a class="govuk-link" href={applicationPath(view.id)}>
            Back to the application
          </a>
        </p>
      )}
    </Page>
  );
};
