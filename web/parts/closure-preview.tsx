import type { ClosureLetter, ClosurePreview, TouchedRound } from "../../shared/contract/closures.ts";
import { counted } from "../../shared/rules/counted.ts";
import { formatDate, formatDateTime, formatDeadline } from "../../shared/rules/london.ts";
import { EFFECT_WORDS } from "./closure-words.ts";
import { Details } from "./details.tsx";
import { MailPreview } from "./mail-preview.tsx";
import { Notice } from "./notice.tsx";
import { Table } from "./table.tsx";

const TO_WORDS: Readonly<Record<ClosureLetter["to"], string>> = {
  draft: "with an unfinished draft",
  bid: "with a submitted application",
  "bid-and-change": "with a submitted application and an unfinished change",
};

/** What becomes of the rounds of a closure when it ends. */
const ENDING_WORDS: Readonly<Record<TouchedRound["effect"], string>> = {
  keeps: "Open again until its close, where that is to come",
  moves: "Open again; it closes as said here",
  cancelled: "Was cancelled",
  waits: "Can be decided",
};

const named = (applications: TouchedRound["applications"]): string =>
  [...new Set(applications.map(({ organisationName }) => organisationName))]
    .toSorted((one, other) => one.localeCompare(other))
    .join(", ");

/** Two rounds of one fund at once: days are given back all the same, so an officer has to know. */
const reachWords = (reaches: TouchedRound["reaches"]): string =>
  reaches.map(({ title, opensAt }) => `. Then “${title}” is open too, from ${formatDateTime(opensAt)}`).join("");

type RoundsProps = { rounds: readonly TouchedRound[]; ends: boolean; hasEnd: boolean };

const Rounds = ({ rounds, ends, hasEnd }: RoundsProps) => (
  <Table
    caption="Rounds and the work in them"
    rows={rounds}
    keyOf={({ roundId }) => roundId}
    empty="No round is touched."
    columns={[
      { id: "round", header: "Round", names: true, cell: ({ fundName, title }) => `${fundName}, ${title}` },
      { id: "effect", header: "What happens", cell: ({ effect }) => (ends ? ENDING_WORDS : EFFECT_WORDS)[effect] },
      {
        id: "closes",
        header: "Closes",
        cell: ({ closesAt, becomes, effect, reaches }) =>
          becomes === undefined
            ? `${formatDeadline(closesAt)}${effect === "moves" ? ", moved when it opens again" : ""}`
            : `${formatDeadline(becomes)}, instead of ${formatDeadline(closesAt)}${reachWords(reaches)}`,
      },
      {
        id: "meeting",
        header: "Meeting",
        cell: ({ dates, datesBecome, decidesWithin }) =>
          datesBecome === undefined || datesBecome.meetingOn === dates.meetingOn
            ? `${formatDate(dates.meetingOn)}${decidesWithin ? (hasEnd ? ": cannot be held then" : ": waits, unless it is open again by then") : ""}`
            : `${formatDate(datesBecome.meetingOn)}, instead of ${formatDate(dates.meetingOn)}`,
      },
      {
        id: "work",
        header: "Whose work",
        prose: true,
        cell: ({ applications }) =>
          applications.length === 0 ? "Nobody’s" : `${applications.length}: ${named(applications)}`,
      },
    ]}
  />
);

/** Exactly what a closure, or its end (`ends`), does: to rounds, in e-mails and on pages. */
export const ClosurePreviewPart = ({ preview, ends = false }: { preview: ClosurePreview; ends?: boolean }) => {
  const { from, until, rounds, letters, notices, carriesOn } = preview;
  return (
    <section>
      {ends ? null : (
        <p class="govuk-body">
          From <strong>{formatDateTime(from)}</strong>
          {until === undefined ? null : ` until ${formatDateTime(until)}`}.
        </p>
      )}
      <Rounds rounds={rounds} ends={ends} hasEnd={until !== undefined} />
      <h3 class="govuk-heading-m">On public pages</h3>
      {notices.length === 0 ? (
        <p class="govuk-body">
          {ends ? "What is said of this closure goes from every page." : "Nothing is said on public pages."}
        </p>
      ) : null}
      {notices.map(({ when, where, heading, text }) => (
        <div key={when}>
          <p class="govuk-body soft">
            {when === "announced" ? "Until it begins" : "While it holds"}: {where}
          </p>
          <Notice tone="hand" title={heading}>
            <p class="govuk-body">{text}</p>
          </Notice>
        </div>
      ))}
      <h3 class="govuk-heading-m">Emails</h3>
      {letters.length === 0 ? <p class="govuk-body">Nobody is written to.</p> : null}
      {letters.map(({ sent, roundId, roundTitle, to, applications, subject, text, body }) => (
        <Details
          key={`${sent} ${roundId} ${to}`}
          summary={`${sent === "at-the-end" ? "When it has ended by itself. " : ""}${roundTitle}: ${counted(applications, "group")} ${TO_WORDS[to]}`}
        >
          <MailPreview subject={subject} text={text} body={body} />
        </Details>
      ))}
      {ends ? null : (
        <>
          <h3 class="govuk-heading-m">What carries on</h3>
          <ul class="govuk-list govuk-list--bullet">
            {carriesOn.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
};
