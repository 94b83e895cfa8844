import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Asker, mayEdit, mayReadDraft, mayReadSubmitted } from "../../../shared/rules/access.ts";
import { ROLES, type Role } from "../../../shared/rules/role.ts";

const item = { organisationId: "o_1" };
const asker = (roles: readonly Role[], organisations: readonly string[] = []): Asker => ({
  personId: "p_1",
  roles,
  organisations,
});

describe("mayEdit", () => {
  it("is for members alone: for everybody else there is nothing, whatever their roles", () => {
    const anybody = fc.subarray([...ROLES]);
    const organisations = fc.subarray(["o_1", "o_2"]);
    fc.assert(
      fc.property(anybody, organisations, (roles, mine) => {
        const member = roles.includes("applicant") && mine.includes("o_1");
        expect(mayEdit(asker(roles, mine), item)).toBe(member ? "allowed" : "hidden");
      }),
    );
  });
});

describe("mayReadSubmitted", () => {
  it.each([
    ["a member", asker(["applicant"], ["o_1"]), "allowed"],
    ["a member of another group", asker(["applicant"], ["o_2"]), "hidden"],
    ["a member in a session of the staff door", asker([], ["o_1"]), "hidden"],
    ["an officer", asker(["officer"]), "allowed"],
    ["an approver", asker(["approver"]), "allowed"],
    ["an observer", asker(["observer"]), "allowed"],
    ["an administrator", asker(["administrator"]), "hidden"],
    ["a trustee", asker(["trustee"]), "hidden"],
  ])("for %s is as the table says", (_, who, access) => {
    expect(mayReadSubmitted(who, item)).toBe(access);
  });
});

describe("mayReadDraft", () => {
  it.each([
    ["a member", asker(["applicant"], ["o_1"]), false, "allowed"],
    ["another applicant", asker(["applicant"], ["o_2"]), true, "hidden"],
    ["an officer of a draft that is not shared", asker(["officer"]), false, "forbidden"],
    ["an officer of a shared draft", asker(["officer"]), true, "allowed"],
    ["an observer", asker(["observer"]), true, "hidden"],
    ["an administrator", asker(["administrator"]), true, "hidden"],
  ])("for %s is as the table says", (_, who, sharedWithOffice, access) => {
    expect(mayReadDraft(who, { ...item, sharedWithOffice })).toBe(access);
  });
});
