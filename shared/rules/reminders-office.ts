import type { Closure } from "./closure.ts";
import { lastAnnouncedDay } from "./closure-findings.ts";
import { addDays, type CivilDate, endOfDay, type Instant, londonDate, msOf, toInstant } from "./london.ts";
import { declarationAt, isOver, type Poll, type PollKind } from "./poll.ts";
import { restsOn } from "./poll-change.ts";
import { isIn, nineOn, windowAfter, windowAhead } from "./reminder-window.ts";
import { addWorkingDays } from "./working-days.ts";

/** A date of an election that the office is reminded of; what is missing, where something is. */
export const ELECTION_DATES = ["announce", "period", "notice", "declaration"] as const;
type ElectionDate = (typeof ELECTION_DATES)[number];
export const CLOSURE_DATES = ["begins", "ends"] as const;
type ClosureDate = (typeof CLOSURE_DATES)[number];

/** A reminder of the office's calendar. Its id stands for it for ever: a date that is moved is reminded of anew. */
export type OfficeReminder =
  | {
      id: string;
      of: "election";
      what: ElectionDate;
      pollId: string;
      name: string;
      kind: PollKind;
      on: CivilDate;
      pollOn: CivilDate;
      from: CivilDate;
      /** The last day for the notice is the same day, and the notice is not published. */
      withNotice: boolean;
      /** A closure waits for the declaration. */
      waited: boolean;
    }
  | { id: string; of: "closure"; what: ClosureDate; closureId: string; wording: string; instant: Instant };

/** To decide on a closure, and to agree on its words, takes a working week. */
const TO_ANNOUNCE = 5;
/** A declaration is expected by the seventh day after the poll, on which an ordinary term starts (DOMAIN 5.2). */
const DECLARED_WITHIN = 7;
/** How long a late run still asks for one, in working days: the office is stopped until it is recorded. */
const ASKED_FOR = 5;

const electionReminders = (poll: Poll, closures: readonly Closure[], at: number): OfficeReminder[] => {
  const { id, name, kind, pollOn, noticeBy, sensitiveFrom } = poll;
  if (isOver(poll, at)) return [];
  const resting = closures.filter((closure) => restsOn(closure, poll, at));
  const isClosed = resting.some(({ freezes }) => freezes.some((freeze) => freeze !== "publicity"));
  const noticed = poll.status !== "expected";
  const announceBy = lastAnnouncedDay(sensitiveFrom);
  const expectedBy = addDays(pollOn, DECLARED_WITHIN);
  const asked = { from: windowAfter(expectedBy).from, until: endOfDay(addWorkingDays(expectedBy, ASKED_FOR)) };
  const rows: [ElectionDate, CivilDate, boolean][] = [
    [
      "announce",
      announceBy,
      kind === "own" &&
        !isClosed &&
        isIn({ from: nineOn(addWorkingDays(announceBy, -TO_ANNOUNCE)), until: endOfDay(announceBy) }, at),
    ],
    ["period", sensitiveFrom, isIn(windowAhead(sensitiveFrom), at)],
    ["notice", noticeBy, !noticed && noticeBy !== sensitiveFrom && isIn(windowAhead(noticeBy), at)],
    ["declaration", expectedBy, kind === "own" && declarationAt(poll, at) === undefined && isIn(asked, at)],
  ];
  return rows
    .filter(([, , isDue]) => isDue)
    .map(([what, on]) => ({
      ...{ id: `${what}-${id}-${on}`, of: "election", what, pollId: id, name, kind, on, pollOn, from: sensitiveFrom },
      withNotice: what === "period" && !noticed && noticeBy === sensitiveFrom,
      waited: resting.some(({ until }) => until.of === "declaration"),
    }));
};

const closureReminders = (closure: Closure, at: number): OfficeReminder[] => {
  const { id, wording, from, until, endedAt } = closure;
  // Somebody has ended it, and knows.
  if (endedAt !== undefined) return [];
  const rows: [ClosureDate, Instant, CivilDate][] = [
    ["begins", from, londonDate(from)],
    // An end at midnight ends the day before.
    ...(until.of === "instant"
      ? [["ends", until.at, londonDate(toInstant(msOf(until.at) - 1))] satisfies [ClosureDate, Instant, CivilDate]]
      : []),
  ];
  return rows.flatMap(([what, instant, on]): OfficeReminder[] => {
    const ahead = windowAhead(on);
    // Who has only just announced it need not be told.
    return isIn(ahead, at) && msOf(closure.announcedAt) < msOf(ahead.from)
      ? [{ id: `${what}-${id}-${instant}`, of: "closure", what, closureId: id, wording, instant }]
      : [];
  });
};

/**
 * What the office is reminded of at an instant beside the dates of rounds (`reminder/office`). Of an election: a working week before
 * the last day to announce a closure, where an own one has none; on the last working day before its period begins, and before
 * the last day for the notice where that is another day and none is published; and from the eighth day after an own poll, that no
 * declaration is recorded. Of a closure: on the last working day before it begins, and before it ends by itself. DOMAIN 5.
 * @param at milliseconds
 */
export const officeRemindersDue = (
  polls: readonly Poll[],
  closures: readonly Closure[],
  at: number,
): OfficeReminder[] => [
  ...polls.flatMap((poll) => electionReminders(poll, closures, at)),
  ...closures.flatMap((closure) => closureReminders(closure, at)),
];
