import { describe, expect, it } from "vitest";
import { FUNDS } from "../../../shared/funds/funds.ts";
import { APPLICATION_STATES } from "../../../shared/rules/application.ts";
import {
  mayDecideEligibility,
  mayRecord,
  officeRules,
  putRightBy,
  putRightFindings,
  ruleFindings,
  ruleLabel,
} from "../../../shared/rules/eligibility-decision.ts";
import { rulesInForce } from "../../../shared/rules/eligibility-in-force.ts";
import { ruleIdOf } from "../../../shared/rules/eligibility-kinds.ts";
import { ROUND_STATUSES } from "../../../shared/rules/round.ts";

describe.each(FUNDS.map((fund) => [fund.id, fund] as const))("eligibility/known-rule of %s", (_id, fund) => {
  it("offers the fund's own rules and the general ones, each once, each with words", () => {
    const rules = officeRules(fund);
    expect(rules.map(({ rule }) => rule)).toEqual(expect.arrayContaining(rulesInForce(fund).map(ruleIdOf)));
    expect(new Set(rules.map(({ rule }) => rule)).size).toBe(rules.length);
    expect(rules.every(({ label }) => label.length > 10)).toBe(true);
  });

  it("takes them and nothing else", () => {
    expect(officeRules(fund).flatMap(({ rule }) => ruleFindings(fund, rule))).toEqual([]);
    expect(ruleFindings(fund, "eligibility/looks")).toMatchObject([
      { rule: "eligibility/known-rule", pointer: "/rule" },
    ]);
    expect(ruleLabel(fund, "eligibility/documents")).toContain("document");
    expect(ruleLabel(fund, "eligibility/looks")).toBe("eligibility/looks");
  });
});

describe("eligibility/still-changing", () => {
  it("lets eligibility be recorded only after the close", () => {
    expect(ROUND_STATUSES.filter(mayDecideEligibility)).toEqual(["closed", "decided"]);
  });
});

describe("eligibility/put-right-by", () => {
  it.each([
    ["a Sunday", "2026-11-22T12:00:00.000Z", "2026-11-27"],
    ["a Monday", "2026-11-23T12:00:00.000Z", "2026-11-30"],
    ["the Monday before Christmas, over two bank holidays", "2026-12-21T12:00:00.000Z", "2026-12-30"],
    ["just after midnight in summer", "2026-05-31T23:30:00.000Z", "2026-06-08"],
  ])("is five working days in London from %s", (_what, at, expected) => {
    expect(putRightBy(Date.parse(at))).toBe(expected);
  });

  const at = Date.parse("2026-12-02T09:00:00.000Z");
  it.each([
    ["the last day", "2026-11-27", []],
    ["the day after", "2026-11-28", ["The group had until Friday 27 November 2026. What came later does not count."]],
    ["tomorrow", "2026-12-03", ["Choose today or an earlier day."]],
    ["no real day", "2026-11-31", ["Enter the day on which the group put it right, like 27 3 2027."]],
  ])("judges %s", (_what, on, details) => {
    expect(putRightFindings(on, "2026-11-27", at).map(({ detail }) => detail)).toEqual(details);
  });
});

describe("mayRecord", () => {
  it("follows the state table after the close", () => {
    const table = APPLICATION_STATES.map((state) => [state, ...Object.values(mayRecord({ state }, "closed"))]);
    expect(table).toEqual([
      ["draft", false, false, false],
      ["submitted", true, true, false],
      ["eligible", false, true, false],
      ["not-eligible", false, false, false],
      ["withdrawn", false, false, false],
      ["awarded", false, false, false],
      ["reserved", false, false, false],
      ["declined", false, false, false],
    ]);
  });

  it("lets be put right only what can be", () => {
    const state = "not-eligible";
    expect(mayRecord({ state, notEligible: { canBePutRight: true } }, "closed").putRight).toBe(true);
    expect(mayRecord({ state, notEligible: { canBePutRight: false } }, "closed").putRight).toBe(false);
  });
});
