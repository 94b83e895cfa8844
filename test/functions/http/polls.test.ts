import { describe, expect, it } from "vitest";
import { handler as approvalsHandler } from "../../../functions/http/approvals.ts";
import { handler as closuresHandler } from "../../../functions/http/closures.ts";
import { handler as fundsHandler } from "../../../functions/http/funds.ts";
import { handler as meetingsHandler } from "../../../functions/http/meetings.ts";
import { handler as outcomesHandler } from "../../../functions/http/outcomes.ts";
import { handler } from "../../../functions/http/polls.ts";
import { handler as roundsHandler } from "../../../functions/http/rounds.ts";
import { approvals } from "../../../shared/contract/approvals.ts";
import { closures } from "../../../shared/contract/closures.ts";
import { funds } from "../../../shared/contract/funds.ts";
import { meetings } from "../../../shared/contract/meetings.ts";
import { outcomes } from "../../../shared/contract/outcomes.ts";
import { polls } from "../../../shared/contract/polls.ts";
import { rounds } from "../../../shared/contract/rounds.ts";
import { communityAction } from "../../../shared/funds/community-action.ts";
import type { Overridden } from "../../../shared/rules/approval.ts";
import { msOf, toInstant } from "../../../shared/rules/london.ts";
import { type Poll, proposedDates } from "../../../shared/rules/poll.ts";
import { SHIPPED_POLLS } from "../../../shared/rules/poll-history.ts";
import type { Role } from "../../../shared/rules/role.ts";
import { asking, groupWith, nextWriteId, openRound } from "../../support/bid.ts";
import { aClosure, putClosures } from "../../support/closures.ts";
import { DAY, decidedMeeting, MET_AT, relayAll } from "../../support/decided.ts";
import { withRole } from "../../support/desk.ts";
import { documentsForFile } from "../../support/documents.ts";
import { engineForFile, send } from "../../support/engine.ts";
import { MEETING_AT, meetingScene } from "../../support/meetings.ts";
import { aRound, forgetRounds } from "../../support/rounds.ts";

const engine = engineForFile();
documentsForFile(engine);
const at = msOf("2026-11-23T09:00:00.000Z");
const as = async (role: Role, then = at) => (await withRole(engine.it, role, then)).cookie;

const entered = (changed: object = {}) => ({
  name: "Council elections",
  ...{ kind: "other", type: "ordinary", status: "expected", note: "" },
  ...{ pollOn: "2027-05-06", noticeBy: "2027-03-31", sensitiveFrom: "2027-03-31" },
  ...changed,
});
const list = async (then = at) => send(engine.it, handler, polls.list, { at: then, cookie: await as("officer", then) });
const add = async (changed: object = {}, then = at) =>
  send(engine.it, handler, polls.add, {
    at: then,
    cookie: await as("officer", then),
    body: { ...entered(changed), version: (await list(then)).body.version, writeId: nextWriteId() },
  });
const change = async (id: string, changed: object, then = at) => {
  const { body } = await list(then);
  const view = body.polls.find(({ poll }: { poll: Poll }) => poll.id === id);
  const { id: _, ...row } = view.poll;
  return send(engine.it, handler, polls.change, {
    at: then,
    cookie: await as("officer", then),
    params: { id },
    body: { ...row, ...changed, version: body.version, writeId: nextWriteId() },
  });
};
/** Puts these rows in the place of all there are, for tests that need an election at a time of their own. */
const only = async (...rows: Poll[]): Promise<void> => {
  const kept = await engine.it.deps.store.polls.read();
  await engine.it.deps.store.polls.write({ ...kept, polls: rows }, { writeId: nextWriteId(), at }, []);
};
const own = (pollOn: string, changed: Partial<Poll> = {}): Poll => ({
  ...{ id: "own-poll", name: "Commissioner election", kind: "own", type: "ordinary", status: "called", note: "" },
  pollOn,
  ...proposedDates({ pollOn, kind: "own", type: "ordinary" }),
  ...changed,
});
const override = async (what: { roundId: string; of: Overridden; pollId: string }, then: number) => {
  const writeId = nextWriteId();
  const asked = await send(engine.it, approvalsHandler, approvals.ask, {
    at: then,
    cookie: await as("officer", then),
    body: { what: { type: "override", ...what }, reason: "The money ends in March.", writeId },
  });
  if (asked.status !== 200) return asked;
  return send(engine.it, approvalsHandler, approvals.answer, {
    at: then,
    cookie: await as("approver", then),
    params: { id: `v_${writeId}` },
    body: { agreed: true, reason: "", writeId: nextWriteId() },
  });
};

describe("GET /api/office/polls", () => {
  it("shows the rows that the portal comes with, and what may be done with each", async () => {
    const { status, body } = await list();
    expect(status).toBe(200);
    expect(body.version).toBe(0);
    expect(body.polls).toHaveLength(SHIPPED_POLLS.length);
    expect(body.polls[0]).toMatchObject({
      poll: { id: "commissioner-2028", status: "expected", pollOn: "2028-05-04" },
      ...{ phase: "ahead", freeFrom: "2028-05-11", may: ["change", "remove", "close"] },
      computed: { noticeBy: "2028-03-27", sensitiveFrom: "2028-03-27", termStartsOn: "2028-05-11" },
    });
    expect(body.polls[1]).toMatchObject({ phase: "over", declaration: { madeOn: "2024-05-09" }, may: ["change"] });
  });
});

describe("POST /api/office/polls", () => {
  it("adds a row once, however often it is sent", async () => {
    const sent = { ...entered(), version: 0, writeId: nextWriteId() };
    const cookie = await as("officer");
    const first = await send(engine.it, handler, polls.add, { at, cookie, body: sent });
    const again = await send(engine.it, handler, polls.add, { at, cookie, body: sent });
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.body.polls).toHaveLength(SHIPPED_POLLS.length + 1);
    expect(again.body.polls.some(({ poll }: { poll: Poll }) => poll.name === "Council elections")).toBe(true);
  });

  it("refuses dates out of their order, beside the field", async () => {
    const { status, body } = await add({ noticeBy: "2027-05-06" });
    expect([status, body.errors]).toEqual([
      422,
      [
        {
          rule: "election/dates",
          pointer: "/noticeBy",
          detail: "Notice is given before the poll on Thursday 6 May 2027.",
        },
      ],
    ]);
  });

  it("refuses what somebody else has changed meanwhile", async () => {
    const { status } = await send(engine.it, handler, polls.add, {
      ...{ at, cookie: await as("officer") },
      body: { ...entered(), version: 0, writeId: nextWriteId() },
    });
    expect(status).toBe(412);
  });
});

describe("PUT /api/office/polls/{id}", () => {
  it("changes every date, as when a period begins earlier than the calendar says", async () => {
    const { status, body } = await change("commissioner-2028", {
      sensitiveFrom: "2028-03-20",
      note: "The council says so.",
    });
    expect(status).toBe(200);
    expect(body.polls[0]).toMatchObject({
      poll: { sensitiveFrom: "2028-03-20", note: "The council says so." },
      computed: { sensitiveFrom: "2028-03-27" },
    });
  });

  it("keeps a period that has begun as long as it is", async () => {
    const during = msOf("2028-04-03T09:00:00.000Z");
    const { status, body } = await change("commissioner-2028", { sensitiveFrom: "2028-04-10" }, during);
    expect([status, body.errors[0].rule, body.errors[0].pointer]).toEqual([422, "election/begun", "/sensitiveFrom"]);
  });

  it("knows no other row", async () => {
    const { status } = await send(engine.it, handler, polls.change, {
      ...{ at, cookie: await as("officer"), params: { id: "nobody" } },
      body: { ...entered(), version: (await list()).body.version, writeId: nextWriteId() },
    });
    expect(status).toBe(404);
  });
});

describe("POST /api/office/polls/{id}/removal", () => {
  const remove = async (id: string, then = at) =>
    send(engine.it, handler, polls.remove, {
      ...{ at: then, cookie: await as("officer", then), params: { id } },
      body: { reason: "It is not held.", version: (await list(then)).body.version, writeId: nextWriteId() },
    });

  it("takes out what is not held, with the reason in the history", async () => {
    await add({ name: "A referendum", pollOn: "2027-09-16", noticeBy: "2027-08-11", sensitiveFrom: "2027-08-11" });
    const { body } = await list();
    const { poll } = body.polls.find((view: { poll: Poll }) => view.poll.name === "A referendum");
    expect((await remove(poll.id)).body.polls).toHaveLength(body.polls.length - 1);
    const item = await engine.it.table.get({ pk: "portal/polls", sk: "polls" });
    expect(item?.events).toMatchObject([{ type: "poll-removed", pollId: poll.id, reason: "It is not held." }]);
  });

  it.each([
    ["a poll that was held", "commissioner-2024", at],
    ["an own election in its period", "commissioner-2028", msOf("2028-04-03T09:00:00.000Z")],
  ])("refuses %s", async (_name, id, then) => {
    const { status, body } = await remove(id, then);
    expect([status, body.rule]).toEqual([409, "election/begun"]);
  });
});

describe("election/waited", () => {
  it("keeps whoever changes elections from opening alone what waits for a declaration", async () => {
    const waitedFor = own("2027-05-06");
    await only(...SHIPPED_POLLS, waitedFor);
    const until = { of: "declaration", pollId: waitedFor.id } as const;
    await putClosures(engine.it, [aClosure({ until })], at);
    const moved = await change(waitedFor.id, {
      pollOn: "2026-11-05",
      noticeBy: "2026-10-01",
      sensitiveFrom: "2026-10-01",
    });
    expect([moved.status, moved.body.errors[0].rule, moved.body.errors[0].pointer]).toEqual([
      ...[422, "election/waited", "/pollOn"],
    ]);
    const removed = await send(engine.it, handler, polls.remove, {
      ...{ at, cookie: await as("officer"), params: { id: waitedFor.id } },
      body: { reason: "Not held.", version: (await list()).body.version, writeId: nextWriteId() },
    });
    expect([removed.status, removed.body.rule]).toEqual([409, "election/waited"]);
    // Open until further notice, it waits for nothing, and a mistake can be put right.
    await putClosures(engine.it, [aClosure()], at);
    expect((await change(waitedFor.id, { pollOn: "2027-04-29" })).status).toBe(200);
    await putClosures(engine.it, [], at);
  });
});

describe("election/viable: publishing a round", () => {
  const publishing = async (code: string, meetingOn: string, then = at) => {
    const round = aRound({
      ...{ id: `${communityAction.code}-${code}`, code },
      timetable: {
        ...{ opensAt: "2028-01-10T09:00:00.000Z", closesAt: "2028-03-01T12:00:00.000Z", checkedBy: "2028-03-15" },
        ...{ meetingOn, confirmedBy: "2028-05-31", notifiedBy: "2028-05-31", paidBy: "2028-06-14" },
      },
    });
    // The rounds of these tests share their dates.
    await forgetRounds(engine.it, round.fundId);
    await engine.it.deps.store.rounds.create(round, { writeId: nextWriteId(), at: then }, []);
    return {
      round,
      publish: async () =>
        send(engine.it, roundsHandler, rounds.publish, {
          ...{ at: then, cookie: await as("officer", then), params: { id: round.id } },
          body: { version: 1, writeId: nextWriteId() },
        }),
    };
  };

  it("is blocked where the meeting falls into an own election, until two people agree; told in public when the period ends", async () => {
    await only(...SHIPPED_POLLS);
    const then = msOf("2027-12-10T09:00:00.000Z");
    const { round, publish } = await publishing("28P1", "2028-04-20", then);
    const blocked = await publish();
    expect([blocked.status, blocked.body.rule]).toEqual([409, "election/viable"]);
    expect(blocked.body.detail).toContain("The meeting on Thursday 20 April 2028");

    const what = { roundId: round.id, of: "publish", pollId: "commissioner-2028" } as const;
    expect((await override(what, then)).status).toBe(200);
    expect((await publish()).status).toBe(200);

    // Nothing is left to override, and the office sees at once what was.
    const twice = await override(what, then);
    expect([twice.status, twice.body.errors[0].rule]).toEqual([422, "election/override"]);
    const seen = await send(engine.it, handler, polls.ofRound, {
      ...{ at: then, cookie: await as("officer", then), params: { id: round.id } },
    });
    expect(seen.body.findings.map(({ act }: { act: Overridden }) => act)).toEqual(["meeting"]);
    expect(seen.body.overrides).toMatchObject([{ of: "publish", reason: "The money ends in March.", isPublic: false }]);

    const told = async (when: string) =>
      (await send(engine.it, fundsHandler, funds.candidates, { at: msOf(when) })).body.overrides;
    expect(await told("2028-04-20T12:00:00.000Z")).toEqual([]);
    const declaring = msOf("2028-05-11T09:30:00.000Z");
    const declared = await send(engine.it, handler, polls.declare, {
      ...{ at: declaring, cookie: await as("approver", declaring), params: { id: "commissioner-2028" } },
      body: { madeOn: "2028-05-11", writeId: nextWriteId() },
    });
    expect(declared.status).toBe(200);
    expect(await told("2028-05-11T09:30:00.000Z")).toMatchObject([
      { of: "publish", roundTitle: round.title, pollOn: "2028-05-04", reason: "The money ends in March." },
    ]);
  });

  it("is free where only the day groups hear lies in the period", async () => {
    await only(...SHIPPED_POLLS);
    const then = msOf("2027-12-10T09:00:00.000Z");
    const { publish } = await publishing("28P2", "2028-05-18", then);
    expect((await publish()).status).toBe(200);
  });

  it("takes an approver in the period of another election, whose days alone only warn", async () => {
    await only({ ...own("2027-12-16", { kind: "other", id: "other-poll" }), termStartsOn: undefined });
    const then = msOf("2027-12-10T09:00:00.000Z");
    const { round, publish } = await publishing("28P3", "2028-05-18", then);
    expect((await publish()).body.rule).toBe("election/viable");
    expect((await override({ roundId: round.id, of: "publish", pollId: "other-poll" }, then)).status).toBe(200);
    expect((await publish()).status).toBe(200);
  });
});

describe("election/viable: a meeting and a confirmation", () => {
  it("is not held in the period of an own election, and is once it is allowed", async () => {
    await only(own("2027-02-11"));
    const scene = await meetingScene(engine.it, { bids: [{ askedPence: 50_000 }] });
    const { id, version } = (await scene.create()).body;
    expect(version).toBe(1);
    const start = () =>
      send(engine.it, meetingsHandler, meetings.command, {
        ...{ at: MEETING_AT, cookie: scene.clerk.cookie, params: { id } },
        body: { command: { type: "start" }, writeId: nextWriteId() },
      });
    const blocked = await start();
    expect([blocked.status, blocked.body.rule]).toEqual([409, "election/viable"]);
    await override({ roundId: scene.round.id, of: "meeting", pollId: "own-poll" }, MEETING_AT);
    expect((await start()).body.rule).not.toBe("election/viable");
  });

  it("is not confirmed in the period of an own election", async () => {
    await only(own("2027-02-04"));
    const scene = await decidedMeeting(engine.it, [{ outcome: "full", amountPence: 50_000, source: "pcc" }]);
    await relayAll(engine.it);
    const then = MET_AT + DAY;
    const confirm = async () =>
      send(engine.it, outcomesHandler, outcomes.confirm, {
        ...{ at: then, cookie: await as("approver", then), params: { id: scene.meetingId } },
        body: {
          answers: [{ applicationId: scene.ids[0], answer: "confirm", reason: "", implications: "" }],
          writeId: nextWriteId(),
        },
      });
    expect((await confirm()).body.rule).toBe("election/viable");
    await override({ roundId: scene.round.id, of: "confirmation", pollId: "own-poll" }, then);
    expect((await confirm()).status).toBe(200);
  });
});

describe("POST /api/office/polls/{id}/declaration", () => {
  const declare = async (madeOn: string, then: number, writeId = nextWriteId()) =>
    send(engine.it, handler, polls.declare, {
      ...{ at: then, cookie: await as("approver", then), params: { id: "own-poll" } },
      body: { madeOn, writeId },
    });

  it("ends the period at the instant it is recorded, by name, once", async () => {
    await only(own("2027-02-04"));
    const then = msOf("2027-02-11T10:00:00.000Z");
    const early = await declare("2027-02-04", then);
    expect([early.status, early.body.errors[0].rule]).toEqual([422, "election/declared"]);
    const writeId = nextWriteId();
    const first = await declare("2027-02-11", then, writeId);
    expect(first.body.polls[0]).toMatchObject({
      ...{ phase: "over", poll: { status: "held" } },
      declaration: { madeOn: "2027-02-11", recordedAt: toInstant(then) },
    });
    expect(first.body.polls[0].declaration.byName).toBeTruthy();
    expect((await declare("2027-02-11", then, writeId)).status).toBe(200);
    expect((await declare("2027-02-11", then + 1000)).status).toBe(422);
  });
});

describe("a closure until the declaration", () => {
  it("ends with it, in the same write; one for another poll stays", async () => {
    await only(own("2027-02-04"), own("2031-02-06", { id: "other-poll" }));
    const begins = msOf("2027-01-04T10:00:00.000Z");
    const held = await openRound(engine.it, communityAction, "27C1", begins, begins + 5 * DAY);
    const close = async (pollId: string) => {
      const { status, body } = await send(engine.it, closuresHandler, closures.close, {
        ...{ at: begins, cookie: await as("officer", begins) },
        body: {
          scope: { of: "portal" },
          from: { of: "at-once" },
          until: { of: "declaration", pollId },
          ...{ reason: "vacancy", wording: "No grants are decided now.", freezes: ["submissions"] },
          ...{ deadlines: "moved", drafts: "editable", writeId: nextWriteId() },
        },
      });
      expect(status).toBe(200);
      return body.closure.id;
    };
    const [ours, other] = [await close("own-poll"), await close("other-poll")];
    const then = msOf("2027-02-11T10:00:00.000Z");
    await send(engine.it, handler, polls.declare, {
      ...{ at: then, cookie: await as("approver", then), params: { id: "own-poll" } },
      body: { madeOn: "2027-02-11", writeId: nextWriteId() },
    });
    const stateOf = async (id: string) => {
      const after = then + 10_000;
      const read = { at: after, cookie: await as("officer", after), params: { id } };
      return (await send(engine.it, closuresHandler, closures.one, read)).body.state;
    };
    expect([await stateOf(ours), await stateOf(other)]).toEqual(["ended", "in-force"]);
    const { round } = await engine.it.deps.store.rounds.withForm(held.id);
    expect(msOf(round.timetable.closesAt)).toBeGreaterThan(then);
  });
});

describe("GET /api/office/polls/{id}/touched", () => {
  it("names the rounds, the drafts and their groups, meetings to move, letters to send and news to hold", async () => {
    const then = MET_AT + DAY;
    await only(own("2027-02-11"));
    const scene = await decidedMeeting(engine.it, [{ outcome: "full", amountPence: 50_000, source: "trust" }]);
    await relayAll(engine.it);
    const open = await openRound(engine.it, communityAction, "27T1", then, then + 10 * DAY);
    const cookie = await groupWith(engine.it, "o_touched", ["p_touched"], then);
    expect((await asking(engine.it, cookie("p_touched")).start(open.id, "o_touched", then)).status).toBe(200);
    const { status, body } = await send(engine.it, handler, polls.touched, {
      ...{ at: then, cookie: await as("officer", then), params: { id: "own-poll" } },
    });
    expect(status).toBe(200);
    const touched = body.rounds.find(({ id }: { id: string }) => id === open.id);
    expect(touched).toMatchObject({ status: "open", drafts: 1, submitted: 0, draftGroups: ["Example Youth Club"] });
    expect(touched.findings.map(({ act }: { act: Overridden }) => act)).toEqual(["meeting", "confirmation"]);
    expect(body.meetings.every(({ state }: { state: string }) => state !== "closed")).toBe(true);
    expect(body.letters).toContainEqual(
      expect.objectContaining({ roundId: scene.round.id, untold: 1, unconfirmed: 0 }),
    );
  });
});
