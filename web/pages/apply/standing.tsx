import type { ApplicationView } from "../../../shared/contract/application-views.ts";
import { formatDate, formatDateTime } from "../../../shared/rules/london.ts";
import { formatPounds } from "../../../shared/rules/money.ts";
import { ButtonRow } from "../../parts/button.tsx";
import { extensionWords, movedDays } from "../../parts/extensions.tsx";
import { Paper } from "../../parts/page.tsx";
import { Timeline } from "../../parts/timeline.tsx";
import { sentPath, submissionPath } from "./addresses.ts";

/** The submission that stands, and the way to read it. */
export const Standing = ({ view }: { view: ApplicationView }) => {
  const { latest } = view;
  if (latest === undefined) return null;
  return (
    <Paper title="The application you sent">
      <p class="govuk-body">
        Sent at {formatDateTime(latest.receivedAt)}, asking for{" "}
        <span class="number">{formatPounds(latest.askedPence)}</span>.
        {latest.number > 1 ? ` It is your version ${latest.number}; the latest counts.` : ""}
      </p>
      <ButtonRow>
        <a class="govuk-link" href={submissionPath(view.id, latest.number)}>
          Read or print it
        </a>
        <a class="govuk-link" href={sentPath(view.id)}>
          See the receipt
        </a>
      </ButtonRow>
    </Paper>
  );
};

/** "What happens when", once something was sent. */
export const WhatHappens = ({ view }: { view: ApplicationView }) =>
  view.latest === undefined || view.state === "withdrawn" || view.roundStatus === "cancelled" ? null : (
    <Paper title="What happens when">
      <NextSteps view={view} />
    </Paper>
  );

/** What follows a submission, with the dates of the round. */
export const NextSteps = ({ view }: { view: ApplicationView }) => {
  const { checkedBy, meetingOn, notifiedBy, paidBy } = view.round.timetable;
  return (
    <>
      <Timeline
        points={[
          {
            when: `by ${formatDate(checkedBy)}`,
            what: "The office checks that the application fits the rules. It may ask you a question.",
          },
          { when: formatDate(meetingOn), what: "The people who decide meet." },
          { when: `by ${formatDate(notifiedBy)}`, what: "You hear from us, whatever the decision is." },
          { when: `by ${formatDate(paidBy)}`, what: "The money is paid, if you get a grant." },
        ]}
      />
      {view.round.extensions?.toReversed().map((extension) => {
        const moved = movedDays(extension, view.round.timetable);
        return moved.length === 0 ? null : (
          <p key={extension.at} class="govuk-body small prose">
            {extensionWords(extension)} <span class="soft">Promised before: {moved.join("; ")}.</span>
          </p>
        );
      })}
    </>
  );
};
