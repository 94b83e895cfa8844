import { describe, expect, it } from "vitest";
import { FUNDS } from "../../../shared/funds/funds.ts";
import { eligibilityFindings, switched } from "../../../shared/rules/eligibility.ts";
import { demanding, type FormFacts, formEligibility, withEligibility } from "../../../shared/rules/eligibility-form.ts";
import type { EligibilityRule } from "../../../shared/rules/eligibility-rule.ts";
import { finding } from "../../../shared/rules/finding.ts";

const [shipped = expect.unreachable()] = FUNDS;
const fund = switched(shipped, { "eligibility/reserves": "on" });
const said = { refusal: "We cannot.", instead: "Ask us." };
const [district = expect.unreachable()] = fund.area.districts.map(({ value }) => value);
const [priority = expect.unreachable()] = fund.priorities.items;

const facts = (answers: FormFacts["answers"], changed: Partial<FormFacts> = {}): FormFacts => ({
  fund,
  band: "M",
  answers: {
    requested: "1,400.00",
    budget: [
      { item: "Hall", cost: "1,400.00", asked: "1,400.00" },
      { item: "Coach", cost: "600.00", asked: "" },
    ],
    ...answers,
  },
  documents: ["governing-document"],
  ...changed,
});

describe("formEligibility", () => {
  const range: EligibilityRule = { kind: "amount-range", ...said, minimumPence: 500_00, maximumPence: 1_400_00 };
  const cap = (capPence: number): EligibilityRule => ({ kind: "total-cost-cap", ...said, capPence });
  const reserves = fund.eligibility.find((rule) => rule.kind === "reserves-cap") ?? expect.unreachable();
  const area: EligibilityRule = { kind: "area", ...said, districts: [district] };
  const excluded: EligibilityRule = { kind: "excluded-purposes", ...said, excluded: [priority] };
  const documents: EligibilityRule = {
    kind: "documents",
    ...said,
    slots: { M: ["governing-document", "accounts"] },
  };

  it.each<[string, EligibilityRule, FormFacts, string | undefined]>([
    ["an amount at the most of the range", range, facts({}), undefined],
    ["an amount one penny above it", range, facts({ requested: "1,400.01" }), "/sections/amount/answers/requested"],
    ["an amount one penny below it", range, facts({ requested: "499.99" }), "/sections/amount/answers/requested"],
    ["an amount outside the fund, which the form refuses itself", range, facts({ requested: "9,000" }), undefined],
    ["no amount yet", range, facts({ requested: "" }), undefined],
    ["a cost at the cap", cap(2_000_00), facts({}), undefined],
    ["a cost one penny above the cap", cap(1_999_99), facts({}), "/sections/money/answers/budget"],
    ["a cost that cannot be read yet", cap(1_00), facts({ budget: [{ item: "Hall", cost: "much" }] }), undefined],
    ["reserves at the cap", reserves, facts({ reserves: "25,000" }), undefined],
    ["reserves a penny above it", reserves, facts({ reserves: "25,000.01" }), "/sections/money/answers/reserves"],
    ["reserves not said yet", reserves, facts({}), undefined],
    ["somebody in a place that counts", area, facts({ beneficiaries: [{ district: "x" }, { district }] }), undefined],
    ["nobody in one", area, facts({ beneficiaries: [{ district: "x" }] }), "/sections/change/answers/beneficiaries"],
    ["no place yet", area, facts({ beneficiaries: [{ who: "Young people" }] }), undefined],
    [
      "places where the band is not asked",
      area,
      facts({ beneficiaries: [{ district: "x" }] }, { band: "S" }),
      undefined,
    ],
    [
      "a priority that is excluded",
      excluded,
      facts({ priorities: [priority.value] }),
      "/sections/change/answers/priorities",
    ],
    ["another priority", excluded, facts({ priorities: ["another"] }), undefined],
    ["a document that is missing", documents, facts({}), "/documents/accounts"],
    ["documents that are there", documents, facts({}, { documents: ["accounts", "governing-document"] }), undefined],
    ["a band that needs none", documents, facts({}, { band: "S", documents: [] }), undefined],
  ])("judges %s", (_what, rule, of, pointer) => {
    expect(formEligibility([rule], of).map((found) => found.pointer)).toEqual(pointer === undefined ? [] : [pointer]);
  });

  it("names the document", () => {
    expect(formEligibility([documents], facts({}))[0]?.detail).toBe("Add your latest accounts. We cannot. Ask us.");
  });

  it("says nothing of a rule that is switched off or waived", () => {
    const form = facts({ reserves: "30,000" });
    const rules = (of: typeof fund, allowed: string[] = []) =>
      eligibilityFindings(of, { form, allowed }).map(({ rule }) => rule);
    expect(rules(fund)).toEqual(["eligibility/reserves"]);
    expect(rules(shipped)).toEqual([]);
    expect(rules(fund, ["eligibility/reserves"])).toEqual([]);
  });
});

describe("withEligibility", () => {
  it("asks for a document once, and takes no reason for one that must be there", () => {
    const must = finding("eligibility/documents", "/documents/accounts", "Add it.");
    const may = finding("application/document", "/documents/accounts", "Add it, or say why.");
    const other = finding("application/document", "/documents/quotes", "Add them, or say why.");
    expect(withEligibility([must], [may, other])).toEqual([must, other]);
    expect(withEligibility([], [may])).toEqual([may]);
  });
});

describe("demanding", () => {
  it.each([
    ["L", "accounts", true],
    ["L", "quotes", false],
    ["S", "accounts", false],
  ] as const)("of band %s and %s: %s", (band, slot, is) => {
    const rule: EligibilityRule = { kind: "documents", ...said, slots: { L: ["accounts"] } };
    expect(demanding([rule], band, slot)).toEqual(is ? rule : undefined);
  });
});
