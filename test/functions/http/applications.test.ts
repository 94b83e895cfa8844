import { describe, expect, it } from "vitest";
import { handler } from "../../../functions/http/applications.ts";
import { handler as organisationsHandler } from "../../../functions/http/organisations.ts";
import { applications } from "../../../shared/contract/applications.ts";
import { organisations } from "../../../shared/contract/organisations.ts";
import { FUNDS } from "../../../shared/funds/funds.ts";
import { formatDeadline, toInstant } from "../../../shared/rules/london.ts";
import {
  type Asking,
  asking,
  filledDraft,
  groupWith,
  HOUR,
  MINUTE,
  nextWriteId,
  openRound,
} from "../../support/bid.ts";
import { aClosure, putClosures, untilInstant } from "../../support/closures.ts";
import { engineForFile, send, signedIn } from "../../support/engine.ts";

const engine = engineForFile();
const at = Date.parse("2026-11-22T12:00:00.000Z");
const closesAt = at + 6 * HOUR;
const [fund] = FUNDS;
if (fund === undefined) throw new Error("The portal ships with a fund.");

let rounds = 0;
/** A fresh round, a fresh group of two, and an application started in it. */
const scene = async () => {
  rounds += 1;
  const round = await openRound(engine.it, fund, `${20 + Math.floor(rounds / 10)}T${rounds % 10}`, at, closesAt);
  const organisationId = `o_${rounds}`;
  const cookieOf = await groupWith(engine.it, organisationId, [`p_ash${rounds}`, `p_bo${rounds}`], at);
  const ash = asking(engine.it, cookieOf(`p_ash${rounds}`));
  const bo = asking(engine.it, cookieOf(`p_bo${rounds}`));
  return { round, organisationId, ash, bo, cookie: cookieOf(`p_ash${rounds}`) };
};

/** A draft, and the sections of it. */
const started = async (as: Asking, roundId: string, organisationId: string) => {
  const { id } = (await as.start(roundId, organisationId, at)).body;
  const { draft } = (await as.read(id, at)).body;
  return { id, draftId: draft.id, sections: Object.keys(draft.sections) };
};

/** As many rows as an answer takes, as long as they may be. */
const LONGEST_ROWS = Array.from({ length: 60 }, () => ({ item: "x".repeat(2_000) }));

describe("POST /api/applications", () => {
  it("starts a draft with a human reference that begins with the round's", async () => {
    const { ash, round, organisationId } = await scene();
    const reply = await ash.start(round.id, organisationId, at);
    expect(reply.status).toBe(200);
    expect(reply.body.id).toMatch(new RegExp(`^${round.id}-0001-[2-9A-Z]$`));
  });

  it("answers a repeated write id with the application that it made before", async () => {
    const { ash, round, organisationId } = await scene();
    const writeId = nextWriteId();
    const first = await ash.start(round.id, organisationId, at, writeId);
    const again = await ash.start(round.id, organisationId, at + MINUTE, writeId);
    expect(again.body).toEqual(first.body);
    expect((await ash.mine(at)).body.applications).toHaveLength(1);
  });

  it.each([
    ["before the round opens", -25 * HOUR, "round/not-open-yet"],
    ["at the closing instant", closesAt - at, "round/closed"],
  ])("is refused %s", async (_when, offset, rule) => {
    const { ash, round, organisationId } = await scene();
    const reply = await ash.start(round.id, organisationId, at + offset);
    // The session began at `at`; before that it is the round, not the session, that must refuse.
    expect([reply.status, reply.body.rule]).toEqual([409, rule]);
  });

  it("is refused for a group that the caller does not belong to, as for one that does not exist", async () => {
    const { ash, round } = await scene();
    const other = await scene();
    const theirs = await ash.start(round.id, other.organisationId, at);
    const nobodys = await ash.start(round.id, "o_nobody", at);
    expect(theirs.status).toBe(404);
    expect(theirs.body).toEqual(nobodys.body);
  });
});

describe("PUT /api/applications/{id}/draft/{section}", () => {
  it("keeps what was typed, cleaned, under the section's next version", async () => {
    const { ash, round, organisationId } = await scene();
    const { id } = (await ash.start(round.id, organisationId, at)).body;
    const { draft } = (await ash.read(id, at)).body;
    const [section = ""] = Object.keys(draft.sections);
    const saved = await ash.save(
      id,
      section,
      { draftId: draft.id, was: 0, answers: { requested: "£1,\u0000000\u202E" } },
      at,
    );
    expect(saved.body).toEqual({ version: 1, savedAt: toInstant(at) });
    expect((await ash.read(id, at)).body.draft.sections[section].answers).toEqual({ requested: "£1,000" });
  });

  it("takes nothing for the amount that stands in another section than its question, as the submission does not", async () => {
    const { ash, round, organisationId } = await scene();
    const { id } = (await ash.start(round.id, organisationId, at)).body;
    const { draft } = (await ash.read(id, at)).body;
    await ash.save(id, "documents", { draftId: draft.id, was: 0, answers: { requested: "£4,000.00" } }, at);
    const view = (await ash.read(id, at)).body;
    expect([view.band, view.askedPence]).toEqual(["S", undefined]);
  });

  it("lets two people save different sections, and refuses the second one over the same text", async () => {
    const { ash, bo, round, organisationId } = await scene();
    const { id } = (await ash.start(round.id, organisationId, at)).body;
    const { draft } = (await ash.read(id, at)).body;
    const [one = "", two = ""] = Object.keys(draft.sections);
    expect((await ash.save(id, one, { draftId: draft.id, was: 0, answers: { a: "Ash" } }, at)).status).toBe(200);
    expect((await bo.save(id, two, { draftId: draft.id, was: 0, answers: { b: "Bo" } }, at)).status).toBe(200);
    const collided = await bo.save(id, one, { draftId: draft.id, was: 0, answers: { a: "Bo" } }, at);
    expect([collided.status, collided.body.rule]).toEqual([412, "draft/section"]);
    expect((await ash.read(id, at)).body.draft.sections[one].answers).toEqual({ a: "Ash" });
  });

  it("takes the same save again after a lost reply, also when a colleague saved another section since", async () => {
    const { ash, bo, round, organisationId } = await scene();
    const { id } = (await ash.start(round.id, organisationId, at)).body;
    const { draft } = (await ash.read(id, at)).body;
    const [one = "", two = ""] = Object.keys(draft.sections);
    const writeId = nextWriteId();
    await ash.save(id, one, { draftId: draft.id, was: 0, answers: { a: "Ash" }, writeId }, at);
    await bo.save(id, two, { draftId: draft.id, was: 0, answers: { b: "Bo" } }, at);
    const again = await ash.save(id, one, { draftId: draft.id, was: 0, answers: { a: "Ash" }, writeId }, at);
    expect([again.status, again.body.version]).toEqual([200, 1]);
  });

  it("takes the same save again after a lost reply, also when a colleague has submitted the draft with it since", async () => {
    const { ash, bo, round, organisationId } = await scene();
    const { id, draftId } = await filledDraft(ash, fund, round, organisationId, 50_000, at);
    const { answers, version } = (await ash.read(id, at)).body.draft.sections.documents;
    const last = { draftId, was: version, answers, writeId: nextWriteId() };
    const lost = await ash.save(id, "documents", last, at);
    expect((await bo.submit(id, draftId, at)).status).toBe(200);
    const again = await ash.save(id, "documents", last, at);
    expect([again.status, again.body.version]).toEqual([200, lost.body.version]);
    // Also when a change of it is open; what was never stored is told so, as before.
    await bo.openChange(id, at);
    expect((await ash.save(id, "documents", last, at)).status).toBe(200);
    const other = await ash.save(id, "documents", { ...last, writeId: nextWriteId() }, at);
    expect([other.status, other.body.rule]).toEqual([409, "draft/closed"]);
  });

  it("is refused once that draft was submitted, and says where the text can go", async () => {
    const { ash, round, organisationId } = await scene();
    const { id, draftId } = await filledDraft(ash, fund, round, organisationId, 50_000, at);
    const submitted = await ash.submit(id, draftId, at);
    expect(submitted.status, submitted.text).toBe(200);
    const late = await ash.save(id, "documents", { draftId, was: 1, answers: {} }, at);
    expect([late.status, late.body.rule]).toEqual([409, "draft/closed"]);
  });

  it("is refused as too large where the draft would be longer than an item can be", async () => {
    const { ash, round, organisationId } = await scene();
    const { id, draftId, sections } = await started(ash, round.id, organisationId);
    const replies = [];
    for (const section of sections.slice(0, 4))
      replies.push(await ash.save(id, section, { draftId, was: 0, answers: { extra: LONGEST_ROWS } }, at));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 413]);
    expect((await ash.read(id, at)).status).toBe(200);
  });

  it("stores nothing under the write id of another write, and says so", async () => {
    const { ash, round, organisationId } = await scene();
    const { id, draftId, sections } = await started(ash, round.id, organisationId);
    const [one = "", two = ""] = sections;
    const writeId = nextWriteId();
    await ash.save(id, one, { draftId, was: 0, answers: { a: "Ash" }, writeId }, at);
    const reused = await ash.save(id, two, { draftId, was: 3, answers: { b: "Ash" }, writeId }, at);
    expect([reused.status, reused.body.rule]).toEqual([412, "draft/section"]);
    expect((await ash.read(id, at)).body.draft.sections[two].answers).toEqual({});
  });

  it("is refused for who has left the group, also with the write id of their last save", async () => {
    const { round } = await scene();
    const organisationId = "o_leaving";
    const cookie = (await groupWith(engine.it, organisationId, ["p_leaving"], at))("p_leaving");
    const ash = asking(engine.it, cookie);
    const { id, draftId, sections } = await started(ash, round.id, organisationId);
    const [one = ""] = sections;
    const save = { draftId, was: 0, answers: { a: "Ash" }, writeId: nextWriteId() };
    await ash.save(id, one, save, at);
    await send(engine.it, organisationsHandler, organisations.leave, {
      at,
      cookie,
      params: { id: organisationId },
      body: { evenIfLast: true, writeId: nextWriteId() },
    });
    // They still belong to another group: the table itself is asked.
    await groupWith(engine.it, "o_staying", ["p_staying", "p_other"], at);
    const again = await ash.save(id, one, save, at);
    const missing = await ash.save("CAF-26Q4-9999-X", one, save, at);
    expect([again.status, again.text]).toEqual([404, missing.text]);
  });

  it("is taken from somebody who belongs to more groups than one condition holds", async () => {
    const { round, organisationId, ash } = await scene();
    const { id, draftId, sections } = await started(ash, round.id, organisationId);
    const organisations = [...Array.from({ length: 120 }, (_, n) => `o_many${n}`), organisationId];
    const { cookie } = await signedIn(engine.it, { id: `p_many${organisationId}`, organisations }, at);
    const [one = ""] = sections;
    const many = asking(engine.it, cookie);
    expect((await many.save(id, one, { draftId, was: 0, answers: { a: "Many" } }, at)).status).toBe(200);
  });

  it.each([
    ["a section that the form does not have", "no-such-section", 404],
    ["a name that is no path", "a.b#c", 404],
    ["a name that every object has", "constructor", 404],
    ["a name that is an object's own", "__proto__", 404],
  ])("is refused for %s", async (_what, section, status) => {
    const { ash, round, organisationId } = await scene();
    const { id } = (await ash.start(round.id, organisationId, at)).body;
    const { draft } = (await ash.read(id, at)).body;
    expect((await ash.save(id, section, { draftId: draft.id, was: 0, answers: {} }, at)).status).toBe(status);
  });

  it.each([
    ["an unknown field", { colour: "red" }, "/colour"],
    ["answers that are not texts", { answers: { a: 1 } }, "/answers/a"],
    ["one answer of 20,001 characters", { answers: { a: "x".repeat(20_001) } }, "/answers/a"],
  ])("names %s", async (_what, wrong, pointer) => {
    const { ash, round, organisationId, cookie } = await scene();
    const { id } = (await ash.start(round.id, organisationId, at)).body;
    const body = { draftId: "d", was: 0, answers: {}, done: false, writeId: nextWriteId(), ...wrong };
    const reply = await send(engine.it, handler, applications.save, { at, cookie, params: { id, section: "x" }, body });
    expect(reply.status).toBe(422);
    expect(reply.body.errors[0].pointer).toBe(pointer);
  });

  it.each([
    ["a body that is not JSON", "{", 400, "/problems/malformed"],
    ["a body of 1 MB", JSON.stringify({ answers: "x".repeat(1_000_000) }), 413, "/problems/too-large"],
  ])("refuses %s", async (_what, rawBody, status, type) => {
    const { cookie } = await scene();
    const params = { id: `${fund.code}-26T1-0001-K`, section: "x" };
    const reply = await send(engine.it, handler, applications.save, { at, cookie, params, rawBody });
    expect([reply.status, reply.body.type]).toEqual([status, type]);
  });

  it("is refused to another group exactly as an application that does not exist", async () => {
    const { ash, round, organisationId } = await scene();
    const stranger = await scene();
    const { id } = (await ash.start(round.id, organisationId, at)).body;
    const missing = `${round.id}-9999-${id.at(-1)}`;
    const body = { draftId: "d", was: 0, answers: {} };
    const theirs = await stranger.ash.save(id, "x", body, at);
    expect(theirs.status).toBe(404);
    expect(theirs.text).toBe((await stranger.ash.save(missing, "x", body, at)).text);
    expect((await stranger.ash.read(id, at)).text).toBe((await stranger.ash.read(missing, at)).text);
  });
});

describe("POST /api/applications/{id}/submission", () => {
  it("answers with a receipt that anyone can check", async () => {
    const { ash, round, organisationId } = await scene();
    const { id, draftId } = await filledDraft(ash, fund, round, organisationId, 50_000, at);
    const { body: receipt, status } = await ash.submit(id, draftId, at + 1_234);
    expect(status).toBe(200);
    expect(receipt).toMatchObject({ reference: id, number: 1, receivedAt: toInstant(at + 1_234), askedPence: 50_000 });
    const check = (sha256: string) =>
      send(engine.it, handler, applications.checkReceipt, { at, body: { reference: id, sha256 } });
    expect((await check(receipt.sha256)).body).toEqual({ matches: true, receivedAt: receipt.receivedAt, number: 1 });
    expect((await check("0".repeat(64))).body).toEqual({ matches: false });
  });

  it("gives the same receipt for the same submit sent again, and refuses a second, different one", async () => {
    const { ash, round, organisationId } = await scene();
    const { id, draftId } = await filledDraft(ash, fund, round, organisationId, 50_000, at);
    const writeId = nextWriteId();
    const [one, two] = await Promise.all([
      ash.submit(id, draftId, at, writeId),
      ash.submit(id, draftId, at + 5, writeId),
    ]);
    const later = await ash.submit(id, draftId, closesAt + HOUR, writeId);
    expect(one.status).toBe(200);
    expect(two.body).toEqual(one.body);
    expect(later.body).toEqual(one.body);
    const other = await ash.submit(id, draftId, at);
    expect([other.status, other.body.rule]).toEqual([409, "draft/closed"]);
  });

  it.each([
    [-1, 200],
    [0, 409],
    [1, 409],
  ])("is judged by the instant of receipt: %i ms from the close", async (offset, status) => {
    const { ash, round, organisationId } = await scene();
    const { id, draftId } = await filledDraft(ash, fund, round, organisationId, 50_000, at);
    const reply = await ash.submit(id, draftId, closesAt + offset);
    expect(reply.status).toBe(status);
    expect((await ash.read(id, closesAt + HOUR)).body.state).toBe(status === 200 ? "submitted" : "draft");
  });

  it("names every question that is missing, with its rule and pointer, and keeps the draft", async () => {
    const { ash, round, organisationId } = await scene();
    const { id } = (await ash.start(round.id, organisationId, at)).body;
    const { draft } = (await ash.read(id, at)).body;
    const reply = await ash.submit(id, draft.id, at);
    expect(reply.status).toBe(422);
    expect(reply.body.errors.length).toBeGreaterThan(5);
    for (const error of reply.body.errors) {
      expect(error.rule).toMatch(/^[a-z-]+\/[a-z-]+$/);
      expect(error.pointer).toMatch(/^\/(sections|documents|organisation)\//);
    }
    expect((await ash.read(id, at)).body.draft.id).toBe(draft.id);
  });

  it("holds a change open while the first submission stands, and replaces it when the change is accepted", async () => {
    const { ash, round, organisationId } = await scene();
    const { id, draftId } = await filledDraft(ash, fund, round, organisationId, 50_000, at);
    const first = (await ash.submit(id, draftId, at)).body;
    const { draft } = (await ash.openChange(id, at)).body;
    expect((await ash.openChange(id, at)).body.draft).toEqual(draft);
    expect((await ash.read(id, at)).body.latest.sha256).toBe(first.sha256);
    const section = Object.keys(draft.sections).find((name) => "project-title" in draft.sections[name].answers) ?? "";
    const answers = { ...draft.sections[section].answers, "project-title": "Lights on the path" };
    await ash.save(id, section, { draftId: draft.id, was: draft.sections[section].version, answers }, at);
    const second = (await ash.submit(id, draft.id, at + MINUTE)).body;
    expect(second).toMatchObject({ number: 2, title: "Lights on the path" });
    expect(second.sha256).not.toBe(first.sha256);
  });

  it("does not count a change that is unfinished at the close", async () => {
    const { ash, round, organisationId } = await scene();
    const { id, draftId } = await filledDraft(ash, fund, round, organisationId, 50_000, at);
    const first = (await ash.submit(id, draftId, at)).body;
    const { draft } = (await ash.openChange(id, at)).body;
    expect((await ash.submit(id, draft.id, closesAt)).status).toBe(409);
    expect((await ash.read(id, closesAt)).body.latest.sha256).toBe(first.sha256);
    expect((await ash.dropChange(id, draft.id, closesAt)).body.state).toBe("submitted");
  });

  it("drops the change that was named, and none that a colleague has opened since", async () => {
    const { ash, bo, round, organisationId } = await scene();
    const { id, draftId } = await filledDraft(ash, fund, round, organisationId, 50_000, at);
    await ash.submit(id, draftId, at);
    const mine = (await ash.openChange(id, at)).body.draft;
    const writeId = nextWriteId();
    await ash.dropChange(id, mine.id, at, writeId);
    const theirs = (await bo.openChange(id, at)).body.draft;
    expect((await ash.dropChange(id, mine.id, at, writeId)).body).toEqual({ state: "submitted" });
    expect((await bo.read(id, at)).body.draft.id).toBe(theirs.id);
  });
});

describe("POST /api/applications/{id}/withdrawal", () => {
  it("withdraws after the close, once and for all", async () => {
    const { ash, round, organisationId } = await scene();
    const { id, draftId } = await filledDraft(ash, fund, round, organisationId, 50_000, at);
    await ash.submit(id, draftId, at);
    expect((await ash.withdraw(id, closesAt + HOUR)).body).toEqual({ state: "withdrawn" });
    expect((await ash.withdraw(id, closesAt + HOUR)).body).toEqual({ state: "withdrawn" });
    expect((await ash.openChange(id, at)).status).toBe(409);
  });

  it("is refused once the round is decided", async () => {
    const { ash, round, organisationId } = await scene();
    const { id, draftId } = await filledDraft(ash, fund, round, organisationId, 50_000, at);
    await ash.submit(id, draftId, at);
    const decided = { ...round, version: 2, decidedAt: toInstant(closesAt + MINUTE) };
    await engine.it.deps.store.rounds.change(decided, { writeId: nextWriteId(), at }, []);
    const reply = await ash.withdraw(id, closesAt + HOUR);
    expect([reply.status, reply.body.rule]).toEqual([409, "application/withdraw"]);
  });

  it("is refused for a draft that was never sent", async () => {
    const { ash, round, organisationId } = await scene();
    const { id } = (await ash.start(round.id, organisationId, at)).body;
    const reply = await ash.withdraw(id, at);
    expect([reply.status, reply.body.rule]).toEqual([409, "application/state"]);
  });
});

describe("POST /api/applications/{id}/carrying", () => {
  it("carries an unfinished draft to the next open round of the fund", async () => {
    const { ash, round, organisationId } = await scene();
    const { id } = await filledDraft(ash, fund, round, organisationId, 50_000, at);
    const next = await openRound(engine.it, fund, "27N1", closesAt, closesAt + 60 * 24 * HOUR);
    const { carryTo } = (await ash.read(id, closesAt + HOUR)).body.may;
    expect(carryTo).toBe(next.id);
    const carried = await ash.carry(id, next.id, closesAt + HOUR);
    const { draft } = (await ash.read(carried.body.id, closesAt + HOUR)).body;
    const answers = Object.assign(
      {},
      ...Object.values<{ answers: object }>(draft.sections).map((section) => section.answers),
    );
    expect(answers.requested).toBe("£500.00");
  });

  it("is refused while the round is open", async () => {
    const { ash, round, organisationId } = await scene();
    const { id } = (await ash.start(round.id, organisationId, at)).body;
    const reply = await ash.carry(id, round.id, at);
    expect([reply.status, reply.body.rule]).toEqual([409, "draft/carry"]);
  });
});

describe("a closure", () => {
  it("is told in its own words and stops submissions while it is in force, and no longer", async () => {
    const { ash, round, organisationId } = await scene();
    const { id, draftId } = await filledDraft(ash, fund, round, organisationId, 50_000, at);
    const closure = aClosure({
      scope: { of: "round", roundId: round.id },
      from: toInstant(at + HOUR),
      until: untilInstant(at + 2 * HOUR),
      wording: "The fund is paused for an hour.",
      freezes: ["submissions", "new-drafts"],
    });
    await putClosures(engine.it, [closure], at);
    const during = await ash.submit(id, draftId, at + HOUR);
    expect([during.status, during.body.rule, during.body.detail]).toEqual([409, "round/paused", closure.wording]);
    expect((await ash.start(round.id, organisationId, at + HOUR)).body.rule).toBe("round/paused");
    expect((await ash.read(id, at + HOUR)).body.pausedBecause).toBe(
      `${closure.wording} You can go on writing. What you write is kept. The round still closes at ${formatDeadline(round.timetable.closesAt)}.`,
    );
    const readable = aClosure({ id: "c_2", drafts: "readable", wording: "Nothing is written for now." });
    await putClosures(engine.it, [closure, { ...readable, from: closure.from, until: closure.until }], at);
    // What holds is what is said: under one of the two nobody can write.
    expect((await ash.read(id, at + HOUR)).body.pausedBecause).toMatch(
      /^Nothing is written for now\. .* You can read it/,
    );
    await putClosures(engine.it, [closure], at);
    expect((await ash.submit(id, draftId, at + 2 * HOUR)).status).toBe(200);
  });
});

describe("POST /api/applications/{id}/inquiries/{inquiry}/answer", () => {
  it("keeps the first answer, also when it is sent again, and refuses a second one", async () => {
    const { ash, round, organisationId, cookie } = await scene();
    const { id } = (await ash.start(round.id, organisationId, at)).body;
    const head = await engine.it.deps.store.applications.head(id);
    if (head === undefined) throw new Error("The application was started.");
    const inquiry = {
      id: "q_1",
      applicationId: id,
      question: "How many come?",
      askedAt: toInstant(at),
      askedBy: "p_olive",
      version: 0,
    };
    const asked = engine.it.deps.store.applications.inquiryChange(inquiry, "absent");
    await engine.it.deps.store.applications.change(
      { ...head, openQuestions: 1 },
      { writeId: nextWriteId(), at },
      [],
      [asked],
    );
    const answer = (text: string, writeId: string) =>
      send(engine.it, handler, applications.answerInquiry, {
        at,
        cookie,
        params: { id, inquiry: "q_1" },
        body: { answer: text, writeId },
      });
    const writeId = nextWriteId();
    const first = await answer("About forty", writeId);
    expect(first.status).toBe(200);
    expect((await answer("About forty", writeId)).body).toEqual(first.body);
    const second = await answer("Fifty", nextWriteId());
    expect([second.status, second.body.rule]).toEqual([409, "inquiry/answered"]);
    expect((await ash.read(id, at)).body.inquiries[0].answer).toBe("About forty");
  });
});

describe("a text that has to be given", () => {
  it.each(["", "  ", "\u0000", "\u200B\u202E\n"])("is not %j", async (nothing) => {
    const { round, organisationId, cookie, ash } = await scene();
    const { id, draftId } = await filledDraft(ash, fund, round, organisationId, 50_000, at);
    const reply = await send(engine.it, handler, applications.submit, {
      at,
      cookie,
      params: { id },
      body: { draftId, declaredBy: nothing, writeId: nextWriteId() },
    });
    expect([reply.status, reply.body.errors?.[0]?.pointer]).toEqual([422, "/declaredBy"]);
  });
});
