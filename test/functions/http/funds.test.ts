import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../../functions/http/funds.ts";
import { handler as officeHandler } from "../../../functions/http/rounds.ts";
import { organisationKey } from "../../../functions/store/keys.ts";
import { funds } from "../../../shared/contract/funds.ts";
import { rounds } from "../../../shared/contract/rounds.ts";
import { FUNDS } from "../../../shared/funds/funds.ts";
import { msOf } from "../../../shared/rules/london.ts";
import { checkOf, passingAnswers } from "../../support/eligibility.ts";
import { engineForFile, type Sent, send, signedIn } from "../../support/engine.ts";
import { aRound, putPublished, someFund } from "../../support/rounds.ts";

const engine = engineForFile();
const at = msOf("2026-11-22T12:00:00.000Z");
const fund = someFund();
const open = aRound();
const past = (code: string, closesAt: string, decidedAt?: string) =>
  aRound({
    code,
    title: `Round ${code}`,
    timetable: { ...open.timetable, opensAt: "2026-01-01T09:00:00.000Z", closesAt },
    ...(decidedAt === undefined ? {} : { decidedAt }),
  });
const waiting = past("26Q3", "2026-09-01T11:00:00.000Z");
const result = { bids: 16, awarded: 9, askedPence: 65_000_00, awardedPence: 34_000_00 };
const award = { title: "Friday night ring", organisation: "Harbour Lane", amountPence: 4_860_00, why: "It works." };
const cookies: Record<string, string> = {};

beforeAll(async () => {
  const { store } = engine.it.deps;
  await putPublished(engine.it, open);
  await putPublished(engine.it, waiting);
  const decided = await putPublished(engine.it, past("26Q2", "2026-06-01T11:00:00.000Z"));
  const decidedAt = "2026-07-30T09:00:00.000Z";
  await store.rounds.decide(
    { ...decided, decidedAt, result },
    [award],
    { writeId: "decide-26Q2", at: msOf(decidedAt) },
    [],
  );
  await store.rounds.create(aRound({ code: "27Q1" }), { writeId: "create-27Q1", at }, []);
  const group = { id: "o_group", name: "Quay Youth Club" };
  await engine.it.table.write(
    [{ key: organisationKey(group.id), kind: "organisation", schema: 1, was: "absent", events: [], data: group }],
    { writeId: "group", at },
  );
  const applicant = { id: "p_applicant", organisations: [group.id, "o_second"] };
  cookies.applicant = (await signedIn(engine.it, applicant, at)).cookie;
  cookies.stranger = (await signedIn(engine.it, { id: "p_stranger", organisations: ["o_other"] }, at)).cookie;
  cookies.officer = (await signedIn(engine.it, { id: "p_officer", roles: ["officer"], door: "staff" }, at)).cookie;
});

const get = (endpoint: (typeof funds)[keyof typeof funds], params: Record<string, string> = {}, when = at) =>
  send(engine.it, handler, endpoint, { at: when, params });

describe("GET /api/funds", () => {
  it("lists every fund in its order, with the round that is open and the one that waits", async () => {
    const reply = await get(funds.list);
    expect(reply.headers).toMatchObject({ "cache-control": "public, max-age=5" });
    expect(reply.body.funds.map(({ id }: { id: string }) => id)).toEqual(FUNDS.map(({ id }) => id));
    expect(reply.body.funds[0]).toMatchObject({
      round: { id: open.id, status: "open", potPence: 40_000_00 },
      waiting: { id: waiting.id, status: "closed" },
    });
    expect(reply.body.funds[1].round).toBeUndefined();
  });
});

describe("GET /api/funds/{id}", () => {
  it("shows the facts, the open round, the timetable and the record", async () => {
    const reply = await get(funds.one, { id: fund.id });
    expect(reply.body).toMatchObject({
      at: "2026-11-22T12:00:00.000Z",
      fund: {
        controllers: [...new Set(fund.sources.map(({ controller }) => controller))],
        name: fund.name,
        maximumPence: 5_000_00,
        bands: [{ band: "S", questions: 10 }, { band: "M" }],
      },
      round: { id: open.id, timetable: open.timetable },
      record: [{ title: "Round 26Q2", potPence: 40_000_00, ...result }],
    });
  });

  it("tells no count of a round that is not decided, and nothing that is not published", async () => {
    const reply = await get(funds.one, { id: fund.id });
    expect(reply.text).not.toContain("27Q1");
    expect(Object.keys(reply.body.round).sort()).toEqual(["id", "notices", "potPence", "status", "timetable", "title"]);
  });

  it.each([
    [-1, "open", open.id],
    [0, "closed", undefined],
    [1, "closed", undefined],
  ])("%i ms from the close the round is %s", async (ms, status, shown) => {
    const reply = await get(funds.one, { id: fund.id }, msOf(open.timetable.closesAt) + ms);
    expect(reply.body.round?.id).toBe(shown);
    const round = await get(funds.round, { id: open.id }, msOf(open.timetable.closesAt) + ms);
    expect(round.body.round.status).toBe(status);
  });

  it("refuses a fund that does not exist", async () => {
    expect((await get(funds.one, { id: "no-such-fund" })).body.type).toBe("/problems/not-found");
    expect((await get(funds.one, { id: "No such fund" })).body.type).toBe("/problems/invalid-request");
  });
});

describe("GET /api/funds/{id}/questions", () => {
  it("gives every question to whoever asks, as the open round froze them", async () => {
    const reply = await get(funds.questions, { id: fund.id });
    expect(reply.body).toMatchObject({ round: { id: open.id }, sections: fund.sections, documents: fund.documents });
  });

  it("gives the questions as they stand where no round is published", async () => {
    const second = FUNDS[1];
    const reply = await get(funds.questions, { id: second?.id ?? "" });
    expect(reply.body.round).toBeUndefined();
    expect(reply.body.sections).toEqual(second?.sections);
  });
});

describe("GET /api/rounds/{id}", () => {
  it("shows a published round, and hides one that is not as if there were none", async () => {
    expect((await get(funds.round, { id: waiting.id })).body.round.status).toBe("closed");
    const hidden = await get(funds.round, { id: `${fund.code}-27Q1` });
    const missing = await get(funds.round, { id: `${fund.code}-99Q9` });
    expect(hidden.body).toEqual(missing.body);
    expect(hidden.status).toBe(404);
  });
});

describe("POST /api/funds/{id}/eligibility", () => {
  const passing = passingAnswers(fund);
  const check = (answers: object, id = fund.id) =>
    send(engine.it, handler, funds.checkEligibility, { at, params: { id }, body: { answers } });

  it("says yes without an account, and to which round", async () => {
    expect((await check(passing)).body).toEqual({ passes: true, findings: [], roundId: open.id });
  });

  it.each(checkOf(fund).map((asked) => [asked.rule, asked] as const))(
    "says no by %s, why, and what to do instead",
    async (rule, { ask, failing, of: { refusal, instead } }) => {
      const reply = await check({ ...passing, [ask.id]: failing });
      expect(reply.body).toEqual({
        passes: false,
        findings: [{ rule, question: ask.label, refusal, instead, canBeAllowed: true }],
        roundId: open.id,
      });
    },
  );

  it("asks for what was left out, and refuses what is no answer", async () => {
    for (const { ask } of checkOf(fund)) {
      const reply = await check({ ...passing, [ask.id]: "perhaps" });
      expect(reply.status).toBe(422);
      expect(reply.body.errors).toMatchObject([{ rule: "eligibility/unanswered", pointer: `/answers/${ask.id}` }]);
    }
    expect((await check({})).body.errors).toHaveLength(checkOf(fund).length);
  });

  it("refuses a fund that does not exist", async () => {
    expect((await check(passing, "no-such-fund")).status).toBe(404);
  });
});

const [rule = "", secondRule = ""] = checkOf(fund).map((asked) => asked.rule);
let written = 0;
const asking = (who: string, changed: object = {}, roundId = open.id): Sent => ({
  at,
  cookie: cookies[who],
  params: { id: roundId },
  body: {
    organisationId: "o_group",
    rule,
    question: "We are a branch.",
    writeId: `ask-write-${++written}`,
    ...changed,
  },
});

describe("POST /api/rounds/{id}/eligibility-questions", () => {
  it("asks the office once about a rule, and a repeated write asks nothing more", async () => {
    const sent = asking("applicant");
    const first = await send(engine.it, handler, funds.askEligibility, sent);
    const again = await send(engine.it, handler, funds.askEligibility, sent);
    expect(first.body.asks).toEqual([{ rule, question: "We are a branch.", askedAt: "2026-11-22T12:00:00.000Z" }]);
    expect(again.body).toEqual(first.body);
    const other = await send(engine.it, handler, funds.askEligibility, asking("applicant", { question: "Are we?" }));
    expect(other.body).toMatchObject({ type: "/problems/wrong-state", rule: "eligibility/asked-once" });
  });

  it.each([
    ["a group that is not the caller's", "stranger", {}, open.id, "/problems/not-found"],
    ["a group that does not exist", "applicant", { organisationId: "o_none" }, open.id, "/problems/not-found"],
    ["a round that is not published", "applicant", {}, `${fund.code}-27Q1`, "/problems/not-found"],
    ["a round that is closed", "applicant", {}, waiting.id, "/problems/round-closed"],
    ["a rule that is none", "applicant", { rule: "eligibility/none" }, open.id, "/problems/invalid-request"],
    ["an empty question", "applicant", { question: " " }, open.id, "/problems/invalid-request"],
    ["an officer", "officer", {}, open.id, "/problems/forbidden"],
    ["nobody", "nobody", {}, open.id, "/problems/unauthenticated"],
  ])("refuses %s", async (_, who, changed, roundId, type) => {
    const reply = await send(engine.it, handler, funds.askEligibility, asking(who, changed, roundId));
    expect(reply.body.type).toBe(type);
  });

  it("names the rule that the check does not have", async () => {
    const { body } = await send(
      engine.it,
      handler,
      funds.askEligibility,
      asking("applicant", { rule: "eligibility/none" }),
    );
    expect(body.errors).toMatchObject([{ rule: "eligibility/unknown-rule", pointer: "/rule" }]);
  });
});

describe("POST /api/office/rounds/{id}/eligibility-answers", () => {
  const answer = (changed: object = {}, organisationId = "o_group") =>
    send(engine.it, officeHandler, rounds.answerAsk, {
      at,
      cookie: cookies.officer,
      params: { id: open.id },
      body: {
        organisationId,
        rule,
        allowed: true,
        reason: "The branch has its own rules.",
        writeId: `answer-${++written}`,
        ...changed,
      },
    });
  const seen = (who: string, organisationId = "o_group") =>
    send(engine.it, handler, funds.askedEligibility, {
      at,
      cookie: cookies[who],
      params: { id: open.id },
      query: { organisationId },
    });

  it("lists what groups ask, by name", async () => {
    const sent = { at, cookie: cookies.officer, params: { id: open.id } };
    const list = await send(engine.it, officeHandler, rounds.asks, sent);
    expect(list.body.asks).toMatchObject([
      { organisationId: "o_group", organisationName: "Quay Youth Club", ask: { rule, askedBy: "p_applicant" } },
    ]);
  });

  it("allows a rule once, with a reason that the group reads", async () => {
    const id = "answer-write-1";
    expect((await answer({ writeId: id })).status).toBe(200);
    expect((await answer({ writeId: id })).status).toBe(200);
    const otherwise = await answer({ allowed: false });
    expect(otherwise.body).toMatchObject({ type: "/problems/wrong-state", rule: "eligibility/answered-once" });
    expect((await seen("applicant")).body.asks).toEqual([
      {
        rule,
        question: "We are a branch.",
        askedAt: "2026-11-22T12:00:00.000Z",
        answer: { allowed: true, reason: "The branch has its own rules.", at: "2026-11-22T12:00:00.000Z" },
      },
    ]);
  });

  it("tells the history what was asked and allowed", async () => {
    const { version, events } = (await engine.it.table.query(`round/${open.id}`, "allowance/o_group"))[0] ?? {};
    expect(version).toBe(2);
    expect(events).toMatchObject([{ type: "eligibility-allowed", by: "p_officer", rule, reason: expect.any(String) }]);
  });

  it("says no to another rule", async () => {
    await send(engine.it, handler, funds.askEligibility, asking("applicant", { rule: secondRule }));
    await answer({ rule: secondRule, allowed: false, reason: "The law does not allow it." });
    // The first answer sent again, its own reply lost: nobody is told that it was not taken.
    expect((await answer({ writeId: "answer-write-1" })).status).toBe(200);
    const { asks } = (await seen("applicant")).body;
    expect(asks.map((ask: { answer?: { allowed: boolean } }) => ask.answer?.allowed)).toEqual([true, false]);
  });

  it("refuses what nobody asked, and an answer without a reason", async () => {
    expect((await answer({}, "o_second")).body.type).toBe("/problems/not-found");
    expect((await answer({ reason: "" })).body.errors).toMatchObject([{ pointer: "/reason" }]);
  });

  it("shows a group's questions to nobody else", async () => {
    expect((await seen("stranger")).status).toBe(404);
    expect((await seen("applicant", "o_second")).body.asks).toEqual([]);
  });
});

describe("GET /api/funded", () => {
  it("lists what decided rounds pay for, and the history apart, with its source", async () => {
    const { body } = await get(funds.funded);
    expect(body.rounds).toEqual([
      {
        roundId: `${fund.code}-26Q2`,
        fundName: fund.name,
        title: "Round 26Q2",
        decidedAt: "2026-07-30T09:00:00.000Z",
        result,
        awards: [award],
      },
    ]);
    const source = "Commissioner’s update report, 7 December 2015, item 12";
    const round = "Q2 or Q3 2015/16";
    const paidBy = "Police Community Trust";
    expect(body.history).toEqual([
      { organisation: "Juice Community Project", place: "Longwell Green", round, paidBy, source },
      { organisation: "Westfield United Reformed Church", place: "Bridgwater", round, paidBy, source },
      { organisation: "Foreal Youth Work Providers CIC", place: "Clevedon", round, paidBy, source },
      { organisation: "Genesis Trust", place: "Bath", round, source },
      { organisation: "Square Food Foundation CIC", place: "Knowle West", round, source },
      { organisation: "Avon and Somerset Dementia Forum", round, source },
    ]);
  });
});

describe("a question to the office that is sent again", () => {
  it("is the same, also after a colleague has asked about another rule", async () => {
    const member = { id: "p_retrying", organisations: ["o_retrying"] };
    cookies.retrying = (await signedIn(engine.it, member, at)).cookie;
    const ask = (sent: Sent) => send(engine.it, handler, funds.askEligibility, sent);
    const first = asking("retrying", { organisationId: "o_retrying", question: "Is a branch a group?" });
    await ask(first);
    await ask(asking("retrying", { organisationId: "o_retrying", rule: secondRule }));
    const again = await ask(first);
    expect([again.status, again.body.asks?.length]).toEqual([200, 2]);
  });
});
