import type { ApplicationState } from "./application.ts";
import type { RoundStatus } from "./round.ts";
import { addTotals, NO_TOTALS, type Standing, TOTALS_FIELDS, type Totals, totalsMoved } from "./totals.ts";

/** What decides how one application of a round is counted, as the round's list knows it. */
type Listed = { readonly state: ApplicationState; readonly askedPence?: number | undefined };

const standingOf = ({ state, askedPence }: Listed): Standing => ({ state, askedPence: askedPence ?? 0 });

/** The totals of the applications listed, integer pence, counted by the rule by which the stream counts (`totals/movement`). */
export const totalsOf = (listed: readonly Listed[]): Totals =>
  listed.reduce((sum, one) => addTotals(sum, totalsMoved(undefined, standingOf(one))), NO_TOTALS);

/**
 * `desk/catching-up`: whether list and totals do not agree. Both follow the applications by seconds, each in its own time;
 * where they differ the page says so, and nothing is decided by either.
 */
export const isCatchingUp = (listed: Totals, counted: Totals): boolean =>
  TOTALS_FIELDS.some((field) => listed[field] !== counted[field]);

/** What an application waits for from the office: to be checked, once nobody can change it and no question is open. */
export const needsCheck = (
  line: { readonly state: ApplicationState; readonly openQuestions: number },
  status: RoundStatus,
): boolean => line.state === "submitted" && line.openQuestions === 0 && status === "closed";

type Comparable = { readonly id: string; readonly fundId: string; readonly opensAt: string };

/** The round of the same fund before a round, to compare it with; undefined for the first. */
export const lastRoundBefore = <R extends Comparable>(rounds: readonly R[], id: string): R | undefined => {
  const round = rounds.find((one) => one.id === id);
  if (round === undefined) return undefined;
  return rounds
    .filter(({ fundId, opensAt }) => fundId === round.fundId && opensAt < round.opensAt)
    .toSorted((a, b) => b.opensAt.localeCompare(a.opensAt))[0];
};
