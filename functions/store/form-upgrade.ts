import * as z from "zod/mini";
import type { ChoiceAsk, EligibilityRule } from "../../shared/rules/eligibility-rule.ts";
import { Option } from "../../shared/rules/form.ts";
import type { Panel, Scoring } from "../../shared/rules/panel.ts";
import type { Raw } from "./table.ts";

/**
 * Frozen forms of older schemas, brought to the present one by what stands in them alone: the funds that come with the portal
 * have moved on since.
 */

const OldQuestion = z.object({
  rule: z.string(),
  id: z.string(),
  label: z.string(),
  hint: z.optional(z.string()),
  options: z.array(Option),
  passes: z.array(z.string()),
  refusal: z.string(),
  instead: z.string(),
});

const OldFund = z.looseObject({
  eligibility: z.array(OldQuestion),
  organisationTypes: z.array(z.string()),
  area: z.looseObject({ districts: z.array(Option) }),
});

const Form = z.looseObject({ schema: z.int(), fund: z.looseObject({}) });

/**
 * Schema 1 had neither panel nor scoring: the defaults of DOMAIN 8.2 and 8.3, which its rounds were scored by. They stand here
 * as they were then, whatever becomes of those in `shared/funds/panels.ts`.
 */
const PANEL: Panel = {
  name: "Panel",
  governedBy: "Terms of reference of the panel",
  quorum: { kind: "fraction", of: 1, over: 2, least: 3 },
  mustInclude: "chair-or-deputy",
  majority: "of-votes-cast",
  castingVote: "chair",
  remoteAttendance: "counts",
  decisionsInWriting: "none",
  assumed: ["quorum", "mustInclude", "majority", "castingVote", "remoteAttendance", "decisionsInWriting"],
};
const SCORING: Scoring = {
  leastScorers: [
    { abovePence: 0, scorers: 2 },
    { abovePence: 5_000_00, scorers: 3 },
  ],
  threshold: 60,
  criterionThreshold: 2,
  spreadForModeration: 2,
  totalsApart: 15,
  tieBreaks: [{ by: "lower-amount" }, { by: "panel-decides" }],
  conditions: [],
  skipAndFill: false,
};

/** The numbers that the words of those questions named. */
const LEAST_PEOPLE = 3;
const LEAST_YEARS = 2;

/** Until schema 3 a rule was a question with answers that pass, and the kinds of group stood beside. */
const ruleOf = (
  { rule, id, label, hint, options, passes, refusal, instead }: z.infer<typeof OldQuestion>,
  fund: z.infer<typeof OldFund>,
): EligibilityRule => {
  const ask: ChoiceAsk = {
    type: "choice",
    ...{ id, label, options, passes },
    ...(hint === undefined ? {} : { hint }),
  };
  const said = { refusal, instead, ask };
  switch (rule) {
    case "eligibility/organisation-type":
      return { kind: "organisation-type", types: fund.organisationTypes, ...said };
    case "eligibility/area":
      return { kind: "area", districts: fund.area.districts.map(({ value }) => value), ...said };
    case "eligibility/committee":
      return { kind: "committee-size", leastPeople: LEAST_PEOPLE, ...said };
    case "eligibility/delivery-record":
      return { kind: "years-of-delivery", leastYears: LEAST_YEARS, ...said };
    case "eligibility/not-funded":
      return { kind: "excluded-purposes", excluded: [], ...said };
    case "eligibility/governing-document":
      return { kind: "governing-document", ...said };
    case "eligibility/bank-account":
      return { kind: "bank-account", ...said };
    case "eligibility/not-retrospective":
      return { kind: "not-retrospective", ...said };
    case "eligibility/match":
      return { kind: "match-ability", ...said };
    case "eligibility/referral-pathway":
      return { kind: "pathway", ...said };
    default:
      // The last of those ten, `eligibility/adult-offenders`.
      return { kind: "cohort", people: "the people whom the fund is for", ...said };
  }
};

const withRules = (given: object): object => {
  const old = OldFund.parse(given);
  const { organisationTypes: _, ...fund } = old;
  return { ...fund, eligibility: old.eligibility.map((question) => ruleOf(question, old)) };
};

/** A form of any schema as the present one (3); what is of the present one is as it was. */
export const upgradedForm = (raw: Raw): Raw => {
  const { schema, fund, ...rest } = Form.parse(raw);
  if (schema >= 3) return raw;
  const judged = schema === 1 ? { panel: PANEL, scoring: SCORING, ...fund } : fund;
  return { ...rest, schema, fund: withRules(judged) };
};
