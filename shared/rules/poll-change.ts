import { type Closure, closureStateAt, endOf } from "./closure.ts";
import { endOfDay, msOf } from "./london.ts";
import { type Poll, periodOf } from "./poll.ts";

/** Whether a closure ends with the declaration after a poll, or is made for an election and holds something in its period. */
export const restsOn = (closure: Closure, poll: Poll, at: number): boolean => {
  if (closureStateAt(closure, at) === "ended" || closure.endedAt !== undefined) return false;
  if (closure.until.of === "declaration") return closure.until.pollId === poll.id;
  if (closure.reason !== "election" && closure.reason !== "by-election") return false;
  const end = endOf(closure);
  const { from, until } = periodOf(poll, at);
  return msOf(closure.from) < msOf(until ?? endOfDay(poll.pollOn)) && (end === undefined || msOf(end) > msOf(from));
};
