import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FUNCTION_NAMES, LIMITS, specOf } from "../../../infra/local/functions.ts";
import { eventOf, isForApi, matchRoute } from "../../../infra/local/gateway.ts";
import { type PortalProcess, startPortalProcess } from "../../support/portal.ts";

const at = Date.parse("2026-11-22T12:00:00.000Z");

describe("matchRoute", () => {
  it.each([
    ["GET", "/api/funds/one", "GET /api/funds/{id}", { id: "one" }],
    ["GET", "/api/applications/A%2FB", "GET /api/applications/{id}", { id: "A/B" }],
    ["GET", "/api/applications/caf%C3%A9", "GET /api/applications/{id}", { id: "café" }],
    ["GET", "/api/applications/__proto__", "GET /api/applications/{id}", { id: "__proto__" }],
  ])("%s %s is %s", (method, path, routeKey, params) => {
    expect(matchRoute(method, path)).toMatchObject({ routeKey, params });
  });

  it.each([
    ["an unknown path", "GET", "/api/nothing"],
    ["a slash at the end", "GET", "/api/funds/"],
    ["a variable that is left out", "GET", "/api/applications//documents"],
    ["a slash at the end of a whole path", "GET", "/api/funds/one/"],
    ["another case", "GET", "/API/funds"],
    ["HEAD", "HEAD", "/api/funds"],
    ["OPTIONS", "OPTIONS", "/api/funds"],
    ["a method in small letters", "get", "/api/funds"],
    ["broken percent-encoding", "GET", "/api/funds/%zz"],
  ])("has no route for %s", (_what, method, path) => {
    expect(matchRoute(method, path)).toBeUndefined();
  });
});

describe("isForApi", () => {
  it.each(["/api/funds", "/api/nothing", "/healthz", "/sign-in/staff", "/sign-in/staff/return"])("takes %s", (path) => {
    expect(isForApi(path)).toBe(true);
  });

  it.each(["/", "/sign-in", "/sign-in/staffing", "/healthz/more", "/apis", "/assets/app.js"])("leaves %s", (path) => {
    expect(isForApi(path)).toBe(false);
  });
});

describe("eventOf", () => {
  const eventFor = (path: string, headers: Record<string, string | string[]>, body = Buffer.alloc(0)) => {
    const url = new URL(`http://localhost${path}`);
    const matched = matchRoute("GET", url.pathname);
    if (matched === undefined) throw new Error(`No route for ${path}.`);
    return eventOf({ method: "GET", headers, socket: { remoteAddress: "192.0.2.7" } }, url, body, matched, at);
  };

  it("gives cookies apart from the headers, and many headers or values of one name as one with commas", () => {
    const event = eventFor("/api/funds?a=1&a=2&b=%F0%9F%8E%89", { cookie: "one=1; two=2", "x-many": ["a", "b"] });
    expect(event.cookies).toEqual(["one=1", "two=2"]);
    expect(event.headers).toEqual({ "x-many": "a,b" });
    expect(event.queryStringParameters).toEqual({ a: "1,2", b: "🎉" });
    expect(event.rawQueryString).toBe("a=1&a=2&b=%F0%9F%8E%89");
  });

  it("leaves out what is not there", () => {
    const event = eventFor("/api/funds", {});
    expect(Object.keys(event)).not.toEqual(expect.arrayContaining(["cookies"]));
    expect([event.body, event.pathParameters, event.queryStringParameters]).toEqual([undefined, undefined, undefined]);
    expect(event.isBase64Encoded).toBe(false);
  });

  it.each([
    ["application/json", false],
    ["application/problem+json; charset=utf-8", false],
    ["text/plain", false],
    ["application/octet-stream", true],
    ["image/png", true],
  ])("sends a body of %s in base64: %s", (type, encoded) => {
    const event = eventFor("/api/funds", { "content-type": type }, Buffer.from([0xff, 0x00, 0x41]));
    expect(event.isBase64Encoded).toBe(encoded);
    if (encoded) expect(Buffer.from(event.body ?? "", "base64")).toEqual(Buffer.from([0xff, 0x00, 0x41]));
  });

  it("says when and from where it came", () => {
    const { requestContext } = eventFor("/api/funds", { "user-agent": "test" });
    expect(requestContext).toMatchObject({ timeEpoch: at, http: { sourceIp: "192.0.2.7", userAgent: "test" } });
  });
});

describe("the limits of a function behind the gateway", () => {
  it("end before the gateway itself gives up", () => {
    const late = FUNCTION_NAMES.filter((name) => {
      const { trigger, timeoutSeconds = LIMITS.functionSeconds } = specOf(name);
      return "http" in trigger && timeoutSeconds >= LIMITS.gatewaySeconds;
    });
    expect(late).toEqual([]);
  });
});

describe("the portal as a process", () => {
  let portal: PortalProcess | undefined;
  beforeAll(async () => {
    portal = await startPortalProcess({ empty: true });
  });
  afterAll(() => portal?.stop());
  const ask = (path: string, init: RequestInit = {}) => fetch(`${portal?.address}${path}`, init);
  const posted = (body: BodyInit, headers: Record<string, string> = {}) =>
    ask("/api/receipts", {
      method: "POST",
      body,
      headers: { "content-type": "application/json", origin: portal?.address ?? "", ...headers },
    });

  it.each([
    ["two slashes", "//"],
    ["two slashes and a name", "//elsewhere.example/api/session"],
    ["broken percent-encoding", "/%zz"],
    ["broken percent-encoding of the API", "/api/funds/%zz"],
    ["NUL", "/%00.js"],
    ["a way out", "/..%2f..%2fpackage.json"],
  ])("stands after %s", async (_what, path) => {
    expect((await ask(path)).status).toBeLessThan(500);
    expect((await ask("/healthz")).status).toBe(200);
  });

  it.each(["HEAD", "OPTIONS", "PATCH"])("knows no %s", async (method) => {
    expect((await ask("/api/funds", { method })).status).toBe(404);
  });

  it("refuses headers over 10 KB, as API Gateway does", async () => {
    expect((await ask("/api/funds", { headers: { cookie: `a=${"x".repeat(11_000)}` } })).status).toBe(431);
  });

  it("takes a cookie that is no session for none", async () => {
    const reply = await ask("/api/session", { headers: { cookie: `__Host-session=p_${"x".repeat(5_000)}.secret` } });
    expect(await reply.json()).toEqual({ now: expect.any(String) });
  });

  it.each([
    ["over 6 MB", "x".repeat(LIMITS.payloadBytes + 1), {}, 413],
    ["of 1 MB", JSON.stringify({ reference: "x".repeat(1_048_576) }), {}, 413],
    ["that is not JSON", "{", {}, 400],
    ["of JSON in JSON, 30,000 deep", "[".repeat(30_000) + "]".repeat(30_000), {}, 422],
    ["of another site", "{}", { origin: "https://elsewhere.example" }, 403],
  ])("refuses a body %s", async (_what, body, headers, status) => {
    expect((await posted(body, headers)).status).toBe(status);
  });
});
