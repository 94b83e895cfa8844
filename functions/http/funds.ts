import { askViewOf } from "../../shared/contract/fund-views.ts";
import { funds } from "../../shared/contract/funds.ts";
import { FUNDS } from "../../shared/funds/funds.ts";
import { HISTORY } from "../../shared/funds/history.ts";
import { Refused, refuseIf } from "../../shared/problem.ts";
import { mayAsk } from "../../shared/rules/allowance.ts";
import { isMadePublic } from "../../shared/rules/closure.ts";
import { switched } from "../../shared/rules/eligibility.ts";
import { checked } from "../../shared/rules/eligibility-check.ts";
import { canBeAllowed, rulesInForce } from "../../shared/rules/eligibility-in-force.ts";
import { ruleIdOf } from "../../shared/rules/eligibility-kinds.ts";
import { finding } from "../../shared/rules/finding.ts";
import { msOf, toInstant } from "../../shared/rules/london.ts";
import { roundStatus } from "../../shared/rules/round.ts";
import { currentRound } from "../../shared/rules/round-record.ts";
import { cleanText } from "../../shared/rules/text.ts";
import { candidatesPage } from "../candidates.ts";
import type { Deps } from "../deps.ts";
import { type Answers, http } from "../edge/http.ts";
import { fundCalendar } from "../fund-calendar.ts";
import { fundFormOf, fundLineOf, fundPageOf, publicClosures, stated, underBodies } from "../funds.ts";
import type { Caller } from "../identity.ts";
import { knownFund } from "../rounds.ts";

/** The round a page is about is nearly always among the newest: their forms come in the hop of the rounds. */
const FORMS_AT_ONCE = 2;

const refuseUnlessMember = (caller: Caller, organisationId: string): void => {
  if (!caller.organisations.includes(organisationId)) throw new Refused("not-found");
};

const answers = ({ store }: Deps): Answers<typeof funds> => {
  /** A fund with its rounds; as it was frozen in the round that is open or opens next. */
  const fundNow = async (id: string, at: number) => {
    const shipped = switched(knownFund(id));
    const ids = await store.rounds.idsOf([id]);
    const newest = ids.slice(0, FORMS_AT_ONCE);
    const [{ rounds, closures }, forms] = await Promise.all([store.rounds.byIds(ids), store.rounds.forms(newest)]);
    const all = stated(rounds, closures, at);
    const round = currentRound(all);
    if (round === undefined) return { fund: shipped, all, round, closures };
    const place = newest.indexOf(round.round.id);
    const [frozen] = place < 0 ? await store.rounds.forms([round.round.id]) : forms.slice(place);
    return { fund: frozen ?? shipped, all, round, closures };
  };

  /** A round that is published, with what it froze. */
  const publishedRound = async (id: string, at: number) => {
    const { round, form, closures } = await store.rounds.withForm(id);
    const status = roundStatus(round, closures, at);
    if (status === "unpublished" || form === undefined) throw new Refused("not-found");
    return { round, form, closures, status };
  };

  return {
    list: async ({ at }) => {
      const { rounds, closures } = await store.rounds.roundsOf(FUNDS.map(({ id }) => id));
      const all = stated(rounds, closures, at);
      return {
        at: toInstant(at),
        closures: publicClosures(undefined, closures, at),
        funds: FUNDS.map((fund) =>
          fundLineOf(
            fund,
            all.filter(({ round }) => round.fundId === fund.id),
            closures,
            at,
          ),
        ),
      };
    },

    one: async ({ params, at }) => {
      const [{ fund, all, closures }, { bodies }] = await Promise.all([fundNow(params.id, at), store.bodies.read()]);
      const page = fundPageOf(fund, all, closures, at);
      return { ...page, fund: underBodies(page.fund, bodies, at) };
    },

    questions: async ({ params, at }) => {
      const { fund, round, closures } = await fundNow(params.id, at);
      return fundFormOf(fund, round, closures, at);
    },

    round: async ({ params, at }) => {
      const { round, form, closures, status } = await publishedRound(params.id, at);
      return fundFormOf(form, { round, status }, closures, at);
    },

    funded: async ({ at }) => {
      const ids = await store.rounds.idsOf(FUNDS.map(({ id }) => id));
      const [{ rounds, closures }, awards] = await Promise.all([store.rounds.byIds(ids), store.rounds.awards(ids)]);
      const decided = stated(rounds, closures, at)
        .filter(({ round, status }) => status === "decided" && isMadePublic(round, closures, at))
        .map(({ round }) => ({ round, decidedAt: round.decidedAt ?? round.timetable.closesAt }))
        .sort((a, b) => msOf(b.decidedAt) - msOf(a.decidedAt));
      return {
        at: toInstant(at),
        rounds: decided.map(({ round, decidedAt }) => ({
          roundId: round.id,
          fundName: knownFund(round.fundId).name,
          title: round.title,
          decidedAt,
          ...(round.result === undefined ? {} : { result: round.result }),
          awards: awards[ids.indexOf(round.id)] ?? [],
        })),
        history: [...HISTORY],
      };
    },

    candidates: ({ at }) => candidatesPage({ store })(at),

    checkEligibility: async ({ params, body, at }) => {
      const { fund, round } = await fundNow(params.id, at);
      const told = checked(rulesInForce(fund), body.answers);
      refuseIf(told.flatMap(({ verdict }) => (typeof verdict === "string" ? [] : [verdict])));
      const failed = told.filter(({ verdict }) => verdict === "fails");
      return {
        passes: failed.length === 0,
        findings: failed.map(({ rule, ask }) => ({
          rule: ruleIdOf(rule),
          question: ask.label,
          refusal: rule.refusal,
          instead: rule.instead,
          canBeAllowed: canBeAllowed(fund, ruleIdOf(rule)),
        })),
        ...(round === undefined ? {} : { roundId: round.round.id }),
      };
    },

    askEligibility: async ({ params, body, caller, at }) => {
      refuseUnlessMember(caller, body.organisationId);
      const [{ round, form, status }, kept] = await Promise.all([
        publishedRound(params.id, at),
        store.allowances.of(params.id, body.organisationId),
      ]);
      const question = cleanText(body.question);
      // The same question sent again, also when a colleague or the office has written meanwhile.
      const before = kept?.allowance.asks.find((ask) => ask.rule === body.rule);
      if (kept !== undefined && before?.askedBy === caller.personId && before.question === question)
        return { asks: kept.allowance.asks.map(askViewOf) };
      if (status !== "open" && status !== "scheduled")
        throw new Refused("round-closed", { rule: "round/state", detail: "This round takes no more questions." });
      if (!canBeAllowed(form, body.rule))
        refuseIf([finding("eligibility/unknown-rule", "/rule", "Choose a rule that the office can allow.")]);
      if (!mayAsk(kept?.allowance, body.rule))
        throw new Refused("wrong-state", {
          rule: "eligibility/asked-once",
          detail: "Your group has asked the office about this rule. The answer is shown here.",
        });
      const asked = {
        rule: body.rule,
        question,
        askedAt: toInstant(at),
        askedBy: caller.personId,
      };
      const allowance = {
        roundId: round.id,
        organisationId: body.organisationId,
        asks: [...(kept?.allowance.asks ?? []), asked],
        version: kept?.allowance.version ?? 0,
      };
      await store.allowances.write(allowance, { writeId: body.writeId, at }, [
        {
          type: "eligibility-asked",
          at: toInstant(at),
          by: caller.personId,
          roundId: round.id,
          organisationId: body.organisationId,
          rule: body.rule,
        },
      ]);
      return { asks: allowance.asks.map(askViewOf) };
    },

    askedEligibility: async ({ params, query, caller }) => {
      refuseUnlessMember(caller, query.organisationId);
      const kept = await store.allowances.of(params.id, query.organisationId);
      return { asks: (kept?.allowance.asks ?? []).map(askViewOf) };
    },
  };
};

export const handler = http(funds, answers, fundCalendar);
