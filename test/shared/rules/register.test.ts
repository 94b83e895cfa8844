import { describe, expect, it } from "vitest";
import { type LookUp, lookUpWords, namesMatch, type RegisterEntry } from "../../../shared/rules/register.ts";

const ENTRY: RegisterEntry = {
  name: "EXAMPLE YOUTH CLUB LIMITED",
  otherNames: ["The Club"],
  onRegister: true,
  status: "registered",
  overdue: [],
  insolvent: false,
  trustees: 5,
  incomePence: 4_200_000,
  yearEndsOn: "2026-03-31",
};
const asked = (answer: LookUp["answer"]): LookUp => ({
  register: "charity-commission",
  number: "1076770",
  answer,
  at: "2027-01-08T09:00:00.000Z",
  by: "p_officer",
});
const of = (over: Partial<RegisterEntry>) =>
  lookUpWords(asked({ is: "found", entry: { ...ENTRY, ...over } }), "Example Youth Club");

describe("namesMatch", () => {
  it.each([
    ["Example Youth Club", true],
    ["The Example Youth Club Ltd.", true],
    ["Éxample Youth Club", true],
    ["club", true],
    ["Example Youth Clubs", false],
    ["Youth Club", false],
  ])("of %s: %s", (groupName, expected) => {
    expect(namesMatch(ENTRY, groupName)).toBe(expected);
  });
});

describe("lookUpWords", () => {
  it("says when and where it was asked, the state, the name, what is late, how many trustees and the income", () => {
    expect(of({})).toEqual({
      found: "clear",
      says: [
        "Asked the Register of Charities of England and Wales for 1076770 on 8 January 2027.",
        "On the register: registered.",
        "The name is the group’s: EXAMPLE YOUTH CLUB LIMITED.",
        "Nothing is overdue.",
        "Trustees: 5.",
        "Income £42,000 in the year to 31 March 2026.",
      ],
    });
  });

  const rows: [string, Partial<RegisterEntry>, string][] = [
    ["another name", { name: "Somebody Else", otherNames: [] }, "look"],
    ["accounts that are late", { overdue: ["accounts"] }, "look"],
    ["insolvency", { insolvent: true }, "look"],
    ["a removal", { onRegister: false, status: "removed 2025-02-01" }, "wrong"],
  ];
  it.each(rows)("of %s", (_, over, found) => {
    expect(of(over).found).toBe(found);
  });

  it.each([
    ["not-there", "wrong", "The register has no entry of this number."],
    ["no-answer", "unknown", "The register did not answer. Try again, or look it up by hand."],
    ["refused", "unknown", "The register did not take the office’s key. Tell whoever runs the portal."],
    ["unreadable", "unknown", "The register answered in a form that the portal does not read."],
  ] as const)("says plainly that the answer is %s", (is, found, sentence) => {
    const said = lookUpWords(asked({ is }), "Example Youth Club");
    expect([said.found, said.says[1]]).toEqual([found, sentence]);
  });
});
