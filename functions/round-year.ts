import type { RoundOfYear, RoundsOfYear } from "../shared/contract/rounds.ts";
import { londonDate, msOf, toInstant } from "../shared/rules/london.ts";
import { overlapFindings } from "../shared/rules/overlap.ts";
import { closingInstant, openingInstant, type Round, roundIdOf } from "../shared/rules/round.ts";
import { proposedRound, proposedYear, type RoundProposal } from "../shared/rules/round-proposal.ts";
import { planFindings } from "../shared/rules/viability.ts";
import type { Deps } from "./deps.ts";
import { datesOf, knownFund, officeRound, sourcesOf } from "./rounds.ts";

const yearOf = ({ timetable }: Pick<Round, "timetable">): number =>
  Number(londonDate(toInstant(msOf(timetable.closesAt) - 1)).slice(0, 4));

/** A proposal as the round it would be; undefined where the clock change of a night stands against its times. */
const asRound = ({ code, title, dates, pot }: RoundProposal, fund: { id: string; code: string }): Round | undefined => {
  const { opens, closes, ...days } = dates;
  const [opensAt, closesAt] = [openingInstant(opens), closingInstant(closes)];
  if (typeof opensAt !== "string" || typeof closesAt !== "string") return undefined;
  const id = roundIdOf(fund.code, code);
  return { id, fundId: fund.id, code, title, pot, timetable: { opensAt, closesAt, ...days }, notices: [], version: 0 };
};

/**
 * The rounds of a fund in one calendar year, by their closes: those that there are, and for each deadline that has none a
 * proposal, with what stands against it. Without a year: that of the next proposal (DOMAIN 5.1).
 */
export const roundYear =
  ({ store }: Pick<Deps, "store">) =>
  async (fundId: string, wanted: string | undefined, at: number): Promise<RoundsOfYear> => {
    const fund = knownFund(fundId);
    const [{ rounds, closures }, { polls }] = await Promise.all([store.rounds.roundsOf([fund.id]), store.polls.read()]);
    const taken = rounds.map(({ code }) => code);
    const next = Number(proposedRound(fund, taken, at).dates.closes.on.slice(0, 4));
    const year = wanted === undefined ? next : Number(wanted);
    const warnings = (round: Round) => polls.flatMap((poll) => planFindings(round, poll, at));
    const planned = rounds
      .filter((round) => yearOf(round) === year)
      .map((round): RoundOfYear => {
        const { id, code, title, pot, timetable } = round;
        const { status, blockers } = officeRound(round, closures, at);
        const elections = round.decidedAt === undefined ? warnings(round) : [];
        const overlaps = status === "unpublished" ? overlapFindings(round, rounds, fund) : [];
        const findings = [...blockers, ...overlaps, ...elections].map(({ detail }) => detail);
        return { code, title, dates: datesOf(timetable), pot, findings, round: { id, status, version: round.version } };
      });
    const proposed = proposedYear(fund, year, at)
      .filter(({ code }) => !taken.includes(code))
      .map((proposal): RoundOfYear => {
        const round = asRound(proposal, fund);
        const against = round === undefined ? [] : [...overlapFindings(round, rounds, fund), ...warnings(round)];
        return { ...proposal, findings: against.map(({ detail }) => detail) };
      });
    const { id, name, code, calendar } = fund;
    return {
      at: toInstant(at),
      fundId: id,
      fundName: name,
      fundCode: code,
      sources: sourcesOf(fund),
      year,
      isQuarterly: calendar.deadlines.length > 0,
      rounds: [...planned, ...proposed].toSorted((a, b) => a.dates.closes.on.localeCompare(b.dates.closes.on)),
    };
  };
