import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { smoke } from "../../../infra/local/smoke.ts";
import { problemOf } from "../../../shared/problem.ts";
import { type PortalProcess, startPortalProcess } from "../../support/portal.ts";

type Answer = { status: number; headers: Headers; body: Buffer };
type Spoil = (path: string, answer: Answer) => Answer;

const servers: Server[] = [];
/** A server for as long as the file runs; its address. */
const serve = (answer: (path: string, method: string, headers: Headers) => Promise<Answer>): Promise<string> =>
  new Promise((resolve) => {
    const server = createServer((request, response) => {
      const asked = new Headers(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      void answer(request.url ?? "/", request.method ?? "GET", asked).then(({ status, headers, body }) => {
        for (const [name, value] of headers)
          if (name !== "set-cookie" && !name.startsWith("transfer-")) response.setHeader(name, value);
        response.setHeader("set-cookie", headers.getSetCookie());
        response.writeHead(status).end(body);
      });
    });
    servers.push(server);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`);
    });
  });

let portal: PortalProcess | undefined;
beforeAll(async () => {
  portal = await startPortalProcess({ empty: true });
});
afterAll(async () => {
  for (const server of servers) server.close();
  await portal?.stop();
});
const address = (): string => portal?.address ?? "";

/** The portal with something wrong in front of it. */
const spoiled = (spoil: Spoil): Promise<string> =>
  serve(async (path, method, headers) => {
    const origin = headers.get("origin");
    const sent = { method, redirect: "manual", headers: origin === null ? {} : { origin } } as const;
    const reply = await fetch(`${address()}${path}`, sent);
    const body = Buffer.from(await reply.arrayBuffer());
    return spoil(path, { status: reply.status, headers: new Headers(reply.headers), body });
  });
const without =
  (header: string): Spoil =>
  (_path, answer) => {
    answer.headers.delete(header);
    return answer;
  };
const faultsOf = async (at: string, api?: string): Promise<string[]> =>
  (await smoke(at, api)).flatMap(({ what, fault }) => (fault === undefined ? [] : [`${what}: ${fault}`]));

const PAGE = { headers: new Headers({ "content-type": "text/html" }), body: Buffer.from("<!doctype html>") };
/** An API that lets nobody in past CloudFront. */
const closed = () =>
  serve(async () => ({
    status: 403,
    headers: new Headers({ "content-type": "application/problem+json" }),
    body: Buffer.from(JSON.stringify(problemOf("forbidden", {}, "test"))),
  }));

describe("npm run smoke", () => {
  it("finds nothing wrong with a portal that runs", async () => {
    const outcomes = await smoke(address());
    expect(outcomes.map(({ what }) => what)).toContain("the health check answers");
    expect(outcomes.filter(({ fault }) => fault !== undefined)).toEqual([]);
  });

  it.each([
    ["content-security-policy"],
    ["strict-transport-security"],
    ["x-content-type-options"],
    ["permissions-policy"],
  ])("fails when %s is missing", async (header) => {
    expect(await faultsOf(await spoiled(without(header)))).toEqual([
      expect.stringMatching(new RegExp(`^the security headers .*: ${header}\\.$`)),
    ]);
  });

  it.each<[string, Spoil, RegExp]>([
    [
      "a header is missing on refusals alone",
      (path, answer) => (answer.status === 401 ? without("referrer-policy")(path, answer) : answer),
      /security headers .*\/api\/messages: referrer-policy\.$/,
    ],
    [
      "pages may talk to anybody",
      (_path, answer) => {
        answer.headers.set("content-security-policy", "default-src 'none'; connect-src 'self' *");
        return answer;
      },
      /security headers .*content-security-policy/,
    ],
    [
      "the health check fails",
      (path, answer) => (path === "/healthz" ? { ...answer, status: 503 } : answer),
      /^the health check answers: .* answers 503\.$/,
    ],
    [
      "refusals become pages",
      (path, answer) => (answer.status > 400 && path.startsWith("/api/") ? { ...PAGE, status: 200 } : answer),
      /^what does not exist is no page/,
    ],
    [
      "a refusal is somebody else's",
      (_path, answer) => (answer.status === 401 ? { ...PAGE, status: 401 } : answer),
      /^a call without a session is refused: .*in other words/,
    ],
    [
      "data is not what its contract says",
      (path, answer) => (path === "/api/funds" ? { ...answer, body: Buffer.from("{}") } : answer),
      /^a public page is there, with what it shows: .*contract/,
    ],
    [
      "a script is missing",
      (path, answer) => (/\/assets\/.*\.js$/.test(path) ? { ...answer, status: 404 } : answer),
      /^the sign-in page is there, .*\.js is not there\.$/,
    ],
    [
      "the directory cannot be reached",
      (path, answer) => {
        if (path === "/sign-in/staff") answer.headers.set("location", "/sign-in?staff=unreachable");
        return answer;
      },
      /^the staff's sign-in .* answers 302 \/sign-in\?staff=unreachable/,
    ],
    [
      "a script may read the cookie",
      (_path, answer) => {
        const cookies = answer.headers.getSetCookie();
        answer.headers.delete("set-cookie");
        for (const cookie of cookies) answer.headers.append("set-cookie", cookie.replace("; HttpOnly", ""));
        return answer;
      },
      /The cookie lacks HttpOnly\.$/,
    ],
  ])("fails when %s", async (_what, spoil, fault) => {
    expect(await faultsOf(await spoiled(spoil))).toContainEqual(expect.stringMatching(fault));
  });

  it("fails where nothing answers", async () => {
    const faults = await faultsOf("http://127.0.0.1:9");
    expect(faults).toHaveLength((await smoke(address())).length);
    expect(faults[0]).toBe("the health check answers: http://127.0.0.1:9/healthz does not answer.");
  });

  it("asks the API past CloudFront when it is told where that is", async () => {
    expect(await faultsOf(address(), await closed())).toEqual([]);
    expect(await faultsOf(address(), address())).toEqual([
      expect.stringMatching(/^a call past CloudFront is refused: .* answers 200 instead of 403\.$/),
      expect.stringMatching(/^so is one that guesses its word: .* answers 200 instead of 403\.$/),
    ]);
  });
});
