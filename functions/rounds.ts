import type { rounds as contract, OfficeRound } from "../shared/contract/rounds.ts";
import type { Asked } from "../shared/contract.ts";
import { fundById } from "../shared/funds/funds.ts";
import { Refused } from "../shared/problem.ts";
import type { Closure } from "../shared/rules/closure.ts";
import { withinFindings } from "../shared/rules/closure-findings.ts";
import { switched } from "../shared/rules/eligibility.ts";
import { switchable } from "../shared/rules/eligibility-switch.ts";
import { extensionRefusal, type ScoringFacts } from "../shared/rules/extension.ts";
import type { Finding } from "../shared/rules/finding.ts";
import type { Fund } from "../shared/rules/fund.ts";
import { toInstant } from "../shared/rules/london.ts";
import type { Preflight } from "../shared/rules/preflight.ts";
import {
  closingInstant,
  closingWall,
  mayRound,
  openingInstant,
  openingWall,
  potFindings,
  ROUND_MOVES,
  type Round,
  type RoundDates,
  type RoundMove,
  roundStatus,
  type Timetable,
  timetableFindings,
} from "../shared/rules/round.ts";
import { unpassableFindings } from "../shared/rules/unpassable.ts";
import type { Deps } from "./deps.ts";
import type { Caller } from "./identity.ts";

/** A fund that the portal knows. Refuses `not-found`. */
export const knownFund = (id: string): Fund => {
  const fund = fundById(id);
  if (fund === undefined) throw new Refused("not-found");
  return fund;
};

/** The dates as instants and days, or `round/wall-time` for a time that the night of a clock change does not have once. */
export const timetableOf = ({ opens, closes, ...days }: RoundDates): Timetable => {
  const opensAt = openingInstant(opens);
  const closesAt = closingInstant(closes);
  if (typeof opensAt === "string" && typeof closesAt === "string") return { opensAt, closesAt, ...days };
  throw new Refused("invalid-request", { errors: [opensAt, closesAt].filter((made) => typeof made !== "string") });
};

/** A stored timetable as an officer entered it. */
export const datesOf = ({ opensAt, closesAt, ...days }: Timetable): RoundDates => ({
  opens: openingWall(opensAt),
  closes: closingWall(closesAt),
  ...days,
});

/** The purses a fund pays from. */
export const sourcesOf = (fund: Fund) => fund.sources.map(({ id, name }) => ({ id, name }));

/** What stands against a round's dates, pot and rules at an instant (milliseconds). */
export const roundFindings = (round: Round, fund: Fund, at: number): Finding[] => [
  ...timetableFindings(round.timetable, at),
  ...potFindings(
    round.pot,
    fund.sources.map(({ id }) => id),
  ),
  ...unpassableFindings(switched(fund, round.switches)),
];

/** A round as the office works on it, with what may be done next. */
export const officeRound = (
  round: Round,
  closures: readonly Closure[],
  at: number,
  preflight?: Preflight | undefined,
): OfficeRound => {
  const fund = knownFund(round.fundId);
  const status = roundStatus(round, closures, at);
  return {
    at: toInstant(at),
    round,
    status,
    may: ROUND_MOVES.filter((move) => mayRound(status, move)),
    dates: datesOf(round.timetable),
    fundName: fund.name,
    sources: sourcesOf(fund),
    switchable: switchable(fund, round.switches),
    rates: [...(round.rates ?? fund.match.rates ?? [])],
    blockers:
      status === "unpublished" ? [...roundFindings(round, fund, at), ...withinFindings(round, closures, at)] : [],
    ...(status === "unpublished" && preflight !== undefined ? { preflight } : {}),
  };
};

/** The round as the office works on it, without the button for what its scoring rules out (`round/extension`). */
export const extendable = (office: OfficeRound, scoring: ScoringFacts, at: number): OfficeRound =>
  extensionRefusal({ round: office.round, status: office.status, scoring }, at) === undefined
    ? office
    : { ...office, may: office.may.filter((move) => move !== "extend") };

/** A round that somebody moves, in one hop with what the move hangs on; `shown` is a state of it as the office works on it. */
export const roundToMove = async ({ store }: Pick<Deps, "store">, roundId: string, at: number) => {
  const [found, scoring] = await Promise.all([store.rounds.withForm(roundId), store.scoring.round(roundId)]);
  const shown = (round: Round): OfficeRound => extendable(officeRound(round, found.closures, at), scoring, at);
  return { ...found, scoring, shown };
};

/** What an officer does to a published round by name, answered by the round as it is then. */
export type RoundAct<Name extends "extend" | "notify" | "slip"> = (
  roundId: string,
  body: Asked<(typeof contract)[Name]>["body"],
  caller: Pick<Caller, "personId">,
  at: number,
) => Promise<OfficeRound>;

const TOO_LATE: Record<RoundMove, string> = {
  change: "Dates, pot and title cannot change once a round is open. Publish a notice to correct a fact.",
  publish: "This round is published already.",
  notify: "Notices go out while a round is published and not decided.",
  apply: "This round is not open.",
  extend: "A round is extended once it is open and until it is decided.",
  slip: "A promised date is moved once a round has opened.",
  decide: "A round is decided after it has closed.",
};

/** Refuses a move that the state of a round does not allow (`round/state`). */
export const refuseUnless = (round: Round, move: RoundMove, closures: readonly Closure[], at: number): void => {
  if (!mayRound(roundStatus(round, closures, at), move))
    throw new Refused("wrong-state", { rule: "round/state", detail: TOO_LATE[move] });
};
