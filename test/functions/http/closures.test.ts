import { describe, expect, it } from "vitest";
import { endedByDeclaration } from "../../../functions/closures.ts";
import { handler as approvalsHandler } from "../../../functions/http/approvals.ts";
import { handler } from "../../../functions/http/closures.ts";
import { handler as documentsHandler } from "../../../functions/http/documents.ts";
import { handler as fundsHandler } from "../../../functions/http/funds.ts";
import { handler as roundsHandler } from "../../../functions/http/rounds.ts";
import { closuresKey } from "../../../functions/store/keys.ts";
import { approvals } from "../../../shared/contract/approvals.ts";
import { type ClosureEntered, type ClosureLetter, closures } from "../../../shared/contract/closures.ts";
import { documents } from "../../../shared/contract/documents.ts";
import { funds } from "../../../shared/contract/funds.ts";
import { rounds } from "../../../shared/contract/rounds.ts";
import { londonDate, londonTime, msOf, toInstant } from "../../../shared/rules/london.ts";
import { SHIPPED_POLLS } from "../../../shared/rules/poll-history.ts";
import type { Round } from "../../../shared/rules/round.ts";
import { asking, filledDraft, groupWith, HOUR, nextWriteId, openRound } from "../../support/bid.ts";
import { withRole } from "../../support/desk.ts";
import { engineForFile, send, signedIn } from "../../support/engine.ts";
import { aRound, someFund } from "../../support/rounds.ts";
import { tellingOf, tos } from "../../support/telling.ts";

const engine = engineForFile();
const fund = someFund();
const at = msOf("2026-11-23T10:00:00.000Z");
const DAY = 24 * HOUR;
const closesAt = msOf("2026-12-01T12:00:00.000Z");
const wording = "The fund is closed while its office is empty. This is the same for everybody.";
const taken = tellingOf(engine, at + 400 * DAY);

const entered = (round: Round, changed: Partial<ClosureEntered> = {}): ClosureEntered => ({
  scope: { of: "round", roundId: round.id },
  from: { of: "at-once" },
  until: { of: "further-notice" },
  reason: "vacancy",
  wording,
  freezes: ["new-drafts", "submissions", "meetings", "confirmations"],
  deadlines: "moved",
  drafts: "editable",
  ...changed,
});
const wall = (ms: number) => ({ on: londonDate(toInstant(ms)), time: londonTime(toInstant(ms)) });

const officer = async (then = at) => (await withRole(engine.it, "officer", then)).cookie;
const close = async (body: ClosureEntered, { when = at, writeId = nextWriteId(), cookie = "" } = {}) =>
  send(engine.it, handler, closures.close, {
    ...{ at: when, cookie: cookie === "" ? await officer(when) : cookie },
    body: { ...body, writeId },
  });
const change = async (id: string, body: object, then = at) =>
  send(engine.it, handler, closures.change, { at: then, cookie: await officer(then), params: { id }, body });
const ask = async (closureId: string, then: number, role: "officer" | "approver" = "officer") => {
  const [{ cookie, id }, writeId] = [await withRole(engine.it, role, then), nextWriteId()];
  const body = { what: { type: "reopening", closureId }, reason: "The office is filled.", writeId };
  const reply = await send(engine.it, approvalsHandler, approvals.ask, { at: then, cookie, body });
  return { ...reply, approvalId: `v_${writeId}`, cookie, askedBy: id };
};
const answer = async (id: string, then: number, cookie?: string) =>
  send(engine.it, approvalsHandler, approvals.answer, {
    ...{ at: then, cookie: cookie ?? (await withRole(engine.it, "approver", then)).cookie, params: { id } },
    body: { agreed: true, reason: "", writeId: nextWriteId() },
  });
const reopened = async (closureId: string, then: number) => answer((await ask(closureId, then)).approvalId, then);
const round = (code: string) => openRound(engine.it, fund, code, at, closesAt);
const kept = async ({ id }: Round): Promise<Round> => (await engine.it.deps.store.rounds.withForm(id)).round;
const group = async (name: string, people: string[], then = at) => groupWith(engine.it, `o_${name}`, people, then);
/** Sessions end without work: a colleague who signs in later. */
const later = async (organisationId: string, person: string, then: number) => {
  const { cookie } = await signedIn(engine.it, { id: person, organisations: [organisationId] }, then);
  return asking(engine.it, cookie);
};

describe("POST /api/office/closures", () => {
  it("is in force five seconds after it is confirmed, in every write, by the instant of receipt", async () => {
    const open = await round("26A1");
    const ash = asking(engine.it, (await group("a1", ["p_a1"]))("p_a1"));
    const [one, two] = [
      await filledDraft(ash, fund, open, "o_a1", 500_00, at),
      await filledDraft(ash, fund, open, "o_a1", 500_00, at),
    ];
    const made = await close(entered(open));
    const from = at + 5_000;
    expect(made.body).toMatchObject({ state: "announced", closure: { from: toInstant(from) }, byName: /officer/ });
    expect((await ash.submit(one.id, one.draftId, from - 1)).status).toBe(200);
    const refused = await ash.submit(two.id, two.draftId, from);
    expect([refused.status, refused.body]).toMatchObject([409, { rule: "round/paused", detail: wording }]);
    expect((await ash.start(open.id, "o_a1", from)).body.rule).toBe("round/paused");
    expect((await ash.openChange(one.id, from)).body.rule).toBe("round/paused");
    const saved = await ash.save(two.id, "project", { draftId: two.draftId, was: 1, answers: {} }, from);
    expect(saved.status).toBe(200);
  });

  it("keeps a round paused whose close passes meanwhile, and gives back its days when two people open it again", async () => {
    const open = await round("26A2");
    const cookieOf = await group("a2", ["p_a2"]);
    const ash = asking(engine.it, cookieOf("p_a2"));
    const { id, draftId } = await filledDraft(ash, fund, open, "o_a2", 500_00, at);
    const { body } = await close(entered(open));
    await taken();
    const then = msOf("2026-12-02T09:00:00.000Z");
    const di = await later("o_a2", "p_a2c", then);
    const view = await di.read(id, then);
    expect(view.body).toMatchObject({ roundStatus: "paused", may: { save: true, submit: false } });
    const asked = await ask(body.closure.id, then);
    expect([asked.status, (await kept(open)).timetable.closesAt]).toEqual([200, toInstant(closesAt)]);
    expect((await answer(asked.approvalId, then + 1000)).status).toBe(200);
    const after = await kept(open);
    // Eight working days from 23 November to 2 December.
    expect(after.timetable.closesAt).toBe("2026-12-11T12:00:00.000Z");
    expect(after.extensions).toMatchObject([{ was: toInstant(closesAt), until: after.timetable.closesAt }]);
    expect((await di.submit(id, draftId, then + 5_999)).body.rule).toBe("round/paused");
    // Groups hear later than they were promised, so the work that the draft has begins too early: nothing else stands against it.
    const late = await di.submit(id, draftId, then + 6_000);
    expect(late.body.errors).toMatchObject([{ rule: "dates/before-decision" }]);
    const told = await taken();
    expect(tos(told).filter((to) => to.startsWith("fund-"))).toEqual(["fund-reopened to p_a2@example.org"]);
    expect(told.find(({ to }) => to.startsWith("fund-"))?.text).toContain(
      "now closes at 12 noon on Friday 11 December 2026",
    );
  });

  it("moves the deadline in the transaction that closes, where the end is known", async () => {
    const open = await round("26A3");
    const until = msOf("2026-12-03T12:00:00.000Z");
    const { body } = await close(entered(open, { until: { of: "wall", ...wall(until) } }));
    // Eight working days and part of a ninth are lost.
    const becomes = "2026-12-14T12:00:00.000Z";
    expect(body.rounds).toMatchObject([{ effect: "moves", closesAt: toInstant(closesAt), becomes }]);
    const after = await kept(open);
    expect(after.timetable.closesAt).toBe(becomes);
    expect(after.extensions).toMatchObject([{ was: toInstant(closesAt), reason: wording }]);
    const page = await send(engine.it, fundsHandler, funds.round, { at: until, params: { id: open.id } });
    expect(page.body.round).toMatchObject({ status: "open", timetable: { closesAt: becomes } });
  });

  it("tells everyone with work in the rounds it touches what happens to it, and nobody else", async () => {
    const [open, other] = [await round("26A4"), await round("26A5")];
    const as = async (name: string) => asking(engine.it, (await group(name, [`p_${name}`]))(`p_${name}`));
    const [draft, bid, none, gone] = [await as("dr"), await as("bi"), await as("no"), await as("go")];
    const begun = await filledDraft(draft, fund, open, "o_dr", 500_00, at);
    const sent = await filledDraft(bid, fund, open, "o_bi", 500_00, at);
    await bid.submit(sent.id, sent.draftId, at);
    await filledDraft(none, fund, other, "o_no", 500_00, at);
    const left = await filledDraft(gone, fund, open, "o_go", 500_00, at);
    await gone.submit(left.id, left.draftId, at);
    expect((await gone.withdraw(left.id, at)).status).toBe(200);
    await taken();
    const shown = await send(engine.it, handler, closures.preview, {
      at,
      cookie: await officer(),
      body: entered(open),
    });
    expect(shown.body.findings).toEqual([]);
    expect(shown.body.rounds).toMatchObject([{ roundId: open.id, effect: "moves", decidesWithin: true }]);
    expect(shown.body.rounds[0]?.applications).toMatchObject([
      { id: begun.id, has: "draft" },
      { id: sent.id, has: "bid" },
    ]);
    await close(entered(open));
    const told = (await taken()).filter(({ to }) => to.startsWith("fund-"));
    const members = told.filter(({ personId }) => personId !== undefined);
    expect(tos(members)).toEqual(["fund-closed to p_bi@example.org", "fund-closed to p_dr@example.org"]);
    const texts = shown.body.letters.map(({ text }: { text: string }) =>
      text.replace("http://localhost:3000", "https://grants.example.org"),
    );
    expect(members.map(({ text }) => texts.includes(text))).toEqual([true, true]);
    for (const { text } of members) expect(text).toContain(wording);
    expect(members[1]?.text).toContain("Your draft is kept. You can go on writing.");
    expect(members[0]?.text).toContain("What you have submitted stands.");
    expect(await taken()).toEqual([]);
  });

  it("shows beforehand what drafts are told when a closure with a known end has ended by itself, and nobody else", async () => {
    const open = await round("26AA");
    const as = async (name: string) => asking(engine.it, (await group(name, [`p_${name}`]))(`p_${name}`));
    const [draft, bid] = [await as("da"), await as("ba")];
    const begun = await filledDraft(draft, fund, open, "o_da", 500_00, at);
    const sent = await filledDraft(bid, fund, open, "o_ba", 500_00, at);
    await bid.submit(sent.id, sent.draftId, at);
    await taken();
    const shown = async (body: ClosureEntered) =>
      (await send(engine.it, handler, closures.preview, { at, cookie: await officer(), body })).body.letters;
    const ends = await shown(entered(open, { until: { of: "wall", ...wall(msOf("2026-12-03T12:00:00.000Z")) } }));
    expect(ends.map(({ sent, to, applications }: ClosureLetter) => ({ sent, to, applications }))).toEqual([
      { sent: "at-once", to: "draft", applications: 1 },
      { sent: "at-once", to: "bid", applications: 1 },
      { sent: "at-the-end", to: "draft", applications: 1 },
    ]);
    expect(ends[2].subject).toBe(`${begun.id}: the fund is open`);
    expect(ends[2].text).toContain("The closure that held this round up ended at 12 noon on Thursday 3 December 2026.");
    const waits = await shown(entered(open, { until: { of: "further-notice" } }));
    expect(waits.map(({ sent }: ClosureLetter) => sent)).toEqual(["at-once", "at-once"]);
  });

  it("cancels a round, and lets drafts and bids go on to the next", async () => {
    const [open, next] = [await round("26B1"), await openRound(engine.it, fund, "26B2", at, closesAt + 30 * DAY)];
    const ash = asking(engine.it, (await group("b1", ["p_b1"]))("p_b1"));
    const draft = await filledDraft(ash, fund, open, "o_b1", 500_00, at);
    const bid = await filledDraft(ash, fund, open, "o_b1", 400_00, at);
    await ash.submit(bid.id, bid.draftId, at);
    await close(entered(open, { deadlines: "cancelled" }));
    const from = at + 5_000;
    const view = await ash.read(draft.id, from);
    expect(view.body).toMatchObject({ roundStatus: "cancelled", may: { submit: false } });
    expect(view.body.notices[0]?.text).toBe(`This round was cancelled. ${wording}`);
    expect((await ash.submit(draft.id, draft.draftId, from)).body.rule).toBe("round/cancelled");
    for (const { id } of [draft, bid]) {
      const mine = await ash.carry(id, next.id, from);
      expect(mine.status).toBe(200);
      const copy = await ash.read(mine.body.id, from);
      expect(copy.body.title).toBe((await ash.read(id, from)).body.title);
    }
    const page = await send(engine.it, fundsHandler, funds.one, { at: from, params: { id: fund.id } });
    expect(page.body.cancelled).toMatchObject({ id: open.id, status: "cancelled", cancelledBecause: wording });
  });

  it("refuses saves and files where drafts can be read alone, and takes them again afterwards", async () => {
    const open = await round("26C1");
    const cookie = (await group("c1", ["p_c1"]))("p_c1");
    const ash = asking(engine.it, cookie);
    const { id, draftId } = await filledDraft(ash, fund, open, "o_c1", 500_00, at);
    const { body } = await close(entered(open, { drafts: "readable" }));
    const from = at + 5_000;
    const save = (then: number) => ash.save(id, "project", { draftId, was: 1, answers: {} }, then);
    expect((await save(from - 1)).status).toBe(200);
    const refused = await ash.save(id, "project", { draftId, was: 2, answers: {} }, from);
    expect([refused.status, refused.body.type, refused.body.rule]).toEqual([409, "/problems/paused", "closure/drafts"]);
    expect((await ash.read(id, from)).body.may.save).toBe(false);
    const file = await send(engine.it, documentsHandler, documents.begin, {
      ...{ at: from, cookie, params: { id } },
      body: {
        ...{ slot: fund.documents[0]?.id ?? "", name: "rules.pdf", sizeBytes: 900 },
        ...{ contentType: "application/pdf", writeId: nextWriteId() },
      },
    });
    expect(file.body.rule).toBe("closure/drafts");
    await reopened(body.closure.id, from);
    expect((await ash.save(id, "project", { draftId, was: 2, answers: {} }, from + 5_000)).status).toBe(200);
  });

  it("is the same closure when the same press comes again", async () => {
    const open = await round("26D1");
    const [writeId, cookie] = [nextWriteId(), await officer()];
    const [first, again] = [
      await close(entered(open), { writeId, cookie }),
      await close(entered(open), { writeId, cookie, when: at + 9_000 }),
    ];
    expect([again.status, again.body.closure]).toEqual([200, first.body.closure]);
    expect((await kept(open)).version).toBe(3);
  });

  it.each<[string, Partial<ClosureEntered>, string]>([
    ["an election tomorrow", { reason: "election", from: { of: "wall", ...wall(at + DAY) } }, "closure/announced"],
    ["what is past", { from: { of: "wall", ...wall(at - HOUR) } }, "closure/past"],
    ["an end before its beginning", { until: { of: "wall", ...wall(at - HOUR) } }, "closure/order"],
    ["no time that there is", { until: { of: "wall", on: "2027-03-28", time: "01:30" } }, "round/wall-time"],
    ["nothing", { freezes: [] }, "closure/scope"],
    ["a fund that there is not", { scope: { of: "fund", fundId: "nowhere" } }, "closure/scope"],
    ["a round that there is not", { scope: { of: "round", roundId: "ABC-99Z9" } }, "closure/scope"],
    ["a poll that there is not", { until: { of: "declaration", pollId: "never" } }, "closure/scope"],
    [
      "a poll whose declaration is made",
      { until: { of: "declaration", pollId: "commissioner-2024" } },
      "closure/scope",
    ],
  ])("refuses %s, and the preview says so first", async (_, changed, rule) => {
    const asked = entered(aRound(), { scope: { of: "portal" }, ...changed });
    const cookie = await officer();
    const shown = await send(engine.it, handler, closures.preview, { at, cookie, body: asked });
    expect(shown.body.findings.map((found: { rule: string }) => found.rule)).toContain(rule);
    const reply = await close(asked, { cookie });
    expect(reply.status).toBe(422);
    expect(reply.body.errors.map((found: { rule: string }) => found.rule)).toContain(rule);
  });
});

describe("closure/within", () => {
  it("lets no round be published that would close while nothing can be sent", async () => {
    const open = await round("26E1");
    const until = { of: "wall" as const, ...wall(at + 400 * DAY) };
    const scope = { of: "fund" as const, fundId: fund.id };
    const { body } = await close(entered(open, { scope, until, freezes: ["submissions"], deadlines: "kept" }));
    const draft = aRound({ id: `${fund.code}-26E2`, code: "26E2" });
    await engine.it.deps.store.rounds.create(draft, { writeId: nextWriteId(), at }, []);
    const asked = { at, cookie: await officer(), params: { id: draft.id } };
    const reply = await send(engine.it, roundsHandler, rounds.publish, {
      ...asked,
      body: { version: 1, writeId: nextWriteId() },
    });
    const rulesOf = (found: { rule: string }[]) => found.map(({ rule }) => rule);
    expect(rulesOf(reply.body.errors)).toContain("closure/within");
    const page = await send(engine.it, roundsHandler, rounds.one, asked);
    expect(rulesOf(page.body.blockers)).toContain("closure/within");
    expect((await reopened(body.closure.id, at + 6_000)).status).toBe(200);
  });
});

describe("PUT /api/office/closures/{id}", () => {
  it("makes it longer, which moves the rounds again from where they were, and writes to everyone again", async () => {
    const open = await round("26F1");
    const ash = asking(engine.it, (await group("f1", ["p_f1"]))("p_f1"));
    await filledDraft(ash, fund, open, "o_f1", 500_00, at);
    const until = { of: "wall" as const, ...wall(msOf("2026-11-25T12:00:00.000Z")) };
    const { body } = await close(entered(open, { until }));
    expect(body.rounds).toMatchObject([{ closesAt: toInstant(closesAt), becomes: "2026-12-04T12:00:00.000Z" }]);
    const told = async () => (await taken()).filter(({ to }) => to === "fund-closed to p_f1@example.org").length;
    expect(await told()).toBe(1);
    const { freezes } = body.closure;
    const words = { wording: "Closed for a few days.", freezes, drafts: "editable", until, version: 1 };
    const same = await change(body.closure.id, { ...words, writeId: nextWriteId() });
    expect([same.status, same.body.closure.wording, await told()]).toEqual([200, "Closed for a few days.", 0]);
    const longer = { ...words, until: { of: "wall", ...wall(msOf("2026-11-27T12:00:00.000Z")) }, version: 2 };
    const press = { ...longer, writeId: nextWriteId() };
    const moved = await change(body.closure.id, press);
    expect(moved.body.rounds).toMatchObject([{ closesAt: toInstant(closesAt), becomes: "2026-12-08T12:00:00.000Z" }]);
    expect([(await kept(open)).timetable.closesAt, await told()]).toEqual(["2026-12-08T12:00:00.000Z", 1]);
    expect((await change(body.closure.id, press)).status).toBe(200);
    expect((await change(body.closure.id, { ...longer, writeId: nextWriteId() })).status).toBe(412);
    const shorter = await change(body.closure.id, { ...words, version: 3, writeId: nextWriteId() });
    expect(shorter.body.errors).toMatchObject([{ rule: "closure/change", pointer: "/until" }]);
  });

  it("knows only closures that there are", async () => {
    const body = { wording, freezes: [], drafts: "editable", until: { of: "further-notice" }, version: 1 };
    expect((await change("c_none", { ...body, writeId: nextWriteId() })).body.type).toBe("/problems/not-found");
  });
});

describe("closure/reopen", () => {
  it("takes two people, the second an approver, and happens once", async () => {
    const open = await round("26G1");
    const { body } = await close(entered(open));
    const then = at + HOUR;
    const asked = await ask(body.closure.id, then, "approver");
    expect((await answer(asked.approvalId, then, asked.cookie)).body.errors).toMatchObject([{ rule: "approval/own" }]);
    expect((await answer(asked.approvalId, then, await officer(then))).body.type).toBe("/problems/forbidden");
    expect((await kept(open)).version).toBe(3);
    const cookie = await officer(then);
    const shown = await send(engine.it, handler, closures.ending, {
      at: then,
      cookie,
      params: { id: body.closure.id },
    });
    expect((await answer(asked.approvalId, then)).status).toBe(200);
    expect(shown.body.rounds).toMatchObject([{ effect: "moves", becomes: (await kept(open)).timetable.closesAt }]);
    const one = await send(engine.it, handler, closures.one, { at: then, cookie, params: { id: body.closure.id } });
    expect(one.body).toMatchObject({
      ...{ state: "in-force", endedByName: /approver/ },
      closure: { endAskedBy: asked.askedBy, endReason: "The office is filled.", endedAt: toInstant(then + 5_000) },
    });
    expect((await ask(body.closure.id, then + 1)).body.errors).toMatchObject([{ rule: "closure/reopen" }]);
  });

  it("gives the days back and tells nobody that it is open, while another closure holds the same round", async () => {
    const open = await round("26G5");
    const ash = asking(engine.it, (await group("g5", ["p_g5"]))("p_g5"));
    await filledDraft(ash, fund, open, "o_g5", 500_00, at);
    const [first, second] = [await close(entered(open)), await close(entered(open))];
    await taken();
    const then = at + 2 * HOUR;
    expect((await reopened(first.body.closure.id, then)).status).toBe(200);
    expect([(await kept(open)).timetable.closesAt, tos(await taken()).filter((to) => to.startsWith("fund-"))]).toEqual([
      ...["2026-12-02T12:00:00.000Z", []],
    ]);
    const page = await send(engine.it, fundsHandler, funds.round, { at: then + HOUR, params: { id: open.id } });
    expect(page.body.round.status).toBe("paused");
    expect((await reopened(second.body.closure.id, then + HOUR)).status).toBe(200);
    expect(tos(await taken()).filter((to) => to.startsWith("fund-"))).toEqual(["fund-reopened to p_g5@example.org"]);
  });

  it("gives back once the days that two closures covered, in whatever order they end", async () => {
    const closes = async ({ id }: Round) => (await engine.it.deps.store.rounds.withForm(id)).round.timetable.closesAt;
    const open = await round("26G6");
    const [first, second] = [await close(entered(open)), await close(entered(open))];
    const then = msOf("2026-12-02T09:00:00.000Z");
    await reopened(first.body.closure.id, then);
    // As though it had been one: eight working days from 23 November to 2 December.
    expect(await closes(open)).toBe("2026-12-11T12:00:00.000Z");
    await reopened(second.body.closure.id, msOf("2026-12-03T09:00:00.000Z"));
    expect(await closes(open)).toBe("2026-12-14T12:00:00.000Z");

    // One with an end gave its three days when it was put in force; what holds on gives the others.
    const other = await round("26G7");
    const short = { until: { of: "wall" as const, ...wall(msOf("2026-11-25T12:00:00.000Z")) } };
    await close(entered(other, short));
    const long = await close(entered(other));
    expect(await closes(other)).toBe("2026-12-04T12:00:00.000Z");
    await reopened(long.body.closure.id, then);
    expect(await closes(other)).toBe("2026-12-11T12:00:00.000Z");
  });

  it("gives back once the days of a closure that had an end and was changed to hold on", async () => {
    const open = await round("26G8");
    const until = { of: "wall" as const, ...wall(msOf("2026-11-25T12:00:00.000Z")) };
    const { body } = await close(entered(open, { until }));
    const { freezes } = body.closure;
    const on = { wording, freezes, drafts: "editable", until: { of: "further-notice" }, version: 1 };
    const held = await change(body.closure.id, { ...on, writeId: nextWriteId() });
    expect(held.body.rounds).toMatchObject([{ effect: "moves", givenUntil: "2026-11-25T12:00:00.000Z" }]);
    await reopened(body.closure.id, msOf("2026-12-02T09:00:00.000Z"));
    expect((await kept(open)).timetable.closesAt).toBe("2026-12-11T12:00:00.000Z");
  });

  it("gives days back to a round that came under it by an extension: only its decision was to wait", async () => {
    const open = await round("26G9");
    const ash = asking(engine.it, (await group("g9", ["p_g9"]))("p_g9"));
    const { id, draftId } = await filledDraft(ash, fund, open, "o_g9", 500_00, at);
    const from = { of: "wall" as const, on: "2026-12-02", time: "09:00" };
    const { body } = await close(entered(open, { from }));
    expect(body.rounds).toMatchObject([{ effect: "waits" }]);
    const { checkedBy, meetingOn, confirmedBy, notifiedBy, paidBy } = open.timetable;
    const dates = {
      closes: { on: "2026-12-04", time: "12:00" },
      checkedBy,
      meetingOn,
      confirmedBy,
      notifiedBy,
      paidBy,
    };
    const extension = { dates, reason: "More time.", version: (await kept(open)).version, writeId: nextWriteId() };
    const params = { id: open.id };
    const extended = { at, cookie: await officer(), params, body: extension };
    expect((await send(engine.it, roundsHandler, rounds.extend, extended)).status).toBe(200);
    const then = msOf("2026-12-09T09:00:00.000Z");
    const di = await later("o_g9", "p_g9c", then);
    expect((await di.read(id, then)).body).toMatchObject({ roundStatus: "paused" });
    await taken();
    expect((await reopened(body.closure.id, then)).status).toBe(200);
    // Six working days from 2 to 9 December, and five at least.
    expect((await kept(open)).timetable.closesAt).toBe("2026-12-16T12:00:00.000Z");
    const told = (await taken()).find(({ to }) => to === "fund-reopened to p_g9@example.org");
    expect(told?.text).toContain("now closes at 12 noon on Wednesday 16 December 2026");
    expect((await di.submit(id, draftId, then + 6_000)).body.rule).not.toBe("round/closed");
  });

  it("lifts what was only announced: nothing was closed, and a round that it would have cancelled is not", async () => {
    const open = await round("26G2");
    const from = { of: "wall" as const, ...wall(at + 3 * DAY) };
    const { body } = await close(entered(open, { deadlines: "cancelled", from }));
    expect((await kept(open)).cancelledAt).toBe(toInstant(at + 3 * DAY));
    expect((await reopened(body.closure.id, at + HOUR)).status).toBe(200);
    const after = await kept(open);
    expect([after.cancelledAt, after.cancelledBecause, after.timetable.closesAt]).toEqual([
      ...[undefined, undefined, toInstant(closesAt)],
    ]);
    const page = await send(engine.it, fundsHandler, funds.round, { at: at + 4 * DAY, params: { id: open.id } });
    expect(page.body).toMatchObject({ round: { status: "open" }, closures: [] });
  });

  it("follows from a recorded declaration, in its transaction, for the closures that waited for it", async () => {
    const [open, other] = [await round("26G3"), await round("26G4")];
    const pollId = SHIPPED_POLLS.at(-1)?.id ?? "";
    const first = await close(entered(open, { until: { of: "declaration", pollId } }));
    const second = await close(entered(open, { until: { of: "declaration", pollId }, freezes: ["publicity"] }));
    const third = await close(entered(other));
    const then = msOf("2026-11-30T09:00:00.000Z");
    const end = endedByDeclaration(engine.it.deps);
    const act = { by: "p_monitoring", reason: "The declaration was made.", at: toInstant(then) };
    expect(await end("another", act)).toEqual([]);
    await engine.it.deps.store.closures.write(await end(pollId, act), { writeId: nextWriteId(), at: then });
    const cookie = await officer(then);
    const states = async (id: string, when: number) =>
      (await send(engine.it, handler, closures.one, { at: when, cookie, params: { id } })).body.state;
    const ids = [first, second, third].map(({ body }) => body.closure.id);
    expect(await Promise.all(ids.map((id) => states(id, then + 5_000)))).toEqual(["ended", "ended", "in-force"]);
    // Six working days were paused: 23 to 30 November.
    expect((await kept(open)).timetable.closesAt).toBe("2026-12-09T12:00:00.000Z");
    expect((await kept(other)).timetable.closesAt).toBe(toInstant(closesAt));
  });
});

describe("closure/public", () => {
  it("stands on every page of its fund from its announcement until its end, and not on another’s", async () => {
    const open = await round("26H1");
    const from = { of: "wall" as const, ...wall(at + 3 * DAY) };
    const until = { of: "wall" as const, ...wall(at + 4 * DAY) };
    await close(entered(open, { from, until, scope: { of: "fund", fundId: fund.id } }));
    const headings = async (then: number) => {
      const [home, page, form] = [
        await send(engine.it, fundsHandler, funds.list, { at: then }),
        await send(engine.it, fundsHandler, funds.one, { at: then, params: { id: fund.id } }),
        await send(engine.it, fundsHandler, funds.round, { at: then, params: { id: open.id } }),
      ];
      type Told = { text: string; heading: string };
      const mine = (told: Told[]) =>
        told.filter(({ text }) => text.includes("26 November")).map(({ heading }) => heading);
      const others = home.body.funds.filter(({ id }: { id: string }) => id !== fund.id);
      expect(others.flatMap((line: { closures: Told[] }) => mine(line.closures))).toEqual([]);
      expect(mine(home.body.closures)).toEqual([]);
      const line = home.body.funds.find(({ id }: { id: string }) => id === fund.id);
      return [line.closures, page.body.closures, form.body.closures].map((told) => mine(told).at(-1));
    };
    const announced = "From 26 November 2026 nothing can be submitted";
    expect(await headings(at)).toEqual([announced, announced, announced]);
    expect(await headings(at + 3 * DAY - 1)).toEqual([announced, announced, announced]);
    expect(await headings(at + 4 * DAY)).toEqual([undefined, undefined, undefined]);
  });

  it("is listed for the office with what it touched, in its own words", async () => {
    const cookie = await officer();
    const { body } = await send(engine.it, handler, closures.list, { at, cookie });
    expect(body.funds).toContainEqual({ id: fund.id, name: fund.name });
    const first = body.closures.find(({ scopeName }: { scopeName: string }) => scopeName.endsWith("Round 26A1"));
    expect(first).toMatchObject({ state: "announced", closure: { wording } });
  });

  it("prunes what is over from the item that is read with every write, and keeps its record", async () => {
    const open = await round("26H2");
    const until = { of: "wall" as const, ...wall(at + HOUR) };
    const short = await close(entered(open, { until, freezes: ["meetings"] }));
    const ids = async (): Promise<string[]> => {
      const raw = await engine.it.table.get(closuresKey());
      return Array.isArray(raw?.closures) ? raw.closures.map(({ id }) => id) : [];
    };
    expect(await ids()).toContain(short.body.closure.id);
    const later = at + 3 * HOUR;
    await close(entered(open, { freezes: ["meetings"] }), { when: later, cookie: await officer(later) });
    expect(await ids()).not.toContain(short.body.closure.id);
    const { body } = await send(engine.it, handler, closures.list, { at: later, cookie: await officer(later) });
    expect(body.closures.map(({ closure }: { closure: { id: string } }) => closure.id)).toContain(
      short.body.closure.id,
    );
  });
});

describe("GET /api/office/closures/{id}/ending", () => {
  it("says beforehand where the days that are given back reach into the next round of the fund", async () => {
    const open = await round("26X1");
    const next = msOf("2026-12-07T09:00:00.000Z");
    const { title, timetable } = await openRound(engine.it, fund, "26X2", next + DAY, next + 60 * DAY);
    const { body } = await close(entered(open));
    const shown = async (then: number) =>
      (
        await send(engine.it, handler, closures.ending, {
          ...{ at: then, cookie: await officer(then), params: { id: body.closure.id } },
        })
      ).body.rounds;
    const reaches = [{ title, opensAt: timetable.opensAt }];
    expect(await shown(msOf("2026-11-24T09:00:00.000Z"))).toMatchObject([{ reaches: [] }]);
    expect(await shown(msOf("2026-12-03T09:00:00.000Z"))).toMatchObject([{ roundId: open.id, reaches }]);
  });
});
