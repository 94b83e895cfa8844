import { describe, expect, it } from "vitest";
import { formFrom } from "../../../functions/store/rounds.ts";
import { eligibilityFindings } from "../../../shared/rules/eligibility.ts";
import { ruleIdOf } from "../../../shared/rules/eligibility-kinds.ts";
import { Fund } from "../../../shared/rules/fund.ts";
import { unpassableFindings } from "../../../shared/rules/unpassable.ts";
import { checkOf, passingAnswers } from "../../support/eligibility.ts";
import { someFund } from "../../support/rounds.ts";

/** Every rule that a form of schema 1 or 2 could ask, as it stood there. */
const OLD_RULES = [
  "eligibility/organisation-type",
  "eligibility/area",
  "eligibility/adult-offenders",
  "eligibility/delivery-record",
  "eligibility/referral-pathway",
  "eligibility/governing-document",
  "eligibility/committee",
  "eligibility/bank-account",
  "eligibility/not-retrospective",
  "eligibility/match",
  "eligibility/not-funded",
] as const;
const NOW: Record<string, string> = { "eligibility/adult-offenders": "eligibility/cohort" };

const question = (rule: string) => ({
  rule,
  id: rule.replace("eligibility/", ""),
  label: `Is it so that ${rule}?`,
  hint: "Yes or no.",
  options: [
    { value: "yes", label: "Yes" },
    { value: "no", label: "No" },
  ],
  passes: rule === "eligibility/not-funded" ? ["no"] : ["yes"],
  refusal: "We cannot.",
  instead: "Ask us.",
});

const { panel, scoring, eligibility: _, ...rest } = someFund();
const oldFund = {
  ...rest,
  eligibility: OLD_RULES.map(question),
  organisationTypes: ["registered-charity", "cio"],
};

const SCHEMAS = [
  [1, { schema: 1, roundId: "ABC-15Q4", fund: oldFund }],
  [2, { schema: 2, roundId: "ABC-26Q3", fund: { ...oldFund, panel, scoring } }],
] as const;

describe.each(SCHEMAS)("a frozen form of schema %i", (schema, raw) => {
  const form = formFrom(raw) ?? expect.unreachable();

  it("is read as a fund of today", () => {
    expect(Fund.parse(form)).toEqual(form);
    expect(form).toMatchObject({ name: rest.name, sections: rest.sections, area: rest.area });
    expect(form).not.toHaveProperty("organisationTypes");
  });

  it("keeps each of its questions, with the answers that pass and its own words", () => {
    expect(form.eligibility.map(ruleIdOf)).toEqual(OLD_RULES.map((rule) => NOW[rule] ?? rule));
    for (const [n, { ask, of }] of checkOf(form).entries()) {
      const { id, label, hint, options, passes, refusal, instead } = oldFund.eligibility[n] ?? expect.unreachable();
      expect(ask).toEqual({ type: "choice", ...{ id, label, hint, options, passes } });
      expect(of).toMatchObject({ refusal, instead });
    }
    expect(checkOf(form)).toHaveLength(OLD_RULES.length);
    expect(eligibilityFindings(form, { answers: passingAnswers(form) })).toEqual([]);
    expect(unpassableFindings(form)).toEqual([]);
  });

  it("takes groups of the kinds it named, with the numbers its words said", () => {
    const found = (group: object) =>
      eligibilityFindings(form, {
        group: { type: "cio", yearsOfDelivery: "2", unrelatedCommittee: "3", ...group },
      }).map(({ rule }) => rule);
    expect(found({})).toEqual([]);
    expect(found({ type: "school" })).toEqual(["eligibility/organisation-type"]);
    expect(found({ yearsOfDelivery: "1" })).toEqual(["eligibility/delivery-record"]);
    expect(found({ unrelatedCommittee: "2" })).toEqual(["eligibility/committee"]);
  });

  it("has a panel and a scoring, its own where it had them", () => {
    expect(form.panel.quorum).toEqual({ kind: "fraction", of: 1, over: 2, least: 3 });
    expect(form.scoring.threshold).toBe(60);
    expect(form.panel).toEqual(schema === 1 ? expect.objectContaining({ name: "Panel" }) : panel);
  });
});

describe("a frozen form of schema 3", () => {
  it("is read as it was kept, and none is none", () => {
    const fund = someFund();
    expect(formFrom({ schema: 3, roundId: "ABC-26Q4", fund })).toEqual(fund);
    expect(formFrom(undefined)).toBeUndefined();
  });

  it("refuses a form whose shape is none of these", () => {
    expect(() => formFrom({ schema: 2, fund: { name: "A fund" } })).toThrow();
    expect(() => formFrom({ schema: 3, fund: oldFund })).toThrow();
  });
});
