import { describe, expect, it } from "vitest";
import { personKey } from "../../../functions/store/keys.ts";
import { MINUTE, nextWriteId } from "../../support/bid.ts";
import { withRole } from "../../support/desk.ts";
import { documentsForFile } from "../../support/documents.ts";
import { engineForFile, signedIn } from "../../support/engine.ts";
import { atRanking } from "../../support/ranked-round.ts";
import { said } from "../../support/refusals.ts";
import { someFund } from "../../support/rounds.ts";
import { atScoring, cardOf, type ScoringScene, scoringScene } from "../../support/scoring.ts";

const engine = engineForFile();
const files = documentsForFile(engine);
const fund = someFund();
const at = Date.parse("2026-11-02T09:00:00.000Z");

/** Declares an interest in the first bid, and none in the others. */
const withInterest = (scene: ScoringScene, kind: string, about = "We sing in the same choir.") =>
  scene.none().map((one, n) => (n === 0 ? { ...one, kind, about } : one));
const sheetEvents = async (scene: ScoringScene, n: number) => {
  const raw = await engine.it.table.get({ pk: `scoring/${scene.round.id}`, sk: `sheet/${scene.person(n).id}` });
  return Array.isArray(raw?.events) ? raw.events : [];
};
const versionOf = async (scene: ScoringScene, n: number): Promise<number> =>
  (await scene.as(n).interests(scene.round.id, scene.now)).body.version;

describe("interest/ruling", () => {
  it("hides the bid until the chair has decided, before scoring, with a reason", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    await scene.prepared([0, 1]);
    const { status, body } = await scene.as(2).declare(scene.round.id, 0, withInterest(scene, "loyalty"), scene.now);
    expect([status, body.version, body.bids[0].standing]).toEqual([200, 1, "waits"]);
    expect((await scene.as(2).bid(scene.bid(0), scene.now)).status).toBe(404);
    expect(await sheetEvents(scene, 2)).toMatchObject([
      { type: "interests-declared" },
      { type: "interest-asked", applicationId: scene.bid(0), ruler: scene.person(0).id, personId: scene.person(2).id },
    ]);
    expect((await scene.as(0).rounds(scene.now)).body.rounds[0].toRule).toBe(1);
    const open = await scene.as(0).rulings(scene.round.id, scene.now);
    expect(open.body.lines).toMatchObject([
      { personId: scene.person(2).id, kind: "loyalty", about: "We sing in the same choir." },
    ]);
    const asked = { personId: scene.person(2).id, applicationId: scene.bid(0) };
    const writeId = nextWriteId();
    const ruled = await scene.as(0).rule(scene.round.id, asked, scene.now, writeId);
    expect(ruled.body.lines[0].ruling).toMatchObject({
      decision: "may-score",
      reason: "Too far away.",
      by: scene.person(0).id,
    });
    expect((await scene.as(0).rule(scene.round.id, asked, scene.now, writeId)).status).toBe(200);
    expect((await scene.as(2).bid(scene.bid(0), scene.now)).status).toBe(200);
    expect((await scene.as(0).rounds(scene.now)).body.rounds[0].toRule).toBe(0);
  });

  it("recuses where the chair says so, and the bid stays hidden", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    await scene.prepared([0, 1]);
    await scene.as(2).declare(scene.round.id, 0, withInterest(scene, "gift", "Two tickets."), scene.now);
    const asked = { personId: scene.person(2).id, applicationId: scene.bid(0), decision: "recused" };
    await scene.as(0).rule(scene.round.id, asked, scene.now);
    const { body } = await scene.as(2).interests(scene.round.id, scene.now);
    expect(body.bids[0]).toMatchObject({ standing: "recused", declared: { ruling: { decision: "recused" } } });
    expect((await scene.as(2).bid(scene.bid(0), scene.now)).status).toBe(404);
  });

  it("is the deputy’s on the chair’s own interest, and nobody’s on their own", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    await scene.prepared([1, 2]);
    await scene.as(0).declare(scene.round.id, 0, withInterest(scene, "indirect", "A cousin works there."), scene.now);
    const asked = { personId: scene.person(0).id, applicationId: scene.bid(0) };
    const refused =
      "403 forbidden interest/ruling “The chair decides about interests, and the deputy about the chair’s own.”";
    expect(said(await scene.as(0).rule(scene.round.id, asked, scene.now))).toEqual([refused]);
    expect(said(await scene.as(2).rule(scene.round.id, asked, scene.now))).toEqual([refused]);
    expect((await scene.as(1).rule(scene.round.id, asked, scene.now)).status).toBe(200);
  });

  it("is made once, and only of what waits", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    await scene.prepared();
    const asked = { personId: scene.person(2).id, applicationId: scene.bid(0) };
    expect(said(await scene.as(0).rule(scene.round.id, asked, scene.now))).toEqual([
      "409 wrong-state interest/ruling “There is no interest that waits for a decision here. Open the page again.”",
    ]);
    const noReason = await scene.as(0).rule(scene.round.id, { ...asked, reason: "  " }, scene.now);
    expect(said(noReason)).toEqual(["422 invalid-request request/shape “Give the reason. It stands in the register.”"]);
  });
});

describe("interest/late", () => {
  it("withdraws the score, keeps the record and tells the chair", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    await scene.prepared();
    await scene.scored(2, scene.bid(0), 4);
    const version = await versionOf(scene, 2);
    const [first] = withInterest(scene, "direct", "My brother has joined their committee.");
    const reply = await scene.as(2).declare(scene.round.id, version, [first], scene.now + 1);
    expect(reply.body.bids[0]).toMatchObject({ standing: "recused", declared: { late: true } });
    const scoring = await engine.it.deps.store.scoring.round(scene.round.id);
    const sheet = scoring?.sheets.find(({ personId }) => personId === scene.person(2).id);
    expect(sheet?.cards[scene.bid(0)]?.withdrawnAt).toBeDefined();
    expect(sheet?.declarations[scene.bid(0)]?.earlier).toMatchObject([{ kind: "none" }]);
    const [card] = await engine.it.deps.store.scoring.cardsOf(scene.bid(0));
    expect(card).toMatchObject({ state: "withdrawn", entries: cardOf(fund, 4, "Because of the figures.") });
    expect(await sheetEvents(scene, 2)).toMatchObject([
      { type: "interests-declared" },
      { type: "interest-declared-late", ruler: scene.person(0).id, wantsRuling: false, applicationId: scene.bid(0) },
    ]);
    expect((await scene.as(2).bid(scene.bid(0), scene.now)).status).toBe(404);
  });

  it("asks the chair about an interest that is taken back, and a card may be written again after their word", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    await scene.prepared([0, 1]);
    await scene.as(2).declare(scene.round.id, 0, withInterest(scene, "direct", "The wrong line."), scene.now);
    const back = await scene.as(2).declare(scene.round.id, 1, scene.none().slice(0, 1), scene.now);
    expect(back.body.bids[0]).toMatchObject({ standing: "waits", declared: { kind: "none", takenBack: true } });
    const asked = { personId: scene.person(2).id, applicationId: scene.bid(0) };
    expect((await scene.as(0).rule(scene.round.id, asked, scene.now)).status).toBe(200);
    expect((await scene.as(2).save(scene.bid(0), 0, cardOf(fund), scene.now)).status).toBe(200);
  });

  it("lets a score that was withdrawn be given anew, once the chair has allowed it", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    await scene.prepared();
    await scene.scored(2, scene.bid(0), 4);
    const [first] = withInterest(scene, "gift", "They sent a calendar.");
    await scene.as(2).declare(scene.round.id, await versionOf(scene, 2), [first], scene.now);
    await scene.as(0).rule(scene.round.id, { personId: scene.person(2).id, applicationId: scene.bid(0) }, scene.now);
    const { card, may } = (await scene.as(2).bid(scene.bid(0), scene.now)).body;
    expect([card.state, may.save]).toEqual(["withdrawn", true]);
    await scene.as(2).save(scene.bid(0), card.version, cardOf(fund, 3), scene.now);
    const again = await scene.as(2).submit(scene.bid(0), card.version + 1, scene.now);
    expect(again.body.progress).toEqual({ submitted: 1, of: 2 });
  });
});

describe("PUT /api/trustee/rounds/{round}/interests", () => {
  it("asks the Commissioner’s, the Chief Constable’s and local officers’ seats whether they backed a bid", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    const panel = scene.panel.map((seat, n) =>
      n === 2 ? { ...seat, constable: true, asked: "chief-constable" } : seat,
    );
    await scene.asOfficer.prepare(scene.round.id, { ...scene.plan, panel }, scene.now);
    expect((await scene.as(2).interests(scene.round.id, scene.now)).body.asked).toBe("chief-constable");
    const silent = await scene.as(2).declare(scene.round.id, 0, scene.none().slice(0, 1), scene.now);
    expect(said(silent)).toEqual([
      "422 invalid-request interest/backed “Choose whether you or your staff backed this bid.”",
    ]);
    const backing = scene.none().map((one, n) => ({ ...one, backed: n === 0 }));
    const { body } = await scene.as(2).declare(scene.round.id, 0, backing, scene.now);
    expect(body.bids.map(({ standing }: { standing: string }) => standing)).toEqual(["waits", "clear"]);
  });

  it("proposes again next time what was declared about a group, and counts it only once it is declared", async () => {
    const first = await scoringScene(engine.it, fund, at);
    await first.prepared([0, 1]);
    await first.as(2).declare(first.round.id, 0, withInterest(first, "loyalty"), first.now);
    const kept = await engine.it.deps.store.scoring.interests(first.person(2).id);
    expect(kept.interests).toMatchObject([{ organisationName: "Group 1", kind: "loyalty" }]);
    // The same group bids again, before a panel on which the same person sits.
    const second = await scoringScene(engine.it, fund, at);
    const { organisationId } = (await engine.it.deps.store.applications.head(second.bid(0))) ?? { organisationId: "" };
    const raw = await engine.it.table.get({ pk: `person/${first.person(2).id}`, sk: "interests" });
    await engine.it.table.write(
      [
        {
          key: { pk: `person/${second.person(2).id}`, sk: "interests" },
          kind: "interests",
          schema: 1,
          was: "absent",
          events: [],
          data: { personId: second.person(2).id, interests: [{ ...kept.interests[0], organisationId }] },
        },
      ],
      { writeId: nextWriteId(), at },
    );
    expect(raw).toBeDefined();
    await second.prepared([]);
    const { body } = await second.as(2).interests(second.round.id, second.now);
    expect(body.bids[0]).toMatchObject({
      standing: "undeclared",
      proposed: { kind: "loyalty", about: "We sing in the same choir." },
    });
    expect(body.bids[1].proposed).toBeUndefined();
    await second.as(2).declare(second.round.id, 0, second.none(), second.now);
    expect((await engine.it.deps.store.scoring.interests(second.person(2).id)).interests).toEqual([]);
  });

  it("takes nothing less than a direct interest from somebody who belongs to the group", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    const { organisationId = "" } = (await engine.it.deps.store.applications.head(scene.bid(0))) ?? {};
    const member = { id: `p_member${scene.round.code}`, roles: ["trustee"] as const, organisations: [organisationId] };
    const { cookie } = await signedIn(engine.it, member, scene.now);
    const panel = scene.panel.map((seat, n) => (n === 2 ? { ...seat, personId: member.id } : seat));
    await scene.asOfficer.prepare(scene.round.id, { ...scene.plan, panel }, scene.now);
    const me = atScoring(engine.it, cookie);
    expect((await me.interests(scene.round.id, scene.now)).body.bids[0].proposed.kind).toBe("direct");
    expect(said(await me.declare(scene.round.id, 0, scene.none(), scene.now))).toEqual([
      "422 invalid-request interest/member “You belong to this group. Declare a direct interest.”",
    ]);
  });

  it("closes bids and ranking to whoever joined a group of the round after declaring, until they declare that", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    await scene.prepared();
    const [id, me] = [scene.bid(0), scene.as(2)];
    expect((await me.bid(id, scene.now)).status).toBe(200);
    const { organisationId = "" } = (await engine.it.deps.store.applications.head(id)) ?? {};
    await engine.it.table.update(
      {
        Key: personKey(scene.person(2).id),
        UpdateExpression: "SET organisations = :own",
        ExpressionAttributeValues: { ":own": [organisationId] },
      },
      nextWriteId(),
    );
    const closed =
      "409 wrong-state interest/member “You belong to a group with a bid in this round. Declare a direct interest in its bid first.”";
    expect(said(await me.bid(id, scene.now))).toEqual([closed]);
    expect(said(await me.save(id, 0, cardOf(fund), scene.now))).toEqual([closed]);
    const revealed = scene.endsAt + MINUTE;
    const ranking = () => atRanking(engine.it, scene.person(2).cookie).read(scene.round.id, revealed);
    expect(said(await ranking())).toEqual([closed]);
    const direct = [{ applicationId: id, kind: "direct", about: "I belong to this group." }];
    expect((await me.declare(scene.round.id, 1, direct, scene.now)).status).toBe(200);
    expect((await ranking()).body.bids.map((bid: { id: string }) => bid.id)).toEqual([scene.bid(1)]);
  });

  it("answers the same write again, refuses an old version, a bid of another round, and a round one does not sit on", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    await scene.prepared([]);
    const writeId = nextWriteId();
    await scene.as(2).declare(scene.round.id, 0, scene.none(), scene.now, writeId);
    expect((await scene.as(2).declare(scene.round.id, 0, scene.none(), scene.now, writeId)).body.version).toBe(1);
    expect(said(await scene.as(2).declare(scene.round.id, 0, scene.none(), scene.now))).toEqual([
      "412 stale interest/sheet “Your list changed on another page or device since you opened it.”",
    ]);
    const stranger = [{ applicationId: "CAF-99Z9-0001-X", kind: "none" }];
    expect(said(await scene.as(2).declare(scene.round.id, 1, stranger, scene.now))[0]).toMatch(/interest\/bid/);
    const wordless = [{ applicationId: scene.bid(0), kind: "gift" }];
    expect(said(await scene.as(2).declare(scene.round.id, 1, wordless, scene.now))).toEqual([
      "422 invalid-request interest/about “Say what the interest is.”",
    ]);
    const other = await withRole(engine.it, "trustee", scene.now);
    expect((await atScoring(engine.it, other.cookie).interests(scene.round.id, scene.now)).status).toBe(404);
  });

  it("is closed once the round is decided", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    await scene.prepared();
    const { store } = engine.it.deps;
    const { round } = await store.rounds.withForm(scene.round.id);
    const decidedAt = new Date(scene.now).toISOString();
    await store.rounds.change({ ...round, decidedAt }, { writeId: nextWriteId(), at: scene.now }, []);
    const reply = await scene.as(2).declare(scene.round.id, 1, withInterest(scene, "direct"), scene.now);
    expect(said(reply)).toEqual([
      "409 wrong-state interest/decided “This round is decided. Tell the office about an interest that comes up now.”",
    ]);
  });
});

describe("GET /api/scoring/{round}/register", () => {
  it("is a file of every declaration with its ruling, and lists interests on the office’s page", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    await scene.prepared([0, 1]);
    await scene.as(2).declare(scene.round.id, 0, withInterest(scene, "gift", "=A mug"), scene.now);
    await scene.as(0).rule(scene.round.id, { personId: scene.person(2).id, applicationId: scene.bid(0) }, scene.now);
    const asOfficer = atScoring(engine.it, scene.officer.cookie, files.deps());
    const { body } = await asOfficer.register(scene.round.id, scene.now);
    expect([body.name, body.lines]).toEqual([`${scene.round.id} interests 2026-11-02.csv`, 6]);
    const csv = await (await fetch(body.url)).text();
    expect(csv.split("\r\n")).toHaveLength(8);
    expect(csv).toContain(`${scene.bid(0)},Group 1,Project 1,gift,'=A mug,,2026-11-02,`);
    expect(csv).toContain("Too far away.");
    const office = await scene.asOfficer.office(scene.round.id, scene.now);
    expect(office.body.interests).toMatchObject([
      { kind: "gift", standing: "clear", ruling: { decision: "may-score", byName: expect.stringMatching(/^chair/) } },
    ]);
  });
});
