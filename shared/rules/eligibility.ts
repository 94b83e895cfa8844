import { checked } from "./eligibility-check.ts";
import { type FormFacts, formEligibility } from "./eligibility-form.ts";
import {
  type GroupFacts,
  groupEligibility,
  type RecordFacts,
  type RecordFinding,
  recordEligibility,
} from "./eligibility-group.ts";
import { ELIGIBILITY_KINDS, ruleIdOf } from "./eligibility-kinds.ts";
import type { EligibilityRule } from "./eligibility-rule.ts";
import { type Finding, finding } from "./finding.ts";
import type { Fund } from "./fund.ts";

type Rules = Pick<Fund, "eligibility">;

/** The rules of a fund that count: all but those an officer has not switched on. */
export const rulesInForce = ({ eligibility }: Rules): EligibilityRule[] =>
  eligibility.filter((rule) => rule.switch !== "off");

/** Whether an officer can waive the rule of an id for one group in one round. */
export const canBeAllowed = (fund: Rules, rule: string): boolean =>
  rulesInForce(fund).some((each) => ruleIdOf(each) === rule && ELIGIBILITY_KINDS[each.kind].canBeAllowed);

/** The rules that count for a group whom the office has allowed some of them (`allowed`, by rule id). */
const rulesFor = (fund: Rules, allowed: readonly string[]): EligibilityRule[] =>
  rulesInForce(fund).filter((rule) => !allowed.includes(ruleIdOf(rule)) || !canBeAllowed(fund, ruleIdOf(rule)));

/** What is known of a group and its bid; what is not known yet is left out, and no rule that reads it says anything. */
export type EligibilityFacts = {
  /** Of the check before the form, by question. */
  answers?: Readonly<Record<string, string>>;
  group?: GroupFacts;
  record?: RecordFacts;
  form?: FormFacts;
  /** Rules that the office has waived for the group in this round. */
  allowed?: readonly string[];
};

/**
 * Everything that a fund's rules find against a group and its bid, from whatever is known, each with its rule, what a no says
 * and what to do instead; `eligibility/unanswered` for a question of the check without an answer. None: it may apply.
 * Pointers: `/answers/…`, `/organisation/…`, `/record/…` (with the day from which it no longer stands), `/sections/…`,
 * `/documents/…`. DOMAIN 7.
 */
export const eligibilityFindings = (fund: Rules, facts: EligibilityFacts): RecordFinding[] => {
  const rules = rulesFor(fund, facts.allowed ?? []);
  const inCheck = (answers: Readonly<Record<string, string>>): Finding[] =>
    checked(rules, answers).flatMap(({ rule, ask, verdict }) => {
      if (verdict === "passes") return [];
      if (verdict !== "fails") return [verdict];
      return [finding(ruleIdOf(rule), `/answers/${ask.id}`, `${rule.refusal} ${rule.instead}`)];
    });
  return [
    ...(facts.answers === undefined ? [] : inCheck(facts.answers)),
    ...(facts.group === undefined ? [] : groupEligibility(rules, facts.group)),
    ...(facts.record === undefined ? [] : recordEligibility(rules, facts.record)),
    ...(facts.form === undefined ? [] : formEligibility(rules, facts.form)),
  ];
};

/**
 * Findings of eligibility and of completeness as one list. A document that eligibility demands is not asked for twice, and no
 * reason stands in for it.
 */
export const withEligibility = (eligibility: readonly Finding[], others: readonly Finding[]): Finding[] => [
  ...eligibility,
  ...others.filter(
    ({ rule, pointer }) => rule !== "application/document" || !eligibility.some((found) => found.pointer === pointer),
  ),
];

/**
 * A fund as a round would have it: rules switched as the officer says (by rule id, else as the fund's data says), and the
 * questions that a rule in force adds to the form.
 */
export const switched = (fund: Fund, switches: Readonly<Record<string, "on" | "off">> = {}): Fund => {
  const eligibility = fund.eligibility.map((rule) =>
    rule.switch === undefined ? rule : { ...rule, switch: switches[ruleIdOf(rule)] ?? rule.switch },
  );
  const asks = rulesInForce({ eligibility }).flatMap((rule) => (rule.kind === "reserves-cap" ? [rule] : []));
  const sections = fund.sections.map((section) => {
    const has = ({ id }: { id: string }) => section.questions.some((question) => question.id === id);
    const more = asks.filter((rule) => rule.section === section.id && !has(rule.question));
    return { ...section, questions: [...section.questions, ...more.map(({ question }) => question)] };
  });
  return { ...fund, eligibility, sections };
};
