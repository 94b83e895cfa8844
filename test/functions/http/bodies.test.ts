import { describe, expect, it } from "vitest";
import { handler } from "../../../functions/http/bodies.ts";
import { handler as fundsHandler } from "../../../functions/http/funds.ts";
import { bodiesKey } from "../../../functions/store/keys.ts";
import { bodies } from "../../../shared/contract/bodies.ts";
import { funds } from "../../../shared/contract/funds.ts";
import { LEGAL_BODIES } from "../../../shared/legal-bodies.ts";
import type { Role } from "../../../shared/rules/role.ts";
import { nextWriteId } from "../../support/bid.ts";
import { engineForFile, send, signedIn } from "../../support/engine.ts";
import { someFund } from "../../support/rounds.ts";

const engine = engineForFile();
const at = Date.parse("2026-11-23T09:00:00.000Z");
const afterwards = Date.parse("2028-05-11T09:00:00.000Z");

const as = async (role: Role) =>
  (await signedIn(engine.it, { id: `p_${role}`, roles: [role], door: "staff" }, at)).cookie;
const now = async (then = at) => (await send(engine.it, handler, bodies.now, { at: then })).body;
const change = async (body: Record<string, unknown>, role: Role = "officer") =>
  send(engine.it, handler, bodies.change, {
    at,
    cookie: await as(role),
    body: { ...LEGAL_BODIES, version: 0, writeId: nextWriteId(), ...body },
  });

// One record for the whole file: the tests go through its life in order.
describe("the legal bodies, from what the portal brings to after a law", () => {
  it("begin with the brought ones: nothing expected is told to the public", async () => {
    const told = await now(afterwards);
    expect(told.funder.short).toBe("the PCC");
    expect(told.controllers.map(({ short }: { short: string }) => short)).toEqual(["the PCC", "the Trust"]);
    expect(JSON.stringify(told)).not.toMatch(/successor/i);
    const { body } = await send(engine.it, handler, bodies.record, { at, cookie: await as("approver") });
    expect(body).toMatchObject({ version: 0, on: "2026-11-23", mayChange: false });
    expect(body.bodies.map(({ status }: { status: string }) => status)).toContain("expected");
  });

  it("refuse what cannot stand, beside its field", async () => {
    const [first, ...rest] = LEGAL_BODIES.bodies;
    const { status, body } = await change({ bodies: [{ ...first, name: " " }, ...rest] });
    expect([status, body.errors]).toMatchObject([422, [{ rule: "bodies/name", pointer: "/bodies/0/name" }]]);
    const twice = await change({ bodies: [first, first] });
    expect([twice.status, twice.body.errors[0].pointer]).toEqual([422, "/bodies"]);
    expect((await change({}, "approver")).status).toBe(403);
  });

  it("change under their version, once for one write, with who did it in the history", async () => {
    const law = LEGAL_BODIES.bodies.map((body) =>
      body.id === "commissioner"
        ? { ...body, validUntil: "2028-05-10" }
        : body.id === "successor"
          ? { ...body, name: "Mayor of the West", short: "the Mayor", status: "established" as const }
          : body,
    );
    const writeId = nextWriteId();
    const done = await change({ bodies: law, writeId }, "administrator");
    expect([done.status, done.body.version]).toEqual([200, 1]);
    expect((await change({ bodies: law, writeId }, "administrator")).body.version).toBe(1);
    expect((await change({ bodies: law })).status).toBe(412);
    const item = await engine.it.table.get(bodiesKey());
    expect(item?.events).toMatchObject([{ type: "bodies-changed", by: "p_administrator" }]);
  });

  it("say until when the term runs, in the figures for candidates", async () => {
    const figures = async () => (await send(engine.it, fundsHandler, funds.candidates, { at })).body.termEndsOn;
    expect(await figures()).toBe("2028-05-10");
    const { bodies: all } = await engine.it.deps.store.bodies.read();
    const terms = [{ startsOn: "2024-05-09", endsOn: "2028-05-14", status: "established" }];
    expect((await change({ bodies: all, terms, version: 1 })).status).toBe(200);
    expect(await figures()).toBe("2028-05-14");
  });

  it("are named on each day as they then are, also on the page of a fund", async () => {
    expect((await now()).funder.short).toBe("the PCC");
    expect((await now(afterwards)).funder).toMatchObject({ id: "successor", name: "Mayor of the West" });
    const fund = await send(engine.it, fundsHandler, funds.one, { at: afterwards, params: { id: someFund().id } });
    expect(fund.body.fund.controllers).toEqual(["Mayor of the West", "Avon and Somerset Police Community Trust"]);
  });
});
