import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Deps, makeDeps } from "../../functions/deps.ts";
import { handler as peopleHandler } from "../../functions/http/people.ts";
import { STAFF_COOKIE } from "../../functions/identity.ts";
import { DEMONSTRATION_ADMINISTRATOR, STAFF_PEOPLE } from "../../infra/local/demonstration-people.ts";
import { PEOPLE_PATH, startPeople } from "../../infra/local/people.ts";
import { people } from "../../shared/contract/people.ts";
import { session } from "../../shared/contract/session.ts";
import { engineForFile, SETTINGS, send } from "../support/engine.ts";
import { browser, codesFor } from "../support/sign-in.ts";

const engine = engineForFile();
const at = Date.parse("2026-11-22T12:00:00.000Z");
const begin = { route: "GET /sign-in/staff" } as const;
const back = { route: "GET /sign-in/staff/return" } as const;

let folder = "";
let server: Server;
let siteAddress = "";
let deps: Deps;

/** The provider on its own port, from the files of a folder: as after a restart. */
const startProvider = (): void => {
  const provider = startPeople({ siteAddress, clientId: SETTINGS.staffClientId, folder });
  server.removeAllListeners("request");
  server.on("request", (request, response) => {
    provider.serve(request, response, new URL(request.url ?? "/", siteAddress)).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "people-"));
  server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  siteAddress = `http://localhost:${typeof address === "object" && address !== null ? address.port : 0}`;
  startProvider();
  deps = makeDeps({
    clients: engine.it.clients,
    settings: {
      ...SETTINGS,
      siteAddress,
      staffIssuer: `${siteAddress}${PEOPLE_PATH}`,
      firstAdministrator: DEMONSTRATION_ADMINISTRATOR,
    },
  });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A browser at the portal and at the provider: both keep their cookies apart, as two paths of one site would. */
const staffBrowser = () => {
  const portal = browser(engine.it);
  const jar = new Map<string, string>();
  /** Follows the provider until it sends the browser back to the portal. */
  const follow = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, { redirect: "manual", ...init, headers: { cookie, ...init.headers } });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      jar.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    const next = response.headers.get("location");
    if (next === null || next.startsWith(`${siteAddress}/sign-in/staff/return`)) return response;
    return next.startsWith(siteAddress) && !next.startsWith(`${siteAddress}${PEOPLE_PATH}`)
      ? response
      : follow(new URL(next, url).href);
  };
  const leave = async (next = "/office"): Promise<string> => {
    const reply = await portal.to(begin, { at, deps, query: { next } });
    expect(reply.status).toBe(302);
    return String(reply.headers.location);
  };
  /** The whole way: out, the person's button, and what the portal says on return. */
  const enter = async (name: string, next?: string) => {
    const out = await leave(next);
    let response = await follow(out);
    if (response.status === 200) {
      const person = STAFF_PEOPLE.find((one) => one.name === name)?.id ?? "";
      response = await follow(response.url, {
        method: "POST",
        body: new URLSearchParams({ person }),
        redirect: "manual",
      });
    }
    const returned = new URL(response.headers.get("location") ?? "about:blank");
    const query = Object.fromEntries(returned.searchParams);
    return { out, query, reply: await portal.to(back, { at, deps, query }) };
  };
  return { portal, follow, leave, enter, jar };
};

const whoIs = async (one: ReturnType<typeof staffBrowser>) => (await one.portal.who(at)).body.person;

/** What the administrator does on the people page. */
const invite = async (administrator: ReturnType<typeof staffBrowser>, email: string, role: string) => {
  const cookie = administrator.portal.cookie();
  const reply = await send(engine.it, peopleHandler, people.invite, {
    at,
    ...(cookie === undefined ? {} : { cookie }),
    body: { email, role, writeId: randomUUID() },
  });
  expect(reply.status).toBe(200);
};

describe("GET /sign-in/staff", () => {
  it("goes to the issuer with state, nonce and an S256 challenge, and keeps their secrets in a cookie for a quarter of an hour", async () => {
    const reply = await browser(engine.it).to(begin, { at, deps });
    const url = new URL(String(reply.headers.location));
    expect(`${url.origin}${url.pathname}`).toBe(`${siteAddress}${PEOPLE_PATH}/auth`);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: "grants-portal",
      redirect_uri: `${siteAddress}/sign-in/staff/return`,
      response_type: "code",
      scope: "openid email profile",
      code_challenge_method: "S256",
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{20,}$/),
      nonce: expect.stringMatching(/^[\w-]{20,}$/),
    });
    expect(reply.cookies[0]).toMatch(
      /^__Host-staff-sign-in=[\w-]+; Path=\/; Max-Age=900; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  it("says so when the issuer cannot be reached", async () => {
    const nowhere = makeDeps({
      clients: engine.it.clients,
      settings: { ...SETTINGS, staffIssuer: "http://127.0.0.1:9/nobody" },
    });
    const reply = await browser(engine.it).to(begin, { at, deps: nowhere });
    expect(reply.headers.location).toBe("/sign-in?staff=unreachable");
  });
});

describe("GET /sign-in/staff/return", () => {
  let administrator: ReturnType<typeof staffBrowser>;

  it("turns away somebody nobody invited, and opens nothing: sign-in/no-invitation", async () => {
    const olive = staffBrowser();
    const { reply } = await olive.enter("Olive Example");
    expect(reply.headers.location).toBe("/sign-in?staff=no-invitation");
    expect(await whoIs(olive)).toBeUndefined();
  });

  it("makes the configured first administrator one, and goes where they wanted", async () => {
    administrator = staffBrowser();
    const { reply } = await administrator.enter("Aspen Example", "/office/people?x=1");
    expect(reply.headers.location).toBe("/office/people?x=1");
    expect(administrator.portal.jar.has(STAFF_COOKIE)).toBe(false);
    expect(await whoIs(administrator)).toMatchObject({
      name: "Aspen Example",
      email: "aspen@office.example",
      roles: ["administrator"],
      door: "staff",
    });
  });

  it("gives an invited address its role at the first sign-in, once, and the account from then on", async () => {
    await invite(administrator, "Olive@Office.example", "officer");
    const first = staffBrowser();
    await first.enter("Olive Example");
    const olive = await whoIs(first);
    expect(olive).toMatchObject({ roles: ["officer"], name: "Olive Example" });
    const second = staffBrowser();
    await second.enter("Olive Example");
    expect((await whoIs(second)).personId).toBe(olive.personId);
    const register = await engine.it.deps.store.roles.register();
    expect(register.invitations).toEqual([]);
    expect(register.holders[olive.personId]).toEqual(["officer"]);
  });

  it("does not open the account of the same address at the code door", async () => {
    const byCode = browser(engine.it);
    await byCode.ask("olive@office.example", at);
    const [code = ""] = await codesFor(engine.it, "olive@office.example");
    await byCode.enter(code, at);
    const { person } = (await byCode.who(at)).body;
    expect(person.roles).toEqual(["applicant"]);
    const staff = staffBrowser();
    await staff.enter("Olive Example");
    expect(person.personId).not.toBe((await whoIs(staff)).personId);
  });

  it("does not accept a staff invitation at the code door", async () => {
    await invite(administrator, "alder@office.example", "approver");
    const byCode = browser(engine.it);
    await byCode.ask("alder@office.example", at);
    const [code = ""] = await codesFor(engine.it, "alder@office.example");
    const reply = await byCode.enter(code, at);
    expect(reply.body.person.roles).toEqual(["applicant"]);
    const staff = staffBrowser();
    await staff.enter("Alder Example");
    expect((await whoIs(staff)).roles).toEqual(["approver"]);
  });

  it.each([
    ["no cookie", (one: ReturnType<typeof staffBrowser>) => one.portal.jar.clear()],
    ["another journey's cookie", (one: ReturnType<typeof staffBrowser>) => one.leave()],
    ["a cookie that is not ours", (one: ReturnType<typeof staffBrowser>) => one.portal.jar.set(STAFF_COOKIE, "e30")],
  ])("takes nobody who comes back with %s", async (_, spoil) => {
    const one = staffBrowser();
    const out = await one.leave();
    const chosen = await one.follow(out);
    const response = await one.follow(chosen.url, {
      method: "POST",
      body: new URLSearchParams({ person: "p_demo-aspen" }),
    });
    const query = Object.fromEntries(new URL(response.headers.get("location") ?? "").searchParams);
    await spoil(one);
    const reply = await one.portal.to(back, { at, deps, query });
    expect(reply.headers.location).toBe("/sign-in?staff=unfinished");
    expect(await whoIs(one)).toBeUndefined();
  });

  it.each([
    ["a code of the provider used twice", (query: Record<string, string>) => query],
    ["a state that was changed", (query: Record<string, string>) => ({ ...query, state: "changed" })],
    ["an issuer that was changed", (query: Record<string, string>) => ({ ...query, iss: "https://elsewhere.example" })],
    ["a refusal", ({ state = "" }: Record<string, string>) => ({ state, error: "access_denied" })],
    ["nothing", () => ({})],
  ])("takes nobody with %s", async (_, change) => {
    const one = staffBrowser();
    const { query } = await one.enter("Aspen Example");
    const again = staffBrowser();
    await again.leave();
    const reply = await again.portal.to(back, { at, deps, query: change(query) });
    expect(reply.headers.location).toBe("/sign-in?staff=unfinished");
  });

  it.each(["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example"])(
    "does not lead to %s",
    async (next) => {
      const { reply } = await staffBrowser().enter("Aspen Example", next);
      expect(reply.headers.location).toBe("/");
    },
  );
});

describe("POST /api/sign-out of the staff door", () => {
  it("ends the session here and leads to where the provider ends its own, also after the provider restarted", async () => {
    const aspen = staffBrowser();
    await aspen.enter("Aspen Example");
    startProvider();
    const reply = await aspen.portal.to(session.signOut, {
      at,
      deps,
      headers: { origin: siteAddress },
      body: { everywhere: false, writeId: randomUUID() },
    });
    expect(reply.status).toBe(200);
    const next = new URL(reply.body.next);
    expect(next.pathname).toBe(`${PEOPLE_PATH}/session/end`);
    expect(await whoIs(aspen)).toBeUndefined();
    const page = await aspen.follow(next.href);
    const html = await page.text();
    expect(html).toContain("Sign out of the local directory");
    const xsrf = /name="xsrf" value="(\w+)"/.exec(html)?.[1] ?? "";
    const done = await aspen.follow(`${siteAddress}${PEOPLE_PATH}/session/end/confirm`, {
      method: "POST",
      body: new URLSearchParams({ xsrf, logout: "yes" }),
    });
    expect(done.headers.get("location")).toBe(`${siteAddress}/`);
    // The provider asks again who it is.
    const chosen = await aspen.follow(await aspen.leave());
    expect(await chosen.text()).toContain("Who are you today");
  });
});
