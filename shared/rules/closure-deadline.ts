import type { Fund } from "./fund.ts";
import {
  addDays,
  type CivilDate,
  endOfDay,
  type Instant,
  instantOf,
  later,
  londonDate,
  londonTime,
  msOf,
  toInstant,
} from "./london.ts";
import { closingWall, openingWall, type Round, type Timetable } from "./round.ts";
import { datesFrom } from "./round-proposal.ts";
import { addWorkingDays, isWorkingDay } from "./working-days.ts";

/** A group that comes back to its draft has at least a working week to finish it. */
export const LEAST_WORKING_DAYS = 5;

/** From one instant to another, in milliseconds. */
export type Span = { readonly from: number; readonly until: number };

/** The days of London of which any part lies in a span. */
const daysOf = ({ from, until }: Span): { first: CivilDate; last: CivilDate } => ({
  first: londonDate(toInstant(from)),
  last: londonDate(toInstant(until - 1)),
});

/**
 * Working days of London of which any part lies between two instants (milliseconds), without those that were given back already
 * for another closure over them: a day is given back once. DOMAIN 5.4.
 */
export const workingDaysWithin = (fromMs: number, toMs: number, given: readonly Span[] = []): number => {
  if (toMs <= fromMs) return 0;
  const already = given.map(daysOf);
  const { first, last } = daysOf({ from: fromMs, until: toMs });
  let count = 0;
  for (let day = first; day <= last; day = addDays(day, 1))
    count += isWorkingDay(day) && !already.some((days) => days.first <= day && day <= days.last) ? 1 : 0;
  return count;
};

const atItsHour = (on: CivilDate, closesAt: Instant): Instant => {
  if (londonTime(closesAt) === "00:00") return endOfDay(on);
  // A working day is no Sunday, and clocks change on Sundays alone: its hour exists, and once.
  return instantOf(on, londonTime(closesAt)) ?? closesAt;
};

/**
 * The close of a round as a closure moves it (`closure/deadline`): later by the working days that were paused, also in part,
 * and at least five working days after it can be worked on again, at the close's own hour. Never earlier. DOMAIN 5.4.
 * @param paused when the pause began for this round, and when it ends
 * @param given what was given back to it already, for other closures
 */
export const movedClose = (closesAt: Instant, paused: Span, given: readonly Span[] = []): Instant => {
  const { on } = closingWall(closesAt);
  const byPaused = addWorkingDays(on, workingDaysWithin(paused.from, paused.until, given));
  const least = addWorkingDays(londonDate(toInstant(paused.until)), LEAST_WORKING_DAYS);
  return later(atItsHour(later(byPaused, least), closesAt), closesAt);
};

/** From when a closure that begins at an instant (milliseconds) holds a round up: it may open meanwhile. */
export const pausedFrom = ({ timetable }: Pick<Round, "timetable">, fromMs: number): number =>
  Math.max(fromMs, msOf(timetable.opensAt));

/**
 * A round's timetable under a closure that moves its close and ends at an instant (milliseconds): the days after the close
 * follow from it as the fund's calendar has them, and none is earlier than was promised.
 */
export const movedTimetable = (
  { timetable }: Pick<Round, "timetable">,
  calendar: Fund["calendar"],
  { from, until }: Span,
  given: readonly Span[] = [],
): Timetable => {
  const was = timetable;
  const closesAt = movedClose(was.closesAt, { from: pausedFrom({ timetable }, from), until }, given);
  const days = datesFrom(calendar, openingWall(was.opensAt), closingWall(closesAt).on);
  return {
    opensAt: was.opensAt,
    closesAt,
    checkedBy: later(was.checkedBy, days.checkedBy),
    meetingOn: later(was.meetingOn, days.meetingOn),
    confirmedBy: later(was.confirmedBy, days.confirmedBy),
    notifiedBy: later(was.notifiedBy, days.notifiedBy),
    paidBy: later(was.paidBy, days.paidBy),
  };
};
