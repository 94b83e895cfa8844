import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { handler } from "../../../functions/http/session.ts";
import { SESSION_COOKIE, SIGN_IN_COOKIE, sha256 } from "../../../functions/identity.ts";
import { session } from "../../../shared/contract/session.ts";
import { ASK_LIMITS } from "../../../shared/rules/sign-in.ts";
import { engineForFile, send, signedIn } from "../../support/engine.ts";
import { browser, codesFor, otherThan, signedInByCode } from "../../support/sign-in.ts";

const engine = engineForFile();
const at = Date.parse("2026-11-22T12:00:00.000Z");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

// Every test is somebody else, so that no limit of one reaches another.
let people = 0;
const somebody = (): string => `somebody${++people}@example.org`;

const rulesOf = (reply: { body: { errors?: { rule: string }[] } }): string[] =>
  (reply.body.errors ?? []).map(({ rule }) => rule);

/** Asks and reads the code out of the message. */
const asked = async (email: string, when = at) => {
  const theirs = browser(engine.it);
  await theirs.ask(email, when);
  const [code = ""] = await codesFor(engine.it, email);
  return { theirs, code };
};

describe("POST /api/sign-in/code", () => {
  it("sends a code of six digits by a message, good for ten minutes, and binds the browser", async () => {
    const email = somebody();
    const theirs = browser(engine.it);
    const reply = await theirs.ask(email, at);
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({ goodUntil: "2026-11-22T12:10:00.000Z" });
    expect(reply.cookies[0]).toMatch(/^__Host-sign-in=[^;]+; Path=\/; Max-Age=3600; HttpOnly; Secure; SameSite=Lax$/);
    const [message] = await engine.it.table.query(`message/${sha256(email)}`);
    expect(message).toMatchObject({
      kind: "message",
      template: "sign-in-code",
      to: email,
      state: "waiting",
      urgent: true,
      facts: { code: expect.stringMatching(/^\d{6}$/) },
      relay: "yes",
      events: [{ type: "code-asked", by: "system" }],
    });
  });

  it("keeps neither the code nor the browser's secret in the item of the code", async () => {
    const { theirs, code } = await asked(somebody());
    const secret = theirs.jar.get(SIGN_IN_COOKIE) ?? "none";
    const item = await engine.it.deps.store.codes.challenge(`c_${sha256(`challenge/${secret}`).slice(0, 24)}`);
    expect(item?.tries).toBe(0);
    expect(JSON.stringify(item)).not.toContain(secret);
    expect(JSON.stringify(item)).not.toContain(`"${code}"`);
  });

  it("answers a known address and an unknown one alike", async () => {
    const known = somebody();
    await signedInByCode(engine.it, known, at);
    const replies = [
      await browser(engine.it).ask(known, at + MINUTE),
      await browser(engine.it).ask(somebody(), at + MINUTE),
    ];
    expect(replies[0]?.body).toEqual(replies[1]?.body);
    expect(replies[0]?.status).toBe(replies[1]?.status);
  });

  it("sends one code when the same request is sent again after a lost answer, and binds the browser again", async () => {
    const email = somebody();
    const writeId = randomUUID();
    await browser(engine.it).ask(email, at, { writeId });
    const again = browser(engine.it);
    const reply = await again.ask(email, at + MINUTE, { writeId });
    expect(reply.body).toEqual({ goodUntil: "2026-11-22T12:10:00.000Z" });
    const codes = await codesFor(engine.it, email);
    expect(codes).toHaveLength(1);
    expect((await again.enter(codes[0] ?? "", at + MINUTE)).status).toBe(200);
  });

  it.each([
    ["", "Enter an email address, like name@example.org"],
    ["no address", "Enter one email address without spaces, like name@example.org"],
    ["a@b@example.org", "Enter one email address with one @, like name@example.org"],
  ])("refuses %j as an address and says what to do", async (email, detail) => {
    const reply = await browser(engine.it).ask(email, at);
    expect(reply.status).toBe(422);
    expect(reply.body.errors).toEqual([{ rule: "identifier/e-mail", pointer: "/email", detail }]);
  });

  it("refuses the sixth code for one address in a quarter of an hour, however it is spelled, and the next quarter takes it", async () => {
    const email = somebody();
    const most = ASK_LIMITS.find(({ name }) => name === "address-quarter-hour")?.most ?? 0;
    for (let n = 0; n < most; n += 1) expect((await browser(engine.it).ask(email, at)).status).toBe(200);
    const reply = await browser(engine.it).ask(email.toUpperCase(), at);
    expect([reply.status, reply.body.rule]).toEqual([429, "sign-in/too-many-codes"]);
    expect(reply.body.detail).toBe("Too many codes were asked for. Wait 15 minutes and try again.");
    expect((await browser(engine.it).ask(email, at + 15 * MINUTE)).status).toBe(200);
  });

  it("refuses the 21st code for one address in a day", async () => {
    const email = somebody();
    const day = Date.parse("2026-11-23T00:00:00.000Z");
    for (let n = 0; n < 20; n += 1)
      expect((await browser(engine.it).ask(email, day + Math.floor(n / 5) * 15 * MINUTE)).status).toBe(200);
    const reply = await browser(engine.it).ask(email, day + 2 * HOUR);
    expect(reply.status).toBe(429);
    expect(reply.body.detail).toContain("Try again tomorrow");
  });

  it("refuses the 41st code from one IP address in a quarter of an hour", async () => {
    for (let n = 0; n < 40; n += 1) expect((await browser(engine.it, "library").ask(somebody(), at)).status).toBe(200);
    expect((await browser(engine.it, "library").ask(somebody(), at)).status).toBe(429);
    expect((await browser(engine.it, "home").ask(somebody(), at)).status).toBe(200);
  });

  it("uses up nobody's codes from an IP address that may ask no more", async () => {
    const email = somebody();
    for (let n = 0; n < 40; n += 1) await browser(engine.it, "flood").ask(somebody(), at);
    for (let n = 0; n < 20; n += 1) expect((await browser(engine.it, "flood").ask(email, at)).status).toBe(429);
    expect((await browser(engine.it).ask(email, at)).status).toBe(200);
  });

  it("uses up nothing of the day with codes that the quarter of an hour refused", async () => {
    const email = somebody();
    for (let n = 0; n < 25; n += 1) await browser(engine.it).ask(email, at);
    expect((await browser(engine.it).ask(email, at + 15 * MINUTE)).status).toBe(200);
  });

  it("refuses another site's request and an unknown field", async () => {
    const body = { email: somebody(), writeId: randomUUID() };
    const crossSite = await send(engine.it, handler, session.askCode, {
      at,
      body,
      headers: { origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" },
    });
    expect(crossSite.status).toBe(403);
    const unknown = await send(engine.it, handler, session.askCode, { at, body: { ...body, admin: true } });
    expect(unknown.status).toBe(422);
    expect(unknown.body.errors[0].pointer).toBe("/admin");
  });
});

describe("POST /api/sign-in/session", () => {
  it.each([
    ["as it was sent", (code: string) => code],
    ["pasted with spaces", (code: string) => ` ${code.slice(0, 3)} ${code.slice(3)}\n`],
    ["with a dash", (code: string) => `${code.slice(0, 3)}-${code.slice(3)}`],
  ])("opens a session with the right code %s", async (_, typed) => {
    const email = somebody();
    const { theirs, code } = await asked(email);
    const reply = await theirs.enter(typed(code), at);
    expect(reply.status).toBe(200);
    expect(reply.body.person).toMatchObject({ email, name: "", roles: ["applicant"], door: "code", organisations: [] });
    expect((await theirs.who(at)).body.person).toEqual(reply.body.person);
  });

  it("opens the same account the next time, however the address is spelled", async () => {
    const email = somebody();
    const first = await signedInByCode(engine.it, email, at);
    const second = await signedInByCode(engine.it, email.toUpperCase(), at + MINUTE);
    expect((await second.who(at + MINUTE)).body.person.personId).toBe((await first.who(at)).body.person.personId);
  });

  it("makes one person when two browsers enter for the first time at once", async () => {
    const email = somebody();
    const [first, second] = [browser(engine.it), browser(engine.it)];
    await first.ask(email, at);
    await second.ask(email, at + 1);
    const [newer = "", older = ""] = await codesFor(engine.it, email);
    const replies = await Promise.all([first.enter(older, at + 2), second.enter(newer, at + 2)]);
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    expect(replies[0]?.body.person.personId).toBe(replies[1]?.body.person.personId);
  });

  it("begins anew for somebody whose account retention has deleted", async () => {
    const email = somebody();
    const before = (await (await signedInByCode(engine.it, email, at)).who(at)).body.person.personId;
    await engine.it.table.update(
      {
        Key: { pk: `person/${before}`, sk: "person" },
        UpdateExpression: "SET deletedOn = :day, email = :none",
        ExpressionAttributeValues: { ":day": "2026-11-22", ":none": "" },
      },
      "tombstone",
    );
    for (const later of [1, 2]) {
      const { person } = (await (await signedInByCode(engine.it, email, at + later)).who(at + later)).body;
      expect(person).toMatchObject({ email, name: "", organisations: [] });
      expect(person.personId).not.toBe(before);
    }
  });

  it("opens the same session when the same request is sent again after a lost answer", async () => {
    const { theirs, code } = await asked(somebody());
    const writeId = randomUUID();
    const before = theirs.cookie();
    const first = await theirs.enter(code, at, { writeId });
    const again = browser(engine.it);
    const body = { code, sharedComputer: false, writeId };
    const reply = await again.to(session.signIn, { at: at + 1, body, cookie: before });
    expect(reply.status).toBe(200);
    expect(reply.cookies).toEqual(first.cookies);
    await theirs.signOut(at + 2);
    const late = await again.to(session.signIn, { at: at + 3, body, cookie: before });
    expect(rulesOf(late)).toEqual(["sign-in/code-used"]);
  });

  it("refuses what is not six digits without counting it", async () => {
    const { theirs, code } = await asked(somebody());
    for (let n = 0; n < 6; n += 1) expect(rulesOf(await theirs.enter("12345", at))).toEqual(["sign-in/code-form"]);
    expect((await theirs.enter(code, at)).status).toBe(200);
  });

  it("tells how many tries are left, and takes not even the right code after the fifth wrong one", async () => {
    const { theirs, code } = await asked(somebody());
    const told: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      const reply = await theirs.enter(otherThan(code), at);
      expect(reply.status).toBe(422);
      told.push(reply.body.errors[0].detail);
    }
    expect(told).toEqual([
      "That is not the code. You have 4 tries left.",
      "That is not the code. You have 3 tries left.",
      "That is not the code. You have 2 tries left.",
      "That is not the code. You have 1 try left.",
      "That is not the code. Ask for a new code.",
    ]);
    expect(rulesOf(await theirs.enter(code, at))).toEqual(["sign-in/tries-spent"]);
  });

  it("counts guesses that are made at once", async () => {
    const { theirs, code } = await asked(somebody());
    const cookie = theirs.cookie();
    const guesses = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        send(engine.it, handler, session.signIn, {
          at,
          cookie,
          body: { code: otherThan(String(Number(code) + n)), sharedComputer: false, writeId: randomUUID() },
        }),
      ),
    );
    const judged = guesses.flatMap(rulesOf).filter((rule) => rule === "sign-in/wrong-code");
    expect(judged).toHaveLength(5);
  });

  it.each([
    [10 * MINUTE - 1, 200, []],
    [10 * MINUTE, 422, ["sign-in/code-expired"]],
  ])("after %i milliseconds answers %i", async (later, status, rules) => {
    const { theirs, code } = await asked(somebody());
    const reply = await theirs.enter(code, at + later);
    expect(reply.status).toBe(status);
    expect(rulesOf(reply)).toEqual(rules);
  });

  it("refuses the right code in a browser that did not ask, and in one that asked for another", async () => {
    const { code } = await asked(somebody());
    expect(rulesOf(await browser(engine.it).enter(code, at))).toEqual(["sign-in/other-browser"]);
    const { theirs: other, code: theirCode } = await asked(somebody());
    const reply = await other.enter(code === theirCode ? otherThan(code) : code, at);
    expect(rulesOf(reply)).toEqual(["sign-in/wrong-code"]);
  });

  it("takes a code once", async () => {
    const { theirs, code } = await asked(somebody());
    expect((await theirs.enter(code, at)).status).toBe(200);
    const reply = await theirs.enter(code, at + 1);
    expect(rulesOf(reply)).toEqual(["sign-in/code-used"]);
    expect(reply.body.errors[0].detail).toBe("This code has been used. Ask for a new code to sign in again.");
  });

  it("ends the session the browser had before", async () => {
    const first = await signedInByCode(engine.it, somebody(), at);
    const old = first.cookie();
    const email = somebody();
    await first.ask(email, at + 1);
    const [code = ""] = await codesFor(engine.it, email);
    await first.enter(code, at + 2);
    expect((await first.who(at + 3)).body.person.email).toBe(email);
    expect((await send(engine.it, handler, session.who, { at: at + 3, cookie: old })).body.person).toBeUndefined();
  });

  it("gives a cookie of seven days, and on a shared computer one that goes with the browser", async () => {
    const own = await asked(somebody());
    expect((await own.theirs.enter(own.code, at)).cookies[0]).toContain(`Max-Age=${7 * 24 * 3600};`);
    const shared = await asked(somebody());
    const reply = await shared.theirs.enter(shared.code, at, { sharedComputer: true });
    expect(reply.cookies[0]).toMatch(/^__Host-session=\S+; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  });
});

describe("GET /api/session", () => {
  it("tells the portal's time, and nobody without a session", async () => {
    expect((await browser(engine.it).who(at)).body).toEqual({ now: "2026-11-22T12:00:00.000Z" });
  });

  it.each(["", "x", ".", "p_1.", ".secret", "p_nobody.secret", "person/1.secret"])(
    "is nobody with the cookie %j",
    async (value) => {
      const reply = await send(engine.it, handler, session.who, { at, cookie: `${SESSION_COOKIE}=${value}` });
      expect(reply.status).toBe(200);
      expect(reply.body.person).toBeUndefined();
    },
  );

  it("names the organisations", async () => {
    const { cookie } = await signedIn(engine.it, { id: "p_member", organisations: ["o_hall"] }, at);
    await engine.it.table.write(
      [
        {
          key: { pk: "organisation/o_hall", sk: "organisation" },
          kind: "organisation",
          schema: 1,
          was: "absent",
          events: [],
          data: { id: "o_hall", name: "Example Hall" },
        },
      ],
      { writeId: "hall", at },
    );
    const reply = await send(engine.it, handler, session.who, { at, cookie });
    expect(reply.body.person.organisations).toEqual([{ id: "o_hall", name: "Example Hall" }]);
  });

  it("ignores a staff role through the code door, and a trustee's role through the staff door", async () => {
    const roles = ["officer", "administrator", "trustee"] as const;
    const byCode = await signedIn(engine.it, { id: "p_both-code", roles, door: "code" }, at);
    const byStaff = await signedIn(engine.it, { id: "p_both-staff", roles, door: "staff" }, at);
    const rolesWith = async (cookie: string): Promise<string[]> =>
      (await send(engine.it, handler, session.who, { at, cookie })).body.person.roles;
    expect(await rolesWith(byCode.cookie)).toEqual(["applicant", "trustee"]);
    expect(await rolesWith(byStaff.cookie)).toEqual(["officer", "administrator"]);
  });

  it.each([
    ["code", false, 12 * HOUR],
    ["code", true, HOUR],
    ["staff", false, HOUR],
  ] as const)(
    "ends a session of the %s door (shared: %s) after %i milliseconds without use",
    async (door, shared, idle) => {
      const id = `p_idle-${door}-${shared}`;
      const { cookie } = await sessionAt(id, door, shared);
      expect((await send(engine.it, handler, session.who, { at: at + idle - 1, cookie })).body.person).toBeDefined();
      expect(
        (await send(engine.it, handler, session.who, { at: at + 2 * idle - 2, cookie })).body.person,
      ).toBeDefined();
      expect((await send(engine.it, handler, session.who, { at: at + 3 * idle, cookie })).body.person).toBeUndefined();
    },
  );

  it.each([
    ["code", 7 * 24 * HOUR, 11 * HOUR],
    ["staff", 12 * HOUR, 30 * MINUTE],
  ] as const)("ends a session of the %s door after %i milliseconds, used or not", async (door, absolute, step) => {
    const { cookie } = await sessionAt(`p_absolute-${door}`, door, false);
    for (let later = step; later < absolute; later += step)
      expect((await send(engine.it, handler, session.who, { at: at + later, cookie })).body.person).toBeDefined();
    const last = await send(engine.it, handler, session.who, { at: at + absolute - 1, cookie });
    expect(last.body.person).toBeDefined();
    expect((await send(engine.it, handler, session.who, { at: at + absolute, cookie })).body.person).toBeUndefined();
  });
});

/** A live session that is shared or not. */
const sessionAt = async (id: string, door: "code" | "staff", shared: boolean) => {
  const { cookie } = await signedIn(engine.it, { id, door }, at);
  await engine.it.table.update(
    {
      Key: { pk: `person/${id}`, sk: `session/${sha256(`secret-of-${id}`)}` },
      UpdateExpression: "SET #shared = :shared",
      ExpressionAttributeNames: { "#shared": "shared" },
      ExpressionAttributeValues: { ":shared": shared },
    },
    "shared",
  );
  return { cookie };
};

describe("PUT /api/session/name", () => {
  const name = (typed: string) => ({ name: typed, writeId: randomUUID() });

  it("keeps the name on one line", async () => {
    const theirs = await signedInByCode(engine.it, somebody(), at);
    const reply = await theirs.to(session.setName, { at, body: name("  Ash\n Example ") });
    expect(reply.status).toBe(200);
    expect(reply.body.person.name).toBe("Ash Example");
    expect((await theirs.who(at)).body.person.name).toBe("Ash Example");
  });

  it.each([
    [" ", "Enter your name."],
    ["x".repeat(101), "Shorten your name to 100 characters."],
  ])("refuses %j", async (typed, detail) => {
    const theirs = await signedInByCode(engine.it, somebody(), at);
    const reply = await theirs.to(session.setName, { at, body: name(typed) });
    expect(reply.status).toBe(422);
    expect(reply.body.errors).toEqual([{ rule: "sign-in/name", pointer: "/name", detail }]);
  });

  it("refuses nobody", async () => {
    expect((await browser(engine.it).to(session.setName, { at, body: name("Ash") })).status).toBe(401);
  });
});

describe("POST /api/sign-out", () => {
  it("ends the session on the server, so that its cookie opens nothing any more", async () => {
    const theirs = await signedInByCode(engine.it, somebody(), at);
    const cookie = theirs.cookie();
    const reply = await theirs.signOut(at + 1);
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({ next: "/" });
    expect(theirs.jar.size).toBe(0);
    expect((await send(engine.it, handler, session.who, { at: at + 2, cookie })).body.person).toBeUndefined();
    const used = await send(engine.it, handler, session.setName, {
      at: at + 2,
      ...(cookie === undefined ? {} : { cookie }),
      body: { name: "Late", writeId: randomUUID() },
    });
    expect(used.status).toBe(401);
  });

  it("leaves the other sessions of the person, and everywhere ends them all but not one begun later", async () => {
    const email = somebody();
    const [first, second] = [
      await signedInByCode(engine.it, email, at),
      await signedInByCode(engine.it, email, at + 1),
    ];
    await first.signOut(at + 2);
    expect((await second.who(at + 3)).body.person).toBeDefined();
    const third = await signedInByCode(engine.it, email, at + 4);
    await third.signOut(at + 5, true);
    expect((await second.who(at + 6)).body.person).toBeUndefined();
    const fourth = await signedInByCode(engine.it, email, at + 7);
    expect((await fourth.who(at + 8)).body.person).toBeDefined();
  });

  it("is calm without a session, and refuses another site's request", async () => {
    expect((await browser(engine.it).signOut(at)).body).toEqual({ next: "/" });
    const theirs = await signedInByCode(engine.it, somebody(), at);
    const reply = await theirs.to(session.signOut, {
      at,
      body: { everywhere: true, writeId: randomUUID() },
      headers: { origin: "https://elsewhere.example" },
    });
    expect(reply.status).toBe(403);
    expect((await theirs.who(at)).body.person).toBeDefined();
  });
});
