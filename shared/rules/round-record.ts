import { msOf } from "./london.ts";
import { potPence, type Round, type RoundResult, type RoundStatus } from "./round.ts";

/** A round with its status at the instant it is shown for. */
export type StatedRound = { round: Round; status: RoundStatus };

const byClose = (a: StatedRound, b: StatedRound): number =>
  msOf(a.round.timetable.closesAt) - msOf(b.round.timetable.closesAt);

const inStatus = (rounds: readonly StatedRound[], ...wanted: RoundStatus[]): StatedRound[] =>
  rounds.filter(({ status }) => wanted.includes(status)).sort(byClose);

/** The round that a fund's page is about: the one that is open (or paused) and closes first, else the one that opens next. */
export const currentRound = (rounds: readonly StatedRound[]): StatedRound | undefined =>
  inStatus(rounds, "open", "paused")[0] ??
  inStatus(rounds, "scheduled").sort((a, b) => msOf(a.round.timetable.opensAt) - msOf(b.round.timetable.opensAt))[0];

/** The round that closed last and waits for its decisions. */
export const waitingRound = (rounds: readonly StatedRound[]): StatedRound | undefined =>
  inStatus(rounds, "closed").at(-1);

/**
 * The round that was cancelled last, while its bids would still have been waiting for their money: groups look for it, and are
 * told that it is no more.
 */
export const cancelledRound = (rounds: readonly StatedRound[], at: number): StatedRound | undefined =>
  inStatus(rounds, "cancelled")
    .filter(({ round }) => at < msOf(`${round.timetable.paidBy}T00:00:00.000Z`))
    .at(-1);

/** How many rounds a fund's record looks back on: a year of a quarterly fund. */
const RECORD_ROUNDS = 4;

type RecordRow = { roundId: string; title: string; potPence: number } & RoundResult;

/** The record of a fund: its last four decided rounds, the latest first. Rounds without figures are left out. */
export const recordOf = (rounds: readonly StatedRound[]): RecordRow[] =>
  inStatus(rounds, "decided")
    .reverse()
    .flatMap(({ round }) =>
      round.result === undefined
        ? []
        : [{ roundId: round.id, title: round.title, potPence: potPence(round), ...round.result }],
    )
    .slice(0, RECORD_ROUNDS);

/** The rows of a record added up. */
export const recordTotal = (
  rows: readonly (RoundResult & { potPence: number })[],
): RoundResult & { potPence: number } =>
  rows.reduce(
    (sum, row) => ({
      bids: sum.bids + row.bids,
      awarded: sum.awarded + row.awarded,
      askedPence: sum.askedPence + row.askedPence,
      awardedPence: sum.awardedPence + row.awardedPence,
      potPence: sum.potPence + row.potPence,
    }),
    { bids: 0, awarded: 0, askedPence: 0, awardedPence: 0, potPence: 0 },
  );

/** How likely a grant was, as people say it: "1 in 3", "7 in 10", "all", "none"; undefined without a bid. */
export const successRate = (awarded: number, bids: number): string | undefined => {
  if (bids === 0) return undefined;
  if (awarded === 0) return "none";
  if (awarded === bids) return "all";
  // More than one in two would round to "1 in 2" or even "1 in 1": it is told in tenths.
  return bids >= awarded * 2
    ? `1 in ${Math.round(bids / awarded)}`
    : `${Math.min(9, Math.round((awarded * 10) / bids))} in 10`;
};
