import { cellOf, choicesOf, penceOf, rowsOf } from "./answers.ts";
import type { Answers } from "./application.ts";
import { budgetLine } from "./budget.ts";
import { isWithinRule } from "./eligibility-check.ts";
import { ruleIdOf } from "./eligibility-kinds.ts";
import type { EligibilityRule } from "./eligibility-rule.ts";
import { type Finding, finding } from "./finding.ts";
import { type Band, isAsked, KNOWN } from "./form.ts";
import type { Fund } from "./fund.ts";

/** Questions that rules of eligibility read, beside those of `KNOWN`; a fund that asks one asks it under this id. */
export const ELIGIBILITY_QUESTIONS = { beneficiaries: "beneficiaries", priorities: "priorities" } as const;
/** The column of `beneficiaries` that says where. */
export const DISTRICT_COLUMN = "district";

export type FormFacts = {
  fund: Pick<Fund, "sections" | "documents" | "minimumPence" | "maximumPence">;
  band: Band;
  /** Of the whole form, by question. */
  answers: Answers;
  /** Slots with a document that was received. */
  documents: readonly string[];
};

/** The pointer and answer of a question that the band is asked. */
const asked = ({ fund, band, answers }: FormFacts, id: string) => {
  for (const section of fund.sections) {
    const question = section.questions.find((each) => each.id === id);
    if (question !== undefined && isAsked(question, band, answers))
      return { pointer: `/sections/${section.id}/answers/${id}`, answer: answers[id] };
  }
  return undefined;
};

/** Undefined while a cost cannot be read. */
const totalCostPence = (facts: FormFacts): number | undefined => {
  const rows = rowsOf(asked(facts, KNOWN.budget)?.answer);
  const costs = rows.flatMap(({ row }) => budgetLine(row)?.costPence ?? []);
  return costs.length === rows.length ? costs.reduce((sum, cost) => sum + cost, 0) : undefined;
};

const demandedBy = (rule: EligibilityRule, band: Band): string[] =>
  rule.kind === "documents" ? (rule.slots[band] ?? []) : [];

/** The rule by which a fund takes no application of a band without a document: no reason stands in for that one. */
export const demanding = (rules: readonly EligibilityRule[], band: Band, slot: string): EligibilityRule | undefined =>
  rules.find((rule) => demandedBy(rule, band).includes(slot));

/** Where the form says something that a rule does not take: pointers into the form. Nothing that is not answered yet. */
const pointersOf = (rule: EligibilityRule, facts: FormFacts): string[] => {
  const at = (id: string): string[] => {
    const found = asked(facts, id);
    return found === undefined ? [] : [found.pointer];
  };
  switch (rule.kind) {
    case "amount-range": {
      const pence = penceOf(facts.answers[KNOWN.requested]);
      const { minimumPence, maximumPence } = facts.fund;
      // What is outside the fund's own range is said by the form already.
      if (pence === undefined || pence < minimumPence || pence > maximumPence) return [];
      return isWithinRule(rule, pence) ? [] : at(KNOWN.requested);
    }
    case "total-cost-cap": {
      const pence = totalCostPence(facts);
      return pence === undefined || isWithinRule(rule, pence) ? [] : at(KNOWN.budget);
    }
    case "reserves-cap": {
      const pence = penceOf(asked(facts, rule.question.id)?.answer);
      return pence === undefined || isWithinRule(rule, pence) ? [] : at(rule.question.id);
    }
    case "area": {
      const places = rowsOf(asked(facts, ELIGIBILITY_QUESTIONS.beneficiaries)?.answer)
        .map(({ row }) => cellOf(row, DISTRICT_COLUMN))
        .filter((place) => place !== "");
      const isOutside = places.length > 0 && !places.some((place) => rule.districts.includes(place));
      return isOutside ? at(ELIGIBILITY_QUESTIONS.beneficiaries) : [];
    }
    case "excluded-purposes": {
      const chosen = choicesOf(asked(facts, ELIGIBILITY_QUESTIONS.priorities)?.answer);
      return rule.excluded.some(({ value }) => chosen.includes(value)) ? at(ELIGIBILITY_QUESTIONS.priorities) : [];
    }
    case "documents":
      return demandedBy(rule, facts.band).flatMap((slot) =>
        facts.documents.includes(slot) ? [] : [`/documents/${slot}`],
      );
    default:
      return [];
  }
};

const documentWords = ({ fund }: FormFacts, pointer: string): string => {
  const slot = fund.documents.find(({ id }) => pointer === `/documents/${id}`);
  return slot === undefined ? "" : `Add ${slot.label.charAt(0).toLowerCase()}${slot.label.slice(1)}. `;
};

/** What the form says against a fund's rules: pointers are `/sections/<section>/answers/<question>` and `/documents/<slot>`. */
export const formEligibility = (rules: readonly EligibilityRule[], facts: FormFacts): Finding[] =>
  rules.flatMap((rule) =>
    pointersOf(rule, facts).map((pointer) =>
      finding(ruleIdOf(rule), pointer, `${documentWords(facts, pointer)}${rule.refusal} ${rule.instead}`),
    ),
  );

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
