/// <reference types="vite/client" />
import { describe, expect, it } from "vitest";
import { FRONT_DOOR_HEADER } from "../../../functions/edge/front-door.ts";
import { VIEWER_HEADER } from "../../../functions/edge/viewer-address.ts";
import { sha256 } from "../../../functions/identity.ts";
import type { FunctionSpec } from "../../../functions/manifest/spec.ts";
import { MANIFEST } from "../../../functions/manifest.ts";
import type { Route } from "../../../shared/contract.ts";
import { Problem } from "../../../shared/problem.ts";
import { engineForFile, FRONT_DOOR_WORDS, type Handler, SETTINGS, send, signedIn } from "../../support/engine.ts";

const HANDLERS = import.meta.glob<{ handler: Handler }>("../../../functions/http/*.ts", { eager: true });
const SPECS: [string, FunctionSpec][] = Object.entries(MANIFEST);
const handlerOf = (name: string): Handler => {
  const handler = HANDLERS[`../../../functions/${name}.ts`]?.handler;
  if (handler === undefined) throw new Error(`${name} has no handler.`);
  return handler;
};
/** Every route of every function: endpoints, and pages that are no endpoint. */
const ROUTES = SPECS.flatMap(([name, { trigger }]): [Route, Handler][] =>
  "http" in trigger
    ? [...Object.values(trigger.http).map(({ route }) => route), ...(trigger.pages ?? [])].map((route) => [
        route,
        handlerOf(name),
      ])
    : [],
);
const WRONG = [
  ["no word", ""],
  ["another word", "open-sesame"],
  ["the hash of the word", sha256(FRONT_DOOR_WORDS[0])],
  ["both words", FRONT_DOOR_WORDS.join(",")],
] as const;

const engine = engineForFile();
const at = Date.parse("2026-11-22T12:00:00.000Z");
const health = handlerOf("http/health");
const healthz = { route: "GET /healthz" } as const;

describe("refusePastFrontDoor", () => {
  it("stands before every route, the health check and the pages of the staff's sign-in too", () => {
    const routes = ROUTES.map(([route]) => route);
    expect(routes).toEqual(expect.arrayContaining(["GET /healthz", "GET /sign-in/staff", "GET /sign-in/staff/return"]));
    expect(routes.length).toBeGreaterThan(60);
  });

  it.each(ROUTES)(
    "refuses %s past CloudFront, before it asks who it is or looks at the rest",
    async (route, handler) => {
      const { cookie } = await signedIn(engine.it, { id: `p_${ROUTES.findIndex(([one]) => one === route)}` }, at);
      const direct = { [FRONT_DOOR_HEADER]: "", [VIEWER_HEADER]: "203.0.113.9", origin: "https://elsewhere.example" };
      const reply = await send(engine.it, handler, { route }, { at, cookie, headers: direct, rawBody: "{" });
      expect(Problem.parse(reply.body)).toEqual({
        type: "/problems/forbidden",
        title: "Your role does not allow this",
        status: 403,
        detail: "Use the portal at its own address.",
        requestId: "test",
      });
      expect([reply.status, reply.headers["cache-control"], reply.cookies]).toEqual([403, "no-store", []]);
    },
  );

  it.each(WRONG)("refuses %s", async (_what, word) => {
    const reply = await send(engine.it, health, healthz, { at, headers: { [FRONT_DOOR_HEADER]: word } });
    expect([reply.status, reply.body.type]).toEqual([403, "/problems/forbidden"]);
  });

  it("refuses a route that does not exist alike", async () => {
    const nowhere = { route: "GET /api/nothing" } as const;
    const reply = await send(engine.it, health, nowhere, { at, headers: { [FRONT_DOOR_HEADER]: "" } });
    expect(reply.status).toBe(403);
  });

  it.each(FRONT_DOOR_WORDS)("lets %s in", async (word) => {
    const reply = await send(engine.it, health, healthz, { at, headers: { [FRONT_DOOR_HEADER]: word } });
    expect(reply.status).toBe(200);
  });

  it("knows its words by their hashes alone", () => {
    expect(SETTINGS.frontDoorHashes).toEqual(FRONT_DOOR_WORDS.map(sha256));
    expect(JSON.stringify(SETTINGS)).not.toContain(FRONT_DOOR_WORDS[0]);
  });
});
