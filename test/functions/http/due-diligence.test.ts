import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Deps, makeDeps } from "../../../functions/deps.ts";
import { handler } from "../../../functions/http/due-diligence.ts";
import { dueDiligenceKey, organisationKey, subjectOf } from "../../../functions/store/keys.ts";
import { handler as events } from "../../../functions/stream/events.ts";
import type { Sheet } from "../../../shared/contract/due-diligence.ts";
import { dueDiligence } from "../../../shared/contract/due-diligence.ts";
import type { Endpoint } from "../../../shared/contract.ts";
import { communityAction } from "../../../shared/funds/community-action.ts";
import { MINUTE, nextWriteId } from "../../support/bid.ts";
import { counting, deskScene, withRole } from "../../support/desk.ts";
import { engineForFile, SETTINGS, send } from "../../support/engine.ts";
import { startRegister } from "../../support/registers.ts";
import { deliverAll, relayedRecords } from "../../support/relay.ts";

const engine = engineForFile();
const at = Date.parse("2026-11-22T12:00:00.000Z");
let register: Awaited<ReturnType<typeof startRegister>> | undefined;
beforeAll(async () => {
  register = await startRegister({
    "/allcharitydetailsV2/1076770/0": { charity_name: "Example Youth Club", reg_status: "R", trustee_names: [{}, {}] },
  });
});
afterAll(() => register?.stop());

/** Dependencies with the office's keys, pointed at the server that stands for the registers. */
const withKeys = (): Deps => {
  const setting = { address: register?.address ?? "", key: "key-of-the-office" };
  const registers = { "charity-commission": setting, "companies-house": setting };
  return makeDeps({ clients: engine.it.clients, settings: { ...SETTINGS, registers } });
};

const calling =
  (cookie: string, id: string, deps?: Deps) =>
  (endpoint: Pick<Endpoint, "route">, body?: object, when = at + MINUTE) =>
    send(engine.it, handler, endpoint, {
      ...{ at: when, cookie, params: { id } },
      ...(body === undefined ? {} : { body: { writeId: nextWriteId(), ...body } }),
      ...(deps === undefined ? {} : { deps }),
    });

/** A bid that was sent, and an officer at its sheet. */
const scene = async (over: { charity?: true; deps?: Deps; askedPence?: number } = {}) => {
  const desk = await deskScene(engine.it, communityAction, at);
  if (over.charity) {
    const { table, deps } = engine.it;
    const organisation = await deps.store.organisations.read(desk.organisationId);
    const { version = 1, ...data } = organisation ?? {};
    await table.write(
      [
        {
          ...{ key: organisationKey(desk.organisationId), kind: "organisation", schema: 1, was: version, events: [] },
          data: { ...data, type: "registered-charity", charityRegister: "england-and-wales", charityNumber: "1076770" },
        },
      ],
      { writeId: nextWriteId(), at },
    );
  }
  const id = await desk.sent(over.askedPence);
  const { cookie, id: officerId } = await withRole(engine.it, "officer", at);
  return { ...desk, id, officerId, call: calling(cookie, id, over.deps) };
};

const passing = (sheet: Sheet) =>
  sheet.checks.map(({ check }) => ({ check, result: "pass", note: "", source: "Read by hand" }));
const noTrade = { facts: { trading: "no", subsidies: [] } };

/** Every check entered as passed; the sheet as it is then. */
const allPassed = async (call: ReturnType<typeof calling>): Promise<Sheet> => {
  const { body: first } = await call(dueDiligence.read);
  const { body: second } = await call(dueDiligence.facts, { ...noTrade, version: first.version });
  const { body } = await call(dueDiligence.enter, { entries: passing(second), version: second.version });
  return body;
};
const rulesOf = ({ body }: { body: { rule?: string; errors?: { rule: string }[] } }) =>
  body.errors?.map(({ rule }) => rule) ?? [body.rule];

describe("GET /api/desk/applications/{id}/due-diligence", () => {
  it("prepares a sheet that nobody has begun, with what the portal finds and where to look", async () => {
    const { call, id } = await scene();
    const { status, body } = await call(dueDiligence.read);
    expect(status).toBe(200);
    expect(body).toMatchObject({ applicationId: id, submission: 1, version: 0, canAsk: [] });
    expect(body.may).toEqual({ enter: true, reopen: false, step: false, record: true });
    const found = Object.fromEntries(body.checks.map((line: Sheet["checks"][number]) => [line.check, line.found]));
    expect(found).toEqual({
      identifiers: "clear",
      documents: "look",
      income: "unknown",
      subsidy: "unknown",
      conflicts: "unknown",
      record: "clear",
      comparisons: "clear",
      sanctions: "unknown",
      "bank-account": "unknown",
    });
  });

  it("says plainly that no key is set, and where to look", async () => {
    const { call } = await scene({ charity: true });
    const { body } = await call(dueDiligence.read);
    const line = body.checks.find(({ check }: Sheet["checks"][number]) => check === "charity-register");
    expect(line.says).toEqual([expect.stringMatching(/^No key is set .* Look it up at .* record what you found\.$/)]);
  });

  it("is read by approvers and observers, who change nothing, and does not exist for a draft", async () => {
    const { id, draft } = await scene();
    for (const role of ["approver", "observer"] as const) {
      const { cookie } = await withRole(engine.it, role, at);
      const reply = await calling(cookie, id)(dueDiligence.read);
      expect((await engine.it.deps.store.desk.viewsOf(id)).map(({ as }) => as)).toContain(role);
      expect([reply.status, reply.body.may]).toEqual([
        200,
        { enter: false, reopen: false, step: false, record: false },
      ]);
      expect((await calling(cookie, id)(dueDiligence.reopen, { reason: "So", version: 0 })).status).toBe(403);
    }
    const { cookie } = await withRole(engine.it, "officer", at);
    expect((await calling(cookie, (await draft()).id)(dueDiligence.read)).status).toBe(404);
    expect((await calling(cookie, "CAF-99Z9-0001-A")(dueDiligence.read)).status).toBe(404);
  });

  it("reads the table in three hops after the session's one", async () => {
    const { id } = await scene();
    const { cookie } = await withRole(engine.it, "officer", at);
    const { deps, commands } = counting(engine.it);
    await calling(cookie, id, deps)(dueDiligence.read);
    expect(commands.length).toBeLessThanOrEqual(14);
    expect(commands).not.toContain("ScanCommand");
  });
});

describe("due diligence", () => {
  it("keeps what was entered with who, when and source, and tells it by events without personal data", async () => {
    const { call, id, officerId } = await scene();
    const entry = { check: "income", result: "look", note: "The accounts are drafts.", source: "Accounts 2026" };
    const { body } = await call(dueDiligence.enter, { entries: [entry], version: 0 });
    const line = body.checks.find(({ check }: Sheet["checks"][number]) => check === "income");
    expect(line.entry).toMatchObject({ ...entry, by: officerId, submission: 1 });
    expect(line.entry.byName).toMatch(/^officer/);
    await deliverAll(events, await relayedRecords(engine.it), engine.it.deps);
    const { rows, intact } = await engine.it.deps.store.audit.history(subjectOf(dueDiligenceKey(id)));
    expect(intact).toBe(true);
    expect(rows.map(({ event }) => event)).toMatchObject([{ type: "check-entered", check: "income", result: "look" }]);
    expect(JSON.stringify(rows)).not.toContain("drafts");
  });

  it("finishes with who, when and why, takes nothing more, and opens again with a reason that stays", async () => {
    const { call, officerId } = await scene();
    const sheet = await allPassed(call);
    const condition = "Send the accounts before we pay.";
    const ended = { overall: "pass-with-condition", condition, reason: "New group." };
    const { body: finished } = await call(dueDiligence.finish, { ...ended, version: sheet.version });
    expect(finished.ending).toMatchObject({ ...ended, by: officerId, submission: 1 });
    expect(finished.may).toEqual({ enter: false, reopen: true, step: false, record: true });

    const refused = await call(dueDiligence.enter, { entries: passing(sheet), version: finished.version });
    expect([refused.status, ...rulesOf(refused)]).toEqual([409, "due-diligence/finished"]);
    const { body: open } = await call(dueDiligence.reopen, { reason: "A letter came.", version: finished.version });
    expect(open.ending).toBeUndefined();
    expect(open.earlier).toMatchObject([{ reason: "A letter came.", ending: ended }]);
    expect(open.checks.every((line: Sheet["checks"][number]) => line.entry !== undefined)).toBe(true);
    expect(rulesOf(await call(dueDiligence.reopen, { reason: "Again", version: open.version }))).toEqual([
      "due-diligence/finished",
    ]);
  });

  it("refuses to finish what is not done, naming each check", async () => {
    const { call } = await scene();
    const reply = await call(dueDiligence.finish, { overall: "pass", condition: "", reason: "", version: 0 });
    expect(reply.status).toBe(422);
    expect(new Set(rulesOf(reply))).toEqual(new Set(["due-diligence/unfinished"]));
    expect(reply.body.errors).toHaveLength(9);
  });

  it("asks for a reason where a bid passes over a failed check", async () => {
    const { call } = await scene();
    const sheet = await allPassed(call);
    const failed = { check: "income", result: "fail", note: "No accounts at all.", source: "" };
    const { body } = await call(dueDiligence.enter, { entries: [failed], version: sheet.version });
    const bare = { overall: "pass", condition: "", reason: "", version: body.version };
    expect(rulesOf(await call(dueDiligence.finish, bare))).toEqual(["due-diligence/failed-check"]);
    expect((await call(dueDiligence.finish, { ...bare, reason: "It began this year." })).status).toBe(200);
  });

  it("lets a trading bid pass at the limit and not a penny above it", async () => {
    const { call } = await scene({ askedPence: 50_000 });
    const sheet = await allPassed(call);
    const traded = (amountPence: number, version: number) =>
      call(dueDiligence.facts, {
        facts: { trading: "yes", subsidies: [{ from: "A council", on: "2026-05-01", amountPence }] },
        version,
      });
    const { body: above } = await traded(31_450_001, sheet.version);
    expect(above.subsidy).toMatchObject({ countsFrom: "2024-04-01", totalPence: 31_500_001, overPence: 1 });
    const entry = { check: "subsidy", result: "pass", note: "", source: "" };
    const refused = await call(dueDiligence.enter, { entries: [entry], version: above.version });
    expect(rulesOf(refused)).toEqual(["due-diligence/subsidy"]);
    const { body: failed } = await call(dueDiligence.enter, {
      entries: [{ ...entry, result: "fail", note: "A penny above." }],
      version: above.version,
    });
    const ended = { overall: "pass", condition: "", reason: "It is only a penny." };
    expect(rulesOf(await call(dueDiligence.finish, { ...ended, version: failed.version }))).toEqual([
      "due-diligence/subsidy",
    ]);

    const { body: atIt } = await traded(31_450_000, failed.version);
    // What was found on other sums is looked at again.
    expect(rulesOf(await call(dueDiligence.finish, { ...ended, version: atIt.version }))).toEqual([
      "due-diligence/unfinished",
    ]);
    const { body: passed } = await call(dueDiligence.enter, { entries: [entry], version: atIt.version });
    const { body: done } = await call(dueDiligence.finish, { ...ended, version: passed.version });
    expect(done.ending.overall).toBe("pass");

    const steps = { notified: "2026-11-20", confirmed: "2026-11-22" };
    const { body: stepped } = await call(dueDiligence.steps, { steps, version: done.version });
    expect(stepped.facts.steps).toEqual(steps);
    const early = await call(dueDiligence.steps, { steps: { paid: "2026-11-22" }, version: stepped.version });
    expect(rulesOf(early)).toEqual(["subsidy/steps"]);
  });

  it("takes no paper and no sum of a day to come", async () => {
    const { call } = await scene();
    const subsidies = [{ from: "A council", on: "2062-05-01", amountPence: 31_500_000 }];
    const facts = { trading: "yes", accountsOn: "2062-03-31", subsidies };
    const reply = await call(dueDiligence.facts, { facts, version: 0 });
    expect(reply.status).toBe(422);
    expect(reply.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      "/facts/accountsOn",
      "/facts/subsidies/0/on",
    ]);
  });

  it("takes no sum of more than can be typed", async () => {
    const { call } = await scene();
    const subsidies = [{ from: "A council", on: "2026-05-01", amountPence: 1_000_000_000 }];
    const reply = await call(dueDiligence.facts, { facts: { trading: "yes", subsidies }, version: 0 });
    expect([reply.status, reply.body.errors[0].detail]).toEqual([422, "Enter £9,999,999.99 or less."]);
  });

  it("takes each check once in a press", async () => {
    const { call } = await scene();
    const pass = { check: "income", result: "pass", note: "", source: "" };
    const entries = [pass, { ...pass, result: "fail", note: "No accounts at all." }];
    const reply = await call(dueDiligence.enter, { entries, version: 0 });
    expect([reply.status, ...rulesOf(reply)]).toEqual([422, "due-diligence/check"]);
  });

  it("wants a check done again when the group sends another version", async () => {
    const { call, id, as } = await scene();
    await allPassed(call);
    const { body: change } = await as.openChange(id, at + 2 * MINUTE);
    const again = await as.submit(id, change.draft.id, at + 3 * MINUTE);
    expect(again.status).toBe(200);
    const { body } = await call(dueDiligence.read, undefined, at + 4 * MINUTE);
    expect(body.submission).toBe(2);
    expect(body.checks[0].entry).toBeUndefined();
    expect(body.checks[0].older).toMatchObject({ result: "pass", submission: 1 });
    const ended = { overall: "pass", condition: "", reason: "", version: body.version };
    expect(rulesOf(await call(dueDiligence.finish, ended, at + 4 * MINUTE))).toContain("due-diligence/unfinished");
  });

  it("checks nothing of a bid that was withdrawn", async () => {
    const { call, id, as } = await scene();
    expect((await as.withdraw(id, at + MINUTE)).status).toBe(200);
    const entry = { check: "income", result: "pass", note: "", source: "" };
    const reply = await call(dueDiligence.enter, { entries: [entry], version: 0 }, at + 2 * MINUTE);
    expect([reply.status, ...rulesOf(reply)]).toEqual([409, "due-diligence/no-bid"]);
  });

  it("answers a repeated press with what it did, and refuses to write over somebody else", async () => {
    const { call } = await scene();
    const body = {
      entries: [{ check: "income", result: "pass", note: "", source: "" }],
      version: 0,
      writeId: nextWriteId(),
    };
    expect((await call(dueDiligence.enter, body)).body.version).toBe(1);
    expect((await call(dueDiligence.enter, body)).body.version).toBe(1);
    expect((await call(dueDiligence.enter, { ...body, writeId: nextWriteId() })).status).toBe(412);
  });
});

describe("POST /api/desk/applications/{id}/due-diligence/look-ups", () => {
  it("keeps what the register says with its day, and no name of a person", async () => {
    const { call } = await scene({ charity: true, deps: withKeys() });
    const { body: before } = await call(dueDiligence.read);
    expect(before.canAsk).toEqual(["charity-commission"]);
    const entries = [{ check: "charity-register", result: "pass", note: "", source: "By hand" }];
    await call(dueDiligence.enter, { entries, version: 0 });
    const { body, text } = await call(dueDiligence.lookUp, { register: "charity-commission", version: 1 });
    // What was entered before the register spoke is entered again.
    expect(body.checks.filter(({ entry }: Sheet["checks"][number]) => entry !== undefined)).toEqual([]);
    const line = body.checks.find(({ check }: Sheet["checks"][number]) => check === "charity-register");
    expect(line.found).toBe("clear");
    expect(line.says.join(" ")).toMatch(/1076770 on 22 November 2026\. On the register: registered\..* Trustees: 2\./);
    expect(text).not.toContain("trustee_name");
    expect(register?.asked).toContain("/allcharitydetailsV2/1076770/0");
  });

  it("does not exist without a key, or for a register that the group gave no number of", async () => {
    const { call } = await scene({ charity: true });
    expect((await call(dueDiligence.lookUp, { register: "charity-commission", version: 0 })).status).toBe(404);
    const other = await scene({ charity: true, deps: withKeys() });
    expect((await other.call(dueDiligence.lookUp, { register: "companies-house", version: 0 })).status).toBe(404);
  });
});
