import { FUND_NAMES, fundName } from "../shared/funds/names.ts";
import type { Stakes } from "../shared/rules/poll-change.ts";
import type { Deps } from "./deps.ts";
import type { KeptPolls } from "./store/polls.ts";

/** Rounds that are not decided, as an election is looked at, and the closures in force or to come: two hops. */
export const stakedRounds = async ({ store }: Pick<Deps, "store">): Promise<Pick<Stakes, "rounds" | "closures">> => {
  const { rounds, closures } = await store.rounds.roundsOf(FUND_NAMES.map(({ id }) => id));
  return {
    closures,
    rounds: rounds
      .filter(({ decidedAt, cancelledAt }) => decidedAt === undefined && cancelledAt === undefined)
      .map(({ id, fundId, title, publishedAt, timetable: { opensAt, meetingOn, confirmedBy } }) => ({
        id,
        name: `${fundName(fundId)}, ${title}`,
        ...(publishedAt === undefined ? {} : { publishedAt }),
        timetable: { opensAt, meetingOn, confirmedBy },
      })),
  };
};

/** What a change of an election can touch, as it stands now. */
export const stakesOf = async ({ polls, overrides }: KeptPolls, deps: Pick<Deps, "store">): Promise<Stakes> => ({
  polls,
  overrides,
  ...(await stakedRounds(deps)),
});
