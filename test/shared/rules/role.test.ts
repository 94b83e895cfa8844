import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  administratorsIn,
  doorOf,
  firstAdministrator,
  GIVEN_ROLES,
  grantFindings,
  type Holders,
  inviteFindings,
  ROLES,
  removeFindings,
  rolesThrough,
  STAFF_ROLES,
  withRoles,
} from "../../../shared/rules/role.ts";

const rulesOf = (findings: { rule: string }[]): string[] => findings.map(({ rule }) => rule);
const anyRole = fc.constantFrom(...GIVEN_ROLES);
const anyHolders: fc.Arbitrary<Holders> = fc.dictionary(
  fc.constantFrom("p_1", "p_2", "p_3", "p_4"),
  fc.uniqueArray(anyRole, { minLength: 1 }),
  { noNullPrototype: true },
);

describe("rolesThrough", () => {
  it("lets each role count through exactly one door", () => {
    for (const role of ROLES) {
      const doors = (["code", "staff"] as const).filter((door) => rolesThrough(door, [role]).includes(role));
      expect(doors).toEqual([doorOf(role)]);
    }
    expect(rolesThrough("staff", ROLES)).toEqual(STAFF_ROLES);
  });

  it("lets nobody who sits with the trustees read as an observer", () => {
    expect(rolesThrough("code", ["applicant", "observer", "trustee"])).toEqual(["applicant", "trustee"]);
    expect(rolesThrough("code", ["chair", "observer"])).toEqual(["chair"]);
    expect(rolesThrough("code", ["applicant", "observer"])).toEqual(["applicant", "observer"]);
  });
});

describe("role/own", () => {
  it("refuses every role given to oneself, and none of one's own door given to another", () => {
    fc.assert(
      fc.property(anyRole, (role) => {
        expect(rulesOf(grantFindings("p_1", { id: "p_1", door: doorOf(role) }, role))).toEqual(["role/own"]);
        expect(grantFindings("p_1", { id: "p_2", door: doorOf(role) }, role)).toEqual([]);
      }),
    );
  });

  it.each([
    ["aspen@office.example", "Aspen@Office.example", ["role/own"]],
    ["aspen@office.example", " aspen@office.example ", ["role/own"]],
    ["aspen@office.example", "alder@office.example", []],
  ])("when %s invites %j finds %j", (own, email, rules) => {
    expect(rulesOf(inviteFindings({ email: own }, email))).toEqual(rules);
  });
});

describe("role/door", () => {
  it("refuses a role that would not count where the person comes in", () => {
    for (const role of GIVEN_ROLES) {
      const other = doorOf(role) === "staff" ? "code" : "staff";
      expect(rulesOf(grantFindings("p_1", { id: "p_2", door: other }, role))).toEqual(["role/door"]);
    }
  });
});

describe("role/last-administrator", () => {
  it.each([
    [{ p_1: ["administrator"] }, "p_1", ["role/last-administrator"]],
    [{ p_1: ["administrator"], p_2: ["administrator"] }, "p_1", []],
    [{ p_1: ["administrator"], p_2: ["officer"] }, "p_1", ["role/last-administrator"]],
  ] satisfies [Holders, string, string[]][])("among %j for %s finds %j", (holders, personId, rules) => {
    expect(rulesOf(removeFindings(holders, personId, "administrator"))).toEqual(rules);
  });

  it("leaves an administrator whatever is removed in whatever order, once there is one", () => {
    const steps = fc.array(fc.tuple(fc.constantFrom("p_1", "p_2", "p_3", "p_4"), anyRole));
    fc.assert(
      fc.property(anyHolders, steps, (start, removals) => {
        let holders: Holders = withRoles(start, "p_1", ["administrator"]);
        for (const [personId, role] of removals) {
          const held = holders[personId] ?? [];
          if (!held.includes(role) || removeFindings(holders, personId, role).length > 0) continue;
          holders = withRoles(
            holders,
            personId,
            held.filter((one) => one !== role),
          );
        }
        expect(administratorsIn(holders).length).toBeGreaterThan(0);
      }),
    );
  });
});

describe("withRoles", () => {
  it("changes one person and nobody else, and lists nobody without a role", () => {
    fc.assert(
      fc.property(anyHolders, fc.uniqueArray(anyRole), (holders, roles) => {
        const { p_1: before, ...others } = holders;
        const { p_1: now, ...left } = withRoles(holders, "p_1", roles);
        expect(left).toEqual(others);
        expect(new Set(now ?? [])).toEqual(new Set(roles));
        expect(now?.length).not.toBe(0);
        expect(before?.length).not.toBe(0);
      }),
    );
  });
});

describe("firstAdministrator", () => {
  it.each([
    [{}, "Aspen@office.example", ["administrator"]],
    [{ p_1: ["officer"] }, "aspen@office.example", ["administrator"]],
    [{ p_1: ["administrator"] }, "aspen@office.example", []],
    [{}, "alder@office.example", []],
    [{}, "", []],
  ] satisfies [Holders, string, string[]][])("among %j gives %s %j", (holders, email, roles) => {
    expect(firstAdministrator(holders, email, "aspen@office.example")).toEqual(roles);
  });
});
