import type { ApplicationView } from "../../../shared/contract/application-views.ts";
import { OFFICE } from "../../../shared/office.ts";
import { formatDate, formatSecond, londonDate } from "../../../shared/rules/london.ts";
import type { Attempt, Submitting } from "../../device/submitting.ts";
import { Notice } from "../../parts/notice.tsx";
import { signInPath } from "../../parts/session.tsx";
import { sectionPath, sendPath } from "./addresses.ts";
import { FindingList } from "./blockers.tsx";
import { lateWords } from "./late-words.ts";

type SendStateProps = { view: ApplicationView; now: Submitting; unanswered: Attempt | undefined };

/** Where a submission stands, in words, from the press of the button to the receipt. */
export const SendState = ({ view, now, unanswered }: SendStateProps) => {
  switch (now.is) {
    case "idle":
      return unanswered === undefined || unanswered.draftId !== view.draft?.id ? null : (
        <Notice tone="hand" title="Your last try has had no answer">
          <p class="govuk-body">
            You pressed “Submit” at {formatSecond(unanswered.firstTriedAt)}, and the portal does not have it. Submit
            again: it counts once only.
          </p>
        </Notice>
      );
    case "saving":
      return <Notice role="status" title="Sending what you typed" />;
    case "sending":
      return now.tries === 1 ? (
        <Notice role="status" title="Sending your application" />
      ) : (
        <Checking attempt={now.attempt} />
      );
    case "checking":
      return <Checking attempt={now.attempt} />;
    case "signed-out":
      return (
        <Notice tone="hand" role="alert" title="Sign in again to submit">
          <p class="govuk-body">
            You first tried at {formatSecond(now.attempt.firstTriedAt)}. Nothing is lost.{" "}
            <a class="govuk-link" href={signInPath(sendPath(view.id))}>
              Sign in again
            </a>
          </p>
        </Notice>
      );
    case "unsaved":
      return (
        <Notice
          tone="wrong"
          role="alert"
          focused
          title={now.conflict ? "Choose between two versions first" : "Some of your text has not reached the portal"}
        >
          <p class="govuk-body">
            {now.conflict
              ? "Someone else changed the same section. Open it and choose which version to go on with, then submit."
              : "It is kept on this device. Submit again when you are back online, so that nothing is missing from your application."}
          </p>
          <ul class="govuk-list govuk-list--bullet">
            {now.sections.map((section) => (
              <li key={section}>
                <a class="govuk-link" href={sectionPath(view.id, section)}>
                  {view.form.sections.find(({ id }) => id === section)?.title ?? section}
                </a>
              </li>
            ))}
          </ul>
        </Notice>
      );
    case "refused":
      return (
        <Notice
          tone="wrong"
          role="alert"
          focused
          title={
            now.findings.length > 0
              ? "The application was not sent: some answers need another look"
              : "The application was not sent"
          }
        >
          {now.findings.length > 0 ? (
            <FindingList id={view.id} view={view} findings={now.findings} />
          ) : (
            <p class="govuk-body">{now.detail}</p>
          )}
        </Notice>
      );
    case "too-late":
      return (
        <Notice tone="wrong" role="alert" focused title="The round has closed">
          <p class="govuk-body">
            {lateWords(now.receivedAt, view.round.timetable.closesAt, now.detail)} You first tried at{" "}
            {formatSecond(now.firstTriedAt)} on {formatDate(londonDate(now.firstTriedAt))}. If the portal failed before
            the round closed, call {OFFICE.phone} and tell the office that time: it can look into it.
          </p>
        </Notice>
      );
    case "sent":
      return null;
  }
};

const Checking = ({ attempt }: { attempt: Attempt }) => (
  <Notice tone="hand" role="status" title="We are checking whether it arrived">
    <p class="govuk-body">
      There was no answer from the portal. You first tried at {formatSecond(attempt.firstTriedAt)}. The same submission
      is sent again by itself, and counts once only. Keep this page open.
    </p>
  </Notice>
);
