import { describe, expect, it } from "vitest";
import { handler } from "../../../functions/http/meetings.ts";
import { handler as sessionHandler } from "../../../functions/http/session.ts";
import { sha256 } from "../../../functions/identity.ts";
import { meetingKey } from "../../../functions/store/keys.ts";
import { meetings } from "../../../shared/contract/meetings.ts";
import { session } from "../../../shared/contract/session.ts";
import { emptySheet } from "../../../shared/rules/due-diligence.ts";
import { toInstant } from "../../../shared/rules/london.ts";
import { HOUR, MINUTE, nextWriteId, openRound } from "../../support/bid.ts";
import { aClosure, putClosures, untilInstant } from "../../support/closures.ts";
import { counting, withRole } from "../../support/desk.ts";
import { engineForFile, send } from "../../support/engine.ts";
import {
  MEETING_AT as at,
  entry,
  inMeeting,
  type MeetingScene,
  meetingScene,
  type SceneFacts,
} from "../../support/meetings.ts";
import { writeHead } from "../../support/relay.ts";

const engine = engineForFile();

/** A meeting in session, with everybody present. */
const inSession = async (facts: SceneFacts) => {
  const scene = await meetingScene(engine.it, facts);
  expect((await scene.create()).status).toBe(200);
  const clerk = inMeeting(engine.it, scene.id, scene.clerk.cookie);
  const chair = inMeeting(engine.it, scene.id, scene.cookieOf(0));
  expect((await clerk.does({ type: "start" })).status).toBe(200);
  const { meetings: store } = engine.it.deps.store;
  const meeting = await store.ledger(scene.id);
  if (meeting === undefined) throw new Error("The meeting was created.");
  const members = meeting.members.map((member) => ({ ...member, here: "present" as const }));
  await store.write({ ...meeting, members }, { writeId: nextWriteId(), at }, []);
  const [first = "", second = ""] = scene.ids;
  return { scene, clerk, chair, first, second };
};

const entered = async (who: ReturnType<typeof inMeeting>, id: string, over: Parameters<typeof entry>[1] = {}) => {
  const writeId = nextWriteId();
  await who.does({ type: "take", applicationId: id });
  return { reply: await who.does(entry(id, over), writeId), entries: [{ applicationId: id, decisionId: writeId }] };
};

const itemOf = (body: { items: { id: string }[] }, id: string) => body.items.find((item) => item.id === id);

/** A code as the chair asks for it from the meeting's page: its digits and the browser's cookie. */
const codeFor = async ({ people }: MeetingScene, place: number, seen = at) => {
  const email = `${people[place]?.personId}@example.org`;
  const reply = await send(engine.it, sessionHandler, session.askCode, {
    at: seen,
    body: { email, writeId: crypto.randomUUID() },
    sourceIp: `10.0.0.${place}`,
  });
  const cookie = reply.cookies[0]?.split(";")[0] ?? "";
  const messages = await engine.it.table.pages({
    FilterExpression: "#to = :to",
    KeyConditionExpression: "pk = :pk",
    ExpressionAttributeNames: { "#to": "to" },
    ExpressionAttributeValues: {
      ":pk": `message/${sha256(email)}`,
      ":to": email,
    },
  });
  const facts = messages.at(-1)?.facts;
  const code = typeof facts === "object" && facts !== null && "code" in facts ? String(facts.code) : "";
  return { cookie, code };
};

describe("POST /api/meetings", () => {
  it("plans a meeting of a closed round with its eligible bids, trustees, pot and recusals", async () => {
    const scene = await meetingScene(engine.it, {
      bids: [
        { askedPence: 300_000, leastPence: 200_000, interests: { 3: "direct" } },
        { askedPence: 100_000, state: "withdrawn" },
      ],
    });
    const writeId = nextWriteId();
    const first = await scene.create(writeId);
    expect([first.status, first.body]).toEqual([200, { id: scene.id, version: 1 }]);
    expect((await scene.create(writeId)).body.id).toBe(scene.id);
    const meeting = await engine.it.deps.store.meetings.ledger(scene.id);
    expect(meeting).toMatchObject({ state: "planned", on: "2027-01-21", minimumPence: 10_000 });
    expect(meeting?.members.map(({ seat, here }) => [seat, here])[0]).toEqual(["chair", "absent"]);
    expect(meeting?.pot.map(({ sourceId, amountPence }) => [sourceId, amountPence])).toEqual([
      ["pcc", 30_000_00],
      ["trust", 10_000_00],
    ]);
    expect(meeting?.lines).toEqual([{ id: scene.ids[0], askedPence: 300_000, leastPence: 200_000, recused: [3] }]);
  });

  it("refuses a round that is open, and one nobody sits for", async () => {
    const scene = await meetingScene(engine.it, { bids: [] });
    const early = await send(engine.it, handler, meetings.create, {
      at: Date.parse("2026-11-20T10:00:00.000Z"),
      cookie: (await withRole(engine.it, "officer", Date.parse("2026-11-20T10:00:00.000Z"))).cookie,
      body: { roundId: scene.round.id, writeId: nextWriteId() },
    });
    expect([early.status, early.body.rule]).toEqual([409, "meeting/round"]);
    const unseated = await openRound(engine.it, scene.fund, "19R9", at - 40 * 24 * HOUR, at - 30 * 24 * HOUR);
    const body = { roundId: unseated.id, writeId: nextWriteId() };
    const nobody = await send(engine.it, handler, meetings.create, { at, cookie: scene.clerk.cookie, body });
    expect([nobody.status, nobody.body.rule]).toEqual([409, "meeting/panel"]);
  });
});

describe("POST /api/meetings/{id}/commands", () => {
  it("records, enters and confirms, and takes a command that is sent again once, also when others came between", async () => {
    const applied = { source: "A trust", kind: "cash", status: "applied-for", amountPence: 50_000 } as const;
    const { scene, clerk, chair, first, second } = await inSession({
      bids: [{ askedPence: 300_000 }, { askedPence: 200_000, leastPence: 150_000, match: [applied] }],
    });
    const leave = nextWriteId();
    const birch = scene.people[3]?.personId ?? "";
    await clerk.does({ type: "leave", applicationId: first, personId: birch }, leave);
    await clerk.does({ type: "return", applicationId: first, personId: birch });
    const again = await clerk.does({ type: "leave", applicationId: first, personId: birch }, leave);
    expect(again.status).toBe(200);
    expect((await engine.it.deps.store.meetings.ledger(scene.id))?.lines[0]?.left).toEqual([]);
    const one = await entered(clerk, first);
    expect(one.reply.status).toBe(200);
    const dropped = [{ item: "Gloves", amountPence: 10_000 }];
    const two = await entered(clerk, second, { outcome: "part", amountPence: 190_000, dropped });
    const ending = { condition: "Send the accounts.", reason: "New.", by: "p_olive", at: toInstant(at), submission: 1 };
    const sheet = { ...emptySheet(second), ending: { overall: "pass-with-condition" as const, ...ending } };
    const received = { line: 0, status: "received", amountPence: 40_000, knownOn: "2027-01-20" } as const;
    const standings = [{ ...received, submission: 1, note: "A bank line.", by: "p_olive", at: toInstant(at) }];
    await engine.it.deps.store.dueDiligence.write({ ...sheet, standings }, { writeId: nextWriteId(), at }, []);
    const page = (await clerk.page()).body;
    expect(page.bid.dueDiligence).toEqual({ overall: "pass-with-condition", condition: "Send the accounts." });
    // Other money as it stands by what the office recorded, not as it was sent.
    expect(page.bid.match).toEqual([{ ...applied, status: "received", amountPence: 40_000 }]);
    expect(page.pot).toMatchObject([
      { leftPence: 30_000_00 },
      { enteredPence: 490_000, decidedPence: 0, leftPence: 510_000 },
    ]);
    expect(page.bid).toMatchObject({ id: second, leavesOut: "The second coach.", leastPence: 150_000 });
    const confirmed = await chair.does({ type: "confirm", entries: [...one.entries, ...two.entries] });
    expect(confirmed.status).toBe(200);
    const after = (await chair.page()).body;
    expect(after.pot[1]).toMatchObject({ decidedPence: 490_000, enteredPence: 0, leftPence: 510_000 });
    expect(after.decisions).toMatchObject([{ confirmedBy: scene.people[0]?.personId }, { dropped }]);
    expect(itemOf(after, first)).toMatchObject({ decided: { outcome: "full", amountPence: 300_000 } });
  });

  it.each([
    ["an officer who confirms", "clerk", 403, "meeting/clerk"],
    ["a trustee who does not preside", "trustee", 422, "meeting/presides"],
  ] as const)("refuses %s", async (_who, who, status, rule) => {
    const { scene, clerk, first } = await inSession({ bids: [{ askedPence: 100_000 }] });
    const { entries } = await entered(clerk, first);
    const by = who === "clerk" ? clerk : inMeeting(engine.it, scene.id, scene.cookieOf(2));
    const reply = await by.does({ type: "confirm", entries });
    expect([reply.status, reply.body.rule ?? reply.body.errors[0].rule]).toEqual([status, rule]);
  });

  it("refuses a trustee who records, and what a closed state does not take", async () => {
    const { clerk, chair, first } = await inSession({ bids: [{ askedPence: 100_000 }] });
    const recorded = await chair.does(entry(first));
    expect([recorded.status, recorded.body.rule]).toEqual([403, "meeting/clerk"]);
    await chair.does({ type: "adjourn" });
    const adjourned = await clerk.does(entry(first));
    expect([adjourned.status, adjourned.body.rule]).toEqual([409, "meeting/state"]);
    expect((await clerk.does({ type: "resume" })).status).toBe(200);
    expect((await entered(clerk, first)).reply.status).toBe(200);
  });

  it("is for others as if there were no such meeting", async () => {
    const { scene } = await inSession({ bids: [{ askedPence: 100_000 }] });
    const stranger = inMeeting(engine.it, scene.id, (await withRole(engine.it, "trustee", at)).cookie);
    const nowhere = inMeeting(engine.it, "CAF-99Z9-M1", scene.clerk.cookie);
    const replies = [
      await stranger.page(),
      await stranger.version(),
      await stranger.does({ type: "adjourn" }),
      await nowhere.page(),
      await nowhere.does({ type: "start" }),
    ];
    expect(replies.map(({ status, body }) => [status, body.type, body.detail])).toEqual(
      replies.map(() => [404, "/problems/not-found", undefined]),
    );
  });

  it("starts and resumes nothing while a closure freezes meetings, in the closure's own words", async () => {
    const scene = await meetingScene(engine.it, { bids: [] });
    await scene.create();
    const closure = aClosure({
      scope: { of: "round", roundId: scene.round.id },
      from: toInstant(at - HOUR),
      until: untilInstant(at + 10 * MINUTE),
      wording: "No meeting before the election.",
      freezes: ["meetings"],
    });
    await putClosures(engine.it, [closure], at);
    const reply = await inMeeting(engine.it, scene.id, scene.clerk.cookie).does({ type: "start" });
    expect([reply.status, reply.body.type, reply.body.detail]).toEqual([409, "/problems/paused", closure.wording]);
    const later = inMeeting(engine.it, scene.id, scene.clerk.cookie, at + 20 * MINUTE);
    expect((await later.does({ type: "start" })).status).toBe(200);
  });

  it("strikes a bid that was withdrawn meanwhile, and refuses to decide it", async () => {
    const { clerk, first, scene } = await inSession({ bids: [{ askedPence: 100_000 }] });
    expect((await clerk.does({ type: "strike", applicationId: first })).body.errors[0].rule).toBe("meeting/agenda");
    const { store } = engine.it.deps;
    const [{ head } = { head: undefined }] = await store.desk.standing([first]);
    if (head === undefined) throw new Error("The bid is there.");
    await writeHead(engine.it, { ...head, state: "withdrawn" }, [], at);
    const reply = await clerk.does(entry(first));
    expect([reply.status, reply.body.errors[0].rule]).toEqual([422, "meeting/gone"]);
    expect((await clerk.does({ type: "strike", applicationId: first })).status).toBe(200);
    expect((await store.meetings.ledger(scene.id))?.lines[0]?.struck).toBe(true);
  });
});

describe("GET /api/meetings/{id}", () => {
  it("reads the table in two round trips for 200 bids, after the session's one, and its version in one", async () => {
    const scene = await meetingScene(engine.it, { bids: Array.from({ length: 200 }, () => ({ askedPence: 20_000 })) });
    await scene.create();
    const { deps, commands } = counting(engine.it);
    const clerk = inMeeting(engine.it, scene.id, scene.clerk.cookie, at, deps);
    const { body } = await clerk.page();
    expect(body.items).toHaveLength(200);
    const [sessionRead, ...reads] = commands;
    expect(sessionRead).toBe("BatchGetCommand");
    // First hop: the batch of ledger and round, the words, the scoring. Second hop: 200 heads, 100 a batch.
    expect(reads).toEqual(["BatchGetCommand", "QueryCommand", "QueryCommand", "BatchGetCommand", "BatchGetCommand"]);
    commands.length = 0;
    await clerk.version();
    expect(commands).toEqual(["BatchGetCommand", "GetCommand"]);
  });

  it("keeps from somebody recused, until it starts, where a bid stands on the agenda", async () => {
    const scene = await meetingScene(engine.it, {
      bids: [{ askedPence: 300_000, interests: { 3: "loyalty" } }, { askedPence: 200_000 }],
    });
    await scene.create();
    const [first, second] = scene.ids;
    const order = async (cookie: string) =>
      (await inMeeting(engine.it, scene.id, cookie).page()).body.items.map(({ id }: { id: string }) => id);
    expect(await order(scene.cookieOf(3))).toEqual([second, first]);
    expect(await order(scene.cookieOf(2))).toEqual([first, second]);
  });

  it("shows somebody recused only that the bid is taken without them, and its outcome once the meeting is closed", async () => {
    const { scene, clerk, chair, first } = await inSession({
      bids: [{ askedPence: 300_000, interests: { 3: "direct" } }],
    });
    const birch = inMeeting(engine.it, scene.id, scene.cookieOf(3));
    const { entries } = await entered(clerk, first);
    const kept = (await birch.page()).body;
    expect(kept.items).toEqual([{ id: first, kept: true, inHand: true }]);
    expect([kept.bid, kept.decisions, kept.pot[1].enteredPence]).toEqual([undefined, [], 0]);
    await chair.does({ type: "confirm", entries });
    const { code, cookie } = await codeFor(scene, 0);
    expect((await chair.close(code, cookie)).status).toBe(200);
    const open = (await birch.page()).body;
    expect(open.items).toMatchObject([{ id: first, decided: { outcome: "full", here: [0, 1, 2, 4, 5] } }]);
    expect(open.decisions).toEqual([]);
  });
});

describe("POST /api/meetings/{id}/closing", () => {
  it("closes once with a fresh code, in one write with its event, and takes nothing afterwards", async () => {
    const { scene, clerk, chair, first } = await inSession({ bids: [{ askedPence: 300_000 }] });
    const { entries } = await entered(clerk, first);
    const { code, cookie } = await codeFor(scene, 0);
    const unconfirmed = await chair.close(code, cookie);
    expect(unconfirmed.body.errors).toMatchObject([{ rule: "meeting/confirmed" }]);
    await chair.does({ type: "confirm", entries });
    const wrong = await chair.close(code === "000000" ? "111111" : "000000", cookie);
    expect(wrong.body.errors).toMatchObject([{ rule: "sign-in/wrong-code" }]);
    const other = await codeFor(scene, 1);
    expect((await chair.close(other.code, other.cookie)).body.errors).toMatchObject([
      { rule: "sign-in/other-browser" },
    ]);
    const deputy = inMeeting(engine.it, scene.id, scene.cookieOf(1));
    expect((await deputy.close(other.code, other.cookie)).body.rule).toBe("meeting/chair-closes");
    const writeId = nextWriteId();
    const done = await chair.close(code, cookie, writeId);
    expect(done.status).toBe(200);
    expect((await chair.close(code, cookie, writeId)).status).toBe(200);
    const item = await engine.it.table.get(meetingKey(scene.id));
    expect(item).toMatchObject({ state: "closed", events: [{ type: "meeting-closed", meetingId: scene.id }] });
    const late = await clerk.does(entry(first, { why: "We changed our minds." }));
    expect([late.status, late.body.rule]).toEqual([409, "meeting/state"]);
    const again = await chair.close(code, cookie);
    expect([again.status, again.body.rule]).toEqual([409, "meeting/state"]);
  });

  it("takes a deferred bid to the fund's next meeting by itself, once", async () => {
    const { scene, clerk, chair, first } = await inSession({ bids: [{ askedPence: 300_000 }] });
    const { entries } = await entered(clerk, first, { outcome: "defer", reasons: "We wait for the accounts." });
    await chair.does({ type: "confirm", entries });
    const { code, cookie } = await codeFor(scene, 0);
    await chair.close(code, cookie);
    const next = await scene.create();
    expect(next.body.id).toBe(`${scene.round.id}-M2`);
    const { meetings: store } = engine.it.deps.store;
    expect((await store.ledger(next.body.id))?.lines).toMatchObject([{ id: first, from: scene.id }]);
    expect((await store.ledger(scene.id))?.lines[0]?.carriedTo).toBe(next.body.id);
    const third = await scene.create();
    expect((await store.ledger(third.body.id))?.lines).toEqual([]);
  });
});
