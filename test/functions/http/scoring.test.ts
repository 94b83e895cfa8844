import { describe, expect, it } from "vitest";
import { nextWriteId } from "../../support/bid.ts";
import { counting, withRole } from "../../support/desk.ts";
import { engineForFile, signedIn } from "../../support/engine.ts";
import { recordStanding } from "../../support/match-standing.ts";
import { said } from "../../support/refusals.ts";
import { someFund } from "../../support/rounds.ts";
import { atScoring, cardOf, type ScoringScene, scoringScene } from "../../support/scoring.ts";

const engine = engineForFile();
const fund = someFund();
const at = Date.parse("2026-11-02T09:00:00.000Z");

const eventsOf = async (key: { pk: string; sk: string }) => {
  const raw = await engine.it.table.get(key);
  const events = Array.isArray(raw?.events) ? raw.events : [];
  return events.map((event: { type: string }) => event.type);
};
const roundKeyOf = (id: string, sk = "scoring") => ({ pk: `scoring/${id}`, sk });

describe("PUT /api/scoring/{round}", () => {
  it("prepares a round: who sits, who scores what, until when; each trustee is told", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    const { status, body } = await scene.asOfficer.prepare(scene.round.id, scene.plan, scene.now);
    expect(status).toBe(200);
    expect(
      body.seats.map(({ seat, toScore, toDeclare }: Record<string, unknown>) => [seat, toScore, toDeclare]),
    ).toEqual([
      ["chair", 2, 2],
      ["deputy", 2, 2],
      ["trustee", 2, 2],
    ]);
    expect(
      body.bids.map(({ scorers, least }: { scorers: string[]; least: number }) => [scorers.length, least]),
    ).toEqual([
      [3, 2],
      [3, 2],
    ]);
    expect([body.version, body.ended, body.revealed, body.may]).toEqual([
      1,
      false,
      false,
      { prepare: true, enterPaper: true },
    ]);
    expect(await eventsOf(roundKeyOf(scene.round.id))).toEqual([
      "scoring-prepared",
      "trustee-assigned",
      "trustee-assigned",
      "trustee-assigned",
    ]);
  });

  it("answers the same write again, and tells nobody twice", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    const writeId = nextWriteId();
    await scene.asOfficer.prepare(scene.round.id, scene.plan, scene.now, writeId);
    const again = await scene.asOfficer.prepare(scene.round.id, scene.plan, scene.now, writeId);
    expect([again.status, again.body.version]).toEqual([200, 1]);
    const other = await scene.asOfficer.prepare(scene.round.id, { ...scene.plan, version: 1 }, scene.now);
    expect(other.body.version).toBe(2);
    expect(await eventsOf(roundKeyOf(scene.round.id))).toEqual(["scoring-prepared"]);
  });

  it("balances: two scorers for each of seven bids, loads that differ by one at most, cards that are in stay", async () => {
    const scene = await scoringScene(engine.it, fund, at, { bids: 7, trustees: 4 });
    await scene.prepared();
    await scene.scored(3, scene.bid(0));
    const plan = { ...scene.plan, version: 1, assignment: { how: "balanced", scorers: 2 } };
    const { body } = await scene.asOfficer.prepare(scene.round.id, plan, scene.now);
    const scorers: string[][] = body.bids.map((bid: { scorers: string[] }) => bid.scorers);
    expect(scorers.map(({ length }) => length)).toEqual([2, 2, 2, 2, 2, 2, 2]);
    expect(scorers[0]).toContain(scene.person(3).id);
    const loads = scene.people.map(({ id }) => scorers.filter((one) => one.includes(id)).length);
    expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
  });

  it.each([
    ["an empty panel", { panel: [] }, "422 invalid-request scoring/panel “Choose two trustees or more.”"],
    [
      "an end in the past",
      { endsAt: { on: "2026-11-01", time: "12:00" } },
      "422 invalid-request scoring/ends “Choose an end that is still to come.”",
    ],
    [
      "an end after the meeting",
      { endsAt: { on: "2026-12-31", time: "12:00" } },
      "422 invalid-request scoring/ends “Scoring must end on or before the day of the meeting.”",
    ],
    [
      "an end in a night that does not have it",
      { endsAt: { on: "2027-03-28", time: "01:30" } },
      "422 invalid-request round/wall-time “The clocks change that night: this time does not exist or happens twice. Choose another.”",
    ],
    ["a version that is not there", { version: 3 }, "412 stale “Somebody else has changed this since you opened it”"],
    [
      "no scorers at all",
      { assignment: { how: "balanced", scorers: 0 } },
      "422 invalid-request request/shape “Enter how many trustees score each bid: 1 or more.”",
    ],
  ])("refuses %s", async (_, changed, expected) => {
    const scene = await scoringScene(engine.it, fund, at);
    const reply = await scene.asOfficer.prepare(scene.round.id, { ...scene.plan, ...changed }, scene.now);
    expect(said(reply)[0]).toBe(expected);
  });

  it("refuses a seat for somebody who is no trustee, a round that is open, and a change after the end", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    const panel = scene.panel.map((seat, n) => (n === 2 ? { ...seat, personId: scene.officer.id } : seat));
    const noTrustee = await scene.asOfficer.prepare(scene.round.id, { ...scene.plan, panel }, scene.now);
    expect(said(noTrustee)).toEqual(["422 invalid-request scoring/seat “Choose somebody who is a trustee.”"]);
    const open = await scene.asOfficer.prepare(scene.round.id, scene.plan, scene.closesAt - 1);
    expect(said(open)).toEqual([
      "409 wrong-state scoring/round-open “The round has not closed, or is decided. Scoring is prepared in between.”",
    ]);
    await scene.prepared();
    const late = await scene.asOfficer.prepare(scene.round.id, { ...scene.plan, version: 1 }, scene.endsAt);
    expect(said(late)).toEqual([
      "409 wrong-state scoring/ended “Scoring has ended: who scored what no longer changes.”",
    ]);
  });
});

describe("GET /api/scoring/{round}", () => {
  it("says how far each one is, and never which score they gave", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    await scene.prepared();
    await scene.scored(0, scene.bid(0), 5);
    const reply = await scene.asOfficer.office(scene.round.id, scene.now);
    expect(reply.body.seats.map(({ submitted }: { submitted: number }) => submitted)).toEqual([1, 0, 0]);
    expect(reply.body.bids.map(({ submitted }: { submitted: number }) => submitted)).toEqual([1, 0]);
    expect(reply.text).not.toMatch(/scores|entries|figures/);
  });

  it("lists who may sit, before anything is prepared, and is not found for a round that is none", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    const { body } = await scene.asOfficer.office(scene.round.id, scene.now);
    expect([body.version, body.seats, body.may]).toEqual([0, [], { prepare: true, enterPaper: false }]);
    expect((await scene.asOfficer.office("CAF-99Z9", scene.now)).status).toBe(404);
  });
});

describe("GET /api/trustee/rounds", () => {
  it("lists the rounds one sits on, with what is to be done, and no others", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    await scene.prepared([0]);
    await scene.scored(0, scene.bid(0));
    const { body } = await scene.as(0).rounds(scene.now);
    expect(body.rounds).toMatchObject([
      {
        roundId: scene.round.id,
        seat: "chair",
        toDeclare: 0,
        toScore: 2,
        submitted: 1,
        toConfirm: 0,
        toRule: 0,
        ended: false,
      },
    ]);
    const stranger = await withRole(engine.it, "trustee", scene.now);
    expect((await atScoring(engine.it, stranger.cookie).rounds(scene.now)).body.rounds).toEqual([]);
  });
});

describe("interest/declared-first", () => {
  it("keeps every file closed until all bids are declared about", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    await scene.prepared([]);
    const { body } = await scene.as(2).interests(scene.round.id, scene.now);
    expect(body.bids[0]).toMatchObject({
      id: scene.bid(0),
      organisationName: "Group 1",
      title: "Project 1",
      area: ["Bristol", "Bath and North East Somerset"],
      contacts: ["Ash Example, Chair", "Bo Example, Treasurer"],
      suppliers: ["Hire of the hall: 20 evenings"],
      standing: "undeclared",
    });
    const closed = await scene.as(2).bid(scene.bid(0), scene.now);
    expect(said(closed)).toEqual([
      "409 wrong-state interest/declared-first “Declare your interests in every bid of this round first. Then the files open.”",
    ]);
    const [first] = scene.none();
    await scene.as(2).declare(scene.round.id, 0, [first], scene.now);
    expect((await scene.as(2).bid(scene.bid(0), scene.now)).body.rule).toBe("interest/declared-first");
    expect((await scene.as(2).save(scene.bid(0), 0, {}, scene.now)).body.rule).toBe("interest/declared-first");
    await scene.as(2).declare(scene.round.id, 1, scene.none().slice(1), scene.now);
    expect((await scene.as(2).bid(scene.bid(0), scene.now)).status).toBe(200);
  });
});

describe("GET /api/trustee/bids/{id}", () => {
  it("says how other money stands since the bid was sent, and nothing while nobody recorded it", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    await scene.prepared();
    const stands = { line: 0, status: "received", amountPence: 40_000, knownOn: "2026-11-01" } as const;
    await recordStanding(engine.it, scene.bid(0), stands, scene.now);
    expect((await scene.as(2).bid(scene.bid(0), scene.now)).body.standings).toEqual([stands]);
    expect((await scene.as(2).bid(scene.bid(1), scene.now)).body.standings).toBeUndefined();
  });

  it("shows the bid, the scale and one's own card, without telephone numbers and addresses of e-mail", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    await scene.prepared();
    const { body, text } = await scene.as(1).bid(scene.bid(0), scene.now);
    expect(body).toMatchObject({
      organisationName: "Group 1",
      card: { state: "draft", version: 0, entries: {} },
      assigned: true,
      may: { save: true, submit: true, reopen: false, confirm: false },
      next: scene.bid(1),
      progress: { submitted: 0, of: 2 },
    });
    expect(body.previous).toBeUndefined();
    expect(text).not.toMatch(/ash@example\.org|01275 000000/);
    expect(await engine.it.deps.store.desk.viewsOf(scene.bid(0))).toMatchObject([
      { personId: scene.person(1).id, as: "trustee", how: "read" },
    ]);
  });

  it("is not found for a recused trustee, for somebody who does not sit, and for a bid that is none: all alike", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    await scene.prepared([0, 1]);
    const [first = { applicationId: "" }, ...rest] = scene.none();
    const direct = { ...first, kind: "direct", about: "My sister chairs it." };
    await scene.as(2).declare(scene.round.id, 0, [direct, ...rest], scene.now);
    const stranger = await withRole(engine.it, "trustee", scene.now);
    const replies = [
      await scene.as(2).bid(scene.bid(0), scene.now),
      await atScoring(engine.it, stranger.cookie).bid(scene.bid(0), scene.now),
      await scene.as(2).bid(`${scene.round.id}-9999-X`, scene.now),
      await scene.as(2).bid("CAF-99Z9-0001-X", scene.now),
    ].map(({ status, body: { requestId: _, ...body } }) => ({ status, body }));
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1);
    expect(replies[0]?.status).toBe(404);
    expect((await scene.as(2).save(scene.bid(0), 0, {}, scene.now)).status).toBe(404);
    expect((await scene.as(2).submit(scene.bid(0), 0, scene.now)).status).toBe(404);
    const pack = await scene.as(2).pack(scene.round.id, scene.now);
    const line = pack.body.bids.find(({ id }: { id: string }) => id === scene.bid(0));
    expect(line).toEqual({
      id: scene.bid(0),
      organisationName: "Group 1",
      title: "Project 1",
      standing: "recused",
      assigned: true,
      gone: false,
    });
    expect(pack.body.round.toScore).toBe(1);
    expect((await atScoring(engine.it, stranger.cookie).pack(scene.round.id, scene.now)).status).toBe(404);
  });
});

/** Every trustee's numbers of every bid, straight onto the sheets: as much as a round ever holds. */
const allIn = async (scene: ScoringScene): Promise<void> => {
  const { store } = engine.it.deps;
  const scoring = await store.scoring.round(scene.round.id);
  if (scoring === undefined) throw new Error("Nothing is prepared.");
  const { head, sheets } = scoring;
  const scores = Object.fromEntries(fund.criteria.map(({ id }) => [id, 3 as const]));
  const card = { scores, at: new Date(scene.now).toISOString() };
  const cards = Object.fromEntries(scene.ids.map((id) => [id, card]));
  await store.scoring.move(
    {
      head: { was: head, becomes: head, events: [] },
      sheets: sheets.map((sheet) => ({ sheet: { ...sheet, cards }, events: [] })),
    },
    { writeId: nextWriteId(), at: scene.now },
  );
};

describe("the reads", () => {
  it("of 200 bids are two round trips after the session for the pack, and for one bid", async () => {
    const scene = await scoringScene(engine.it, fund, at, { bids: 200, trustees: 6 });
    await scene.prepared();
    await allIn(scene);
    const { deps, commands } = counting(engine.it);
    const pack = await scene.as(3, deps).pack(scene.round.id, scene.now);
    expect(pack.body.bids).toHaveLength(200);
    expect(pack.body.round).toMatchObject({ toScore: 200, submitted: 200 });
    // Session; numbers and round; heads (two batches) and cards (two batches).
    expect(commands.slice(0, 1)).toEqual(["BatchGetCommand"]);
    expect(commands.slice(1, 3).toSorted()).toEqual(["BatchGetCommand", "QueryCommand"]);
    expect(commands.slice(3)).toEqual(Array.from({ length: 4 }, () => "BatchGetCommand"));
    commands.length = 0;
    expect((await scene.as(3, deps).bid(scene.bid(100), scene.now)).status).toBe(200);
    // Session; numbers, round, the bid and the card; then that it was read.
    expect(commands.slice(1, 5).toSorted()).toEqual(["BatchGetCommand", "GetCommand", "QueryCommand", "QueryCommand"]);
    expect(commands.slice(5)).toEqual(["PutCommand"]);
    commands.length = 0;
    expect((await scene.as(3, deps).interests(scene.round.id, scene.now)).body.bids).toHaveLength(200);
    expect(commands.slice(1, 4).toSorted()).toEqual(["BatchGetCommand", "GetCommand", "QueryCommand"]);
    expect(commands.slice(4)).toEqual(Array.from({ length: 4 }, () => "BatchGetCommand"));
  }, 60_000);
});

describe("officers", () => {
  it("score nothing: the role does not allow it, and a trustee’s role counts through the code door alone", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    await scene.prepared();
    const officer = atScoring(engine.it, scene.officer.cookie);
    expect(said(await officer.save(scene.bid(0), 0, cardOf(fund), scene.now))).toEqual([
      "403 forbidden “Your role does not allow this”",
    ]);
    expect((await officer.submit(scene.bid(0), 0, scene.now)).status).toBe(403);
    expect((await officer.bid(scene.bid(0), scene.now)).status).toBe(403);
    const both = { id: "p_both", roles: ["officer", "trustee"] as const, door: "staff" as const };
    const { cookie } = await signedIn(engine.it, both, scene.now);
    expect((await atScoring(engine.it, cookie).rounds(scene.now)).status).toBe(403);
  });
});
