import type { PollsPage, PollView } from "../shared/contract/polls.ts";
import { Refused } from "../shared/problem.ts";
import { hasRole } from "../shared/rules/access.ts";
import { londonDate, toInstant } from "../shared/rules/london.ts";
import {
  declarationAt,
  freeFrom,
  inPeriod,
  isOver,
  keptBecause,
  type Poll,
  proposedDates,
  statusOn,
  takeBackFindings,
} from "../shared/rules/poll.ts";
import type { Deps } from "./deps.ts";
import type { Caller } from "./identity.ts";
import { stakedRounds } from "./poll-stakes.ts";
import type { KeptPolls } from "./store/polls.ts";

/** The row of an election. Refuses `not-found`. */
export const knownPoll = ({ polls }: Pick<KeptPolls, "polls">, pollId: string): Poll => {
  const poll = polls.find(({ id }) => id === pollId);
  if (poll === undefined) throw new Refused("not-found");
  return poll;
};

const phaseOf = (poll: Poll, at: number): PollView["phase"] => {
  if (isOver(poll, at)) return "over";
  return inPeriod(poll, at) ? "running" : "ahead";
};

const movesOf = (poll: Poll, phase: PollView["phase"], caller: Caller, at: number): PollView["may"] => {
  const officer = hasRole(caller, "officer");
  const today = londonDate(toInstant(at));
  const declared = declarationAt(poll, at);
  return [
    ...(officer ? (["change"] as const) : []),
    ...(officer && keptBecause(poll, at) === undefined ? (["remove"] as const) : []),
    ...(hasRole(caller, "approver") && poll.kind === "own" && phase !== "over" && poll.pollOn < today
      ? (["declare"] as const)
      : []),
    ...(declared !== undefined &&
    takeBackFindings(poll, declared.recordedAt, at).length === 0 &&
    hasRole(caller, "officer", "approver")
      ? (["take-back"] as const)
      : []),
    ...(phase !== "over" && hasRole(caller, "officer", "approver") ? (["close"] as const) : []),
  ];
};

/** A row as the office reads it at an instant. `names` are those of people who recorded a declaration, by their ids. */
export const pollView = (poll: Poll, names: ReadonlyMap<string, string>, caller: Caller, at: number): PollView => {
  const { declaration: _, ...row } = poll;
  const phase = phaseOf(poll, at);
  const declared = declarationAt(poll, at);
  const byName = declared === undefined ? undefined : names.get(declared.by);
  const free = freeFrom(poll, at);
  return {
    poll: { ...row, status: statusOn(poll, londonDate(toInstant(at))) },
    phase,
    computed: proposedDates(poll),
    ...(free === undefined ? {} : { freeFrom: free }),
    ...(declared === undefined
      ? {}
      : {
          declaration: {
            madeOn: declared.madeOn,
            recordedAt: declared.recordedAt,
            ...(byName === undefined ? {} : { byName }),
          },
        }),
    may: movesOf(poll, phase, caller, at),
  };
};

/** Whoever recorded a declaration, by their ids: one hop, none where nobody did. */
export const recordersOf = async (polls: readonly Poll[], { store }: Pick<Deps, "store">) => {
  const ids = polls.flatMap(({ declaration }) =>
    declaration === undefined || declaration.by === "system" ? [] : [declaration.by],
  );
  return new Map((await store.addressees.people([...new Set(ids)])).map(({ id, name }) => [id, name]));
};

/** Every election, the latest first, with what a change of one can touch. */
export const pollsPage = async (
  reading: KeptPolls | Promise<KeptPolls>,
  caller: Caller,
  at: number,
  deps: Pick<Deps, "store">,
): Promise<PollsPage> => {
  const read = Promise.resolve(reading);
  // Side by side: no more than two hops.
  const [{ polls, overrides, version }, names, { rounds, closures }] = await Promise.all([
    read,
    read.then((kept) => recordersOf(kept.polls, deps)),
    stakedRounds(deps),
  ]);
  return {
    at: toInstant(at),
    version,
    polls: polls
      .toSorted((one, other) => other.pollOn.localeCompare(one.pollOn))
      .map((poll) => pollView(poll, names, caller, at)),
    stakes: {
      ...{ rounds: [...rounds], closures: [...closures] },
      overrides: overrides.map(({ roundId, of, pollId }) => ({ roundId, of, pollId })),
    },
  };
};
