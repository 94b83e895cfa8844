import { describe, expect, it } from "vitest";
import { FUNDS } from "../../../shared/funds/funds.ts";
import type { EligibilityRule } from "../../../shared/rules/eligibility-rule.ts";
import { knownWords, ruleWords } from "../../../shared/rules/eligibility-words.ts";

const [fund = expect.unreachable()] = FUNDS;
const said = { refusal: "No.", instead: "Look elsewhere." };
const [first = expect.unreachable(), second = expect.unreachable()] = fund.area.districts;

describe("knownWords", () => {
  const words = (kind: string) => fund.eligibility.filter((rule) => rule.kind === kind).map(knownWords);

  it("says where a rule is known from, and names the check only where it asks", () => {
    expect(words("reserves-cap")).toEqual(["Asked in the check before the form, and read in the form."]);
    expect(words("committee-size")).toEqual(["Asked in the check before the form, and read on the group’s page."]);
    expect(words("return-overdue")).toEqual(["Read in what we have on record of the group."]);
    expect(knownWords({ kind: "total-cost-cap", ...said, capPence: 1 })).toBe("Read in the form.");
    expect(fund.eligibility.map(knownWords)).not.toContain(".");
  });
});

describe("ruleWords", () => {
  it.each<[EligibilityRule, string]>([
    [
      { kind: "organisation-type", ...said, types: ["registered-charity", "cic"] },
      "Your group is of one of these kinds: registered charity; community interest company (CIC).",
    ],
    [
      { kind: "area", ...said, districts: fund.area.districts.map(({ value }) => value) },
      `The work helps people in ${fund.area.name}.`,
    ],
    [
      { kind: "area", ...said, districts: [first.value, second.value] },
      `The work helps people in ${first.label}, ${second.label}.`,
    ],
    [{ kind: "amount-range", ...said, minimumPence: 500_00, maximumPence: 1_400_50 }, "You ask for £500 to £1,400.50."],
    [
      { kind: "years-of-delivery", ...said, leastYears: 1 },
      "Your group has delivered this kind of work for a year or more.",
    ],
    [
      { kind: "years-of-delivery", ...said, leastYears: 2 },
      "Your group has delivered this kind of work for 2 years or more.",
    ],
    [
      { kind: "documents", ...said, slots: { S: ["governing-document"], M: ["governing-document", "accounts"] } },
      "You send these documents with the application: your governing document; your latest accounts.",
    ],
    [
      {
        kind: "excluded-purposes",
        ...said,
        excluded: [
          { value: "a", label: "A trip" },
          { value: "b", label: "CCTV" },
        ],
      },
      "The money is not for any of these: a trip; CCTV.",
    ],
    [{ kind: "one-application", ...said, per: "year" }, "Your group sends one application in each financial year."],
    [{ kind: "repeat-bar", ...said, months: 36 }, "Your group has had no grant of this fund in the last 36 months."],
  ])("says %j", (rule, words) => {
    expect(ruleWords(fund, rule)).toBe(words);
  });
});
