import { parseWhole } from "./answers.ts";
import type { EligibilityAsked, EligibilityRule } from "./eligibility-rule.ts";
import { type Finding, finding } from "./finding.ts";
import { formatPounds, parsePounds } from "./money.ts";

/** The question that a rule asks in the check before the form, if it asks one. */
export const askOf = (rule: EligibilityRule): EligibilityAsked | undefined => ("ask" in rule ? rule.ask : undefined);

/** Whether a number that was typed, or pence, is within what the rule takes; a rule without a number takes any. */
export const isWithinRule = (rule: EligibilityRule, value: number): boolean => {
  switch (rule.kind) {
    case "years-of-delivery":
      return value >= rule.leastYears;
    case "committee-size":
      return value >= rule.leastPeople;
    case "amount-range":
      return value >= rule.minimumPence && value <= rule.maximumPence;
    case "total-cost-cap":
    case "reserves-cap":
      return value <= rule.capPence;
    default:
      return true;
  }
};

const WHAT_TO_DO = {
  choice: (label: string) => `Choose an answer to “${label}”.`,
  number: (label: string) => `Enter a whole number, like 3, for “${label}”.`,
  amount: (label: string) => `Enter an amount in pounds, like ${formatPounds(140_000)}, for “${label}”.`,
} as const;

/** Whether an answer passes its rule; undefined where it is missing or no answer to the question. */
const passes = (rule: EligibilityRule, ask: EligibilityAsked, typed: string): boolean | undefined => {
  if (ask.type === "choice")
    return ask.options.some(({ value }) => value === typed) ? ask.passes.includes(typed) : undefined;
  const value = ask.type === "number" ? parseWhole(typed) : parsePounds(typed);
  return value === undefined ? undefined : isWithinRule(rule, value);
};

type CheckedRule = { rule: EligibilityRule; ask: EligibilityAsked; verdict: "passes" | "fails" | Finding };

/**
 * Each rule that asks a question in the check before the form, and what the answer says of it. A missing answer, or one that
 * is none, is the finding `eligibility/unanswered` at `/answers/<question>` (DOMAIN 7).
 */
export const checked = (rules: readonly EligibilityRule[], answers: Readonly<Record<string, string>>): CheckedRule[] =>
  rules.flatMap((rule): CheckedRule[] => {
    const ask = askOf(rule);
    if (ask === undefined) return [];
    const passed = passes(rule, ask, Object.hasOwn(answers, ask.id) ? (answers[ask.id] ?? "") : "");
    if (passed !== undefined) return [{ rule, ask, verdict: passed ? "passes" : "fails" }];
    const verdict = finding("eligibility/unanswered", `/answers/${ask.id}`, WHAT_TO_DO[ask.type](ask.label));
    return [{ rule, ask, verdict }];
  });
