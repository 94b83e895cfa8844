import { type Finding, finding } from "./finding.ts";
import type { Fund } from "./fund.ts";

/**
 * What the check before the form finds, from the answers by question id: for each answer that does not pass, the
 * question's own rule, the refusal and what to do instead; `eligibility/unanswered` for one that is missing or is no
 * option. No findings: the group may apply (DOMAIN 7). Pointers are `/answers/<question>`.
 */
export const eligibilityFindings = (
  fund: Pick<Fund, "eligibility">,
  answers: Readonly<Record<string, string>>,
): Finding[] =>
  fund.eligibility.flatMap(({ id, rule, label, options, passes, refusal, instead }) => {
    const pointer = `/answers/${id}`;
    const chosen = options.find(({ value }) => value === answers[id]);
    if (chosen === undefined) return [finding("eligibility/unanswered", pointer, `Choose an answer to “${label}”.`)];
    return passes.includes(chosen.value) ? [] : [finding(rule, pointer, `${refusal} ${instead}`)];
  });

/** Whether every question was answered and every answer passes. */
export const isEligible = (fund: Pick<Fund, "eligibility">, answers: Readonly<Record<string, string>>): boolean =>
  eligibilityFindings(fund, answers).length === 0;

export const organisationTypeRuleOfFund = "eligibility/organisation-type";

/**
 * Whether a fund is for groups of this type, unless an officer has waived that for the group in this round (DOMAIN 7).
 * An empty type is for the group's own rules to ask for.
 */
export const organisationTypeFindings = (
  fund: Pick<Fund, "organisationTypes">,
  type: string,
  allowed: readonly string[],
): Finding[] => {
  if (type === "" || fund.organisationTypes.includes(type) || allowed.includes(organisationTypeRuleOfFund)) return [];
  const detail = "This fund is not for groups of this kind. Ask the office whether it can make an exception.";
  return [finding(organisationTypeRuleOfFund, "/organisation/type", detail)];
};
