import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { http } from "../../../functions/edge/http.ts";
import { endpoint } from "../../../shared/contract.ts";
import { engineForFile, send } from "../../support/engine.ts";

const engine = engineForFile();
const at = Date.parse("2026-11-22T12:00:00.000Z");

const contract = {
  read: endpoint("GET /api/things/{id}", {
    who: ["anyone"],
    params: z.strictObject({ id: z.string() }),
    returns: z.strictObject({ name: z.string() }),
  }),
  change: endpoint("POST /api/things/{id}", { who: ["anyone"], returns: z.strictObject({}) }),
};
const thing: { name: string; secret?: string } = { name: "Kite" };
const handler = http(contract, () => ({
  read: async ({ params }) => {
    if (params.id === "broken") throw new Error("the password is kite");
    // More than the contract says: what a careless answer would let out.
    return params.id === "leaking" ? { ...thing, secret: "kite" } : thing;
  },
  change: async () => ({}),
}));
const ask = (id: string) => send(engine.it, handler, contract.read, { at, params: { id } });

describe("http", () => {
  it("answers with what the contract declares", async () => {
    expect(await ask("1")).toMatchObject({
      status: 200,
      body: { name: "Kite" },
      headers: { "cache-control": "no-store" },
    });
  });

  it.each(["leaking", "broken"])("tells nothing of an answer that is our fault: %s", async (id) => {
    const reply = await ask(id);
    expect([reply.status, reply.body.type]).toEqual([500, "/problems/unexpected"]);
    expect(reply.text).not.toContain("kite");
  });

  it("does not find a route that the contract lacks", async () => {
    const reply = await send(engine.it, handler, { route: "GET /api/others" }, { at });
    expect([reply.status, reply.body.type]).toEqual([404, "/problems/not-found"]);
  });

  it.each([
    ["no origin", { origin: "" }],
    ["another origin", { origin: "https://elsewhere.example" }],
    ["a sibling of this site", { "sec-fetch-site": "same-site" }],
    ["another site", { "sec-fetch-site": "cross-site" }],
  ])("takes no change that comes from %s, and answers it to read", async (_what, headers) => {
    const changed = await send(engine.it, handler, contract.change, { at, params: { id: "1" }, headers });
    expect([changed.status, changed.body.detail]).toEqual([403, "This request came from another site."]);
    const read = await send(engine.it, handler, contract.read, { at, params: { id: "1" }, headers });
    expect(read.status).toBe(200);
  });
});
