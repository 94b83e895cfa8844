import type { CandidatesPage } from "../shared/contract/candidates-view.ts";
import { FUNDS } from "../shared/funds/funds.ts";
import type { Award } from "../shared/rules/award.ts";
import { termOn } from "../shared/rules/bodies.ts";
import { type Closure, closureStateAt, isMadePublic } from "../shared/rules/closure.ts";
import { untilWords } from "../shared/rules/closure-words.ts";
import { type CivilDate, londonDate, toInstant } from "../shared/rules/london.ts";
import { inPeriod, isOver, statusOn } from "../shared/rules/poll.ts";
import { potPence, type Round } from "../shared/rules/round.ts";
import { termEndsOn } from "../shared/rules/vacancy.ts";
import { isOverridePublic } from "../shared/rules/viability.ts";
import type { Deps } from "./deps.ts";
import { stated } from "./funds.ts";
import { knownFund } from "./rounds.ts";
import type { KeptPolls } from "./store/polls.ts";

type Commitment = CandidatesPage["commitments"][number];

const sumOf = (awards: readonly Award[]): number => awards.reduce((sum, { amountPence }) => sum + amountPence, 0);

const commitmentOf = (fundName: string, awards: readonly Award[], lastDay: CivilDate | undefined): Commitment => {
  const beyond = awards.filter(({ endsOn }) => lastDay !== undefined && endsOn !== undefined && endsOn > lastDay);
  return {
    ...{ fundName, awards: awards.length, awardedPence: sumOf(awards) },
    ...{ beyond: beyond.length, beyondPence: sumOf(beyond) },
    unknown: awards.filter(({ endsOn }) => endsOn === undefined).length,
  };
};

const nextPoll = ({ polls }: KeptPolls, at: number): CandidatesPage["poll"] => {
  const [next] = polls
    .filter((poll) => poll.kind === "own" && !isOver(poll, at))
    .toSorted((one, other) => one.pollOn.localeCompare(other.pollOn));
  if (next === undefined) return undefined;
  const { name, pollOn, sensitiveFrom } = next;
  const status = statusOn(next, londonDate(toInstant(at)));
  return { name, status, pollOn, sensitiveFrom, running: inPeriod(next, at) };
};

const scopeWords = ({ scope }: Closure, rounds: readonly Round[]): string => {
  switch (scope.of) {
    case "portal":
      return "All funds";
    case "publicity":
      return "Publicity of all funds";
    case "fund":
      return knownFund(scope.fundId).name;
    case "round":
      return rounds.find(({ id }) => id === scope.roundId)?.title ?? scope.roundId;
  }
};

const toldClosures = (closures: readonly Closure[], rounds: readonly Round[], at: number): CandidatesPage["closures"] =>
  closures.flatMap((closure) => {
    const state = closureStateAt(closure, at);
    if (state === "ended") return [];
    return [
      {
        ...{ scope: scopeWords(closure, rounds), from: closure.from, wording: closure.wording },
        until: untilWords(closure),
        announced: state === "announced",
      },
    ];
  });

const toldOverrides = ({ polls, overrides }: KeptPolls, rounds: readonly Round[], at: number) =>
  overrides
    .filter((one) => isOverridePublic(one, polls, at))
    .map(({ roundId, of, pollId, reason, agreedAt }) => {
      const round = rounds.find(({ id }) => id === roundId);
      const poll = polls.find(({ id }) => id === pollId);
      return {
        roundTitle: round?.title ?? roundId,
        fundName: round === undefined ? "" : knownFund(round.fundId).name,
        ...{ of, pollName: poll?.name ?? "An election", reason, agreedAt },
        ...(poll === undefined ? {} : { pollOn: poll.pollOn }),
      };
    });

/** The figures for candidates at an instant (milliseconds): what is public of funds, rounds, grants, closures and overrides. */
export const candidatesPage =
  ({ store }: Pick<Deps, "store">) =>
  async (at: number): Promise<CandidatesPage> => {
    const ids = await store.rounds.idsOf(FUNDS.map(({ id }) => id));
    const [{ rounds, closures }, awards, kept, { terms }] = await Promise.all([
      store.rounds.byIds(ids),
      store.rounds.awards(ids),
      store.polls.read(),
      store.bodies.read(),
    ]);
    const all = stated(rounds, closures, at);
    const poll = nextPoll(kept, at);
    const today = londonDate(toInstant(at));
    // As the office keeps it; reckoned from the polls where it keeps none.
    const lastDay = termOn(terms, today)?.endsOn ?? termEndsOn(kept.polls, today);
    const isLive = ({ status }: (typeof all)[number]) =>
      status === "scheduled" || status === "open" || status === "paused" || status === "closed";
    // What is held back is in no figure either.
    const publicAwards = (fundId: string): Award[] =>
      all
        .filter(({ round, status }) => round.fundId === fundId && status === "decided")
        .filter(({ round }) => isMadePublic(round, closures, at))
        .flatMap(({ round }) => awards[ids.indexOf(round.id)] ?? []);
    return {
      at: toInstant(at),
      ...(poll === undefined ? {} : { poll }),
      ...(lastDay === undefined ? {} : { termEndsOn: lastDay }),
      funds: FUNDS.map(({ id, name, invented, minimumPence, maximumPence, termMonths, endsOn }) => ({
        ...{ id, name, invented, minimumPence, maximumPence, termMonths },
        ...(endsOn === undefined ? {} : { grantsEndBy: endsOn }),
      })),
      rounds: all
        .filter(isLive)
        .map(({ round, status }) => ({
          ...{ id: round.id, fundName: knownFund(round.fundId).name, title: round.title, status },
          potPence: potPence(round),
          opensAt: round.timetable.opensAt,
          closesAt: round.timetable.closesAt,
          meetingOn: round.timetable.meetingOn,
          notifiedBy: round.timetable.notifiedBy,
        }))
        .toSorted((one, other) => one.closesAt.localeCompare(other.closesAt)),
      commitments: FUNDS.map(({ id, name }) => commitmentOf(name, publicAwards(id), lastDay)),
      closures: toldClosures(closures, rounds, at),
      overrides: toldOverrides(kept, rounds, at),
    };
  };
