import { rulesInForce } from "../rules/eligibility-in-force.ts";
import { ELIGIBILITY_KINDS } from "../rules/eligibility-kinds.ts";
import type { EligibilityRule } from "../rules/eligibility-rule.ts";
import { ruleWords } from "../rules/eligibility-words.ts";
import { isDeclaration, type Question } from "../rules/form.ts";
import type { Fund } from "../rules/fund.ts";

/** Rules that nothing but the check before the form tells of: no page, form or record would find a no later. */
const isCheckedOnly = ({ kind }: EligibilityRule): boolean => {
  const { known, canBeAllowed } = ELIGIBILITY_KINDS[kind];
  return canBeAllowed && known.every((from) => from === "check");
};

/**
 * A fund with one more statement among its declarations: that what only the check before the form asks is so. Whoever never
 * took the check, or took it before something changed, says it as they send (DOMAIN 7).
 */
export const withCheckedStatement = (fund: Fund): Fund => {
  const words = rulesInForce(fund)
    .filter(isCheckedOnly)
    .map((rule) => ruleWords(fund, rule));
  if (words.length === 0) return fund;
  const statement: Question = {
    id: "declare-checked",
    type: "declaration",
    label: `This is so for our group, or the office has allowed it to be otherwise. ${words.join(" ")}`,
    whenEmpty: "Tick to say that what the check before the form asks is so for your group.",
    bands: fund.bands.map(({ band }) => band),
    optional: false,
  };
  return {
    ...fund,
    sections: fund.sections.map((section) =>
      isDeclaration(section) ? { ...section, questions: [...section.questions, statement] } : section,
    ),
  };
};
