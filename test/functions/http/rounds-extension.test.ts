import { describe, expect, it } from "vitest";
import { handler as publicHandler } from "../../../functions/http/funds.ts";
import { handler } from "../../../functions/http/rounds.ts";
import { roundKey, scoringKey } from "../../../functions/store/keys.ts";
import { funds } from "../../../shared/contract/funds.ts";
import { rounds } from "../../../shared/contract/rounds.ts";
import { FUNDS } from "../../../shared/funds/funds.ts";
import { MOST_EXTENSIONS } from "../../../shared/rules/extension.ts";
import { londonDate, msOf, toInstant } from "../../../shared/rules/london.ts";
import { closingWall } from "../../../shared/rules/round.ts";
import { asking, filledDraft, groupWith, HOUR, MINUTE, nextWriteId, openRound } from "../../support/bid.ts";
import { aClosure, putClosures } from "../../support/closures.ts";
import { withRole } from "../../support/desk.ts";
import { engineForFile, send } from "../../support/engine.ts";
import { someFund } from "../../support/rounds.ts";
import { cardOf, scoringScene } from "../../support/scoring.ts";

const engine = engineForFile();
const fund = someFund();
const noon = msOf("2026-12-01T12:00:00.000Z");
// Sessions end without work: everybody comes in shortly before the close.
const base = noon - 30 * MINUTE;
const later = "2026-12-04T12:00:00.000Z";

const opened = async (code: string, at = base) => {
  const round = await openRound(engine.it, fund, code, base, noon);
  const officer = await withRole(engine.it, "officer", at);
  return { round, officer, extend: extending(round.id, officer.cookie, daysOf(round.timetable)) };
};

type Days = Record<"checkedBy" | "meetingOn" | "confirmedBy" | "notifiedBy" | "paidBy", string>;
const daysOf = ({ checkedBy, meetingOn, confirmedBy, notifiedBy, paidBy }: Days): Days => ({
  ...{ checkedBy, meetingOn, confirmedBy, notifiedBy, paidBy },
});

const extending =
  (id: string, cookie: string, days: Days) =>
  (
    at: number,
    changed: { dates?: object; reason?: string; version?: number; writeId?: string; until?: string } = {},
  ) => {
    const { until = later, dates, ...rest } = changed;
    return send(engine.it, handler, rounds.extend, {
      ...{ at, cookie, params: { id } },
      body: {
        dates: { closes: closingWall(until), ...days, ...dates },
        ...{ reason: "The portal was away.", version: 2, writeId: nextWriteId() },
        ...rest,
      },
    });
  };

const readOffice = (id: string, cookie: string, at: number) =>
  send(engine.it, handler, rounds.one, { at, cookie, params: { id } });

describe("POST /api/office/rounds/{id}/extensions", () => {
  it("takes effect at once: what comes one second after the old close is taken, and not at the new one", async () => {
    const { round, extend } = await opened("26E1");
    const cookieOf = await groupWith(engine.it, "o_e1", ["p_e1"], base);
    const as = asking(engine.it, cookieOf("p_e1"));
    const first = await filledDraft(as, fund, round, "o_e1", 500_00, base);
    expect((await extend(noon - 1)).body).toMatchObject({
      status: "open",
      round: { timetable: { closesAt: later }, version: 3, extensions: [{ was: toInstant(noon), until: later }] },
    });
    const after = await as.submit(first.id, first.draftId, noon + 1000);
    expect([after.status, after.body.receivedAt]).toEqual([200, toInstant(noon + 1000)]);
    const late = msOf(later);
    const othersCookieOf = await groupWith(engine.it, "o_e1b", ["p_e1b"], late - HOUR);
    const other = asking(engine.it, othersCookieOf("p_e1b"));
    const second = await filledDraft(other, fund, round, "o_e1b", 500_00, late - HOUR);
    expect((await other.submit(second.id, second.draftId, late)).body).toMatchObject({ rule: "round/closed" });
    expect((await other.submit(second.id, second.draftId, late - 1)).status).toBe(200);
  });

  it("opens a round that has closed, from the instant of the extension", async () => {
    const { round, extend } = await opened("26E2");
    const cookieOf = await groupWith(engine.it, "o_e2", ["p_e2"], base);
    const as = asking(engine.it, cookieOf("p_e2"));
    const { id, draftId } = await filledDraft(as, fund, round, "o_e2", 500_00, base);
    const missed = await as.submit(id, draftId, noon + 1000);
    expect(missed.body).toMatchObject({ status: 409, rule: "round/closed" });
    const writeId = nextWriteId();
    const reply = await extend(noon + MINUTE, { writeId, dates: { paidBy: "2027-02-26" } });
    expect(reply.body).toMatchObject({ status: "open", may: ["notify", "apply", "extend", "slip"] });
    expect((await extend(noon + MINUTE, { writeId })).body.round).toEqual(reply.body.round);
    expect((await as.submit(id, draftId, noon + MINUTE + 1)).status).toBe(200);
    const item = await engine.it.table.get(roundKey(round.id));
    expect(item?.events).toEqual([
      {
        ...{ type: "round-extended", at: toInstant(noon + MINUTE), by: expect.stringMatching(/^p_/) },
        ...{ roundId: round.id, was: toInstant(noon), until: later, reason: "The portal was away." },
      },
    ]);
  });

  it("publishes both closes, the reason and what was promised before, and not who did it", async () => {
    const { round, extend } = await opened("26E3");
    await extend(noon - 1, { dates: { paidBy: "2027-02-26" }, reason: "The line was down.\u202e" });
    const seen = await send(engine.it, publicHandler, funds.round, { at: noon, params: { id: round.id } });
    expect(seen.body.round.extensions).toEqual([
      {
        ...{ was: toInstant(noon), until: later, at: toInstant(noon - 1), reason: "The line was down." },
        promised: daysOf(round.timetable),
      },
    ]);
    expect(seen.body.round.timetable).toMatchObject({ closesAt: later, paidBy: "2027-02-26" });
  });

  it("offers no further one in its answer to the last that a round may have", async () => {
    const { extend } = await opened("26EX");
    const nth = (n: number) => extend(noon - 1, { version: n + 1, until: toInstant(msOf(later) + n * MINUTE) });
    for (let n = 1; n < MOST_EXTENSIONS; n += 1) expect((await nth(n)).body.may).toContain("extend");
    const last = await nth(MOST_EXTENSIONS);
    expect([last.status, last.body.may]).toEqual([200, ["notify", "apply", "slip"]]);
    expect((await nth(MOST_EXTENSIONS + 1)).body).toMatchObject({ status: 409, rule: "round/extension" });
  });

  let refusals = 0;
  it.each<[string, Parameters<Awaited<ReturnType<typeof opened>>["extend"]>[1], string, string]>([
    ["without a reason", { reason: " " }, "request/shape", "/reason"],
    ["to an earlier close", { until: "2026-12-01T11:30:00.000Z" }, "round/extension", "/timetable/closesAt"],
    ["to the close it has", { until: toInstant(noon) }, "round/extension", "/timetable/closesAt"],
    ["beyond its checks", { until: "2026-12-20T12:00:00.000Z" }, "round/dates", "/timetable/checkedBy"],
    ["with a day moved forward", { dates: { checkedBy: "2026-12-14" } }, "round/extension", "/timetable/checkedBy"],
    [
      "to a time that does not exist",
      { dates: { closes: { on: "2027-03-28", time: "01:30" } } },
      "round/wall-time",
      "/timetable/closesAt",
    ],
    ["to no day", { dates: { closes: { on: "2027-02-30", time: "12:00" } } }, "request/shape", "/dates/closes/on"],
  ])("refuses an extension %s", async (_, changed, rule, pointer) => {
    const { extend } = await opened(`26F${refusals++}`);
    const reply = await extend(base, changed);
    expect(reply.status).toBe(422);
    expect(reply.body.errors).toContainEqual(expect.objectContaining({ rule, pointer }));
  });

  it("refuses a close that is past, when the round has closed long ago", async () => {
    const now = msOf("2026-12-05T09:00:00.000Z");
    const { extend } = await opened("26E4", now);
    expect((await extend(now)).body.errors).toMatchObject([{ rule: "round/dates", pointer: "/timetable/closesAt" }]);
  });

  it("refuses before the round opens, once it is decided, a version that was replaced, and a round there is not", async () => {
    const { round, officer, extend } = await opened("26E5");
    const stale = await extend(base, { version: 1 });
    expect(stale.body).toMatchObject({ status: 412, type: "/problems/stale" });
    const { store } = engine.it.deps;
    const kept = (await store.rounds.withForm(round.id)).round;
    const decided = { ...kept, decidedAt: toInstant(base) };
    await store.rounds.change(decided, { writeId: nextWriteId(), at: base }, []);
    const refused = { status: 409, type: "/problems/wrong-state", rule: "round/extension" };
    expect((await extend(base, { version: 3 })).body).toMatchObject(refused);
    const opens = noon + 26 * HOUR;
    const coming = await openRound(engine.it, fund, "26E6", opens, opens + 48 * HOUR);
    const early = await extending(coming.id, officer.cookie, daysOf(coming.timetable))(base);
    expect(early.body).toMatchObject(refused);
    const none = await extending("CAF-NONE", officer.cookie, daysOf(round.timetable))(base);
    expect(none.body.type).toBe("/problems/not-found");
  });

  it("does not reach into the next round of a fund that forbids it", async () => {
    const [other] = FUNDS.filter(({ id, calendar }) => id !== fund.id && calendar.mayOverlap !== true);
    if (other === undefined) throw new Error("no other fund");
    const { id, timetable } = await openRound(engine.it, other, "26E9", base, noon);
    const opens = msOf("2026-12-03T09:00:00.000Z");
    await openRound(engine.it, other, "26F9", opens + 24 * HOUR, opens + 30 * 24 * HOUR);
    const extend = extending(id, (await withRole(engine.it, "officer", base)).cookie, daysOf(timetable));
    expect((await extend(noon - 1)).body.errors).toMatchObject([
      {
        rule: "round/overlap",
        pointer: "/timetable/closesAt",
        detail: /“Round 26F9” opens at 9am on Thursday 3 December/,
      },
    ]);
    expect((await extend(noon - 1, { until: "2026-12-02T12:00:00.000Z" })).status).toBe(200);
  });

  it("may extend a round that a closure holds", async () => {
    const { round, extend } = await opened("26E7");
    await putClosures(
      engine.it,
      [aClosure({ scope: { of: "round", roundId: round.id }, from: toInstant(base) })],
      base,
    );
    // Before the round above opens: of one fund, they do not reach into each other.
    const until = "2026-12-01T13:00:00.000Z";
    expect((await extend(base, { until })).body).toMatchObject({
      status: "paused",
      round: { timetable: { closesAt: until } },
    });
  });
});

describe("round/extension while trustees score", () => {
  const scene = async () => {
    const it = await scoringScene(engine.it, fund, base, { bids: 1, trustees: 2 });
    const { round, officer, plan } = it;
    const scoringEnds = { on: londonDate(toInstant(it.now + 5 * 24 * HOUR)), time: "12:00" };
    const prepared = await it.asOfficer.prepare(round.id, { ...plan, endsAt: scoringEnds }, it.now);
    expect(prepared.status).toBe(200);
    for (const n of [0, 1]) await it.as(n).declare(round.id, 0, it.none(), it.now);
    const until = toInstant(it.now + HOUR);
    const extend = extending(round.id, officer.cookie, daysOf(round.timetable));
    return { ...it, extend: (changed = {}) => extend(it.now, { until, ...changed }) };
  };

  it("extends until the first score; then trustees wait for the new close", async () => {
    const it = await scene();
    expect((await readOffice(it.round.id, it.officer.cookie, it.now)).body.may).toContain("extend");
    const before = await engine.it.table.get(scoringKey(it.round.id));
    expect((await it.extend()).body.status).toBe("open");
    // Whoever brings a card in at this moment has read the head before: their write is refused, and they read again.
    expect((await engine.it.table.get(scoringKey(it.round.id)))?.version).toBe(Number(before?.version) + 1);
    const card = await it.as(0).save(it.bid(0), 0, cardOf(fund), it.now);
    expect(card.body).toMatchObject({ status: 409, rule: "scoring/round-open" });
    expect((await it.scored(0, it.bid(0), 3, it.now + HOUR)).status).toBe(200);
  });

  it("is refused after the first score, and no longer offered", async () => {
    const it = await scene();
    expect((await it.scored(0, it.bid(0))).status).toBe(200);
    expect((await it.extend()).body).toMatchObject({
      ...{ status: 409, type: "/problems/wrong-state", rule: "round/extension" },
      detail: "The first score is in. A round is not extended after that.",
    });
    expect((await readOffice(it.round.id, it.officer.cookie, it.now)).body.may).not.toContain("extend");
  });

  it("loses against a score that is submitted between its reading and its writing", async () => {
    const it = await scene();
    const { store } = engine.it.deps;
    const [{ round }, scoring] = await Promise.all([
      store.rounds.withForm(it.round.id),
      store.scoring.round(it.round.id),
    ]);
    expect((await it.scored(0, it.bid(0))).status).toBe(200);
    const untouched = store.scoring.untouched(round.id, scoring);
    const write = { writeId: nextWriteId(), at: it.now };
    await expect(store.rounds.extend(round, untouched, write, [])).rejects.toMatchObject({ slug: "stale" });
  });

  it("refuses a close after scoring has ended", async () => {
    const it = await scene();
    const until = toInstant(it.now + 6 * 24 * HOUR);
    expect((await it.extend({ until })).body.errors).toMatchObject([
      { rule: "round/extension", pointer: "/timetable/closesAt" },
    ]);
  });
});
