import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FUNDS } from "../../../shared/funds/funds.ts";
import { eligibilityFindings, switched } from "../../../shared/rules/eligibility.ts";
import { canBeAllowed, rulesInForce } from "../../../shared/rules/eligibility-in-force.ts";
import { ELIGIBILITY_KINDS, type EligibilityKind, ruleIdOf } from "../../../shared/rules/eligibility-kinds.ts";
import { EligibilityRule } from "../../../shared/rules/eligibility-rule.ts";
import type { Fund } from "../../../shared/rules/fund.ts";
import { checkOf, passingAnswers } from "../../support/eligibility.ts";

const [community = expect.unreachable()] = FUNDS;
/** Every rule that is left to an officer, turned on. */
const ALL_ON = Object.fromEntries(
  FUNDS.flatMap(({ eligibility }) => eligibility).map((rule) => [ruleIdOf(rule), "on" as const]),
);

describe.each(FUNDS.map((fund) => [fund.code, fund] as const))("the check of %s", (_code, fund) => {
  const passing = passingAnswers(fund);

  it("says yes when every answer passes", () => {
    expect(eligibilityFindings(fund, { answers: passing })).toEqual([]);
  });

  it.each(checkOf(fund).map((asked) => [asked.rule, asked] as const))(
    "says no by %s, and what to do",
    (rule, asked) => {
      const { refusal, instead } = asked.of;
      const found = eligibilityFindings(fund, { answers: { ...passing, [asked.ask.id]: asked.failing } });
      expect(found).toEqual([{ rule, pointer: `/answers/${asked.ask.id}`, detail: `${refusal} ${instead}` }]);
    },
  );
});

describe("the rules of each fund", () => {
  const RULES: Record<string, readonly string[]> = {
    CAF: [
      "eligibility/organisation-type",
      "eligibility/area",
      "eligibility/governing-document",
      "eligibility/committee",
      "eligibility/bank-account",
      "eligibility/not-retrospective",
      "eligibility/not-funded",
      "eligibility/return-overdue",
    ],
    RSA: [
      "eligibility/organisation-type",
      "eligibility/area",
      "eligibility/cohort",
      "eligibility/delivery-record",
      "eligibility/referral-pathway",
      "eligibility/governing-document",
      "eligibility/not-retrospective",
      "eligibility/documents",
      "eligibility/return-overdue",
      "eligibility/one-application",
    ],
    DMO: [
      "eligibility/organisation-type",
      "eligibility/area",
      "eligibility/match",
      "eligibility/governing-document",
      "eligibility/committee",
      "eligibility/bank-account",
      "eligibility/not-retrospective",
      "eligibility/return-overdue",
    ],
  };
  const SWITCHED_OFF: Record<string, readonly string[]> = {
    CAF: ["eligibility/repeat", "eligibility/one-application", "eligibility/total-cost", "eligibility/reserves"],
    RSA: [],
    DMO: ["eligibility/already-funded", "eligibility/repeat", "eligibility/one-application", "eligibility/amount"],
  };

  it.each(FUNDS.map((fund) => [fund.code, fund] as const))("are in force, or wait for an officer: %s", (code, fund) => {
    expect(rulesInForce(fund).map(ruleIdOf)).toEqual(RULES[code]);
    const off = fund.eligibility.filter((rule) => rule.switch === "off");
    expect(off.map(ruleIdOf)).toEqual(SWITCHED_OFF[code]);
  });
});

describe("eligibility/unanswered", () => {
  it("names every question that has no answer", () => {
    const findings = eligibilityFindings(community, { answers: {} });
    expect(findings.map(({ pointer }) => pointer)).toEqual(checkOf(community).map(({ ask }) => `/answers/${ask.id}`));
    expect(new Set(findings.map(({ rule }) => rule))).toEqual(new Set(["eligibility/unanswered"]));
  });

  it.each([
    ["no option", "area", "constructor"],
    ["a name that every object has", "area", "toString"],
    ["no number", "committee", "three"],
    ["less than none", "committee", "-3"],
    ["a part", "committee", "3.5"],
    ["more than a number holds", "committee", "9".repeat(40)],
  ])("takes %s for no answer", (_what, id, typed) => {
    const findings = eligibilityFindings(community, { answers: { ...passingAnswers(community), [id]: typed } });
    expect(findings.map(({ rule, pointer }) => [rule, pointer])).toEqual([
      ["eligibility/unanswered", `/answers/${id}`],
    ]);
  });
});

describe("ELIGIBILITY_KINDS", () => {
  it("has each kind of rule, with an id of its own", () => {
    const kinds = EligibilityRule.def.options.map(({ shape }) => [...shape.kind.def.values][0]);
    expect(Object.keys(ELIGIBILITY_KINDS).toSorted()).toEqual(kinds.toSorted());
    const ids = Object.values(ELIGIBILITY_KINDS).map(({ rule }) => rule);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(["amount-range", "match-ability"] satisfies EligibilityKind[])(
    "does not let an officer waive %s: the form holds it besides",
    (kind) => {
      const rule = FUNDS.flatMap(({ eligibility }) => eligibility).find((each) => each.kind === kind);
      expect(rule).toBeDefined();
      const eligibility = rule === undefined ? [] : [{ ...rule, switch: "on" as const }];
      expect(canBeAllowed({ eligibility }, ELIGIBILITY_KINDS[kind].rule)).toBe(false);
    },
  );
});

describe("eligibilityFindings", () => {
  const everything = FUNDS.map((fund) => switched(fund, ALL_ON));
  const aFund = fc.constantFrom(...everything);
  const anAnswer = fc.oneof(fc.constantFrom("yes", "no", "none", ""), fc.nat(2_000).map(String), fc.string());
  const aCheck = aFund.chain((fund) =>
    fc.record({
      fund: fc.constant(fund),
      answers: fc.record(Object.fromEntries(checkOf(fund).map(({ ask }) => [ask.id, anAnswer]))),
      allowed: fc.subarray(fund.eligibility.map(ruleIdOf)),
    }),
  );
  const rules = (fund: Fund, answers: Record<string, string>, allowed: string[] = []) =>
    eligibilityFindings(fund, { answers, allowed }).map(({ rule, pointer }) => `${rule} ${pointer}`);

  it("never finds more for a group that the office has allowed something", () => {
    fc.assert(
      fc.property(aCheck, ({ fund, answers, allowed }) => {
        const without = rules(fund, answers);
        expect(without).toEqual(expect.arrayContaining(rules(fund, answers, allowed)));
      }),
    );
  });

  it("finds one thing at most for each question, whatever is typed", () => {
    fc.assert(
      fc.property(aCheck, ({ fund, answers }) => {
        const pointers = eligibilityFindings(fund, { answers }).map(({ pointer }) => pointer);
        expect(new Set(pointers).size).toBe(pointers.length);
      }),
    );
  });

  it.each(
    everything.flatMap((fund) =>
      checkOf(fund).flatMap((asked) => (asked.ask.type === "choice" ? [] : [[asked.rule, fund, asked] as const])),
    ),
  )("decides at the number itself: %s", (rule, fund, { ask, passing, failing }) => {
    const answered = (value: string) => rules(fund, { ...passingAnswers(fund), [ask.id]: value });
    expect(answered(passing)).toEqual([]);
    expect(answered(failing)).toEqual([`${rule} /answers/${ask.id}`]);
    // One unit apart: a whole one, or a pound.
    expect(Math.abs(Number(passing) - Number(failing)) === 1 || rule === "eligibility/amount").toBe(true);
  });
});
