import type { EmbargoedNews, TouchedLetters, TouchedMeeting, TouchedRound } from "../shared/contract/polls.ts";
import { FUNDS } from "../shared/funds/funds.ts";
import { type Closure, isMadePublic } from "../shared/rules/closure.ts";
import { londonDate } from "../shared/rules/london.ts";
import { isDayInPeriod, type Poll } from "../shared/rules/poll.ts";
import { type Round, type RoundStatus, roundStatus } from "../shared/rules/round.ts";
import { dayFindings } from "../shared/rules/viability.ts";
import type { Deps } from "./deps.ts";
import { knownFund } from "./rounds.ts";
import type { KeptPolls } from "./store/polls.ts";

type Stated = { round: Round; status: RoundStatus };

const alive = ({ status }: Stated): boolean => status !== "decided" && status !== "cancelled";

/** Everything that closing ahead of a poll touches, read round by round; what is decided and public is left alone. */
export const pollTouches =
  ({ store }: Pick<Deps, "store">) =>
  async (poll: Poll, { overrides }: KeptPolls, at: number) => {
    const fundIds = FUNDS.map(({ id }) => id);
    const [{ rounds, closures }, ledgers] = await Promise.all([
      store.rounds.roundsOf(fundIds),
      store.meetings.ofFunds(fundIds),
    ]);
    const stated = rounds.map((round) => ({ round, status: roundStatus(round, closures, at) }));
    const live = stated
      .filter(alive)
      .toSorted((a, b) => a.round.timetable.closesAt.localeCompare(b.round.timetable.closesAt));
    const titleOf = new Map(rounds.map(({ id, title }) => [id, title]));

    const touched = async ({ round, status }: Stated): Promise<TouchedRound> => {
      const lines = await store.addressees.linesOf(round.id);
      const drafts = lines.filter(({ state }) => state === "draft");
      const names = drafts.map(({ organisationName }) => organisationName);
      const { closesAt, meetingOn, confirmedBy, notifiedBy } = round.timetable;
      return {
        ...{ id: round.id, fundId: round.fundId, fundName: knownFund(round.fundId).name, title: round.title, status },
        ...{ closesAt, meetingOn, confirmedBy, notifiedBy },
        findings: dayFindings(round, poll, at).filter(
          ({ act }) =>
            !overrides.some((leave) => leave.roundId === round.id && leave.of === act && leave.pollId === poll.id),
        ),
        drafts: drafts.length,
        submitted: lines.filter(({ state }) => state !== "draft" && state !== "withdrawn").length,
        draftGroups: [...new Set(names)].toSorted((one, other) => one.localeCompare(other)),
      };
    };

    const meetings = ledgers
      .flatMap(({ id, roundId, fundId, on, state }): TouchedMeeting[] =>
        state === "closed" || !isDayInPeriod(poll, on, at)
          ? []
          : [
              {
                ...{ id, roundId, roundTitle: titleOf.get(roundId) ?? roundId, fundName: knownFund(fundId).name, on },
                state: state === "planned" ? "planned" : "under-way",
              },
            ],
      )
      .toSorted((one, other) => one.on.localeCompare(other.on));

    return {
      rounds: await Promise.all(live.map(touched)),
      meetings,
      letters: (await Promise.all(live.map(({ round }) => lettersOf(round, store)))).flat(),
      news: stated.flatMap((one) => newsOf(one, poll, closures, at)),
    };
  };

const lettersOf = async ({ id, fundId, title, timetable }: Round, store: Deps["store"]): Promise<TouchedLetters[]> => {
  const { outcomes, waiting } = await store.outcomes.ofRound(id);
  const untold = outcomes.filter(({ state }) => state !== "released").length;
  const [roundTitle, fundName, notifiedBy] = [title, knownFund(fundId).name, timetable.notifiedBy];
  return untold + waiting.length === 0
    ? []
    : [{ roundId: id, roundTitle, fundName, untold, unconfirmed: waiting.length, notifiedBy }];
};

/** What is held back already, and what would be told in the period: after its days, or with a decision in it. */
const newsOf = ({ round, status }: Stated, poll: Poll, closures: readonly Closure[], at: number): EmbargoedNews[] => {
  const about = { roundId: round.id, roundTitle: round.title, fundName: knownFund(round.fundId).name };
  if (round.decidedAt !== undefined && status === "decided")
    return isMadePublic(round, closures, at) ? [] : [{ ...about, on: londonDate(round.decidedAt), held: true }];
  const tells = alive({ round, status }) && isDayInPeriod(poll, round.timetable.notifiedBy, at);
  return tells && dayFindings(round, poll, at).length === 0
    ? [{ ...about, on: round.timetable.notifiedBy, held: false }]
    : [];
};
