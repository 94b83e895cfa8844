import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { handler } from "../../../functions/http/people.ts";
import { handler as sessionHandler } from "../../../functions/http/session.ts";
import { loginHashOf, sha256 } from "../../../functions/identity.ts";
import { people } from "../../../shared/contract/people.ts";
import { session } from "../../../shared/contract/session.ts";
import type { Endpoint } from "../../../shared/contract.ts";
import type { GivenRole } from "../../../shared/rules/role.ts";
import { engineForFile, type Sent, send } from "../../support/engine.ts";
import { signedInByCode } from "../../support/sign-in.ts";

const engine = engineForFile();
const at = Date.parse("2026-11-22T12:00:00.000Z");
const DAY = 86_400_000;

let count = 0;

/** Somebody of the office with these roles and a live session, let in through the store as the staff door does. */
const staff = async (...roles: GivenRole[]) => {
  count += 1;
  const id = `p_staff-${count}`;
  const email = `staff${count}@office.example`;
  await engine.it.deps.store.signIn.enter(
    {
      door: "staff",
      loginHash: loginHashOf("issuer", id),
      addressHash: sha256(email),
      email,
      emailVerified: true,
      name: `Staff ${count}`,
      newPersonId: id,
      alsoGives: () => roles,
      session: { hash: sha256(`secret-of-${id}`), shared: false },
    },
    { writeId: randomUUID(), at },
  );
  return { id, email, cookie: `__Host-session=${id}.secret-of-${id}` };
};
type Somebody = Awaited<ReturnType<typeof staff>>;

const ask = (by: Somebody | undefined, endpoint: Endpoint, sent: Partial<Sent> = {}) =>
  send(engine.it, handler, endpoint, { at, cookie: by?.cookie, ...sent });
const invite = (by: Somebody, email: string, role: string, writeId = randomUUID(), when = at) =>
  ask(by, people.invite, { at: when, body: { email, role, writeId } });
const grant = (by: Somebody, id: string, role: string) =>
  ask(by, people.grant, { params: { id }, body: { role, writeId: randomUUID() } });
const remove = (by: Somebody, id: string, role: string, writeId = randomUUID()) =>
  ask(by, people.remove, { params: { id }, body: { role, writeId } });
const rolesIn = (reply: { body: { people: { personId: string; roles: string[] }[] } }, id: string) =>
  reply.body.people.find(({ personId }) => personId === id)?.roles;
const whoIs = async (somebody: { cookie: string }, when = at) =>
  (await send(engine.it, sessionHandler, session.who, { at: when, cookie: somebody.cookie })).body.person;

describe("GET /api/people", () => {
  it("lists everybody who holds a role, with names and doors, and no applicant", async () => {
    const administrator = await staff("administrator");
    await signedInByCode(engine.it, "only-applies@lantern.example", at);
    const reply = await ask(administrator, people.list);
    expect(reply.status).toBe(200);
    expect(reply.body.people).toContainEqual({
      personId: administrator.id,
      name: expect.stringMatching(/^Staff/),
      email: administrator.email,
      door: "staff",
      roles: ["administrator"],
    });
    expect(JSON.stringify(reply.body)).not.toContain("only-applies");
  });
});

describe("POST /api/people/invitations", () => {
  it("keeps an invitation for a fortnight under the address in lower case, and says so in an event", async () => {
    const administrator = await staff("administrator");
    const reply = await invite(administrator, "New.Trustee@Trust.example", "trustee");
    expect(reply.status).toBe(200);
    const id = `${sha256("new.trustee@trust.example")}.trustee`;
    expect(reply.body.invitations).toContainEqual({
      id,
      email: "New.Trustee@trust.example",
      role: "trustee",
      invitedAt: "2026-11-22T12:00:00.000Z",
      endsAt: "2026-12-06T12:00:00.000Z",
    });
    const [item] = await engine.it.table.query(`invitation/${sha256("new.trustee@trust.example")}`);
    expect(item).toMatchObject({
      relay: "yes",
      events: [{ type: "invited", by: administrator.id, invitationId: id, role: "trustee" }],
    });
  });

  it("gives the role at the next sign-in with a code, once", async () => {
    const administrator = await staff("administrator");
    await invite(administrator, "maple@trust.example", "trustee");
    await invite(administrator, "maple@trust.example", "chair");
    const maple = await signedInByCode(engine.it, "maple@trust.example", at);
    const { person } = (await maple.who(at)).body;
    expect(person.roles).toEqual(["applicant", "trustee", "chair"]);
    const removed = await remove(administrator, person.personId, "chair");
    expect(rolesIn(removed, person.personId)).toEqual(["trustee"]);
    const again = await signedInByCode(engine.it, "maple@trust.example", at + 1);
    expect((await again.who(at + 1)).body.person.roles).toEqual(["applicant", "trustee"]);
  });

  it.each([
    ["is taken one millisecond before the fortnight is over", 14 * DAY - 1, ["applicant", "observer"]],
    ["is too old after a fortnight", 14 * DAY, ["applicant"]],
  ])("%s", async (_, later, roles) => {
    const administrator = await staff("administrator");
    const email = `late-${later}@audit.example`;
    await invite(administrator, email, "observer");
    const late = await signedInByCode(engine.it, email, at + later);
    expect((await late.who(at + later)).body.person.roles).toEqual(roles);
  });

  it("begins the fortnight anew when it is made again, and one request sent twice is one invitation", async () => {
    const administrator = await staff("administrator");
    const writeId = randomUUID();
    await invite(administrator, "twice@trust.example", "trustee", writeId);
    const repeated = await invite(administrator, "twice@trust.example", "trustee", writeId, at + 1000);
    const mine = (reply: typeof repeated) =>
      reply.body.invitations.filter(({ email }: { email: string }) => email === "twice@trust.example");
    expect(mine(repeated)).toMatchObject([{ invitedAt: "2026-11-22T12:00:00.000Z" }]);
    const anew = await invite(administrator, "twice@trust.example", "trustee", randomUUID(), at + 60_000);
    expect(mine(anew)).toMatchObject([{ invitedAt: "2026-11-22T12:01:00.000Z" }]);
  });

  it("refuses one's own address with role/own, however it is spelled", async () => {
    const administrator = await staff("administrator");
    const reply = await invite(administrator, administrator.email.toUpperCase(), "approver");
    expect(reply.status).toBe(422);
    expect(reply.body.errors).toEqual([
      { rule: "role/own", pointer: "/role", detail: "You cannot give yourself a role. Ask another administrator." },
    ]);
  });

  it.each(["applicant", "king", ""])("refuses the role %j", async (role) => {
    const administrator = await staff("administrator");
    expect((await invite(administrator, "x@trust.example", role)).status).toBe(422);
  });

  it("refuses what is no address", async () => {
    const reply = await invite(await staff("administrator"), "nobody", "trustee");
    expect(reply.body.errors[0]).toMatchObject({ rule: "identifier/e-mail", pointer: "/email" });
  });
});

describe("POST /api/people/invitations/{id}/withdrawal", () => {
  const withdraw = (by: Somebody, id: string) =>
    ask(by, people.withdraw, { params: { id }, body: { writeId: randomUUID() } });

  it("takes an invitation back, so that it gives nothing; taking it back again changes nothing", async () => {
    const administrator = await staff("administrator");
    await invite(administrator, "unwanted@trust.example", "trustee");
    const id = `${sha256("unwanted@trust.example")}.trustee`;
    const reply = await withdraw(administrator, id);
    expect(reply.status).toBe(200);
    expect(JSON.stringify(reply.body)).not.toContain("unwanted");
    expect((await withdraw(administrator, id)).status).toBe(200);
    const theirs = await signedInByCode(engine.it, "unwanted@trust.example", at);
    expect((await theirs.who(at)).body.person.roles).toEqual(["applicant"]);
  });

  it("refuses one that was used, and one that does not exist", async () => {
    const administrator = await staff("administrator");
    await invite(administrator, "quick@trust.example", "trustee");
    await signedInByCode(engine.it, "quick@trust.example", at);
    expect((await withdraw(administrator, `${sha256("quick@trust.example")}.trustee`)).status).toBe(409);
    expect((await withdraw(administrator, `${sha256("nobody@trust.example")}.trustee`)).status).toBe(404);
    expect((await withdraw(administrator, "nonsense")).status).toBe(404);
  });
});

describe("POST /api/people/{id}/roles", () => {
  it("gives a role, which counts at once; giving it again changes nothing", async () => {
    const [administrator, officer] = [await staff("administrator"), await staff("officer")];
    const reply = await grant(administrator, officer.id, "approver");
    expect(rolesIn(reply, officer.id)).toEqual(["officer", "approver"]);
    expect((await whoIs(officer)).roles).toEqual(["officer", "approver"]);
    expect(rolesIn(await grant(administrator, officer.id, "approver"), officer.id)).toEqual(["officer", "approver"]);
  });

  it("refuses one's own with role/own", async () => {
    const administrator = await staff("administrator");
    const reply = await grant(administrator, administrator.id, "officer");
    expect(reply.status).toBe(422);
    expect(reply.body.errors[0].rule).toBe("role/own");
  });

  it("refuses a role that does not count at the person's door with role/door", async () => {
    const [administrator, officer] = [await staff("administrator"), await staff("officer")];
    const reply = await grant(administrator, officer.id, "trustee");
    expect(reply.status).toBe(422);
    expect(reply.body.errors[0].rule).toBe("role/door");
  });

  it("does not find somebody who does not exist", async () => {
    const administrator = await staff("administrator");
    expect((await grant(administrator, "p_nobody", "officer")).status).toBe(404);
    expect((await remove(administrator, "p_nobody", "officer")).status).toBe(404);
  });
});

describe("POST /api/people/{id}/roles/removal", () => {
  it("takes a role at once, also from whoever is signed in; the same request sent again is the same success", async () => {
    const [administrator, officer] = [await staff("administrator"), await staff("officer", "approver")];
    const writeId = randomUUID();
    const reply = await remove(administrator, officer.id, "officer", writeId);
    expect(rolesIn(reply, officer.id)).toEqual(["approver"]);
    expect((await whoIs(officer)).roles).toEqual(["approver"]);
    expect((await remove(administrator, officer.id, "officer", writeId)).status).toBe(200);
    const gone = await remove(administrator, officer.id, "approver");
    expect(rolesIn(gone, officer.id)).toBeUndefined();
  });

  it("refuses the last administrator with role/last-administrator, also when two remove each other at once", async () => {
    const [first, second] = [await staff("administrator"), await staff("administrator")];
    for (const { personId } of (await ask(first, people.list)).body.people.filter(
      (person: { personId: string; roles: string[] }) =>
        person.roles.includes("administrator") && person.personId !== first.id && person.personId !== second.id,
    ))
      expect((await remove(first, personId, "administrator")).status).toBe(200);
    const replies = await Promise.all([
      remove(first, second.id, "administrator"),
      remove(second, first.id, "administrator"),
    ]);
    const register = await engine.it.deps.store.roles.register();
    const left = Object.entries(register.holders).filter(([, roles]) => roles.includes("administrator"));
    expect(left).toHaveLength(1);
    // Whoever comes second is refused: by the rule, or because they are no administrator any more.
    expect(replies.map(({ status }) => status).sort()).toEqual([200, expect.toBeOneOf([403, 422])]);
    const [[lastId = ""] = []] = left;
    const last = lastId === first.id ? first : second;
    const reply = await remove(last, last.id, "administrator");
    expect(reply.status).toBe(422);
    expect(reply.body.errors).toEqual([
      {
        rule: "role/last-administrator",
        pointer: "/role",
        detail: "This is the last administrator. Make somebody else administrator first.",
      },
    ]);
  });
});

describe("POST /api/people/{id}/sign-out", () => {
  it("ends every session of somebody, and not the administrator's", async () => {
    const [administrator, officer] = [await staff("administrator"), await staff("officer")];
    const reply = await ask(administrator, people.signOut, {
      at: at + 1,
      params: { id: officer.id },
      body: { writeId: randomUUID() },
    });
    expect(reply.status).toBe(200);
    expect(await whoIs(officer, at + 2)).toBeUndefined();
    expect(await whoIs(administrator, at + 2)).toBeDefined();
  });
});

describe("/api/people", () => {
  it.each(Object.values(people).map((endpoint) => [endpoint.route, endpoint] as const))(
    "%s refuses everybody but administrators, and a cross-site request",
    async (route, endpoint) => {
      const officer = await staff("officer", "approver");
      expect((await ask(officer, endpoint)).status).toBe(403);
      expect((await ask(undefined, endpoint)).status).toBe(401);
      if (route.startsWith("GET")) return;
      const administrator = await staff("administrator");
      const reply = await ask(administrator, endpoint, { headers: { origin: "https://elsewhere.example" } });
      expect(reply.status).toBe(403);
    },
  );
});
