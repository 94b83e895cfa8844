import type { ApplicationLine } from "../../../shared/contract/application-views.ts";
import type { applications } from "../../../shared/contract/applications.ts";
import { formatDeadline, formatLeft, msOf } from "../../../shared/rules/london.ts";
import { call } from "../../api.ts";
import { unsentTexts } from "../../device/drafts.ts";
import { deviceShelf } from "../../device/shelf.ts";
import { STATE_WORDS } from "../../parts/application-state.tsx";
import { ButtonLink } from "../../parts/button.tsx";
import { useNow } from "../../parts/clock.ts";
import { Load, useLoaded } from "../../parts/load.tsx";
import { MailReturned } from "../../parts/mail-returned.tsx";
import { Notice } from "../../parts/notice.tsx";
import { OUTCOME_WORDS } from "../../parts/outcome-words.ts";
import { Page } from "../../parts/page.tsx";
import { useSession } from "../../parts/session.tsx";
import { type Task, TaskList } from "../../parts/task-list.tsx";
import { applicationPath, outcomePath } from "./addresses.ts";
import { titleOf } from "./application-page.tsx";

/** Every application of the groups a person belongs to. */
export default function ApplicationsPage() {
  const loaded = useLoaded((signal) => call<typeof applications.mine>("GET /api/applications", { signal }), []);
  return (
    <Page title="Your applications">
      <MailReturned />
      <Load of={loaded}>{({ applications: lines }) => (lines.length === 0 ? <None /> : <Groups lines={lines} />)}</Load>
    </Page>
  );
}

const None = () => (
  <Notice tone="quiet" title="You have no applications yet">
    <p class="govuk-body">Choose a fund whose round is open, see whether you can apply, and start from there.</p>
    <ButtonLink href="/">See the funds</ButtonLink>
  </Notice>
);

const Groups = ({ lines }: { lines: readonly ApplicationLine[] }) => {
  const { person } = useSession();
  const now = useNow();
  const unsent =
    person === undefined ? [] : unsentTexts(deviceShelf(), person.personId).map(({ place }) => place.applicationId);
  const groups = Map.groupBy(lines, ({ organisationId }) => organisationId);
  return (
    <>
      {[...groups].map(([organisationId, ofGroup]) => (
        <section key={organisationId}>
          <h2 class="govuk-heading-m">{ofGroup[0]?.organisationName}</h2>
          <TaskList tasks={ofGroup.map((line) => taskOf(line, unsent.includes(line.id), now))} />
        </section>
      ))}
      <p class="govuk-body">
        <a class="govuk-link" href="/">
          Apply to another fund
        </a>
      </p>
    </>
  );
};

const taskOf = (line: ApplicationLine, unsentHere: boolean, now: number): Task => {
  const { id, title, state, changeOpen, openQuestions, told, isDeferred } = line;
  const { words, tone } = STATE_WORDS[state];
  return {
    id,
    title: titleOf(title),
    href: told ? outcomePath(id) : applicationPath(id),
    hint: (
      <>
        {line.fundName}, {line.roundTitle}. <span class="number">{id}</span>
        <br />
        {whenWords(line, now)}
        {told ? " The decision is here to read." : ""}
        {changeOpen && state !== "draft" && isOpen(line) ? " You have begun a change that is not sent." : ""}
        {openQuestions > 0
          ? ` The office asks you ${openQuestions === 1 ? "a question" : `${openQuestions} questions`}.`
          : ""}
        {unsentHere ? " Some text is kept on this device and not sent yet." : ""}
      </>
    ),
    status: openQuestions > 0 ? "Question to answer" : isDeferred ? OUTCOME_WORDS.deferred.words : words,
    tone: openQuestions > 0 ? "hand" : isDeferred ? OUTCOME_WORDS.deferred.tone : tone,
  };
};

const isOpen = ({ roundStatus }: ApplicationLine): boolean => roundStatus === "open" || roundStatus === "paused";

const whenWords = (line: ApplicationLine, now: number): string => {
  const { state, closesAt, roundStatus } = line;
  const deadline = formatDeadline(closesAt);
  if (roundStatus === "paused") return "The fund is paused. What you wrote is kept.";
  if (roundStatus === "open")
    return state === "draft" || state === "submitted"
      ? `Closes at ${deadline}: ${formatLeft(now, msOf(closesAt))}.`
      : `Closes at ${deadline}.`;
  if (roundStatus === "cancelled") return "The round was cancelled. You can carry what you wrote on to the next one.";
  return state === "draft"
    ? `Closed at ${deadline}. It was not sent; you can still read it.`
    : `Closed at ${deadline}.`;
};
