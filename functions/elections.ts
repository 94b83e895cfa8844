import { Refused } from "../shared/problem.ts";
import type { Overridden } from "../shared/rules/approval.ts";
import type { Round } from "../shared/rules/round.ts";
import { type ElectionFinding, electionFindings, outlookOf } from "../shared/rules/viability.ts";
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

/** What elections will say of a round that is not decided, for its page. */
export const electionOutlook = async ({ store }: Store, round: Round, at: number): Promise<ElectionFinding[]> => {
  if (round.decidedAt !== undefined) return [];
  const { polls, overrides } = await store.polls.read();
  return outlookOf(round, polls, overrides, at);
};
