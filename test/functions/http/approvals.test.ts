import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../../functions/http/approvals.ts";
import { approvalKey, staffKey } from "../../../functions/store/keys.ts";
import { type ApprovalLine, approvals } from "../../../shared/contract/approvals.ts";
import type { ApprovalWhat } from "../../../shared/rules/approval.ts";
import { LAPSES_AFTER_DAYS } from "../../../shared/rules/approval.ts";
import type { Role } from "../../../shared/rules/role.ts";
import { nextWriteId } from "../../support/bid.ts";
import { aClosure, keepClosures } from "../../support/closures.ts";
import { engineForFile, send, signedIn } from "../../support/engine.ts";
import { runDeletion } from "../../support/retention.ts";
import { tellingOf, tos } from "../../support/telling.ts";

const engine = engineForFile();
const at = Date.parse("2026-11-23T09:00:00.000Z");
const DAY = 86_400_000;
const taken = tellingOf(engine, at + 40 * DAY);

const as = async (role: Role, name: string = role, then = at) =>
  (await signedIn(engine.it, { id: `p_${name}`, name: `The ${name}`, roles: [role], door: "staff" }, then)).cookie;

// What is asked for here: closures that there are.
beforeAll(() =>
  keepClosures(
    engine.it,
    Array.from({ length: 40 }, (_, n) =>
      aClosure({ id: `closure-${n + 1}`, scope: { of: "round", roundId: "ABC-26Q4" } }),
    ),
    at,
  ),
);
let things = 0;
/** Something else each time, so that no test waits for the request of another. */
const something = (): ApprovalWhat => {
  things += 1;
  return { type: "reopening", closureId: `closure-${things}` };
};
type Ask = { what?: unknown; reason?: string; writeId?: string };
const ask = async (over: Ask = {}, cookie?: string, then = at) =>
  send(engine.it, handler, approvals.ask, {
    at: then,
    cookie: cookie ?? (await as("officer")),
    body: { what: something(), reason: "The vacancy is filled.", writeId: nextWriteId(), ...over },
  });
type Given = { agreed?: boolean; reason?: string; writeId?: string };
const answer = async (id: string, over: Given = {}, cookie?: string, then = at) =>
  send(engine.it, handler, approvals.answer, {
    at: then,
    cookie: cookie ?? (await as("approver")),
    params: { id },
    body: { agreed: false, reason: "Not yet.", writeId: nextWriteId(), ...over },
  });
const asked = async (cookie?: string): Promise<string> => {
  const writeId = nextWriteId();
  await ask({ writeId }, cookie);
  return `v_${writeId}`;
};
const lineOf = (lines: ApprovalLine[], id: string) => lines.find(({ approval }) => approval.id === id);

describe("POST /api/office/approvals", () => {
  it("keeps what is asked, by whom and why, for others to answer", async () => {
    const [what, writeId] = [something(), nextWriteId()];
    const { status, body } = await ask({ what, writeId });
    expect(status).toBe(200);
    expect(lineOf(body.open, `v_${writeId}`)).toMatchObject({
      approval: { what, reason: "The vacancy is filled.", askedBy: "p_officer" },
      ...{ state: "open", askedByName: "The officer", lapsesAt: "2026-12-08T00:00:00.000Z", mayAnswer: false },
    });
    const item = await engine.it.table.get(approvalKey(`v_${writeId}`));
    expect(item?.events).toMatchObject([{ type: "approval-asked", by: "p_officer", what: "reopening" }]);
    expect(item?.deleteOn).toBe("2033-11-23");
  });

  it("keeps it once when the same write comes again, and refuses the same thing from somebody else", async () => {
    const [what, writeId] = [something(), nextWriteId()];
    await ask({ what, writeId });
    const again = await ask({ what, writeId });
    const of = (lines: ApprovalLine[]) =>
      lines.filter(({ approval }) => JSON.stringify(approval.what) === JSON.stringify(what));
    expect([again.status, of(again.body.open).length]).toEqual([200, 1]);
    const other = await ask({ what }, await as("approver"));
    expect([other.status, other.body.errors]).toMatchObject([422, [{ rule: "approval/once", pointer: "/what" }]]);
  });

  it.each([
    ["no reason", { reason: " \n " }, "approval/reason", "/reason"],
    ["what there is not", { what: { type: "payment", amountPence: 1 } }, "request/shape", "/what/type"],
    [
      "more than it says",
      { what: { type: "reopening", closureId: "c", at: "now" } },
      "request/unknown-field",
      "/what/at",
    ],
    [
      "a round that nobody can have named",
      { what: { type: "override", roundId: "x".repeat(3_000), of: "publish", pollId: "p" } },
      ...(["request/shape", "/what/roundId"] as const),
    ],
    [
      "a group that nobody can have named",
      { what: { type: "exception", roundId: "ABC-26Q4", organisationId: "o/../x", until: "2026-12-02T00:00:00.000Z" } },
      ...(["request/shape", "/what/organisationId"] as const),
    ],
  ])("refuses %s", async (_, over, rule, pointer) => {
    const { status, body } = await ask(over);
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ rule, pointer }]);
  });
});

describe("POST /api/office/approvals/{id}/answer", () => {
  it("keeps a refusal with its reason, once; the same write again changes nothing", async () => {
    const [id, writeId] = [await asked(), nextWriteId()];
    const { status, body } = await answer(id, { writeId });
    expect(status).toBe(200);
    expect(lineOf(body.recent, id)).toMatchObject({
      ...{ state: "refused", answeredByName: "The approver", mayAnswer: false },
      approval: { answer: { agreed: false, reason: "Not yet.", by: "p_approver" } },
    });
    expect((await answer(id, { writeId })).status).toBe(200);
    const other = await answer(id, { agreed: true });
    expect([other.status, other.body.rule]).toEqual([409, "approval/once"]);
    const item = await engine.it.table.get(approvalKey(id));
    expect(item).toMatchObject({
      version: 2,
      events: [{ type: "approval-answered", by: "p_approver", agreed: false, approvalId: id }],
    });
  });

  it("writes what follows together with the answer that agrees, for one approver of two who answer at once", async () => {
    const what = something();
    const writeId = nextWriteId();
    await ask({ what, writeId });
    const cookies = [await as("approver", "first"), await as("approver", "second")];
    const both = await Promise.all(
      cookies.map((cookie) => answer(`v_${writeId}`, { agreed: true, reason: "" }, cookie)),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, expect.toBeOneOf([409, 412])]);
    const [kept] = await engine.it.deps.store.closures.some([what.type === "reopening" ? what.closureId : ""]);
    const item = await engine.it.table.get(approvalKey(`v_${writeId}`));
    expect(item).toMatchObject({ version: 2, answer: { agreed: true } });
    expect(kept?.record).toMatchObject({ endedAt: expect.any(String), version: 2 });
    // The closure has ended meanwhile: what was asked for cannot be done a second time.
    const again = await ask({ what });
    expect([again.status, again.body.errors.length]).toEqual([422, 1]);
  });

  it("lets nobody answer what they asked for themselves", async () => {
    const cookie = await as("approver", "asking");
    const id = await asked(cookie);
    const { status, body } = await answer(id, { agreed: true }, cookie);
    expect([status, body.errors]).toMatchObject([422, [{ rule: "approval/own" }]]);
    expect((await answer(id, {}, await as("approver", "other"))).status).toBe(200);
  });

  it("refuses a refusal without a reason, and asks no approver for one who agrees", async () => {
    const id = await asked();
    expect((await answer(id, { reason: "" })).body.errors).toMatchObject([
      { rule: "approval/reason", pointer: "/reason" },
    ]);
  });

  it("lapses when nobody answers, and can be asked for again", async () => {
    const then = at + (LAPSES_AFTER_DAYS + 1) * DAY;
    const [what, writeId] = [something(), nextWriteId()];
    await ask({ what, writeId });
    const late = await answer(`v_${writeId}`, { agreed: true }, await as("approver", "late", then), then);
    expect([late.status, late.body.rule]).toEqual([409, "approval/lapsed"]);
    const again = await ask({ what }, await as("officer", "again", then), then);
    expect(again.status).toBe(200);
    expect(lineOf(again.body.recent, `v_${writeId}`)?.state).toBe("lapsed");
  });

  it("is for approvers alone: an officer is told no, and what there is not is not found", async () => {
    const id = await asked();
    expect((await answer(id, {}, await as("officer", "clerk"))).status).toBe(403);
    expect((await answer(id, {}, undefined)).status).toBe(200);
    expect((await answer("v_none")).status).toBe(404);
    const nobody = { at, params: { id }, body: { agreed: true, reason: "", writeId: nextWriteId() } };
    expect((await send(engine.it, handler, approvals.answer, nobody)).status).toBe(401);
  });
});

describe("GET /api/office/approvals", () => {
  it("shows an observer everything, with nothing to answer", async () => {
    const id = await asked();
    const cookie = (await signedIn(engine.it, { id: "p_observer", roles: ["observer"] }, at)).cookie;
    const { status, body } = await send(engine.it, handler, approvals.list, { at, cookie });
    expect([status, lineOf(body.open, id)?.mayAnswer]).toEqual([200, false]);
  });
});

describe("messages/told of approvals", () => {
  it("asks every approver but whoever asks, and tells whoever asked what the answer was", async () => {
    await taken();
    const holders = { p_asking: ["approver"], p_approver: ["approver"], p_officer: ["officer"] };
    await engine.it.table.write(
      [
        {
          ...{ key: staffKey(), kind: "staff", schema: 1, was: "absent", events: [] },
          data: { holders, invitations: [] },
        },
      ],
      { writeId: nextWriteId(), at },
    );
    const id = await asked(await as("approver", "asking"));
    const wanted = await taken();
    expect(tos(wanted)).toEqual(["approval-wanted to p_approver@example.org"]);
    expect(wanted[0]?.text).toContain("If nobody answers by 11:59pm on Monday 7 December 2026");
    await answer(id);
    const told = await taken();
    expect(tos(told)).toEqual(["approval-answered to p_asking@example.org"]);
    expect(`${told[0]?.subject}${told[0]?.text}`).toMatch(/^Refused/);
    expect(told[0]?.text).not.toContain("Not yet.");
  });
});

describe("retention/approval", () => {
  it("keeps a request for seven years, and then it goes", async () => {
    const id = await asked();
    await runDeletion(engine.it.deps, "2033-11-22");
    expect((await engine.it.table.get(approvalKey(id)))?.version).toBe(1);
    await runDeletion(engine.it.deps, "2033-11-23");
    expect(await engine.it.table.get(approvalKey(id))).toBeUndefined();
  });
});
