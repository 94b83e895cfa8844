import { ELIGIBILITY_KINDS, ruleIdOf } from "./eligibility-kinds.ts";
import type { EligibilityRule } from "./eligibility-rule.ts";
import type { Fund } from "./fund.ts";

type Rules = Pick<Fund, "eligibility">;

/** The rules of a fund that count: all but those an officer has not switched on. */
export const rulesInForce = ({ eligibility }: Rules): EligibilityRule[] =>
  eligibility.filter((rule) => rule.switch !== "off");

/** Whether an officer can waive the rule of an id for one group in one round. */
export const canBeAllowed = (fund: Rules, rule: string): boolean =>
  rulesInForce(fund).some((each) => ruleIdOf(each) === rule && ELIGIBILITY_KINDS[each.kind].canBeAllowed);

/** The rules that count for a group whom the office has allowed some of them (by rule id). */
export const rulesFor = (fund: Rules, allowed: readonly string[]): EligibilityRule[] =>
  rulesInForce(fund).filter((rule) => !allowed.includes(ruleIdOf(rule)) || !ELIGIBILITY_KINDS[rule.kind].canBeAllowed);
