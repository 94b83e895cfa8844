import { type Finding, finding } from "./finding.ts";
import type { Fund } from "./fund.ts";
import { formatDate, formatDateTime, formatDeadline, londonDate, msOf } from "./london.ts";
import type { Round } from "./round.ts";

type Planned = Pick<Round, "id" | "title" | "timetable" | "publishedAt" | "cancelledAt">;

const isShared = ({ timetable: one }: Planned, { timetable: other }: Planned): boolean =>
  msOf(one.opensAt) < msOf(other.closesAt) && msOf(other.opensAt) < msOf(one.closesAt);

/** The other rounds of the fund that one must not stand beside. */
const othersOf = (
  round: Planned,
  ofFund: readonly Planned[],
  { calendar }: Pick<Fund, "calendar">,
): readonly Planned[] =>
  calendar.mayOverlap === true
    ? []
    : ofFund.filter(
        ({ id, publishedAt, cancelledAt }) => id !== round.id && publishedAt !== undefined && cancelledAt === undefined,
      );

/**
 * `round/overlap` refuses a round that takes applications while another published round of its fund does, where the fund
 * forbids it: a group would not know to which of them it applies. What is not published yet, or was cancelled, stands in
 * nobody's way. DOMAIN 5.1.
 */
export const overlapFindings = (round: Planned, ofFund: readonly Planned[], fund: Pick<Fund, "calendar">): Finding[] =>
  othersOf(round, ofFund, fund)
    .filter((other) => isShared(round, other))
    .map(({ title, timetable: { opensAt, closesAt } }) =>
      finding(
        "round/overlap",
        "/timetable/opensAt",
        `“${title}” takes applications from ${formatDate(londonDate(opensAt))} to ${formatDeadline(closesAt)}. Open this round after it.`,
      ),
    );

/** The rounds of its fund, where that forbids it, that a round would reach into by another timetable and did not before. */
export const reachedInto = (
  round: Planned,
  timetable: Planned["timetable"],
  ofFund: readonly Planned[],
  fund: Pick<Fund, "calendar">,
): readonly Planned[] =>
  othersOf(round, ofFund, fund).filter((other) => isShared({ ...round, timetable }, other) && !isShared(round, other));

/** `round/overlap` refuses a later close of a round that would reach into another round of its fund, where none of it did before. */
export const reachFindings = (...of: Parameters<typeof reachedInto>): Finding[] =>
  reachedInto(...of).map(({ title, timetable: { opensAt } }) =>
    finding(
      "round/overlap",
      "/timetable/closesAt",
      `“${title}” opens at ${formatDateTime(opensAt)}, and both would take applications. Choose a close before it, or let that round open later first.`,
    ),
  );
