import { describe, expect, it } from "vitest";
import { groupsOf, isAddressed, letterFindings } from "../../../shared/rules/round-letter.ts";

describe("letter/addressed", () => {
  it.each([
    ["draft", "yes", true, false],
    ["submitted", "no", false, true],
    ["submitted", "yes", true, true],
    ["eligible", "no", false, true],
    ["not-eligible", "no", false, true],
    ["declined", "no", false, true],
    ["withdrawn", "yes", false, false],
  ] as const)("of an application that is %s, with an open draft: %s", (state, hasDraft, owner, applicant) => {
    expect(isAddressed("draft-owners", { state, hasDraft })).toBe(owner);
    expect(isAddressed("applicants", { state, hasDraft })).toBe(applicant);
  });

  it("counts groups, not applications", () => {
    expect(groupsOf([{ organisationId: "o_1" }, { organisationId: "o_1" }, { organisationId: "o_2" }])).toBe(2);
  });

  it("refuses a letter to nobody, and one to more or fewer than were seen", () => {
    expect(letterFindings(0, 0)).toMatchObject([{ rule: "letter/addressed", pointer: "/to" }]);
    expect(letterFindings(4, 3)).toMatchObject([{ rule: "letter/addressed", pointer: "/groups" }]);
    expect(letterFindings(4, 3)[0]?.detail).toContain("to 4 groups, not 3");
    expect(letterFindings(4, 4)).toEqual([]);
  });
});
