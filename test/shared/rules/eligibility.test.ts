import { describe, expect, it } from "vitest";
import { FUNDS } from "../../../shared/funds/funds.ts";
import { eligibilityFindings, isEligible, organisationTypeFindings } from "../../../shared/rules/eligibility.ts";

const passing = (fund: (typeof FUNDS)[number]): Record<string, string> =>
  Object.fromEntries(fund.eligibility.map(({ id, passes }) => [id, passes[0] ?? ""]));

describe.each(FUNDS.map((fund) => [fund.code, fund] as const))("isEligible, %s", (_code, fund) => {
  it("says yes when every answer passes", () => {
    expect(isEligible(fund, passing(fund))).toBe(true);
    expect(eligibilityFindings(fund, passing(fund))).toEqual([]);
  });

  it.each(fund.eligibility.map((question) => [question.rule, question] as const))("says no by %s", (rule, question) => {
    const failing = question.options.filter(({ value }) => !question.passes.includes(value));
    for (const { value } of failing) {
      const answers = { ...passing(fund), [question.id]: value };
      expect(isEligible(fund, answers)).toBe(false);
      expect(eligibilityFindings(fund, answers)).toEqual([
        { rule, pointer: `/answers/${question.id}`, detail: `${question.refusal} ${question.instead}` },
      ]);
    }
    expect(failing.length).toBeGreaterThan(0);
  });
});

describe("eligibility/unanswered", () => {
  const fund = FUNDS[0] ?? expect.unreachable();

  it("names every question that has no answer", () => {
    const findings = eligibilityFindings(fund, {});
    expect(findings.map(({ pointer }) => pointer)).toEqual(fund.eligibility.map(({ id }) => `/answers/${id}`));
    expect(new Set(findings.map(({ rule }) => rule))).toEqual(new Set(["eligibility/unanswered"]));
  });

  it("takes an answer that is no option for none", () => {
    const findings = eligibilityFindings(fund, { ...passing(fund), area: "constructor" });
    expect(findings.map(({ rule, pointer }) => [rule, pointer])).toEqual([["eligibility/unanswered", "/answers/area"]]);
  });
});

describe("eligibility/organisation-type", () => {
  const fund = { organisationTypes: ["registered-charity"] };
  it.each([
    ["a type the fund names", "registered-charity", [], 0],
    ["a type it does not name", "parish-council", [], 1],
    ["a type it does not name, waived by the office", "parish-council", ["eligibility/organisation-type"], 0],
    ["no type yet, which the group's own rules ask for", "", [], 0],
  ])("judges %s", (_what, type, allowed, found) => {
    expect(organisationTypeFindings(fund, type, allowed)).toHaveLength(found);
  });
});

describe("the check of each fund", () => {
  const RULES: Record<string, readonly string[]> = {
    CAF: [
      "eligibility/organisation-type",
      "eligibility/area",
      "eligibility/governing-document",
      "eligibility/committee",
      "eligibility/bank-account",
      "eligibility/not-retrospective",
      "eligibility/not-funded",
    ],
    RSA: [
      "eligibility/organisation-type",
      "eligibility/area",
      "eligibility/adult-offenders",
      "eligibility/delivery-record",
      "eligibility/referral-pathway",
      "eligibility/governing-document",
      "eligibility/not-retrospective",
    ],
    DMO: [
      "eligibility/organisation-type",
      "eligibility/area",
      "eligibility/match",
      "eligibility/governing-document",
      "eligibility/committee",
      "eligibility/bank-account",
      "eligibility/not-retrospective",
    ],
  };

  it.each(FUNDS.map((fund) => [fund.code, fund] as const))(
    "refuses under each of its rules, and says what to do: %s",
    (code, fund) => {
      expect(fund.eligibility.map(({ rule }) => rule)).toEqual(RULES[code]);
      for (const { id, rule, options, passes, refusal, instead } of fund.eligibility) {
        const wrong = options.find(({ value }) => !passes.includes(value))?.value ?? "";
        const found = eligibilityFindings(fund, { ...passing(fund), [id]: wrong });
        expect(found).toEqual([{ rule, pointer: `/answers/${id}`, detail: `${refusal} ${instead}` }]);
      }
    },
  );
});
