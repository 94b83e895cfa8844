import { beforeAll, describe, expect, it } from "vitest";
import { handler as approvalsHandler } from "../../../functions/http/approvals.ts";
import { handler } from "../../../functions/http/polls.ts";
import { approvalKey, pollsKey } from "../../../functions/store/keys.ts";
import { type ApprovalLine, approvals } from "../../../shared/contract/approvals.ts";
import { polls } from "../../../shared/contract/polls.ts";
import { communityAction } from "../../../shared/funds/community-action.ts";
import { msOf } from "../../../shared/rules/london.ts";
import { type Poll, proposedDates } from "../../../shared/rules/poll.ts";
import type { Role } from "../../../shared/rules/role.ts";
import { nextWriteId } from "../../support/bid.ts";
import { aClosure, putClosures } from "../../support/closures.ts";
import { withRole } from "../../support/desk.ts";
import { engineForFile, send } from "../../support/engine.ts";
import { aRound } from "../../support/rounds.ts";

const engine = engineForFile();
const at = msOf("2027-12-10T09:00:00.000Z");
const as = async (role: Role, then = at) => (await withRole(engine.it, role, then)).cookie;
/** The period begins on 27 March; the round's meeting two days later. */
const own: Poll = {
  ...{ id: "own-poll", name: "Commissioner election", kind: "own", type: "ordinary", status: "expected", note: "" },
  pollOn: "2028-05-04",
  ...proposedDates({ pollOn: "2028-05-04", kind: "own", type: "ordinary" }),
};
const { id: _, ...row } = own;
const later = { ...row, sensitiveFrom: "2028-04-03" };

/** Puts this election in the place of all there are. */
const only = async (...rows: Poll[]): Promise<void> => {
  const kept = await engine.it.deps.store.polls.read();
  await engine.it.deps.store.polls.write({ ...kept, polls: rows }, { writeId: nextWriteId(), at }, []);
};
const list = async (then = at) =>
  (await send(engine.it, handler, polls.list, { at: then, cookie: await as("officer", then) })).body;
const change = async (changed: object, then = at) =>
  send(engine.it, handler, polls.change, {
    ...{ at: then, cookie: await as("officer", then), params: { id: own.id } },
    body: { ...row, ...changed, version: (await list(then)).version, writeId: nextWriteId() },
  });
const remove = async () =>
  send(engine.it, handler, polls.remove, {
    ...{ at, cookie: await as("officer"), params: { id: own.id } },
    body: { reason: "It is put off.", version: (await list()).version, writeId: nextWriteId() },
  });
const ask = async (changed: object = {}, then = at) => {
  const writeId = nextWriteId();
  const what = { type: "election", pollId: own.id, was: row, becomes: later, ...changed };
  const { status, body } = await send(engine.it, approvalsHandler, approvals.ask, {
    ...{ at: then, cookie: await as("officer", then) },
    body: { what, reason: "The council moved the day.", writeId },
  });
  return { status, body, id: `v_${writeId}` };
};
const agree = async (id: string, then = at) =>
  send(engine.it, approvalsHandler, approvals.answer, {
    ...{ at: then, cookie: await as("approver", then), params: { id } },
    body: { agreed: true, reason: "", writeId: nextWriteId() },
  });
const kept = async () => (await engine.it.deps.store.polls.read()).polls;

beforeAll(async () => {
  const round = aRound({
    ...{ id: `${communityAction.code}-28S1`, code: "28S1" },
    timetable: {
      ...{ opensAt: "2027-12-01T09:00:00.000Z", closesAt: "2028-03-01T12:00:00.000Z", checkedBy: "2028-03-15" },
      ...{ meetingOn: "2028-03-29", confirmedBy: "2028-05-31", notifiedBy: "2028-05-31", paidBy: "2028-06-14" },
    },
  });
  await engine.it.deps.store.rounds.create(round, { writeId: nextWriteId(), at }, []);
});

describe("election/second", () => {
  it("keeps one officer from freeing a round, and says which; what stands is as it was", async () => {
    await only(own);
    const { status, body } = await change({ sensitiveFrom: "2028-04-03" });
    expect([status, body.errors.map(({ rule }: { rule: string }) => rule)]).toEqual([422, ["election/second"]]);
    expect(body.errors.map(({ detail }: { detail: string }) => detail).join("\n")).toContain(
      "its publication and its meeting on Wednesday 29 March 2028",
    );
    expect((await remove()).body.errors[0].rule).toBe("election/second");
    expect(await kept()).toEqual([own]);
  });

  it.each([
    ["makes the period longer", { sensitiveFrom: "2028-03-20" }],
    ["corrects the name and the note", { name: "The election", note: "As it is called." }],
    ["says that it is called", { status: "called" }],
  ])("lets one officer alone: who %s", async (_name, changed) => {
    await only(own);
    expect((await change(changed)).status).toBe(200);
    expect(await kept()).toMatchObject([changed]);
  });

  it("shows what a change can touch, so that a page says it before", async () => {
    await only(own);
    const { stakes } = await list();
    expect(stakes).toMatchObject({ closures: [], overrides: [], rounds: [{ timetable: { meetingOn: "2028-03-29" } }] });
  });

  it("changes it in the transaction of the answer, when an approver agrees", async () => {
    await only(own);
    const { status, id, body } = await ask();
    expect(status).toBe(200);
    const line = body.open.find(({ approval }: ApprovalLine) => approval.id === id);
    expect(line).toMatchObject({ path: "/office/elections", mayAnswer: false });
    expect(line.asks).toContain("the beginning of the period on Monday 3 April 2028 instead of Monday 27 March 2028");
    expect(line.follows).toContain("would no longer stand against its publication and its meeting");
    expect(await kept()).toEqual([own]);
    expect((await agree(id)).status).toBe(200);
    expect(await kept()).toEqual([{ id: own.id, ...later }]);
    const [item, answered] = [await engine.it.table.get(pollsKey()), await engine.it.table.get(approvalKey(id))];
    const by = expect.stringMatching(/^p_approver/);
    expect(item?.events).toMatchObject([{ type: "poll-changed", pollId: own.id, by }]);
    expect(answered).toMatchObject({ answer: { agreed: true, by }, writeId: item?.writeId });
  });

  it("takes it out so, with the reason of whoever asked", async () => {
    await only(own);
    const { id, body } = await ask({ becomes: undefined });
    expect(body.open.find(({ approval }: ApprovalLine) => approval.id === id).asks).toContain("Take an election from");
    expect((await agree(id)).status).toBe(200);
    expect(await kept()).toEqual([]);
    const item = await engine.it.table.get(pollsKey());
    expect(item?.events).toMatchObject([{ type: "poll-removed", reason: "The council moved the day." }]);
    expect((await ask({ becomes: undefined })).status).toBe(404);
  });

  it("holds where a closure rests on the period, though no round is near", async () => {
    const far = { ...row, sensitiveFrom: "2028-03-30", termStartsOn: "2028-06-10" };
    await only({ id: own.id, ...far });
    const alone = { ...far, termStartsOn: "2028-06-08" };
    expect((await change(alone)).status).toBe(200);
    await only({ id: own.id, ...far });
    await putClosures(engine.it, [aClosure({ from: "2028-03-01T00:00:00.000Z", reason: "election" })], at);
    const { status, body } = await change(alone);
    expect([status, body.errors[0].rule]).toEqual([422, "election/second"]);
    expect(body.errors[0].detail).toContain("“The fund is paused.”");
    await putClosures(engine.it, [], at);
  });
});

describe("election/alone", () => {
  it("asks nobody for what one person does", async () => {
    await only(own);
    const { status, body } = await ask({ becomes: { ...row, note: "As it is called." } });
    expect([status, body.errors]).toMatchObject([422, [{ rule: "election/alone", pointer: "/what" }]]);
  });
});

describe("election/moved", () => {
  it("refuses to ask on the strength of a row that has changed", async () => {
    await only(own);
    const { status, body } = await ask({ was: { ...row, note: "Old." } });
    expect([status, body.rule]).toEqual([409, "election/moved"]);
  });

  it("refuses to agree to what was asked of a row that has changed since; the request can be refused", async () => {
    await only(own);
    const { id } = await ask();
    await change({ note: "Seen by the council." });
    const { status, body } = await agree(id);
    expect([status, body.rule]).toEqual([409, "election/moved"]);
    expect(await kept()).toMatchObject([{ sensitiveFrom: "2028-03-27", note: "Seen by the council." }]);
    expect((await engine.it.table.get(approvalKey(id)))?.answer).toBeUndefined();
  });
});

describe("what nobody may change, two neither", () => {
  it("are dates out of their order, beside the field", async () => {
    await only(own);
    const { body } = await ask({ becomes: { ...later, noticeBy: "2028-05-04" } });
    expect(body.errors).toMatchObject([{ rule: "election/dates", pointer: "/what/becomes/noticeBy" }]);
  });

  it("is a period that has begun meanwhile", async () => {
    await only(own);
    const asking = msOf("2028-03-24T12:00:00.000Z");
    const { id } = await ask({}, asking);
    const { status, body } = await agree(id, msOf("2028-03-27T12:00:00.000Z"));
    expect([status, body.rule]).toEqual([409, "election/begun"]);
    expect(body.detail).toContain("It does not begin later. Refuse this and ask anew.");
  });

  it("is an election that a closure waits for", async () => {
    await only(own);
    await putClosures(engine.it, [aClosure({ until: { of: "declaration", pollId: own.id } })], at);
    const taken = await ask({ becomes: undefined });
    expect([taken.status, taken.body.rule]).toEqual([409, "election/waited"]);
    const moved = await ask({ becomes: { ...later, kind: "other", termStartsOn: undefined } });
    expect(moved.body.errors).toMatchObject([{ rule: "election/waited", pointer: "/what/becomes/kind" }]);
    await putClosures(engine.it, [], at);
  });
});
