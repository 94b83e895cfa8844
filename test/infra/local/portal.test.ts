import { readdirSync } from "node:fs";
import { relative, sep } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FUNCTION_NAMES, specOf } from "../../../infra/local/functions.ts";
import { SITE_FOLDER } from "../../../infra/local/site.ts";
import { CONTRACTS } from "../../../shared/contract/contracts.ts";
import { DEFAULT_LIMIT_BYTES, type Route, routeParts } from "../../../shared/contract.ts";
import { securityHeaders } from "../../../shared/headers.ts";
import { type PortalProcess, startPortalProcess } from "../../support/portal.ts";

let portal: PortalProcess | undefined;
let expected: Record<string, string> = {};
const statuses = new Set<number>();

/** The security headers of an answer, and its status. */
const answer = async (path: string, init: RequestInit = {}) => {
  const { status, headers } = await fetch(`${portal?.address}${path}`, { redirect: "manual", ...init });
  statuses.add(status);
  return {
    status,
    location: headers.get("location") ?? "",
    said: Object.fromEntries(Object.keys(securityHeaders()).map((name) => [name, headers.get(name)])),
  };
};
const change = (method: string, body: string, headers: Record<string, string> = {}): RequestInit => ({
  method,
  body,
  headers: { "content-type": "application/json", origin: portal?.address ?? "", ...headers },
});

beforeAll(async () => {
  portal = await startPortalProcess({ empty: true });
  const { said } = await answer("/healthz");
  // Where documents are posted to is known when the local bucket has its port.
  const [, uploadOrigin] =
    /connect-src 'self' (http:\/\/127\.0\.0\.1:\d+)/.exec(said["content-security-policy"] ?? "") ?? [];
  expected = securityHeaders({ uploadOrigin });
});
afterAll(() => portal?.stop());

const pages = FUNCTION_NAMES.flatMap((name): readonly Route[] => {
  const { trigger } = specOf(name);
  return "http" in trigger ? (trigger.pages ?? []) : [];
});
const routes: Route[] = [
  ...Object.values(CONTRACTS).flatMap((contract) => Object.values(contract).map(({ route }): Route => route)),
  ...pages,
];
const files = (): string[] =>
  readdirSync(SITE_FOLDER, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `/${relative(SITE_FOLDER, `${parentPath}${sep}${name}`).replaceAll(sep, "/")}`);

describe("the headers of shared/headers.ts", () => {
  it("name where documents are posted to, and are all there", () => {
    expect(expected["content-security-policy"]).toMatch(/connect-src 'self' http:\/\/127\.0\.0\.1:\d+/);
    expect(Object.keys(expected)).toHaveLength(8);
  });

  it.each(routes)("are on %s", async (route) => {
    const { method, path } = routeParts(route);
    const asked = path.replaceAll(/\{\w+\}/g, "x");
    const { said, location, status } = await answer(asked, method === "GET" ? {} : change(method, "{}"));
    expect(said).toEqual(expected);
    // An answer of the portal's own: the page never stands in for it, nor does the gateway's own failure.
    expect([200, 302, 401, 403, 404, 422]).toContain(status);
    expect(location).not.toMatch(/^https?:\/\/(?!localhost)/);
  });

  it("are on every file of the site", async () => {
    const all = files();
    expect(all.length).toBeGreaterThan(10);
    for (const file of all) expect([file, await answer(file)]).toMatchObject([file, { status: 200, said: expected }]);
  });

  it.each([
    "/",
    "/sign-in",
    "/funds/community-action",
    "/apply/CAF-26Q4-0017-K/budget",
    "/nowhere",
    "/problems/forbidden",
  ])("are on the page %s", async (path) => {
    expect(await answer(path)).toMatchObject({ status: 200, said: expected });
  });

  it.each([
    ["a file that is not there", "/assets/missing.js", () => ({}), 404],
    ["an address that is none", "/%zz", () => ({}), 400],
    ["an endpoint that is not there", "/api/nothing", () => ({}), 404],
    ["a method that is not taken", "/api/funds", () => ({ method: "OPTIONS" }), 404],
    ["a reader of headers alone", "/", () => ({ method: "HEAD" }), 200],
    ["a body that is not JSON", "/api/receipts", () => change("POST", "{"), 400],
    ["a body that fits no contract", "/api/receipts", () => change("POST", '{"kite":1}'), 422],
    [
      "a body over the contract's size",
      "/api/receipts",
      () => change("POST", "x".repeat(DEFAULT_LIMIT_BYTES + 1)),
      413,
    ],
    ["a body over the gateway's size", "/api/receipts", () => change("POST", "x".repeat(6 * 1024 * 1024 + 1)), 413],
    ["another site", "/api/receipts", () => change("POST", "{}", { origin: "https://elsewhere.example" }), 403],
    ["nobody", "/api/organisations", () => ({}), 401],
    ["a forged front door", "/healthz", () => ({ headers: { "x-front-door": "x", "x-viewer-address": "x" } }), 200],
  ] as const)("are on what answers %s", async (_what, path, init, status) => {
    expect(await answer(path, init())).toMatchObject({ status, said: expected });
  });

  it("were seen with every kind of status", () => {
    expect([...statuses].sort()).toEqual(expect.arrayContaining([200, 302, 400, 401, 403, 404, 413, 422]));
  });
});
