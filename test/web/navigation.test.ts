import { describe, expect, it } from "vitest";
import type { SignedIn } from "../../shared/contract/session.ts";
import { ROLES, type Role } from "../../shared/rules/role.ts";
import { currentItem, navigationFor } from "../../web/navigation.ts";

const person = (...roles: Role[]): SignedIn => ({
  personId: "p",
  name: "Ash",
  email: "ash@example.org",
  roles,
  door: "code",
  organisations: [],
});

describe("navigationFor", () => {
  it("shows a visitor what anybody may read", () => {
    expect(navigationFor(undefined).map(({ href }) => href)).toEqual(["/", "/funded"]);
  });

  it("takes whoever has no other role for an applicant", () => {
    expect(navigationFor(person())).toEqual(navigationFor(person("applicant")));
  });

  it("leaves out what applicants see for a trustee who belongs to no group", () => {
    const member = { ...person("applicant", "trustee"), organisations: [{ id: "o", name: "Walkers" }] };
    const hrefs = (one: SignedIn) => navigationFor(one).map(({ href }) => href);
    expect(hrefs(person("applicant", "trustee"))).toEqual(["/trustee", "/meetings", "/account"]);
    expect(hrefs(member)).toContain("/applications");
  });

  it("names no page twice for somebody with every role", () => {
    const hrefs = navigationFor(person(...ROLES)).map(({ href }) => href);
    expect(hrefs).toEqual([...new Set(hrefs)]);
  });
});

describe("currentItem", () => {
  const items = [
    { href: "/", text: "Funds" },
    { href: "/office", text: "Rounds" },
    { href: "/office/people", text: "People" },
    { href: "/office/organisations", text: "Groups" },
  ];

  it.each([
    ["/", "/"],
    ["/office", "/office"],
    ["/office/rounds/CAF-26Q4", "/office"],
    ["/office/people/p1", "/office/people"],
    ["/office/groups/o_1", "/office/organisations"],
    ["/officers", undefined],
    ["/help", undefined],
  ])("finds for %s the link %s", (path, href) => {
    expect(currentItem(items, path)?.href).toBe(href);
  });
});
