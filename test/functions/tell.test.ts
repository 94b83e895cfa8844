import { describe, expect, it } from "vitest";
import { organisationKey, personKey } from "../../functions/store/keys.ts";
import { handler } from "../../functions/stream/events.ts";
import { accountOf } from "../../shared/rules/delivery.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { engineForFile } from "../support/engine.ts";
import { deliverAll, groupOf, headOf, relayedRecords, withFault, writeHead } from "../support/relay.ts";

const engine = engineForFile();
const at = Date.parse("2026-12-01T12:00:00.000Z");
let n = 0;

/** An application that was withdrawn, with its record on the stream and nobody told yet. */
const withdrawn = async (people: readonly string[]) => {
  n += 1;
  const [id, organisationId] = [`CAF-26Q4-000${n}-K`, `o_${n}`];
  if (people.length > 0) await groupOf(engine.it, organisationId, people, at);
  const of = { applicationId: id, roundId: "CAF-26Q4", organisationId };
  const event = { type: "application-withdrawn", at: toInstant(at), by: "p_bo", askedPence: 1, ...of } as const;
  await writeHead(engine.it, headOf(id, organisationId, { state: "withdrawn" }), [event], at);
  const records = (await relayedRecords(engine.it)).filter(
    ({ dynamodb }) => dynamodb?.Keys?.pk?.S === `application/${id}`,
  );
  return { id, organisationId, records };
};
const told = (id: string) => engine.it.deps.store.accounts.of(id);

describe("messages/accounted", () => {
  it("keeps whom an event is told to, with their messages, however often it is told", async () => {
    const { id, records } = await withdrawn(["p_a", "p_b"]);
    await deliverAll(handler, [...records, ...records], engine.it.deps);
    const [one, ...more] = await told(id);
    expect(more).toEqual([]);
    expect(one?.told).toMatchObject({ type: "application-withdrawn", about: id, eventId: `application/${id}@1.0` });
    expect(accountOf(one?.messages ?? [])).toEqual({ told: 2, delivered: 0, waiting: 2, undelivered: 0, missing: 0 });
  });

  it("keeps that there was nobody to tell", async () => {
    const { id, records } = await withdrawn([]);
    await deliverAll(handler, records, engine.it.deps);
    expect((await told(id)).map(({ messages }) => accountOf(messages).told)).toEqual([0]);
  });

  it("counts by its last telling when somebody has left in between", async () => {
    const { id, organisationId, records } = await withdrawn(["p_c", "p_d"]);
    await deliverAll(handler, records, engine.it.deps);
    const left = { ...(await engine.it.table.get(personKey("p_d"))), organisations: [] };
    const change = { key: personKey("p_d"), kind: "person", schema: 1, was: 1, events: [], data: left } as const;
    await engine.it.table.write([{ ...change, data: { ...left, version: 2 } }], { writeId: "left", at });
    expect(await engine.it.table.get(organisationKey(organisationId))).toBeDefined();
    await deliverAll(handler, records, engine.it.deps);
    expect((await told(id)).map(({ told: { to } }) => to.map(({ recipient }) => recipient))).toEqual([["p_c"]]);
  });

  it("loses nobody when any one call is lost, and sees who is not written to yet", async () => {
    const { id, records } = await withdrawn(["p_e", "p_f"]);
    for (let call = 1; call <= 12; call += 1) {
      const { deps } = withFault(engine.it, { call, how: "not-done" });
      await deliverAll(handler, records, deps);
      const [one] = await told(id);
      expect(accountOf(one?.messages ?? [])).toMatchObject({ told: 2, missing: 0 });
    }
  });
});
