import type { OutcomeView, ToldOutcome } from "../shared/contract/outcome-views.ts";
import { FUND_NAMES } from "../shared/funds/names.ts";
import { Refused } from "../shared/problem.ts";
import { isMember } from "../shared/rules/access.ts";
import type { Closure } from "../shared/rules/closure.ts";
import { msOf, toInstant } from "../shared/rules/london.ts";
import { type Round, roundStatus } from "../shared/rules/round.ts";
import { currentRound } from "../shared/rules/round-record.ts";
import { roundOf } from "./application-work.ts";
import type { Deps } from "./deps.ts";
import { stated } from "./funds.ts";
import type { Caller } from "./identity.ts";
import type { KeptOutcome } from "./store/outcomes.ts";

/** What the group reads of one outcome: only what was told, and nobody's name of the office. */
const toldOf = (outcome: KeptOutcome, at: number): ToldOutcome[] => {
  const { state, toldFrom, meetingId, kind, askedPence, amountPence, sourceName, conditions, dropped, quiet } = outcome;
  if (state !== "released" || toldFrom === undefined || msOf(toldFrom) > at) return [];
  return [
    {
      ...{ meetingId, kind, askedPence, amountPence, sourceName, conditions, dropped, toldFrom },
      paragraphs: outcome.text.split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== ""),
      ...(quiet === undefined ? {} : { quiet }),
    },
  ];
};

const nextOf = (rounds: readonly Round[], closures: readonly Closure[], at: number): OutcomeView["next"] => {
  const next = currentRound(stated(rounds, closures, at))?.round;
  if (next === undefined) return undefined;
  const { opensAt, closesAt } = next.timetable;
  return { title: next.title, opensAt, closesAt, isOpen: roundStatus(next, closures, at) === "open" };
};

/** What became of an application, for its group: two hops. Somebody else's is `not-found`, as one that does not exist. */
export const toldOutcome =
  ({ store }: Pick<Deps, "store">) =>
  async (applicationId: string, caller: Caller, at: number): Promise<OutcomeView> => {
    const code = applicationId.split("-")[0];
    const fund = FUND_NAMES.find((one) => one.code === code);
    if (fund === undefined) throw new Refused("not-found");
    const [{ head, outcomes }, { round, form }, { rounds, closures }] = await Promise.all([
      store.outcomes.ofApplication(applicationId),
      store.rounds.withForm(roundOf(applicationId)),
      store.rounds.roundsOf([fund.id]),
    ]);
    if (head === undefined || !isMember(caller, head)) throw new Refused("not-found");
    const next = nextOf(rounds, closures, at);
    return {
      at: toInstant(at),
      reference: head.id,
      title: head.title,
      organisationName: head.organisationName,
      fundId: round.fundId,
      fundName: form?.name ?? fund.name,
      roundTitle: round.title,
      outcomes: outcomes
        .flatMap((outcome) => toldOf(outcome, at))
        .toSorted((a, b) => b.toldFrom.localeCompare(a.toldFrom)),
      promisedBy: round.timetable.notifiedBy,
      ...(next === undefined ? {} : { next }),
    };
  };
