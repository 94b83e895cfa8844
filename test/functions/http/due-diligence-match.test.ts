import { beforeAll, describe, expect, it } from "vitest";
import { handler as applicant } from "../../../functions/http/applications.ts";
import { handler } from "../../../functions/http/due-diligence.ts";
import { dueDiligenceKey, scoringKey, sheetKey, subjectOf } from "../../../functions/store/keys.ts";
import { handler as events } from "../../../functions/stream/events.ts";
import { applications } from "../../../shared/contract/applications.ts";
import type { DeskApplication } from "../../../shared/contract/desk.ts";
import { dueDiligence } from "../../../shared/contract/due-diligence.ts";
import { demonstration } from "../../../shared/funds/demonstration.ts";
import { emptySheet } from "../../../shared/rules/due-diligence.ts";
import type { Role } from "../../../shared/rules/role.ts";
import { MINUTE, nextWriteId } from "../../support/bid.ts";
import { atDesk, deskScene, withRole } from "../../support/desk.ts";
import { engineForFile, send } from "../../support/engine.ts";
import { deliverAll, relayedRecords } from "../../support/relay.ts";

const engine = engineForFile();
const at = Date.parse("2026-11-22T12:00:00.000Z");
const APPLIED = {
  line: 0,
  submission: 1,
  status: "applied-for",
  knownOn: "2026-11-21",
  note: "The council wrote to us.",
};

/** A bid of £3,000.00 with £1,500.00 promised in writing by one council, and somebody at its sheet. */
const scene = async (role: Role = "officer") => {
  const desk = await deskScene(engine.it, demonstration, at);
  const id = await desk.sent(300_000);
  const { cookie, id: personId } = await withRole(engine.it, role, at);
  const record = (over: Record<string, unknown> = {}, when = at + MINUTE) =>
    send(engine.it, handler, dueDiligence.standing, {
      ...{ at: when, cookie, params: { id } },
      body: { ...APPLIED, version: 0, writeId: nextWriteId(), ...over },
    });
  const read = (when = at + MINUTE) =>
    send(engine.it, handler, dueDiligence.read, { at: when, cookie, params: { id } });
  return { ...desk, id, personId, record, read, officer: cookie };
};
const said = ({ status, body }: { status: number; body: { rule?: string; errors?: { rule: string }[] } }) => [
  status,
  ...(body.errors?.map(({ rule }) => rule) ?? [body.rule]),
];
const stagesOf = (body: { match: { stages: { stage: string; countsPence: number }[] } }) =>
  body.match.stages.map(({ countsPence }) => countsPence);

describe("POST /api/desk/applications/{id}/due-diligence/match", () => {
  it("records how a source stands, which counts at award and payment and never at submission", async () => {
    const { id, record, read, personId, cookie } = await scene();
    const before = await engine.it.deps.store.applications.whole(id);
    expect(stagesOf((await read()).body)).toEqual([150_000, 150_000, 150_000]);
    const { status, body } = await record({ status: "lost" });
    expect([status, stagesOf(body), body.version]).toEqual([200, [150_000, 0, 0], 1]);
    expect(body.match.stages[1].need).toBe("The group needs £1,125.00 more, of which at least £675.00 in cash.");
    const [line] = body.match.lines;
    expect(line).toMatchObject({ source: "Parish council", status: "secured", amountPence: 150_000 });
    expect(line.standings).toMatchObject([
      { status: "lost", amountPence: 150_000, knownOn: "2026-11-21", note: APPLIED.note, by: personId, submission: 1 },
    ]);
    expect(line.standings[0].byName).toMatch(/^officer/);

    // The newest counts; what was recorded before stays readable.
    const less = await record({ status: "received", amountPence: 100_000, version: 1 }, at + 2 * MINUTE);
    expect(stagesOf(less.body)).toEqual([150_000, 100_000, 100_000]);
    expect(less.body.match.lines[0].standings).toHaveLength(2);

    // What was sent stays as it is, and when its bid last changed: the group sees no hand of the office's in it.
    const after = await engine.it.deps.store.applications.whole(id);
    expect(after?.submissions).toEqual(before?.submissions);
    expect(after?.head).toEqual(before?.head);
    const { body: own } = await send(engine.it, applicant, applications.submission, {
      ...{ at: at + 3 * MINUTE, cookie, params: { id, number: "1" } },
    });
    expect(own.standings.at(-1)).toEqual({
      ...{ line: 0, status: "received", amountPence: 100_000, knownOn: "2026-11-21" },
    });
    expect(JSON.stringify(own)).not.toContain(APPLIED.note);
  });

  it("stands in the bid's history and ledger for those who read there, by an event without words", async () => {
    const { id, record, officer } = await scene();
    await record();
    await deliverAll(events, await relayedRecords(engine.it), engine.it.deps);
    const { rows } = await engine.it.deps.store.audit.history(subjectOf(dueDiligenceKey(id)));
    expect(rows.map(({ event }) => event)).toMatchObject([
      { type: "match-standing-recorded", applicationId: id, submission: 1, line: 0, status: "applied-for" },
    ]);
    expect(JSON.stringify(rows)).not.toContain("council");
    const reply = await atDesk(engine.it, officer).application(id, at + 2 * MINUTE);
    const bid: DeskApplication = reply.body;
    expect([reply.status, bid.historyIntact]).toEqual([200, true]);
    expect(bid.history.filter(({ type }) => type === "match-standing-recorded")).toMatchObject([
      { about: "source 1: applied for, no answer yet" },
    ]);
    expect(bid.submission?.standings).toMatchObject([{ line: 0, status: "applied-for" }]);
  });

  it("is possible after the sheet is finished, because money comes or is lost later", async () => {
    const { id, record, officer } = await scene();
    const call = (
      endpoint: typeof dueDiligence.enter | typeof dueDiligence.facts | typeof dueDiligence.finish,
      body: object,
    ) =>
      send(engine.it, handler, endpoint, {
        ...{ at: at + MINUTE, cookie: officer, params: { id }, body: { ...body, writeId: nextWriteId() } },
      });
    const { body: traded } = await call(dueDiligence.facts, { facts: { trading: "no", subsidies: [] }, version: 0 });
    const entries = traded.checks.map(({ check }: { check: string }) => ({
      ...{ check, result: "pass", note: "", source: "Read by hand" },
    }));
    const { body: entered } = await call(dueDiligence.enter, { entries, version: 1 });
    const ended = { overall: "pass", condition: "", reason: "", version: entered.version };
    const { body: finished } = await call(dueDiligence.finish, ended);
    expect(finished.may).toEqual({ enter: false, reopen: true, step: false, record: true });
    const { status, body } = await record({ version: finished.version });
    expect([status, body.ending.overall]).toEqual([200, "pass"]);
  });

  it("takes no more than 100 records of a bid (match-standing/most)", async () => {
    const { id, record } = await scene();
    const standing = { line: 0, status: "planned", amountPence: 1, knownOn: "2026-11-21" } as const;
    const one = { ...standing, submission: 1, note: "So.", by: "p_1", at: "2026-11-22T12:00:00.000Z" };
    await engine.it.deps.store.dueDiligence.write(
      {
        ...emptySheet(id),
        standings: Array.from({ length: 100 }, () => one),
      },
      { writeId: nextWriteId(), at },
      [],
    );
    expect(said(await record({ version: 1 }))).toEqual([422, "match-standing/most"]);
  });

  it("holds for the version that it was recorded of, and says so when the group sends another", async () => {
    const { id, as, record, read } = await scene();
    await record({ status: "lost" });
    const { body: change } = await as.openChange(id, at + 2 * MINUTE);
    expect((await as.submit(id, change.draft.id, at + 3 * MINUTE)).status).toBe(200);
    expect(said(await record({ status: "received", version: 1 }, at + 4 * MINUTE))).toEqual([412, undefined]);
    const { body } = await read(at + 4 * MINUTE);
    expect([stagesOf(body), body.match.lines[0].standings]).toEqual([[150_000, 150_000, 150_000], []]);
    expect(body.match.older).toEqual([
      {
        submission: 1,
        says: "Parish council: sent as “promised in writing”. Since Saturday 21 November 2026: lost.",
      },
    ]);
    expect((await record({ submission: 2, version: 1 }, at + 4 * MINUTE)).status).toBe(200);
  });

  it("answers a repeated press with what it did, and does not write over somebody else", async () => {
    const { record } = await scene();
    const writeId = nextWriteId();
    expect((await record({ writeId })).body.version).toBe(1);
    expect((await record({ writeId })).body).toMatchObject({ version: 1, match: { lines: [{ standings: [{}] }] } });
    expect((await record({ status: "lost" })).status).toBe(412);
  });

  it("records nothing of a bid that was withdrawn, was never sent, or does not exist", async () => {
    const { id, as, record, draft, officer } = await scene();
    const of = (other: string) =>
      send(engine.it, handler, dueDiligence.standing, {
        ...{ at: at + MINUTE, cookie: officer, params: { id: other } },
        body: { ...APPLIED, version: 0, writeId: nextWriteId() },
      });
    expect((await of((await draft()).id)).status).toBe(404);
    expect((await of("ABC-99Z9-0001-A")).status).toBe(404);
    expect((await as.withdraw(id, at + MINUTE)).status).toBe(200);
    expect(said(await record({}, at + 2 * MINUTE))).toEqual([409, "due-diligence/no-bid"]);
  });

  it.each(["approver", "observer"] as const)("is read by the %s and recorded by officers alone", async (role) => {
    const { record, read } = await scene(role);
    const { status, body } = await read();
    expect([status, body.may.record, body.match.lines.length]).toEqual([200, false, 1]);
    expect((await record()).status).toBe(403);
  });

  it("is refused to an officer with an interest in the bid (match-standing/interest)", async () => {
    const { id, round, record, read, personId } = await scene();
    const head = {
      ...{
        roundId: round.id,
        panel: [],
        assigned: {},
        submissions: {},
        finished: {},
        endsAt: "2026-12-30T12:00:00.000Z",
      },
    };
    const declared = (kind: string) => ({
      [id]: { kind, about: "My sister runs it.", at: "2026-11-22T12:00:00.000Z" },
    });
    const write = (key: { pk: string; sk: string }, kind: "scoring" | "sheet", data: object) =>
      engine.it.table.write([{ key, kind, schema: 1, was: "absent", events: [], data: { ...data } }], {
        ...{ writeId: nextWriteId(), at },
      });
    await write(scoringKey(round.id), "scoring", head);
    await write(sheetKey(round.id, personId), "sheet", {
      ...{ roundId: round.id, personId, declarations: declared("direct"), cards: {} },
    });
    expect((await read()).body.may.record).toBe(false);
    expect(said(await record())).toEqual([403, "match-standing/interest"]);
  });
});

describe("a record of how match stands that is refused", () => {
  // Nothing is written: one bid is enough for all of them.
  let untouched: ReturnType<typeof scene>;
  beforeAll(() => {
    untouched = scene();
  });

  it.each<[string, Record<string, unknown>, unknown[]]>([
    ["a line that the bid does not have", { line: 1 }, [422, "match-standing/line"]],
    ["the status that it has", { status: "secured" }, [422, "match-standing/same"]],
    ["a day to come", { knownOn: "2026-11-23" }, [422, "match-standing/known-on"]],
    ["a day of another age", { knownOn: "2016-11-21" }, [422, "match-standing/known-on"]],
    ["nothing that is worth something", { amountPence: 0 }, [422, "match-standing/amount"]],
    ["another version of the bid", { submission: 2 }, [412, undefined]],
    ["another version of the sheet", { version: 1 }, [412, undefined]],
  ])("refuses %s", async (_what, over, expected) => {
    const { record, read } = await untouched;
    expect(said(await record(over))).toEqual(expected);
    expect((await read()).body.version).toBe(0);
  });

  it("asks for what is missing, each beside its field", async () => {
    const { record } = await untouched;
    const { status, body } = await record({ status: "perhaps", knownOn: "2027-2-31", note: "  ", amountPence: -1 });
    expect(status).toBe(422);
    expect(body.errors.map(({ pointer, detail }: Record<string, string>) => `${pointer} ${detail}`)).toEqual(
      expect.arrayContaining([
        "/status Choose how it stands now.",
        "/knownOn Enter a real date, like 27 3 2027.",
        "/note Say what you saw.",
      ]),
    );
  });
});
