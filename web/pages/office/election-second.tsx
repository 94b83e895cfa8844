import type { ApprovalLine } from "../../../shared/contract/approvals.ts";
import type { PollsPage, PollView } from "../../../shared/contract/polls.ts";
import { formatDateTime, isCivilDate, msOf } from "../../../shared/rules/london.ts";
import type { Poll } from "../../../shared/rules/poll.ts";
import { restsOn, secondFindings } from "../../../shared/rules/poll-change.ts";
import { Notice } from "../../parts/notice.tsx";
import type { TypedPoll } from "./election-form.tsx";

/** A row as the rules know it; who recorded a declaration says nothing to them. */
const pollOf = ({ poll, declaration }: PollView): Poll => {
  if (declaration === undefined) return poll;
  const { madeOn, recordedAt } = declaration;
  return { ...poll, declaration: { madeOn, recordedAt, by: "" } };
};

const isWhole = ({ pollOn, noticeBy, sensitiveFrom, termStartsOn }: TypedPoll): boolean =>
  [pollOn, noticeBy, sensitiveFrom, termStartsOn ?? pollOn].every(isCivilDate);

/**
 * Why a change of an election takes a second person, in sentences, as things stand; none where one officer makes it alone, or while a
 * date is half typed. The server decides by the same rule.
 * @param becomes the row as it is typed; undefined: it is taken out
 */
export const whySecond = (
  { polls, stakes, at }: PollsPage,
  view: PollView,
  becomes: TypedPoll | undefined,
): readonly string[] => {
  if (becomes !== undefined && !isWhole(becomes)) return [];
  const was = pollOf(view);
  const next = becomes === undefined ? undefined : { ...was, ...becomes };
  return secondFindings(was, next, { ...stakes, polls: polls.map(pollOf) }, msOf(at)).map(({ detail }) => detail);
};

/** Whether the period of an own election runs and no closure rests on it: as after a declaration that was taken back. */
export const isBare = ({ stakes, at }: PollsPage, view: PollView): boolean =>
  view.poll.kind === "own" &&
  view.phase === "running" &&
  !stakes.closures.some((closure) => restsOn(closure, pollOf(view), msOf(at)));

/** Says before it is pressed that one officer does not make a change alone, and why. */
export const SecondPerson = ({ reasons }: { reasons: readonly string[] }) => (
  <Notice tone="hand" title="This takes a second person" role="status">
    <p class="govuk-body">An approver has to agree, because:</p>
    <ul class="govuk-list govuk-list--bullet">
      {reasons.map((reason) => (
        <li key={reason}>{reason}</li>
      ))}
    </ul>
  </Notice>
);

/** What somebody has asked for about an election, until an approver has answered. */
export const AskedOfElections = ({ open }: { open: readonly ApprovalLine[] }) => {
  const asked = open.filter(({ approval: { what } }) => "pollId" in what && what.type !== "override");
  if (asked.length === 0) return null;
  return (
    <Notice tone="hand" title="This waits for an approver">
      <ul class="govuk-list govuk-list--bullet">
        {asked.map(({ approval: { id, askedAt }, asks, askedByName }) => (
          <li key={id}>
            {asks} {askedByName} asked at {formatDateTime(askedAt)}.
          </li>
        ))}
      </ul>
      <p class="govuk-body">
        <a class="govuk-link" href="/office/approvals">
          See what waits for an approver
        </a>
      </p>
    </Notice>
  );
};
