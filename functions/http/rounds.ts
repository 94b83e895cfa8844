import { rounds } from "../../shared/contract/rounds.ts";
import type { Event } from "../../shared/events.ts";
import { FUNDS } from "../../shared/funds/funds.ts";
import { Refused, refuseIf } from "../../shared/problem.ts";
import { closureOver } from "../../shared/rules/closure.ts";
import { withinFindings } from "../../shared/rules/closure-findings.ts";
import { switched } from "../../shared/rules/eligibility.ts";
import { switchFindings } from "../../shared/rules/eligibility-switch.ts";
import type { Finding } from "../../shared/rules/finding.ts";
import type { Fund } from "../../shared/rules/fund.ts";
import { londonDate, msOf, toInstant } from "../../shared/rules/london.ts";
import { roundRateFindings, withRates } from "../../shared/rules/match-rates.ts";
import { overlapFindings } from "../../shared/rules/overlap.ts";
import { codeFindings, potPence, type Round, roundIdOf } from "../../shared/rules/round.ts";
import { proposedRound } from "../../shared/rules/round-proposal.ts";
import { missedDays } from "../../shared/rules/slip.ts";
import { singleLine } from "../../shared/rules/text.ts";
import { NO_TOTALS, uncheckedOf } from "../../shared/rules/totals.ts";
import type { Deps } from "../deps.ts";
import { type Answers, http } from "../edge/http.ts";
import { refuseInElection } from "../elections.ts";
import { fundPageOf, stated } from "../funds.ts";
import { roundAsks } from "../round-asks.ts";
import { roundExtension } from "../round-extension.ts";
import { roundNotice } from "../round-notice.ts";
import { roundSlip } from "../round-slip.ts";
import { roundYear } from "../round-year.ts";
import { extendable, knownFund, officeRound, refuseUnless, roundFindings, sourcesOf, timetableOf } from "../rounds.ts";

type RoundEvent = Extract<Event["type"], "round-created" | "round-changed" | "round-published">;
const event = (type: RoundEvent, roundId: string, by: string, at: number): Event => ({
  type,
  at: toInstant(at),
  by,
  roundId,
});

/** The fund as a round freezes it: with the rules that an officer switched, and the rates. */
const asFrozen = ({ fundId, switches, rates }: Round): Fund => withRates(switched(knownFund(fundId), switches), rates);

const answers = ({ store }: Deps): Answers<typeof rounds> => {
  const notify = roundNotice({ store });
  const extend = roundExtension({ store });
  const slip = roundSlip({ store });
  const year = roundYear({ store });
  /** What other rounds of the fund stand against a round (`round/overlap`). */
  const overlaps = async (round: Round): Promise<Finding[]> => {
    const { rounds: ofFund } = await store.rounds.roundsOf([round.fundId]);
    return overlapFindings(round, ofFund, knownFund(round.fundId));
  };
  const { asks, answerAsk } = roundAsks({ store });

  return {
    list: async ({ query, at }) => {
      const shown = query.fundId === undefined ? FUNDS : [knownFund(query.fundId)];
      const ids = await store.rounds.idsOf(shown.map(({ id }) => id));
      const [{ rounds: all, closures }, totals] = await Promise.all([
        store.rounds.byIds(ids),
        store.totals.ofRounds(ids),
      ]);
      const lines = stated(all, closures, at).flatMap(({ round, status }) => {
        const { id, fundId, title, timetable, result } = round;
        const { opensAt, closesAt, meetingOn } = timetable;
        const counted = totals[ids.indexOf(id)];
        if (counted === undefined) return [];
        const fundName = knownFund(fundId).name;
        return [
          {
            id,
            fundId,
            fundName,
            title,
            status,
            opensAt,
            closesAt,
            meetingOn,
            potPence: potPence(round),
            // What a decided round came to stands in its record, also when its applications are no longer here.
            totals:
              result === undefined ? counted : { ...counted, submitted: result.bids, askedPence: result.askedPence },
          },
        ];
      });
      return {
        at: toInstant(at),
        funds: FUNDS.map(({ id, name }) => ({ id, name })),
        rounds: lines.sort((a, b) => msOf(b.closesAt) - msOf(a.closesAt)),
      };
    },

    propose: async ({ params, at }) => {
      const fund = knownFund(params.id);
      const { rounds: all } = await store.rounds.roundsOf([fund.id]);
      const proposal = proposedRound(
        fund,
        all.map(({ code }) => code),
        at,
      );
      return { fundName: fund.name, fundCode: fund.code, sources: sourcesOf(fund), ...proposal };
    },

    create: async ({ body, caller, at }) => {
      const fund = knownFund(body.fundId);
      const round: Round = {
        id: roundIdOf(fund.code, body.code),
        fundId: fund.id,
        code: body.code,
        title: singleLine(body.title),
        timetable: timetableOf(body.dates),
        pot: body.pot,
        notices: [],
        version: 1,
      };
      refuseIf([...codeFindings(body.code), ...roundFindings(round, fund, at), ...(await overlaps(round))]);
      const events = [event("round-created", round.id, caller.personId, at)];
      await store.rounds.create(round, { writeId: body.writeId, at }, events);
      return officeRound(round, [], at);
    },

    year: ({ params, query, at }) => year(params.id, query.year, at),

    one: async ({ params, at }) => {
      const [{ round, closures }, preflight, scoring, [totals = NO_TOTALS]] = await Promise.all([
        store.rounds.withForm(params.id),
        store.portal.preflight(),
        store.scoring.round(params.id),
        store.totals.ofRounds([params.id]),
      ]);
      const office = extendable(officeRound(round, closures, at, preflight), scoring, at);
      const against = office.status === "unpublished" ? await overlaps(round) : [];
      const missed = missedDays(round, office.status, { unchecked: uncheckedOf(totals) }, at);
      return { ...office, blockers: [...office.blockers, ...against], ...(missed.length > 0 ? { missed } : {}) };
    },

    change: async ({ params, body, caller, at }) => {
      const [{ round, writeId, closures }, preflight] = await Promise.all([
        store.rounds.withForm(params.id),
        store.portal.preflight(),
      ]);
      if (writeId === body.writeId) return officeRound(round, closures, at, preflight);
      refuseUnless(round, "change", closures, at);
      const fund = knownFund(round.fundId);
      const { switches, rates } = body;
      if (switches !== undefined) refuseIf(switchFindings(fund, round, switches));
      if (rates !== undefined) refuseIf(roundRateFindings(fund, round, rates, londonDate(toInstant(at))));
      const changed: Round = {
        ...round,
        title: singleLine(body.title),
        timetable: timetableOf(body.dates),
        pot: body.pot,
        ...(switches === undefined ? {} : { switches }),
        ...(rates === undefined ? {} : { rates }),
        version: body.version,
      };
      refuseIf([
        ...roundFindings(changed, fund, at),
        ...withinFindings(changed, closures, at),
        ...(await overlaps(changed)),
      ]);
      const events = [
        {
          ...event("round-changed", round.id, caller.personId, at),
          ...(switches === undefined ? {} : { switches }),
          ...(rates === undefined ? {} : { rates }),
        },
      ];
      await store.rounds.change(changed, { writeId: body.writeId, at }, events);
      return officeRound({ ...changed, version: body.version + 1 }, closures, at, preflight);
    },

    preview: async ({ params, at }) => {
      const { round, form, closures } = await store.rounds.withForm(params.id);
      const { rounds: all } = await store.rounds.roundsOf([round.fundId]);
      // As it will look: published, and beside it only what is decided.
      const published: Round = { ...round, publishedAt: round.publishedAt ?? toInstant(at) };
      const others = all.filter(({ id }) => id !== round.id);
      const decided = stated(others, closures, at).filter(({ status }) => status === "decided");
      const fund = form ?? asFrozen(round);
      return fundPageOf(fund, [...stated([published], closures, at), ...decided], closures, at);
    },

    publish: async ({ params, body, caller, at }) => {
      const { round, writeId, closures } = await store.rounds.withForm(params.id);
      if (writeId === body.writeId) return officeRound(round, closures, at);
      refuseUnless(round, "publish", closures, at);
      const closure = closureOver(round, closures, "new-rounds", at);
      if (closure !== undefined) throw new Refused("paused", { detail: closure.wording });
      await refuseInElection({ store }, "publish", round, at);
      const fund = knownFund(round.fundId);
      refuseIf([...roundFindings(round, fund, at), ...withinFindings(round, closures, at), ...(await overlaps(round))]);
      const published: Round = { ...round, publishedAt: toInstant(at), version: body.version };
      const events = [event("round-published", round.id, caller.personId, at)];
      await store.rounds.publish(published, asFrozen(round), { writeId: body.writeId, at }, events);
      return officeRound({ ...published, version: body.version + 1 }, closures, at);
    },

    notify: ({ params, body, caller, at }) => notify(params.id, body, caller, at),

    extend: ({ params, body, caller, at }) => extend(params.id, body, caller, at),

    slip: ({ params, body, caller, at }) => slip(params.id, body, caller, at),

    asks: ({ params }) => asks(params.id),

    answerAsk: ({ params, body, caller, at }) => answerAsk(params.id, body, caller, at),
  };
};

export const handler = http(rounds, answers);
