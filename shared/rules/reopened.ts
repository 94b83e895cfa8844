import { type Closure, closureStateAt, endOf, isWithin } from "./closure.ts";
import { effectOn } from "./closure-record.ts";
import { type Instant, msOf } from "./london.ts";
import type { Round, RoundStatus } from "./round.ts";

/** Later than this nobody is told any more, in milliseconds: they have found out. */
const TOLD_WITHIN_MS = 7 * 86_400_000;

/** A round that is open again since a closure has ended by itself. */
export type Reopened = { id: string; closureId: string; endedAt: Instant; closesAt: Instant };

/**
 * Whether a round is open again at an instant (milliseconds) because the last closure that held its submissions has ended by
 * itself, so that nobody's act has told those with drafts (`closure/reopened`). Where another was ended by somebody later, that
 * told them; while another holds, nothing is open. The same end is the same id, however many closures it ended.
 */
export const reopenedOf = (
  round: Round,
  status: RoundStatus,
  closures: readonly Closure[],
  at: number,
): Reopened | undefined => {
  if (status !== "open") return undefined;
  const held = closures.flatMap((closure) => {
    const end = endOf(closure);
    if (end === undefined || closureStateAt(closure, at) !== "ended" || msOf(end) <= msOf(closure.from)) return [];
    if (!closure.freezes.includes("submissions") || !isWithin(closure, round)) return [];
    return effectOn(round, closure) === undefined ? [] : [{ closure, end }];
  });
  const [last] = held.toSorted((a, b) => b.end.localeCompare(a.end));
  if (last === undefined || held.some(({ end, closure }) => end === last.end && closure.endedAt !== undefined))
    return undefined;
  if (at >= msOf(last.end) + TOLD_WITHIN_MS) return undefined;
  const { closesAt } = round.timetable;
  return { id: `reopened-${last.end}`, closureId: last.closure.id, endedAt: last.end, closesAt };
};
