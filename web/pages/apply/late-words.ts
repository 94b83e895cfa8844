import {
  formatDate,
  formatDeadline,
  formatSecond,
  formatTime,
  type Instant,
  londonDate,
  msOf,
} from "../../../shared/rules/london.ts";

/**
 * Why a submission came too late, from the two instants that decide it: when the portal received it, and the first instant
 * that was too late. Without the first, or where something else was refused, the portal's own words stand.
 */
export const lateWords = (receivedAt: Instant | undefined, closesAt: Instant, detail: string): string => {
  if (receivedAt === undefined || msOf(receivedAt) < msOf(closesAt)) return detail;
  const [closedOn, receivedOn] = [londonDate(closesAt), londonDate(receivedAt)];
  // A midnight closes the day before it: then both days are named.
  const sameDay = closedOn === receivedOn && formatTime(closesAt) !== "midnight";
  return sameDay
    ? `We received this at ${formatSecond(receivedAt)}. The round closed at ${formatTime(closesAt)}.`
    : `We received this at ${formatSecond(receivedAt)} on ${formatDate(receivedOn)}. The round closed at ${formatDeadline(closesAt)}.`;
};
