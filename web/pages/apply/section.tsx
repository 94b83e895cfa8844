import { useState } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import { textOf } from "../../../shared/rules/answers.ts";
import type { Answer } from "../../../shared/rules/application.ts";
import type { Finding } from "../../../shared/rules/finding.ts";
import { documentsFor, isAsked, KNOWN, type Question, type Section } from "../../../shared/rules/form.ts";
import { formatPounds } from "../../../shared/rules/money.ts";
import { Button, ButtonRow } from "../../parts/button.tsx";
import { Radios } from "../../parts/choices.tsx";
import { errorFor, type PageError, pageErrors } from "../../parts/error-summary.tsx";
import { Form } from "../../parts/form.tsx";
import { useLater } from "../../parts/later.ts";
import { Notice } from "../../parts/notice.tsx";
import { Columns, Page } from "../../parts/page.tsx";
import { applicationPath } from "./addresses.ts";
import { type SoFar, soFar } from "./answers-so-far.ts";
import { ApplicationPage, captionOf } from "./application-page.tsx";
import { Deadline, isWritable, Situation } from "./deadline.tsx";
import { loadRows, QuestionField } from "./question.tsx";
import { SaveLine } from "./save-line.tsx";
import type { Opened } from "./use-application.ts";
import { useArrivalAtField } from "./use-arrival.ts";
import { type SectionInHand, useSection } from "./use-section.ts";

const DONE = [
  { value: "yes", label: "Yes, I have completed this section" },
  { value: "no", label: "No, I’ll come back to it later" },
];

// Fetched beside the page, by those views that need them: the first view of a form page stays small.
const rules = () => import("./findings.ts");
const addsUp = () => import("./adds-up.tsx");
const twoVersions = () => import("./versions.tsx");

/** What this page fetches beside itself: fetched ahead with it, for whoever goes on without a network. */
export const later = [rules, addsUp, twoVersions, loadRows];

const filesOf = ({ documents }: Opened["view"]) => documents.filter(({ state }) => state === "received");

const foundIn = ({ id }: Section, findings: readonly Finding[]): PageError[] =>
  pageErrors(findings.filter(({ pointer }) => pointer.startsWith(`/sections/${id}/`)));

/** One section of the form. Every key typed is kept; leaving the page at any moment loses nothing. */
export default function SectionPage() {
  const { params } = useRoute();
  const { id, section } = params;
  return (
    <ApplicationPage id={id}>
      {(open) => <SectionForm key={`${open.view.id} ${section}`} open={open} sectionId={section ?? ""} />}
    </ApplicationPage>
  );
}

const SectionForm = ({ open, sectionId }: { open: Opened; sectionId: string }) => {
  const { view, personId } = open;
  const hand = useSection(open, sectionId);
  const reckoned = soFar(view, personId, { [sectionId]: hand.sync.text });
  const section = reckoned.asked.find(({ id }) => id === sectionId);
  const back = { href: applicationPath(view.id), text: "Back to your task list" };
  const title = textOf(reckoned.answers[KNOWN.title]);
  const caption = captionOf(title, view.organisationName, reckoned.requestedPence);
  if (section === undefined)
    return (
      <Page title="This part is not asked for" back={back} caption={caption}>
        <p class="govuk-body">
          An application for this amount does not have this section. What was typed in it is kept.
        </p>
      </Page>
    );
  return <Asked {...{ open, hand, reckoned, section, back, caption }} />;
};

type AskedProps = {
  open: Opened;
  hand: SectionInHand;
  reckoned: SoFar;
  section: Section;
  back: { href: string; text: string };
  caption: string;
};

const Asked = ({ open, hand, reckoned, section, back, caption }: AskedProps) => {
  const { view, personId } = open;
  const { route } = useLocation();
  const [tried, setTried] = useState<PageError[]>([]);
  const [done, setDone] = useState(hand.sync.text.done ? "yes" : "");
  const rows = useLater(
    loadRows,
    section.questions.some(({ type }) => type === "rows"),
  );
  const arrived = useArrivalAtField(rows !== undefined);
  const isMoney = section.questions.some(({ id }) => id === KNOWN.budget);
  const checks = useLater(rules, arrived || isMoney || done === "yes");
  const hasAmount = section.questions.some(({ id }) => id === KNOWN.requested);
  const sums = useLater(addsUp, isMoney);
  const versions = useLater(twoVersions, hand.sync.standing === "conflict");
  const found = checks === undefined ? [] : foundIn(section, checks.findingsOf(view, reckoned));
  const shown = arrived || tried.length > 0 ? found : [];
  const readOnly = !isWritable(view) || view.draft === undefined || hand.sync.standing === "conflict";
  const { answers } = hand.sync.text;
  const change = (question: Question) => (answer: Answer) =>
    hand.keeper.type({
      done: hand.keeper.now().text.done,
      answers: { ...hand.keeper.now().text.answers, [question.id]: answer },
    });
  const sayDone = (choice: string) => {
    setDone(choice);
    hand.keeper.type({ ...hand.keeper.now().text, done: choice === "yes" });
  };
  const goOn = async () => {
    hand.keeper.flush();
    // Offline the rules may not come: then nothing is found here, and the portal finds it at the submission.
    const { findingsOf } = checks ?? (await rules().catch(() => ({ findingsOf: () => [] })));
    // The rest of the form hangs on the amount: it is checked unless somebody says that they come back to it.
    const asked = done === "yes" || (done === "" && hasAmount);
    const wrong = asked ? foundIn(section, findingsOf(view, reckoned)) : [];
    if (wrong.length > 0) setTried(wrong);
    else route(back.href);
  };
  const questions = section.questions
    .filter((question) => isAsked(question, reckoned.band, reckoned.answers))
    .map((question) => (
      <QuestionField
        key={question.id}
        question={question}
        section={section.id}
        band={reckoned.band}
        answer={answers[question.id]}
        onChange={change(question)}
        onBlur={hand.keeper.flush}
        readOnly={readOnly}
        errorOf={(id) => errorFor(shown, id)}
        rows={rows}
        files={filesOf(view)}
      />
    ));
  return (
    <Page
      title={section.title}
      back={back}
      caption={caption}
      errors={tried}
      status={<SaveLine {...{ view, personId, hand }} />}
    >
      {open.offline ? <Offline /> : null}
      <Situation view={view} />
      <Deadline view={view} />
      {versions === undefined ? null : <versions.Versions {...{ view, personId, section, hand }} />}
      {section.intro === undefined ? null : <p class="govuk-body">{section.intro}</p>}
      {isMoney ? (
        <Columns
          aside={
            sums === undefined || checks === undefined ? null : (
              <sums.AddsUp view={view} reckoned={reckoned} findings={checks.findingsOf(view, reckoned)} />
            )
          }
        >
          {questions}
        </Columns>
      ) : (
        <div class="writing">{questions}</div>
      )}
      {hasAmount ? <WhatItAsks open={open} reckoned={reckoned} /> : null}
      {readOnly ? null : (
        <Form onSend={goOn}>
          <Radios
            id="section-done"
            label="Have you completed this section?"
            labelSize="s"
            options={DONE}
            value={done}
            onChange={sayDone}
          />
          {tried.length > 0 && found.length > 0 ? (
            <p class="govuk-body">
              To leave it as it is for now, choose “No, I’ll come back to it later”. Nothing is lost.
            </p>
          ) : null}
          <ButtonRow>
            <Button submit>Save and continue</Button>
          </ButtonRow>
        </Form>
      )}
    </Page>
  );
};

/** What the amount typed so far makes of the form. */
const WhatItAsks = ({ open, reckoned }: { open: Opened; reckoned: SoFar }) => {
  const { form } = open.view;
  const pence = reckoned.requestedPence;
  if (pence === undefined || pence < form.minimumPence || pence > form.maximumPence) return null;
  const questions = reckoned.asked.flatMap((section) => section.questions).filter(({ type }) => type !== "declaration");
  const documents = documentsFor(form, reckoned.band).length;
  const time = form.texts.timeToFill[reckoned.band];
  return (
    <p class="govuk-inset-text">
      For {formatPounds(pence)} the form has {questions.length} questions and asks for{" "}
      {documents === 1 ? "one document" : `${documents} documents`}.{time === undefined ? "" : ` It takes ${time}.`}
    </p>
  );
};

const Offline = () => (
  <Notice tone="hand" title="The portal cannot be reached">
    <p class="govuk-body">This is the copy on your device. Go on writing: it is sent when you are back online.</p>
  </Notice>
);
