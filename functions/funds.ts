import type {
  BandFacts,
  EligibilityQuestion,
  FundFacts,
  FundForm,
  FundLine,
  FundPage,
  PublicClosure,
  PublicRound,
} from "../shared/contract/fund-views.ts";
import { type Body, nameOn } from "../shared/rules/bodies.ts";
import { type Closure, closureOver, closureStateAt } from "../shared/rules/closure.ts";
import { publicNotice } from "../shared/rules/closure-words.ts";
import { askOf } from "../shared/rules/eligibility-check.ts";
import { rulesInForce } from "../shared/rules/eligibility-in-force.ts";
import { ruleIdOf } from "../shared/rules/eligibility-kinds.ts";
import { ruleWords } from "../shared/rules/eligibility-words.ts";
import { documentsFor, questionsFor } from "../shared/rules/form.ts";
import type { Fund } from "../shared/rules/fund.ts";
import { londonDate, toInstant } from "../shared/rules/london.ts";
import { potPence, type Round, roundStatus } from "../shared/rules/round.ts";
import {
  cancelledRound,
  currentRound,
  recordOf,
  type StatedRound,
  waitingRound,
} from "../shared/rules/round-record.ts";

/** What the public is shown of funds and rounds, in one place: the public pages and an officer's preview are made here. */

/** Rounds with their status at an instant (milliseconds). */
export const stated = (rounds: readonly Round[], closures: readonly Closure[], at: number): StatedRound[] =>
  rounds.map((round) => ({ round, status: roundStatus(round, closures, at) }));

/**
 * What is announced and in force for a fund, in the order in which it begins: what its rounds or the whole portal are closed for
 * (`closure/public`). Without a fund: what holds everywhere.
 */
export const publicClosures = (
  fund: { id: string; roundIds: readonly string[] } | undefined,
  closures: readonly Closure[],
  at: number,
): PublicClosure[] =>
  closures
    .filter(({ scope }) => {
      if (scope.of === "portal") return true;
      if (fund === undefined || scope.of === "publicity") return false;
      return scope.of === "fund" ? scope.fundId === fund.id : fund.roundIds.includes(scope.roundId);
    })
    .toSorted((a, b) => a.from.localeCompare(b.from))
    .flatMap((closure) => {
      const when = closureStateAt(closure, at);
      const notice = when === "ended" ? undefined : publicNotice(closure, when);
      return when === "ended" || notice === undefined ? [] : [{ id: closure.id, when, from: closure.from, ...notice }];
    });

const publicRound = ({ round, status }: StatedRound, closures: readonly Closure[], at: number): PublicRound => {
  const closure = status === "paused" ? closureOver(round, closures, "submissions", at) : undefined;
  return {
    id: round.id,
    title: round.title,
    status,
    timetable: round.timetable,
    potPence: potPence(round),
    notices: round.notices,
    ...(round.extensions === undefined ? {} : { extensions: round.extensions.map(({ by: _, ...told }) => told) }),
    ...(closure === undefined ? {} : { pausedBecause: closure.wording }),
    ...(status === "cancelled" && round.cancelledBecause !== undefined
      ? { cancelledBecause: round.cancelledBecause }
      : {}),
  };
};

const bandsOf = (fund: Fund): BandFacts[] =>
  fund.bands.map(({ band, upToPence }) => {
    const timeToFill = fund.texts.timeToFill[band];
    return {
      band,
      upToPence,
      // What is declared at the end is ticked, not answered.
      questions: questionsFor(fund, band).filter(({ type }) => type !== "declaration").length,
      documents: documentsFor(fund, band).length,
      ...(timeToFill === undefined ? {} : { timeToFill }),
    };
  });

/** Who meets on a fund's bids, in the timetable's words. */
export const meetsOf = (fund: Fund): FundFacts["meets"] =>
  fund.sources.some(({ decides }) => decides === "trustees-decide") ? "trustees" : "panel";

const whoCanApply = (fund: Fund): string[] => rulesInForce(fund).map((rule) => ruleWords(fund, rule));

/** What the check asks: nobody is told which answer passes before giving one. */
const questionsOfCheck = (fund: Fund): EligibilityQuestion[] =>
  rulesInForce(fund).flatMap((rule) => {
    const ask = askOf(rule);
    if (ask === undefined) return [];
    const { id, label, hint, type } = ask;
    const options = ask.type === "choice" ? ask.options : [];
    return [{ rule: ruleIdOf(rule), id, label, ...(hint === undefined ? {} : { hint }), type, options }];
  });

/** What the list and the page of a fund begin with. */
const namedOf = ({ id, name, strapline, invented, minimumPence, maximumPence }: Fund) => ({
  ...{ id, name, strapline, invented, minimumPence, maximumPence },
});

const factsOf = (fund: Fund): FundFacts => ({
  ...namedOf(fund),
  area: fund.area.name,
  purpose: fund.texts.purpose,
  paysFor: fund.texts.paysFor,
  notFunded: fund.texts.notFunded,
  whoCanApply: whoCanApply(fund),
  whoDecides: fund.texts.whoDecides,
  controllers: [...new Set(fund.sources.map(({ controller }) => controller))],
  meets: meetsOf(fund),
  match: fund.match,
  priorities: {
    plan: fund.priorities.plan,
    datedOn: fund.priorities.datedOn,
    items: fund.priorities.items.map(({ label }) => label),
  },
  bands: bandsOf(fund),
});

/** The facts of a fund with whoever answers for its data on the day: a fund can outlive the body that it names. */
export const underBodies = (facts: FundFacts, bodies: readonly Body[], at: number): FundFacts => {
  const day = londonDate(toInstant(at));
  return { ...facts, controllers: [...new Set(facts.controllers.map((name) => nameOn(bodies, name, day)))] };
};

const scopeOf = ({ id }: Fund, rounds: readonly StatedRound[]) => ({
  id,
  roundIds: rounds.map(({ round }) => round.id),
});

/** The page of a fund. `fund` is the frozen one where a round is shown, else the fund as it stands. */
export const fundPageOf = (
  fund: Fund,
  rounds: readonly StatedRound[],
  closures: readonly Closure[],
  at: number,
): FundPage => {
  const [round, waiting, cancelled] = [currentRound(rounds), waitingRound(rounds), cancelledRound(rounds, at)];
  return {
    at: toInstant(at),
    fund: factsOf(fund),
    ...(round === undefined ? {} : { round: publicRound(round, closures, at) }),
    ...(waiting === undefined ? {} : { waiting: publicRound(waiting, closures, at) }),
    ...(cancelled === undefined ? {} : { cancelled: publicRound(cancelled, closures, at) }),
    closures: publicClosures(scopeOf(fund, rounds), closures, at),
    record: recordOf(rounds),
  };
};

/** One line of the list of funds. */
export const fundLineOf = (
  fund: Fund,
  rounds: readonly StatedRound[],
  closures: readonly Closure[],
  at: number,
): FundLine => {
  const { round, waiting, cancelled, closures: told } = fundPageOf(fund, rounds, closures, at);
  return {
    ...namedOf(fund),
    ...(round === undefined ? {} : { round }),
    ...(waiting === undefined ? {} : { waiting }),
    ...(cancelled === undefined ? {} : { cancelled }),
    closures: told,
  };
};

/** Every question of a fund, for a round where there is one. Weights are public; what makes a good answer is too. */
export const fundFormOf = (
  fund: Fund,
  round: StatedRound | undefined,
  closures: readonly Closure[],
  at: number,
): FundForm => ({
  at: toInstant(at),
  fundId: fund.id,
  fundName: fund.name,
  ...(round === undefined ? {} : { round: publicRound(round, closures, at) }),
  closures: publicClosures(scopeOf(fund, round === undefined ? [] : [round]), closures, at),
  bands: bandsOf(fund),
  minimumPence: fund.minimumPence,
  maximumPence: fund.maximumPence,
  eligibility: questionsOfCheck(fund),
  whoCanApply: whoCanApply(fund),
  sections: fund.sections,
  documents: fund.documents,
  criteria: fund.criteria.map(({ id, label, weight, excellent }) => ({ id, label, weight, excellent })),
});
