import { describe, expect, it } from "vitest";
import { loginHashOf } from "../../../functions/identity.ts";
import {
  CODE_PEOPLE,
  DEMONSTRATION_ADMINISTRATOR,
  DEMONSTRATION_PEOPLE,
  fillPeople,
  STAFF_PEOPLE,
} from "../../../infra/local/demonstration-people.ts";
import { emailAddress } from "../../../shared/rules/identifiers.ts";
import { GIVEN_ROLES } from "../../../shared/rules/role.ts";
import { engineForFile, SETTINGS } from "../../support/engine.ts";
import { signedInByCode } from "../../support/sign-in.ts";

const engine = engineForFile();
const at = Date.parse("2026-11-22T12:00:00.000Z");

describe("DEMONSTRATION_PEOPLE", () => {
  it("are plainly invented: every name ends in Example, every address where no mail can arrive", () => {
    for (const { name, email } of DEMONSTRATION_PEOPLE) {
      expect(name).toMatch(/^[A-Z][a-z]+ Example$/);
      expect(email).toMatch(/\.example$/);
      expect(emailAddress(email).ok).toBe(true);
    }
    expect(new Set(DEMONSTRATION_PEOPLE.map(({ id }) => id)).size).toBe(DEMONSTRATION_PEOPLE.length);
    expect(new Set(DEMONSTRATION_PEOPLE.map(({ email }) => email)).size).toBe(DEMONSTRATION_PEOPLE.length);
  });

  it("are three applicants, six trustees of whom one chairs, an observer, two officers, an approver, an administrator", () => {
    const holders = (role: string): number =>
      DEMONSTRATION_PEOPLE.filter(({ roles }) => roles.some((one) => one === role)).length;
    expect(Object.fromEntries(GIVEN_ROLES.map((role) => [role, holders(role)]))).toEqual({
      trustee: 6,
      chair: 1,
      observer: 1,
      officer: 2,
      approver: 1,
      administrator: 1,
    });
    expect(CODE_PEOPLE.filter(({ roles }) => roles.length === 0)).toHaveLength(3);
    expect(STAFF_PEOPLE.map(({ email }) => email)).toContain(DEMONSTRATION_ADMINISTRATOR);
  });
});

describe("fillPeople", () => {
  it("lets everybody in once, with name and roles, and changes nothing when it is repeated", async () => {
    await fillPeople(engine.it.deps, at);
    const register = await engine.it.deps.store.roles.register();
    await fillPeople(engine.it.deps, at);
    expect(await engine.it.deps.store.roles.register()).toEqual(register);
    for (const { id, name, roles } of DEMONSTRATION_PEOPLE) {
      expect(await engine.it.deps.store.people.person(id)).toMatchObject({ id, name, roles });
      expect(register.holders[id] ?? []).toEqual(GIVEN_ROLES.filter((role) => roles.some((one) => one === role)));
    }
  });

  it("gives accounts that the real doors open", async () => {
    await fillPeople(engine.it.deps, at);
    const rowan = await signedInByCode(engine.it, "rowan@trust.example", at);
    expect((await rowan.who(at)).body.person).toMatchObject({
      personId: "p_demo-rowan",
      name: "Rowan Example",
      roles: ["applicant", "trustee", "chair"],
    });
    const staff = await engine.it.deps.store.people.byLogin(loginHashOf(SETTINGS.staffIssuer, "p_demo-olive"));
    expect(staff).toMatchObject({ id: "p_demo-olive", door: "staff", roles: ["officer"] });
  });
});
