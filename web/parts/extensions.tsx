import type { PublicExtension } from "../../shared/contract/fund-views.ts";
import { formatDate, formatDateTime, formatDeadline } from "../../shared/rules/london.ts";
import type { Timetable } from "../../shared/rules/round.ts";
import { Notice } from "./notice.tsx";

const DAYS = [
  ["checkedBy", "checks end"],
  ["meetingOn", "the meeting"],
  ["confirmedBy", "decisions are confirmed"],
  ["notifiedBy", "groups hear"],
  ["paidBy", "the money is paid"],
] as const;

/** The days that were promised before an extension and are others now: "groups hear Friday 29 January 2027". */
export const movedDays = ({ promised }: Pick<PublicExtension, "promised">, timetable: Timetable): string[] =>
  DAYS.filter(([day]) => promised[day] !== timetable[day]).map(
    ([day, what]) => `${what}: ${formatDate(promised[day])}`,
  );

/** "Extended from 12 noon on … to 12 noon on …, because: …"; where the close stands, the promised days alone have moved. */
export const extensionWords = ({ was, until, reason }: Pick<PublicExtension, "was" | "until" | "reason">): string =>
  was === until
    ? `Dates after the close have moved, because: ${reason}`
    : `Extended from ${formatDeadline(was)} to ${formatDeadline(until)}, because: ${reason}`;

type Extended = { id: string; timetable: Timetable; extensions?: readonly PublicExtension[] | undefined };

/** That a round takes applications for longer, or keeps other days than it promised: what was before, and why. The latest first. */
export const Extensions = ({ round }: { round: Extended | undefined }) => (
  <>
    {round?.extensions?.toReversed().map((extension) => {
      const { was, until, at } = extension;
      const moved = movedDays(extension, round.timetable);
      return (
        <Notice key={at} title={was === until ? "Dates have changed" : `Extended to ${formatDeadline(until)}`}>
          <p class="govuk-body prose">{extensionWords(extension)}</p>
          {moved.length === 0 ? null : (
            <p class="govuk-body">Dates promised before, which have moved: {moved.join("; ")}.</p>
          )}
          <p class="govuk-body soft small">Decided at {formatDateTime(at)}.</p>
        </Notice>
      );
    })}
  </>
);
