import { describe, expect, it } from "vitest";
import { handler as approvalsHandler } from "../../../functions/http/approvals.ts";
import { handler as closuresHandler } from "../../../functions/http/closures.ts";
import { handler } from "../../../functions/http/polls.ts";
import { approvalKey, pollsKey } from "../../../functions/store/keys.ts";
import { type ApprovalLine, approvals } from "../../../shared/contract/approvals.ts";
import { closures } from "../../../shared/contract/closures.ts";
import { polls } from "../../../shared/contract/polls.ts";
import { msOf, toInstant } from "../../../shared/rules/london.ts";
import { inPeriod, type Poll, proposedDates } from "../../../shared/rules/poll.ts";
import { SHIPPED_POLLS } from "../../../shared/rules/poll-history.ts";
import type { Role } from "../../../shared/rules/role.ts";
import { nextWriteId } from "../../support/bid.ts";
import { aClosure, keepClosures } from "../../support/closures.ts";
import { withRole } from "../../support/desk.ts";
import { engineForFile, send } from "../../support/engine.ts";

const engine = engineForFile();
const at = msOf("2027-02-11T10:00:00.000Z");
const MINUTE = 60_000;
const as = async (role: Role, then = at) => (await withRole(engine.it, role, then)).cookie;
const own: Poll = {
  ...{ id: "own-poll", name: "Commissioner election", kind: "own", type: "ordinary", status: "called", note: "" },
  pollOn: "2027-02-04",
  ...proposedDates({ pollOn: "2027-02-04", kind: "own", type: "ordinary" }),
};

/** An election whose declaration was recorded at `at`, with a closure that ended with it. */
const declared = async (closureId: string): Promise<void> => {
  const { store } = engine.it.deps;
  const kept = await store.polls.read();
  await store.polls.write({ ...kept, polls: [...SHIPPED_POLLS, own] }, { writeId: nextWriteId(), at }, []);
  const waiting = aClosure({ id: closureId, until: { of: "declaration", pollId: own.id } });
  await keepClosures(engine.it, [waiting], at - MINUTE);
  const { status } = await send(engine.it, handler, polls.declare, {
    ...{ at, cookie: await as("approver"), params: { id: own.id } },
    body: { madeOn: "2027-02-11", writeId: nextWriteId() },
  });
  expect(status).toBe(200);
};
const ask = async (what: object = {}, then = at + MINUTE) => {
  const writeId = nextWriteId();
  const asked = { type: "declaration", pollId: own.id, recordedAt: toInstant(at), ...what };
  const { status, body } = await send(engine.it, approvalsHandler, approvals.ask, {
    ...{ at: then, cookie: await as("officer", then) },
    body: { what: asked, reason: "It was the wrong election.", writeId },
  });
  return { status, body, id: `v_${writeId}` };
};
const agree = async (id: string, then = at + 2 * MINUTE) =>
  send(engine.it, approvalsHandler, approvals.answer, {
    ...{ at: then, cookie: await as("approver", then), params: { id } },
    body: { agreed: true, reason: "", writeId: nextWriteId() },
  });
const page = async (then: number, role: Role = "officer") =>
  (await send(engine.it, handler, polls.list, { at: then, cookie: await as(role, then) })).body;
const viewOf = async (then: number, role: Role = "officer") =>
  (await page(then, role)).polls.find(({ poll }: { poll: Poll }) => poll.id === own.id);

describe("election/taken-back", () => {
  it("lets the period stand again when a second person agrees; the closure that ended stays ended", async () => {
    await declared("c_ended");
    expect(await viewOf(at + MINUTE)).toMatchObject({ phase: "over", may: ["change", "take-back"] });
    expect((await viewOf(at + MINUTE, "observer")).may).toEqual([]);
    const { status, id, body } = await ask();
    expect(status).toBe(200);
    const line = body.open.find(({ approval }: ApprovalLine) => approval.id === id);
    expect(line.follows).toContain("do not come back by themselves");
    expect((await agree(id)).status).toBe(200);

    const after = at + 3 * MINUTE;
    const view = await viewOf(after);
    expect(view).toMatchObject({ phase: "running", poll: { status: "held" }, may: ["change", "close"] });
    expect(view.declaration).toBeUndefined();
    const [poll] = (await engine.it.deps.store.polls.read()).polls.filter((one) => one.id === own.id);
    expect(poll !== undefined && inPeriod(poll, after)).toBe(true);
    const read = { at: after, cookie: await as("officer", after), params: { id: "c_ended" } };
    expect((await send(engine.it, closuresHandler, closures.one, read)).body.state).toBe("ended");

    const [item, answered] = [await engine.it.table.get(pollsKey()), await engine.it.table.get(approvalKey(id))];
    expect(item?.events).toMatchObject([
      { type: "declaration-taken-back", pollId: own.id, reason: "It was the wrong election." },
    ]);
    expect(answered).toMatchObject({ answer: { agreed: true }, writeId: item?.writeId });
  });

  it("lets it be recorded anew; an older request does not take the new one back", async () => {
    await declared("c_again");
    const [first, second] = [await ask(), await ask({}, at + MINUTE)];
    expect([first.status, second.body.errors[0].rule]).toEqual([200, "approval/once"]);
    await agree(first.id);
    const again = at + 5 * MINUTE;
    const { status } = await send(engine.it, handler, polls.declare, {
      ...{ at: again, cookie: await as("approver", again), params: { id: own.id } },
      body: { madeOn: "2027-02-11", writeId: nextWriteId() },
    });
    expect(status).toBe(200);
    const late = await ask({}, again + MINUTE);
    expect([late.status, late.body.errors]).toMatchObject([422, [{ rule: "election/taken-back", pointer: "/what" }]]);
  });

  it("refuses to agree to what was taken back since it was asked for", async () => {
    await declared("c_once");
    const { id } = await ask();
    const kept = await engine.it.deps.store.polls.read();
    await engine.it.deps.store.polls.write({ ...kept, polls: [own] }, { writeId: nextWriteId(), at }, []);
    const { status, body } = await agree(id);
    expect([status, body.rule]).toEqual([409, "election/taken-back"]);
  });

  it("leaves alone what nobody recorded here, and what there is not", async () => {
    await declared("c_shipped");
    const [shipped] = SHIPPED_POLLS.filter(({ id }) => id === "commissioner-2024");
    const before = await ask({ pollId: shipped?.id, recordedAt: shipped?.declaration?.recordedAt });
    expect([before.status, before.body.errors[0].rule]).toEqual([422, "election/taken-back"]);
    expect((await ask({ pollId: "nobody" })).status).toBe(404);
  });
});
