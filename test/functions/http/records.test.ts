import { describe, expect, it } from "vitest";
import { handler } from "../../../functions/http/records.ts";
import { awardKey, organisationApplicationKey, pastAwardKey, subjectOf } from "../../../functions/store/keys.ts";
import { handler as events } from "../../../functions/stream/events.ts";
import { records } from "../../../shared/contract/records.ts";
import type { Endpoint } from "../../../shared/contract.ts";
import type { GrantMade } from "../../../shared/rules/award.ts";
import { toInstant } from "../../../shared/rules/london.ts";
import { groupWith, nextWriteId } from "../../support/bid.ts";
import { counting, withRole } from "../../support/desk.ts";
import { engineForFile, send } from "../../support/engine.ts";
import { deliverAll, headOf, relayedRecords, writeHead } from "../../support/relay.ts";

const engine = engineForFile();
const at = Date.parse("2027-03-10T12:00:00.000Z");
const HOUR = 3_600_000;
let groups = 0;

const scene = async () => {
  groups += 1;
  const id = `o_record${groups}`;
  await groupWith(engine.it, id, [`p_rec${groups}`], at);
  const { cookie, id: officerId } = await withRole(engine.it, "officer", at);
  const call = (endpoint: Pick<Endpoint, "route">, sent: { line?: string; body?: object; cookie?: string } = {}) =>
    send(engine.it, handler, endpoint, {
      ...{ at, cookie: sent.cookie ?? cookie, params: { id, ...(sent.line === undefined ? {} : { line: sent.line }) } },
      ...(sent.body === undefined ? {} : { body: { writeId: nextWriteId(), ...sent.body } }),
    });
  return { id, call, officerId, of: (when = at) => engine.it.deps.store.records.of(id, when) };
};

const AWARD = {
  ...{ fundId: "community-action", on: "2025-03-14", amountPence: 150_050 },
  ...{ title: "Football on Fridays", reference: "2025/17", source: "Award letter of 14 March 2025" },
};
const RETURN = { what: "End of grant report", reference: "2025/17", dueOn: "2026-04-30", source: "Award letter" };
const rulesOf = ({ body }: { body: { rule?: string; errors?: { rule: string }[] } }) =>
  body.errors?.map(({ rule }) => rule) ?? [body.rule];

/** A bid of the group that was awarded; told from an instant, or held back. */
const awarded = async (organisationId: string, id: string, toldFrom: number | undefined) => {
  const told = toldFrom === undefined ? {} : { toldOf: "m_1", toldFrom: toInstant(toldFrom) };
  await writeHead(
    engine.it,
    headOf(id, organisationId, { fundId: "community-action", state: "awarded", decidedIn: "m_1", ...told }),
    [],
    at,
  );
  const award: GrantMade = {
    ...{ applicationId: id, roundId: "CAF-26Q4", meetingId: "m_1", organisationId, organisationName: "Example" },
    ...{ title: "A project", askedPence: 100_000, amountPence: 80_000, sourceId: "trust", sourceName: "Trust" },
    ...{ conditions: [], reasons: "It keeps people safe.", dropped: [], decidedAt: "2027-01-26T18:00:00.000Z" },
  };
  const item = { schema: 1, was: "absent" as const, events: [] };
  await engine.it.table.write(
    [
      { ...item, key: awardKey(id), kind: "award", data: award },
      {
        ...{ ...item, key: organisationApplicationKey(organisationId, id), kind: "pointer" as const },
        data: { id, applicationId: id },
      },
    ],
    { writeId: nextWriteId(), at },
  );
};

describe("store.records.of", () => {
  it("tells a grant made here from the instant its group hears, and the bid reads as before until then", async () => {
    const { id, of } = await scene();
    await awarded(id, "CAF-26Q4-0001-A", at + HOUR);
    await awarded(id, "CAF-26Q4-0002-B", undefined);
    expect(await of(at)).toMatchObject({ awards: [], applications: [{ state: "eligible" }, { state: "eligible" }] });
    const later = await of(at + HOUR);
    expect(later.awards).toEqual([
      {
        fundId: "community-action",
        on: "2027-01-26",
        amountPence: 80_000,
        reference: "CAF-26Q4-0001-A",
        title: "A project",
      },
    ]);
    expect(later.applications.map(({ state }) => state)).toEqual(["awarded", "eligible"]);
  });

  it("takes two hops, however many applications", async () => {
    const { id } = await scene();
    await awarded(id, "CAF-26Q4-0003-C", at);
    await awarded(id, "CAF-26Q4-0004-D", at);
    const { deps, commands } = counting(engine.it);
    await deps.store.records.of(id, at);
    expect(commands).toEqual(["QueryCommand", "QueryCommand", "QueryCommand", "BatchGetCommand"]);
  });
});

describe("GET /api/office/organisations/{id}/record", () => {
  it("shows the office what is held back, marked; observers and approvers read and change nothing", async () => {
    const { id, call } = await scene();
    await awarded(id, "CAF-26Q4-0005-E", undefined);
    const { body } = await call(records.read);
    expect(body).toMatchObject({ awards: [{ amountPence: 80_000, told: false }], may: { write: true } });
    for (const role of ["approver", "observer"] as const) {
      const { cookie } = await withRole(engine.it, role, at);
      expect((await call(records.read, { cookie })).body.may).toEqual({ write: false });
      expect((await call(records.addAward, { cookie, body: AWARD })).status).toBe(403);
    }
  });

  it("is not there for a group that does not exist", async () => {
    const { cookie } = await withRole(engine.it, "officer", at);
    const params = { id: "o_nobody" };
    expect((await send(engine.it, handler, records.read, { at, cookie, params })).status).toBe(404);
    const body = { ...AWARD, writeId: nextWriteId() };
    expect((await send(engine.it, handler, records.addAward, { at, cookie, params, body })).status).toBe(404);
  });
});

describe("past awards", () => {
  it("are recorded once with their source, corrected with a reason that stays, and told to whoever asks the record", async () => {
    const { id, call, of, officerId } = await scene();
    const body = { ...AWARD, writeId: nextWriteId() };
    await call(records.addAward, { body });
    const { body: added } = await call(records.addAward, { body });
    expect(added.pastAwards).toHaveLength(1);
    const [line] = added.pastAwards;
    expect(line).toMatchObject({ ...AWARD, recorded: { by: officerId }, corrections: [], version: 1 });

    const change = { ...AWARD, amountPence: 150_000, reason: "The letter says £1,500." };
    const { body: corrected } = await call(records.correctAward, { line: line.id, body: { ...change, version: 1 } });
    expect(corrected.pastAwards[0]).toMatchObject({
      amountPence: 150_000,
      corrections: [
        {
          reason: "The letter says £1,500.",
          was: "£1,500.50, 14 March 2025, Football on Fridays, 2025/17",
          by: officerId,
        },
      ],
    });
    const { source: _, ...told } = { ...AWARD, amountPence: 150_000 };
    expect((await of()).awards).toEqual([told]);

    const stale = await call(records.correctAward, { line: line.id, body: { ...change, version: 1 } });
    expect(stale.status).toBe(412);
    await deliverAll(events, await relayedRecords(engine.it), engine.it.deps);
    const { rows } = await engine.it.deps.store.audit.history(subjectOf(pastAwardKey(id, line.id)));
    expect(rows.map(({ event }) => event.type)).toEqual(["past-award-recorded", "past-award-corrected"]);
  });

  it("that were entered by mistake are taken back: they stay in sight and count for nothing", async () => {
    const { call, of } = await scene();
    const { body: added } = await call(records.addAward, { body: AWARD });
    const [{ id: line }] = added.pastAwards;
    const back = { reason: "Another group of the same name.", version: 1 };
    const { body } = await call(records.takeBackAward, { line, body: back });
    expect(body.pastAwards[0].takenBack.reason).toBe(back.reason);
    expect((await of()).awards).toEqual([]);
    expect((await call(records.correctAward, { line, body: { ...AWARD, reason: "So", version: 2 } })).status).toBe(412);
  });

  it.each([
    ["of a day to come", { on: "2027-03-11" }, "record/date"],
    ["of nothing", { amountPence: 0 }, "record/amount"],
    ["of more than can be typed", { amountPence: 1_000_000_000 }, "request/shape"],
    ["below nothing", { amountPence: -1 }, "request/shape"],
    ["without a source", { source: " " }, "request/shape"],
  ])("%s are refused", async (_, over, rule) => {
    const { call } = await scene();
    const reply = await call(records.addAward, { body: { ...AWARD, ...over } });
    expect([reply.status, ...rulesOf(reply)]).toEqual([422, rule]);
  });

  it("are not corrected without a reason, nor under another group", async () => {
    const { call } = await scene();
    const { body: added } = await call(records.addAward, { body: AWARD });
    const [{ id: line }] = added.pastAwards;
    expect((await call(records.correctAward, { line, body: { ...AWARD, reason: "", version: 1 } })).status).toBe(422);
    const other = await scene();
    const reply = await other.call(records.correctAward, { line, body: { ...AWARD, reason: "So", version: 1 } });
    expect(reply.status).toBe(404);
  });

  it("of a fund that is not one of the portal are kept as another fund's", async () => {
    const { call } = await scene();
    const { body } = await call(records.addAward, { body: { ...AWARD, fundId: "lottery" } });
    expect(body.pastAwards[0].fundId).toBe("other");
  });
});

describe("returns", () => {
  it("are overdue after their day, until they come", async () => {
    const { call, of } = await scene();
    const { body: added } = await call(records.addReturn, { body: RETURN });
    const [{ id: line, overdue }] = added.returns;
    expect(overdue).toBe(true);
    const early = await call(records.receiveReturn, { line, body: { receivedOn: "2027-03-11", version: 1 } });
    expect(rulesOf(early)).toEqual(["record/date"]);
    const { body } = await call(records.receiveReturn, { line, body: { receivedOn: "2027-03-10", version: 1 } });
    expect(body.returns[0]).toMatchObject({ overdue: false, receivedOn: "2027-03-10", corrections: [] });
    expect((await of()).returns).toEqual([
      { id: line, what: RETURN.what, reference: RETURN.reference, dueOn: RETURN.dueOn, receivedOn: "2027-03-10" },
    ]);
  });

  it("are corrected and taken back with a reason", async () => {
    const { call, of } = await scene();
    const { body: added } = await call(records.addReturn, { body: { ...RETURN, receivedOn: "2026-05-02" } });
    const [{ id: line }] = added.returns;
    const change = { ...RETURN, dueOn: "2027-04-30", reason: "Extended by a year.", version: 1 };
    const { body: corrected } = await call(records.correctReturn, { line, body: change });
    expect(corrected.returns[0]).toMatchObject({
      dueOn: "2027-04-30",
      overdue: false,
      corrections: [{ was: "End of grant report, due 30 April 2026, came 2 May 2026" }],
    });
    expect(corrected.returns[0].receivedOn).toBeUndefined();
    await call(records.takeBackReturn, { line, body: { reason: "Not asked of them.", version: 2 } });
    expect((await of()).returns).toEqual([]);
  });
});
