import type { ApplicationView } from "../../../shared/contract/application-views.ts";
import { formatDateTime, formatDeadline, formatLeft, msOf } from "../../../shared/rules/london.ts";
import { useNow } from "../../parts/clock.ts";
import { Notice } from "../../parts/notice.tsx";

const HOUR_MS = 3_600_000;

/** An application that can still be written on: its round takes submissions, or will again. */
export const isWritable = ({ may, roundStatus, state }: ApplicationView): boolean =>
  may.save && (roundStatus === "open" || roundStatus === "paused") && (state === "draft" || state === "submitted");

/** When the round closes and how long that is, by the portal's clock; louder in the last hour. */
export const Deadline = ({ view }: { view: ApplicationView }) => {
  const closesAt = view.sendUntil ?? view.round.timetable.closesAt;
  const now = useNow(5_000);
  const leftMs = msOf(closesAt) - now;
  if (view.roundStatus !== "open" || view.draft === undefined) return null;
  const left = leftMs > 0 ? formatLeft(now, msOf(closesAt)) : "closing now";
  // Nobody changes what is sent after the close: the last hour of an exception is told like every hour before it.
  if (leftMs > HOUR_MS || view.sendUntil !== undefined) {
    return (
      <p class="govuk-body number">
        Closes at {formatDeadline(closesAt)}, London time. <strong class="deadline__left">{left}</strong>
      </p>
    );
  }
  return (
    <>
      <Notice tone="hand" role="status" title="Less than an hour to go">
        <p class="govuk-body">
          This round closes at {formatDeadline(closesAt)}. What counts is the moment your application reaches the
          portal. You can send it now and change it until then.
        </p>
      </Notice>
      <p class="govuk-body number">
        <strong>{left}</strong>
      </p>
    </>
  );
};

const sentOn = (view: ApplicationView): string =>
  view.latest === undefined ? "" : formatDateTime(view.latest.receivedAt);

/** Why an application is as it is, where that needs words: paused, closed, changing, withdrawn, not eligible. */
export const Situation = ({ view }: { view: ApplicationView }) => (
  <>
    {view.roundStatus === "paused" ? (
      <Notice tone="hand" title="This fund is paused">
        <p class="govuk-body">{view.pausedBecause ?? "Nothing can be sent at the moment."}</p>
      </Notice>
    ) : null}
    {isOver(view) && view.draft !== undefined ? <Closed view={view} /> : null}
    {isWritable(view) && view.latest !== undefined ? (
      <Notice title="You are changing a submitted application">
        <p class="govuk-body">The one you sent at {sentOn(view)} stands until you submit this one.</p>
      </Notice>
    ) : null}
    {view.notEligible === undefined ? null : (
      <Notice tone="wrong" title="This application is not eligible">
        <p class="govuk-body">{view.notEligible.reason}</p>
        <p class="govuk-body small">Rule {view.notEligible.rule}</p>
      </Notice>
    )}
    {view.notices.map(({ id, at, text }) => (
      <Notice key={id} title={`A notice from the office, ${formatDateTime(at)}`}>
        <p class="govuk-body">{text}</p>
      </Notice>
    ))}
  </>
);

/** The round takes nothing any more. */
export const isOver = ({ roundStatus }: ApplicationView): boolean =>
  roundStatus === "closed" || roundStatus === "decided";

const Closed = ({ view }: { view: ApplicationView }) => (
  <Notice tone="hand" title={`This round closed at ${formatDeadline(view.round.timetable.closesAt)}`}>
    <p class="govuk-body">
      {view.latest === undefined
        ? "This application was not sent before then, so it does not take part. What you wrote is kept, and you can read and print it."
        : `The application you sent at ${sentOn(view)} stands. The change that you did not send does not count. You can still read it.`}
    </p>
  </Notice>
);
