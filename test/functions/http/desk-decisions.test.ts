import { describe, expect, it } from "vitest";
import { handler as events } from "../../../functions/stream/events.ts";
import { FUNDS } from "../../../shared/funds/funds.ts";
import { toInstant } from "../../../shared/rules/london.ts";
import { HOUR, MINUTE, nextWriteId } from "../../support/bid.ts";
import { atDesk, deskScene, withRole } from "../../support/desk.ts";
import { engineForFile } from "../../support/engine.ts";
import { deliverAll, relayedRecords } from "../../support/relay.ts";

const engine = engineForFile();
// A Sunday; the round of a scene closes at six in the evening.
const at = Date.parse("2026-11-22T12:00:00.000Z");
const closed = at + 7 * HOUR;
const [fund] = FUNDS;
if (fund === undefined) throw new Error("The portal ships with a fund.");

const officerAt = async (when: number) => atDesk(engine.it, (await withRole(engine.it, "officer", when)).cookie);
const relay = async () => deliverAll(events, await relayedRecords(engine.it), engine.it.deps);
const refusal = ({ status, body }: { status: number; body: { rule?: string } }) => [status, body.rule];
const firstRule = ({ status, body }: { status: number; body: { errors: { rule: string; pointer: string }[] } }) => [
  status,
  body.errors[0]?.rule,
  body.errors[0]?.pointer,
];

describe("POST /api/desk/applications/{id}/inquiries", () => {
  it("asks the group, which reads and answers it, and both see how it went", async () => {
    const scene = await deskScene(engine.it, fund, at);
    const id = await scene.sent();
    const officer = await officerAt(at);
    const asked = await officer.ask(id, at, { answerBy: "2026-11-27" });
    expect(asked.status, asked.text).toBe(200);
    const theirs = (await scene.as.read(id, at)).body;
    expect(theirs.inquiries).toEqual([
      { id: asked.body.id, question: "How many people come?", askedAt: toInstant(at), answerBy: "2026-11-27" },
    ]);
    expect((await officer.application(id, at)).body.inquiries).toHaveLength(1);
    expect((await officer.round(scene.round.id, at)).body.lines[0].openQuestions).toBe(1);
    await scene.as.answerInquiry(id, asked.body.id, "Thirty.", at + MINUTE);
    const after = (await officer.application(id, at + 2 * MINUTE)).body;
    expect(after.inquiries[0]).toMatchObject({ answer: "Thirty.", answeredBy: `Person ${scene.ash}` });
    expect((await officer.round(scene.round.id, at + 2 * MINUTE)).body.lines[0].openQuestions).toBe(0);
  });

  it("asks once when it is sent twice, also after the answer has come", async () => {
    const scene = await deskScene(engine.it, fund, at);
    const id = await scene.sent();
    const officer = await officerAt(at);
    const writeId = nextWriteId();
    const first = await officer.ask(id, at, { answerBy: "2026-11-27", writeId });
    const again = await officer.ask(id, at + MINUTE, { answerBy: "2026-11-27", writeId });
    await scene.as.answerInquiry(id, first.body.id, "Thirty.", at + 2 * MINUTE);
    const late = await officer.ask(id, at + 3 * MINUTE, { answerBy: "2026-11-27", writeId });
    expect([again.body, late.body]).toEqual([first.body, first.body]);
    expect((await officer.application(id, at + 4 * MINUTE)).body.inquiries).toHaveLength(1);
  });

  it.each([
    ["an empty question", { question: " \n", answerBy: "2026-11-27" }, "inquiry/question", "/question"],
    ["a day that is over", { answerBy: "2026-11-21" }, "inquiry/answer-by", "/answerBy"],
    ["no real day", { answerBy: "2026-11-31" }, "inquiry/answer-by", "/answerBy"],
    ["a day too far off", { answerBy: "2027-03-01" }, "inquiry/answer-by", "/answerBy"],
  ])("is refused for %s", async (_what, body, rule, pointer) => {
    const scene = await deskScene(engine.it, fund, at);
    const id = await scene.sent();
    expect(firstRule(await (await officerAt(at)).ask(id, at, body))).toEqual([422, rule, pointer]);
  });

  it("is refused about a draft and about what was withdrawn", async () => {
    const scene = await deskScene(engine.it, fund, at);
    const { id: draft } = await scene.draft();
    const withdrawn = await scene.sent();
    await scene.as.withdraw(withdrawn, at);
    const officer = await officerAt(at);
    expect(refusal(await officer.ask(draft, at, { answerBy: "2026-11-27" }))).toEqual([409, "inquiry/state"]);
    expect(refusal(await officer.ask(withdrawn, at, { answerBy: "2026-11-27" }))).toEqual([409, "inquiry/state"]);
  });

  it.each(["approver", "observer", "applicant", "trustee"] as const)("is refused to the role %s", async (role) => {
    const scene = await deskScene(engine.it, fund, at);
    const id = await scene.sent();
    const { cookie } = await withRole(engine.it, role, at);
    expect((await atDesk(engine.it, cookie).ask(id, at, { answerBy: "2026-11-27" })).status).toBe(403);
  });
});

describe("POST /api/desk/applications/{id}/inquiries, of what retention has emptied", () => {
  it("is refused: there is nobody left to ask", async () => {
    const scene = await deskScene(engine.it, fund, at);
    const id = await scene.sent();
    const { applications } = engine.it.deps.store;
    const head = await applications.head(id);
    if (head === undefined) throw new Error("The application was sent.");
    await applications.change({ ...head, deletedOn: "2026-11-22" }, { writeId: "emptied-by-retention", at }, []);
    const officer = await officerAt(at);
    expect(refusal(await officer.ask(id, at, { answerBy: "2026-11-27" }))).toEqual([409, "inquiry/state"]);
  });
});

describe("POST /api/desk/applications/{id}/eligibility", () => {
  it("records that a bid is eligible once the round has closed, and takes the same again", async () => {
    const scene = await deskScene(engine.it, fund, at);
    const id = await scene.sent();
    const officer = await officerAt(closed);
    const writeId = nextWriteId();
    expect((await officer.eligible(id, closed, writeId)).body).toEqual({ state: "eligible" });
    expect((await officer.eligible(id, closed + MINUTE, writeId)).body).toEqual({ state: "eligible" });
    expect(refusal(await officer.eligible(id, closed + MINUTE))).toEqual([409, "application/state"]);
    await relay();
    const { history } = (await officer.application(id, closed + MINUTE)).body;
    expect(history.filter(({ type }: { type: string }) => type === "marked-eligible")).toHaveLength(1);
  });

  it("is refused while the group can still send a better version", async () => {
    const scene = await deskScene(engine.it, fund, at);
    const id = await scene.sent();
    const reply = await (await officerAt(at)).notEligible(id, at);
    expect(refusal(reply)).toEqual([409, "eligibility/still-changing"]);
    expect(reply.body.detail).toContain("Sunday 22 November 2026");
  });

  it("records not eligible with its rule, its reason and five working days, takes the bid out of what is asked, and keeps why", async () => {
    const scene = await deskScene(engine.it, fund, at);
    const id = await scene.sent(50_000);
    const officer = await officerAt(closed);
    const { body } = await officer.notEligible(id, closed);
    expect(body).toEqual({
      state: "not-eligible",
      notEligible: {
        rule: "eligibility/documents",
        reason: "The accounts are of another group.",
        canBePutRight: true,
        // From a Sunday: Monday to Friday.
        putRightBy: "2026-11-27",
        at: toInstant(closed),
      },
    });
    expect((await scene.as.read(id, closed)).body.notEligible.putRightBy).toBe("2026-11-27");
    expect((await officer.round(scene.round.id, closed)).body.totals).toMatchObject({
      submitted: 1,
      notEligible: 1,
      askedPence: 0,
    });
    await relay();
    const { history } = (await officer.application(id, closed)).body;
    const marked = history.find(({ type }: { type: string }) => type === "marked-not-eligible");
    expect([marked.rules, marked.reason, marked.at]).toEqual([
      ["eligibility/documents"],
      "The accounts are of another group.",
      toInstant(closed),
    ]);
  });

  it("may be recorded under a rule that only the office judges", async () => {
    const scene = await deskScene(engine.it, fund, at);
    const id = await scene.sent();
    const { body } = await (await officerAt(closed)).notEligible(id, closed, { rule: "eligibility/purposes" });
    expect(body.notEligible.rule).toBe("eligibility/purposes");
  });

  it("is refused under a rule that the fund does not have, and without a reason", async () => {
    const scene = await deskScene(engine.it, fund, at);
    const id = await scene.sent();
    const officer = await officerAt(closed);
    expect(firstRule(await officer.notEligible(id, closed, { rule: "eligibility/looks" }))).toEqual([
      422,
      "eligibility/known-rule",
      "/rule",
    ]);
    expect(firstRule(await officer.notEligible(id, closed, { reason: "  " }))).toEqual([
      422,
      "request/shape",
      "/reason",
    ]);
  });

  it("is refused about a draft and about an application that does not exist", async () => {
    const scene = await deskScene(engine.it, fund, at);
    const { id } = await scene.draft();
    const officer = await officerAt(closed);
    expect(refusal(await officer.eligible(id, closed))).toEqual([409, "application/state"]);
    expect((await officer.eligible(`${scene.round.id}-9999-X`, closed)).status).toBe(404);
  });

  it.each(["approver", "observer", "applicant"] as const)("is refused to the role %s", async (role) => {
    const scene = await deskScene(engine.it, fund, at);
    const id = await scene.sent();
    const { cookie } = await withRole(engine.it, role, closed);
    expect((await atDesk(engine.it, cookie).eligible(id, closed)).status).toBe(403);
  });
});

describe("POST /api/desk/applications/{id}/put-right", () => {
  const notEligible = async (canBePutRight = true) => {
    const scene = await deskScene(engine.it, fund, at);
    const id = await scene.sent();
    await (await officerAt(closed)).notEligible(id, closed, { canBePutRight });
    return { scene, id };
  };
  const days = (count: number) => closed + count * 24 * HOUR;

  it("brings the bid back to be checked, with the reason in its history, and takes the same again", async () => {
    const { scene, id } = await notEligible();
    const officer = await officerAt(days(3));
    const writeId = nextWriteId();
    expect((await officer.putRight(id, days(3), "2026-11-25", writeId)).body).toEqual({ state: "submitted" });
    expect((await officer.putRight(id, days(3), "2026-11-25", writeId)).body).toEqual({ state: "submitted" });
    await relay();
    const { history, notEligible: still, may } = (await officer.application(id, days(3))).body;
    const put = history.find(({ type }: { type: string }) => type === "put-right");
    expect([put.rules, put.reason]).toEqual([["eligibility/documents"], "They sent the right accounts."]);
    expect(still).toBeUndefined();
    expect(may).toMatchObject({ eligible: true, notEligible: true, putRight: false });
    expect((await officer.round(scene.round.id, days(3))).body.totals).toMatchObject({ notEligible: 0, submitted: 1 });
  });

  it("counts what the group did on the last day, recorded later", async () => {
    const { id } = await notEligible();
    const officer = await officerAt(days(10));
    expect(firstRule(await officer.putRight(id, days(10), "2026-11-28"))).toEqual([
      422,
      "eligibility/put-right-by",
      "/putRightOn",
    ]);
    expect((await officer.putRight(id, days(10), "2026-11-27")).status).toBe(200);
  });

  it("is refused for a day that is to come, for what cannot be put right, and for a bid that is in order", async () => {
    const { id } = await notEligible();
    const officer = await officerAt(closed);
    expect(firstRule(await officer.putRight(id, closed, "2026-11-24"))[1]).toBe("eligibility/put-right-by");
    const { id: final } = await notEligible(false);
    expect(refusal(await officer.putRight(final, closed, "2026-11-22"))).toEqual([409, "eligibility/put-right"]);
    const sent = await (await deskScene(engine.it, fund, at)).sent();
    expect(refusal(await officer.putRight(sent, closed, "2026-11-22"))).toEqual([409, "application/state"]);
  });
});
