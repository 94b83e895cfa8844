import type { GroupStop } from "../shared/contract/application-views.ts";
import { Refused } from "../shared/problem.ts";
import { allowedRules } from "../shared/rules/allowance.ts";
import { eligibilityFindings } from "../shared/rules/eligibility.ts";
import { canBeAllowed, rulesInForce } from "../shared/rules/eligibility-in-force.ts";
import { ruleIdOf } from "../shared/rules/eligibility-kinds.ts";
import { londonDate, toInstant } from "../shared/rules/london.ts";
import type { Deps } from "./deps.ts";
import type { Caller } from "./identity.ts";

/**
 * What the rules of a round find against a group before it writes: what it says of itself, and what the office has on record
 * of it, with the day from which it can apply again. Refuses `not-found` for a round that is not published and for a group
 * that is not the caller's.
 */
export const groupStops =
  ({ store }: Pick<Deps, "store">) =>
  async (roundId: string, organisationId: string, caller: Caller, at: number): Promise<{ stops: GroupStop[] }> => {
    if (!caller.organisations.includes(organisationId)) throw new Refused("not-found");
    const [{ round, form }, [group], kept, record] = await Promise.all([
      store.rounds.withForm(roundId),
      store.organisations.many([organisationId]),
      store.allowances.of(roundId, organisationId),
      store.records.of(organisationId, at),
    ]);
    if (form === undefined || group === undefined) throw new Refused("not-found");
    const found = eligibilityFindings(form, {
      group,
      record: { record, fundId: round.fundId, roundId: round.id, today: londonDate(toInstant(at)) },
      allowed: allowedRules(kept?.allowance),
    });
    const rules = rulesInForce(form);
    return {
      stops: found.map((stop) => ({
        ...stop,
        refusal: rules.find((each) => ruleIdOf(each) === stop.rule)?.refusal ?? stop.detail,
        canBeAllowed: canBeAllowed(form, stop.rule),
      })),
    };
  };
