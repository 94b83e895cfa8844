/// <reference types="vite/client" />
import { beforeAll, describe, expect, it } from "vitest";
import type { FunctionSpec } from "../../../functions/manifest/spec.ts";
import { MANIFEST } from "../../../functions/manifest.ts";
import type { Endpoint } from "../../../shared/contract.ts";
import { ROLES } from "../../../shared/rules/role.ts";
import { withRole } from "../../support/desk.ts";
import { engineForFile, type Handler, send } from "../../support/engine.ts";
import { aRound, putPublished, someFund } from "../../support/rounds.ts";

/* What CloudFront keeps for one person it gives to the next: such an answer is the same for everybody, and sets nothing. */
const HANDLERS = import.meta.glob<{ handler: Handler }>("../../../functions/http/*.ts", { eager: true });
const SPECS: [string, FunctionSpec][] = Object.entries(MANIFEST);
const FRESH = SPECS.flatMap(([name, { trigger }]): [string, Endpoint, Handler | undefined][] =>
  "http" in trigger
    ? Object.values(trigger.http)
        .filter(({ fresh }) => fresh !== undefined)
        .map((endpoint) => [endpoint.route, endpoint, HANDLERS[`../../../functions/${name}.ts`]?.handler])
    : [],
);

const engine = engineForFile();
const at = Date.parse("2026-11-22T12:00:00.000Z");
const published = aRound();
const unpublished = aRound({ code: "27Q1" });
const cookies: string[] = [];

beforeAll(async () => {
  await putPublished(engine.it, published);
  await engine.it.deps.store.rounds.create(unpublished, { writeId: "create-27Q1", at }, []);
  for (const role of ROLES) cookies.push((await withRole(engine.it, role, at)).cookie);
});

const idFor = (route: string): string => (route.includes("/rounds/") ? published.id : someFund().id);

describe("an answer that may be kept at the edge", () => {
  it.each(FRESH)("%s is the same for everybody", async (route, endpoint, handler) => {
    if (handler === undefined) throw new Error(`${route} has no function.`);
    const params = route.includes("{id}") ? { params: { id: idFor(route) } } : {};
    const ask = (cookie?: string) => send(engine.it, handler, endpoint, { at, cookie, ...params });
    const first = await ask();
    expect([first.status, first.headers["cache-control"]]).toEqual([200, `public, max-age=${endpoint.fresh}`]);
    for (const cookie of cookies) {
      const reply = await ask(cookie);
      expect([reply.status, reply.cookies]).toEqual([200, []]);
      expect(reply.body).toEqual(first.body);
    }
  });

  it("is there for what is published alone: an officer finds no more, and the refusal is not kept", async () => {
    const [, endpoint, handler] = FRESH.find(([route]) => route === "GET /api/rounds/{id}") ?? [];
    if (endpoint === undefined || handler === undefined) throw new Error("There is no page of a round.");
    for (const cookie of [undefined, ...cookies]) {
      const reply = await send(engine.it, handler, endpoint, { at, cookie, params: { id: unpublished.id } });
      expect([reply.status, reply.headers["cache-control"]]).toEqual([404, "no-store"]);
    }
  });
});
