import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as z from "zod/mini";
import { STAFF_COOKIE } from "../../functions/identity.ts";
import { funds } from "../../shared/contract/funds.ts";
import { health } from "../../shared/contract/health.ts";
import { securityHeaders } from "../../shared/headers.ts";
import { PROBLEMS, Problem, type ProblemSlug, problemPath } from "../../shared/problem.ts";
import { freePort } from "./engine.ts";
import { builtSite } from "./main.ts";
import { startPortal } from "./portal.ts";

/** One thing that must hold of a portal that runs: it throws with the reason when it does not. */
type Check = readonly [what: string, ask: () => Promise<void>];
export type Outcome = { readonly what: string; readonly fault?: string };

const must = (holds: boolean, fault: string): void => {
  if (!holds) throw new Error(fault);
};

const PATIENCE_MS = 15_000;
const get = async (address: string, init: RequestInit = {}): Promise<Response> => {
  try {
    return await fetch(address, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE_MS), ...init });
  } catch (error) {
    throw new Error(`${address} does not answer.`, { cause: error });
  }
};

const page = async (address: string): Promise<string> => {
  const reply = await get(address);
  must(reply.status === 200, `${address} answers ${reply.status}.`);
  must(/^text\/html/.test(reply.headers.get("content-type") ?? ""), `${address} is no page.`);
  return reply.text();
};

const data = async <S extends z.ZodMiniType>(address: string, schema: S): Promise<z.infer<S>> => {
  const reply = await get(address);
  must(reply.status === 200, `${address} answers ${reply.status}.`);
  const read = schema.safeParse(await reply.json().catch(() => undefined));
  if (!read.success) throw new Error(`${address} answers what its contract does not say.`);
  return read.data;
};

const refused = async (address: string, slug: ProblemSlug, init: RequestInit = {}): Promise<void> => {
  const { status } = PROBLEMS[slug];
  const reply = await get(address, init);
  must(reply.status === status, `${address} answers ${reply.status} instead of ${status}.`);
  const problem = Problem.safeParse(await reply.json().catch(() => undefined)).data;
  must(problem?.type === problemPath(slug), `${address} refuses in other words than the portal's.`);
};

/** The headers that differ from shared/headers.ts; the one place documents are posted to is the deployment's own. */
const wrongHeaders = ({ headers }: Response): string[] => {
  const [, uploadOrigin] = /connect-src 'self' ([^;\s]+)/.exec(headers.get("content-security-policy") ?? "") ?? [];
  const known = uploadOrigin !== undefined && URL.canParse(uploadOrigin) ? { uploadOrigin } : {};
  return Object.entries(securityHeaders(known))
    .filter(([name, value]) => headers.get(name) !== value)
    .map(([name]) => name);
};

const checksOf = (address: string, api: string | undefined): readonly Check[] => [
  ["the health check answers", async () => void (await data(`${address}/healthz`, health.check.returns))],
  [
    "the sign-in page is there, with its scripts and styles",
    async () => {
      const text = await page(`${address}/sign-in`);
      const files = [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, file = ""]) => file);
      must(files.length > 1, `${address}/sign-in names no script.`);
      for (const file of files) must((await get(`${address}${file}`)).status === 200, `${file} is not there.`);
    },
  ],
  [
    "the security headers are on pages, files, data and refusals",
    async () => {
      for (const path of ["/", "/icon.svg", "/api/funds", "/api/nothing", "/api/messages"]) {
        const wrong = wrongHeaders(await get(`${address}${path}`));
        must(wrong.length === 0, `${address}${path}: ${wrong.join(", ")}.`);
      }
    },
  ],
  [
    "a public page is there, with what it shows",
    async () => {
      await page(`${address}/`);
      const { funds: list } = await data(`${address}/api/funds`, funds.list.returns);
      const [fund] = list;
      if (fund === undefined) throw new Error("There is no fund.");
      await page(`${address}/funds/${fund.id}`);
      await data(`${address}/api/funds/${fund.id}`, funds.one.returns);
    },
  ],
  ["what does not exist is no page", async () => must((await get(`${address}/api/nothing`)).status === 404, "It is.")],
  ["a call without a session is refused", () => refused(`${address}/api/messages`, "unauthenticated")],
  [
    "a change from another site is refused",
    () =>
      refused(`${address}/api/sign-out`, "forbidden", { method: "POST", headers: { origin: "https://example.com" } }),
  ],
  [
    "the staff's sign-in leaves for the directory, with a cookie that no script reads",
    async () => {
      const reply = await get(`${address}/sign-in/staff`);
      const to = reply.headers.get("location") ?? "";
      must(reply.status === 302 && /^https?:/.test(to), `It answers ${reply.status} ${to}.`);
      const [cookie = ""] = reply.headers.getSetCookie().filter((each) => each.startsWith(`${STAFF_COOKIE}=`));
      const lacks = ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"].filter(
        (flag) => !cookie.split("; ").includes(flag),
      );
      must(lacks.length === 0, `The cookie lacks ${lacks.join(", ")}.`);
    },
  ],
  ...(address.startsWith("https:") ? [plainLeadsToSecure(address)] : []),
  ...(api === undefined ? [] : pastFrontDoor(api)),
];

const plainLeadsToSecure = (address: string): Check => [
  "plain HTTP leads to HTTPS",
  async () => {
    const { headers } = await get(`${address.replace("https:", "http:")}/`);
    must((headers.get("location") ?? "").startsWith(address), "It does not.");
  },
];

/** What anybody may send who has found the API's own address: nothing, a guess, an address of their own choice. */
const pastFrontDoor = (api: string): Check[] => [
  ["a call past CloudFront is refused", () => refused(`${api}/healthz`, "forbidden")],
  [
    "so is one that guesses its word",
    () =>
      refused(`${api}/api/funds`, "forbidden", {
        headers: { "x-front-door": "guess", "x-viewer-address": "192.0.2.1" },
      }),
  ],
];

/** Walks a portal that runs, from outside, and changes nothing. `api` is the API's own address, behind CloudFront. */
export const smoke = async (address: string, api?: string): Promise<readonly Outcome[]> => {
  const outcomes: Outcome[] = [];
  for (const [what, ask] of checksOf(address, api)) {
    const fault = await ask().then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    outcomes.push(fault === undefined ? { what } : { what, fault });
  }
  return outcomes;
};

/** A portal of its own, for as long as it is asked. */
const onItsOwn = async (): Promise<readonly Outcome[]> => {
  await builtSite();
  const folder = mkdtempSync(join(tmpdir(), "portal-smoke-"));
  const portal = await startPortal({ port: await freePort(), folder });
  try {
    return await smoke(portal.siteAddress);
  } finally {
    await portal.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

const originOf = (address: string): string => {
  if (URL.canParse(address)) return new URL(address).origin;
  throw new Error(`${address} is no address. Write one like https://grants.example.org.`);
};

/** `npm run smoke` on a portal of its own; `npm run smoke -- <address> [<the API's own address>]` on one that runs. */
export const run = async (args: readonly string[]): Promise<void> => {
  try {
    const [address, api] = args.map(originOf);
    const outcomes = address === undefined ? await onItsOwn() : await smoke(address, api);
    for (const { what, fault } of outcomes)
      console.log(fault === undefined ? `ok      ${what}` : `failed  ${what}: ${fault}`);
    process.exit(outcomes.some(({ fault }) => fault !== undefined) ? 1 : 0);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
};
