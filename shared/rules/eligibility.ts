import { checked } from "./eligibility-check.ts";
import { type FormFacts, formEligibility } from "./eligibility-form.ts";
import {
  type GroupFacts,
  groupEligibility,
  type RecordFacts,
  type RecordFinding,
  recordEligibility,
} from "./eligibility-group.ts";
import { rulesFor, rulesInForce } from "./eligibility-in-force.ts";
import { ruleIdOf } from "./eligibility-kinds.ts";
import { type Finding, finding } from "./finding.ts";
import type { Fund } from "./fund.ts";

type Rules = Pick<Fund, "eligibility">;

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
