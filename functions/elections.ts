import type { RoundElections } from "../shared/contract/polls.ts";
import { Refused } from "../shared/problem.ts";
import type { Overridden } from "../shared/rules/approval.ts";
import { toInstant } from "../shared/rules/london.ts";
import type { Round } from "../shared/rules/round.ts";
import { electionFindings, isOverridePublic, outlookOf } from "../shared/rules/viability.ts";
import type { Deps } from "./deps.ts";

type Store = Pick<Deps, "store">;

const HOW_ON =
  "Move it, or ask for an override on the page of the round: it takes a second person, and is published later.";

/**
 * Refuses to publish a round, hold its meeting or confirm its decisions where the period of an election stands against it and
 * no override was agreed: `election/viable` (DOMAIN 5.3). What only warns is shown on the pages and stops nobody.
 */
export const refuseInElection = async (
  { store }: Store,
  act: Overridden,
  round: Pick<Round, "id" | "timetable">,
  at: number,
): Promise<void> => {
  const { polls, overrides } = await store.polls.read();
  const blocked = electionFindings(act, round, polls, overrides, at).find(({ effect }) => effect === "blocks");
  if (blocked !== undefined)
    throw new Refused("wrong-state", { rule: blocked.rule, detail: `${blocked.detail} ${HOW_ON}` });
};

/** What elections will say of a round, and what was allowed in spite of them, for the office. Refuses `not-found`. */
export const electionsOfRound = async (roundId: string, at: number, { store }: Store): Promise<RoundElections> => {
  const [{ round }, { polls, overrides }] = await Promise.all([store.rounds.withForm(roundId), store.polls.read()]);
  const findings = round.decidedAt === undefined ? outlookOf(round, polls, overrides, at) : [];
  const given = overrides.filter((one) => one.roundId === roundId);
  const people = await store.addressees.people([...new Set(given.flatMap((one) => [one.askedBy, one.agreedBy]))]);
  const nameOf = (personId: string) => people.find(({ id }) => id === personId)?.name ?? "";
  return {
    at: toInstant(at),
    findings,
    polls: polls.map(({ id, name, pollOn }) => ({ id, name, pollOn })),
    overrides: given.map(({ askedBy, agreedBy, ...override }) => ({
      ...override,
      askedByName: nameOf(askedBy),
      agreedByName: nameOf(agreedBy),
      isPublic: isOverridePublic(override, polls, at),
    })),
  };
};
