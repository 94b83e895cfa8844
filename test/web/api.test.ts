import { afterEach, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { endpoint } from "../../shared/contract.ts";
import { PROBLEMS, type ProblemSlug, problemOf } from "../../shared/problem.ts";
import { addressOf, call, Refusal, refusalOf } from "../../web/api.ts";

const one = endpoint("GET /api/rounds/{id}", {
  who: ["anyone"],
  params: z.strictObject({ id: z.string() }),
  query: z.strictObject({ part: z.optional(z.string()) }),
  returns: z.strictObject({ title: z.string() }),
});
const save = endpoint("PUT /api/name", {
  who: ["signed-in"],
  body: z.strictObject({ name: z.string() }),
  returns: z.strictObject({}),
});
const rewrite = endpoint("PUT /api/name/{id}", {
  who: ["signed-in"],
  params: z.strictObject({ id: z.string() }),
  body: z.strictObject({ name: z.string(), writeId: z.string() }),
  returns: z.strictObject({}),
});

const browserFetch = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = browserFetch;
});

const answering = (body: string, status: number, type: string) => {
  const asked: Request[] = [];
  globalThis.fetch = async (address, init) => {
    asked.push(new Request(new URL(String(address), "https://portal.example"), init));
    return new Response(body, { status, headers: { "content-type": type } });
  };
  return asked;
};

const refusalFrom = (work: Promise<unknown>): Promise<unknown> =>
  work.then(() => undefined).catch((error: unknown) => error);
const askOne = () => call<typeof one>("GET /api/rounds/{id}", { params: { id: "CAF-26Q4" }, query: {} });

describe("call", () => {
  it("fills in the route and gives the reply as it came", async () => {
    const asked = answering(JSON.stringify({ title: "Round 4" }), 200, "application/json");
    expect(await askOne()).toEqual({ title: "Round 4" });
    expect(asked[0]?.url).toBe("https://portal.example/api/rounds/CAF-26Q4");
  });

  it("sends a body as JSON with the route's own method", async () => {
    const asked = answering("{}", 200, "application/json");
    await call<typeof save>("PUT /api/name", { body: { name: "Ash" } });
    expect(asked[0]?.method).toBe("PUT");
    expect(await asked[0]?.json()).toEqual({ name: "Ash" });
  });

  it("gives the same write its id again after no answer, and anything else, or the same after an answer, another", async () => {
    const rename = async (name: string, writeId: string, status: number) => {
      const asked =
        status === 200 ? answering("{}", 200, "application/json") : answering("<html>", status, "text/html");
      await refusalFrom(call<typeof rewrite>("PUT /api/name/{id}", { params: { id: "1" }, body: { name, writeId } }));
      return asked[0]?.json();
    };
    expect(await rename("Ash", "a", 502)).toEqual({ name: "Ash", writeId: "a" });
    expect(await rename("Ash", "b", 502)).toEqual({ name: "Ash", writeId: "a" });
    expect(await rename("Bo", "c", 502)).toEqual({ name: "Bo", writeId: "c" });
    expect(await rename("Bo", "d", 200)).toEqual({ name: "Bo", writeId: "c" });
    expect(await rename("Bo", "e", 200)).toEqual({ name: "Bo", writeId: "e" });
  });

  it("throws the problem that the portal answered", async () => {
    const findings = [{ rule: "round/dates", pointer: "/x", detail: "Choose a later day." }];
    answering(
      JSON.stringify(problemOf("invalid-request", { errors: findings }, "r1")),
      422,
      "application/problem+json",
    );
    const refusal = await refusalFrom(askOne());
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({ kind: "invalid-request", findings });
  });

  it.each([
    ["a proxy's page", "<h1>Blocked</h1>", 403, "text/html"],
    ["a sign-in page of the network, answered as success", "<h1>Wi-Fi</h1>", 200, "text/html"],
    ["JSON that is broken off", '{"title":', 200, "application/json"],
    ["JSON of somebody else", '{"message":"Service Unavailable"}', 503, "application/json"],
    ["a problem of somebody else", '{"type":"about:blank","title":"No","status":502}', 502, "application/problem+json"],
  ])("calls %s unreachable", async (_, body, status, type) => {
    answering(body, status, type);
    expect(await refusalFrom(askOne())).toMatchObject({ kind: "unreachable", problem: undefined });
  });

  it("calls a lost connection unreachable", async () => {
    globalThis.fetch = async () => {
      throw new TypeError("Failed to fetch");
    };
    expect(await refusalFrom(askOne())).toMatchObject({ kind: "unreachable" });
  });

  it("leaves the caller's own abort as it is", async () => {
    const leaving = new AbortController();
    leaving.abort();
    globalThis.fetch = async (_, init) => {
      init?.signal?.throwIfAborted();
      return new Response();
    };
    const ended = call<typeof one>("GET /api/rounds/{id}", { params: { id: "x" }, query: {}, signal: leaving.signal });
    expect(await refusalFrom(ended)).not.toBeInstanceOf(Refusal);
  });
});

describe("refusalOf", () => {
  const slugs = Object.keys(PROBLEMS).filter((slug): slug is ProblemSlug => slug in PROBLEMS);

  it.each(slugs)("knows %s by its type", (slug) => {
    expect(refusalOf(problemOf(slug, {}, "r1")).kind).toBe(slug);
  });
});

describe("addressOf", () => {
  it.each([
    ["GET /api/rounds/{id}", { id: "a/b c" }, {}, "/api/rounds/a%2Fb%20c"],
    ["GET /api/rounds", undefined, { state: "open", from: undefined }, "/api/rounds?state=open"],
    ["GET /api/rounds", undefined, undefined, "/api/rounds"],
  ] as const)("%s with %o and %o is %4$s", (route, params, query, address) => {
    expect(addressOf(route, params, query)).toBe(address);
  });
});
