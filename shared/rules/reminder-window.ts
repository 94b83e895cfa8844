import { addDays, type CivilDate, endOfDay, type Instant, instantOf, msOf } from "./london.ts";
import { addWorkingDays } from "./working-days.ts";

/** From when a reminder is sent, and until when a late run still sends it. */
export type Window = { from: Instant; until: Instant };

/** Offsets are in local days, at the office's hour, not multiples of 24 hours (DOMAIN 5). */
export const nineOn = (day: CivilDate): Instant => instantOf(day, "09:00") ?? endOfDay(addDays(day, -1));

/** Whether an instant (milliseconds) lies in a window. */
export const isIn = ({ from, until }: Window, at: number): boolean => msOf(from) <= at && at < msOf(until);

/** The last working day before a date, from the office's hour until the date begins. */
export const windowAhead = (on: CivilDate): Window => ({
  from: nineOn(addWorkingDays(on, -1)),
  until: endOfDay(addDays(on, -1)),
});

/** The first working day after a date, from the office's hour until the day ends. */
export const windowAfter = (on: CivilDate): Window => {
  const next = addWorkingDays(on, 1);
  return { from: nineOn(next), until: endOfDay(next) };
};
