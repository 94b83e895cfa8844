import { describe, expect, it } from "vitest";
import { followUp } from "../../../functions/follow-up.ts";
import { headChange } from "../../../functions/store/application-items.ts";
import { as } from "../../../infra/local/guard.ts";
import type { ApplicationState } from "../../../shared/rules/application.ts";
import { toInstant } from "../../../shared/rules/london.ts";
import { isRevealed, SETTLES_MS } from "../../../shared/rules/scoring.ts";
import { HOUR, nextWriteId } from "../../support/bid.ts";
import { engineForFile } from "../../support/engine.ts";
import { said } from "../../support/refusals.ts";
import { someFund } from "../../support/rounds.ts";
import { cardOf, type ScoringScene, scoringScene } from "../../support/scoring.ts";

const engine = engineForFile();
const fund = someFund();
const at = Date.parse("2026-11-02T09:00:00.000Z");
const [fit = "", need = ""] = fund.criteria.map(({ id }) => id);
const numbersOf = async ({ round }: ScoringScene) => {
  const found = await engine.it.deps.store.scoring.round(round.id);
  if (found === undefined) throw new Error("Nothing is prepared.");
  return found;
};
const sheetOf = async (scene: ScoringScene, n: number) =>
  (await numbersOf(scene)).sheets.find(({ personId }) => personId === scene.person(n).id);
const becomes = async (id: string, state: ApplicationState) => {
  const head = await engine.it.deps.store.applications.head(id);
  if (head === undefined) throw new Error("There is no such application.");
  await engine.it.table.write([headChange({ ...head, state }, [])], { writeId: nextWriteId(), at });
};

describe("PUT /api/trustee/bids/{id}/card", () => {
  it("keeps what was typed under the version seen, and gives it back", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    await scene.prepared();
    const [me, id] = [scene.as(2), scene.bid(0)];
    const half = { [fit]: { score: 4, comment: "" }, [need]: { comment: "They say who was asked.\u0000" } };
    expect((await me.save(id, 0, half, scene.now)).body).toMatchObject({ version: 1 });
    expect(
      (await me.save(id, 1, { ...half, [fit]: { score: "cannot-judge", comment: "" } }, scene.now)).body.version,
    ).toBe(2);
    const { card } = (await me.bid(id, scene.now)).body;
    expect(card).toMatchObject({
      state: "draft",
      version: 2,
      entries: { [fit]: { score: "cannot-judge" }, [need]: { comment: "They say who was asked." } },
    });
    expect((await sheetOf(scene, 2))?.cards).toEqual({});
  });

  it("answers the same write again with the version it made, and another under an old version with stale", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    await scene.prepared();
    const [me, id, writeId] = [scene.as(2), scene.bid(0), nextWriteId()];
    await me.save(id, 0, cardOf(fund), scene.now, writeId);
    expect((await me.save(id, 0, cardOf(fund), scene.now, writeId)).body.version).toBe(1);
    const other = await me.save(id, 0, cardOf(fund, 2), scene.now);
    expect(said(other)).toEqual([
      "412 stale scoring/card-version “This card was changed on another page or device since you opened it.”",
    ]);
  });

  it("refuses a criterion that the fund does not have, a score that is none, and a comment that is too long", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    await scene.prepared();
    const save = async (entries: unknown) => said(await scene.as(2).save(scene.bid(0), 0, entries, scene.now))[0];
    expect(await save({ beauty: { score: 3, comment: "" } })).toBe(
      "422 invalid-request scoring/criterion “This fund has no such criterion. Open the card again.”",
    );
    expect(await save({ [fit]: { score: 6, comment: "" } })).toMatch(/^422 invalid-request request\/shape/);
    expect(await save({ [fit]: { score: 3, comment: "x".repeat(2_001) } })).toBe(
      "422 invalid-request request/shape “Shorten this comment to 2,000 characters.”",
    );
  });
});

describe("POST /api/trustee/bids/{id}/card/submission", () => {
  it("puts the numbers on the sheet, counts, and answers the same write again", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    await scene.prepared();
    const [me, id, writeId] = [scene.as(2), scene.bid(0), nextWriteId()];
    await me.save(id, 0, cardOf(fund, 4), scene.now);
    const sent = await me.submit(id, 1, scene.now, writeId);
    expect(sent.body).toMatchObject({
      card: { state: "submitted", version: 2 },
      progress: { submitted: 1, of: 2 },
      revealed: false,
    });
    expect((await me.submit(id, 1, scene.now, writeId)).body).toEqual(sent.body);
    expect(Object.values((await sheetOf(scene, 2))?.cards[id]?.scores ?? {})).toEqual(fund.criteria.map(() => 4));
    const again = await me.submit(id, 2, scene.now);
    expect(said(again)).toEqual([
      "409 wrong-state scoring/card “This card is not one that can be sent. Open it again.”",
    ]);
  });

  it("refuses an incomplete card and a missing comment, line by line", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    await scene.prepared();
    const [me, id] = [scene.as(2), scene.bid(0)];
    expect(said(await me.submit(id, 0, scene.now))).toHaveLength(fund.criteria.length);
    await me.save(
      id,
      0,
      { ...cardOf(fund, 5, "Sound."), [fit]: { score: 0, comment: "" }, [need]: { comment: "?" } },
      scene.now,
    );
    expect(said(await me.submit(id, 1, scene.now))).toEqual([
      "422 invalid-request scoring/comment “Fit with our priorities: say why you give 0.”",
      "422 invalid-request scoring/incomplete “Need, and the community’s part in it: choose a score, or “Not able to judge”.”",
    ]);
  });

  it("locks the card until it is reopened, which takes its numbers back", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    await scene.prepared();
    const [me, id] = [scene.as(2), scene.bid(0)];
    await scene.scored(2, id);
    expect(said(await me.save(id, 2, cardOf(fund, 1, "No."), scene.now))).toEqual([
      "409 wrong-state scoring/card “This card is in, or waits for you to confirm it. Reopen it to change it.”",
    ]);
    const writeId = nextWriteId();
    const open = await me.reopen(id, 2, scene.now, writeId);
    expect(open.body).toMatchObject({ card: { state: "draft", version: 3 }, progress: { submitted: 0, of: 2 } });
    expect((await me.reopen(id, 2, scene.now, writeId)).body).toEqual(open.body);
    expect((await sheetOf(scene, 2))?.cards).toEqual({});
    expect((await me.save(id, 3, cardOf(fund, 2), scene.now)).status).toBe(200);
  });
});

describe("scoring/not-assigned, scoring/withdrawn, scoring/round-open, scoring/ended", () => {
  it("refuses a bid that others score, which may be read all the same", async () => {
    const scene = await scoringScene(engine.it, fund, at, { bids: 4, trustees: 4 });
    await scene.prepared();
    const plan = { ...scene.plan, version: 1, assignment: { how: "balanced", scorers: 1 } };
    const { body } = await scene.asOfficer.prepare(scene.round.id, plan, scene.now);
    const others = body.bids.find(({ scorers }: { scorers: string[] }) => !scorers.includes(scene.person(2).id));
    expect((await scene.as(2).bid(others.id, scene.now)).body).toMatchObject({ assigned: false, may: { save: false } });
    expect(said(await scene.as(2).save(others.id, 0, cardOf(fund), scene.now))).toEqual([
      "409 wrong-state scoring/not-assigned “Other trustees score this bid. You read it for the meeting.”",
    ]);
  });

  it.each([
    ["withdrawn", "The group withdrew this bid. It is not scored."],
    ["not-eligible", "This bid was found not eligible. It is not scored."],
  ] as const)("refuses a bid that is %s", async (state, detail) => {
    const scene = await scoringScene(engine.it, fund, at);
    await scene.prepared();
    await scene.as(2).save(scene.bid(0), 0, cardOf(fund), scene.now);
    await becomes(scene.bid(0), state);
    const expected = [`409 wrong-state scoring/withdrawn “${detail}”`];
    expect(said(await scene.as(2).save(scene.bid(0), 1, cardOf(fund), scene.now))).toEqual(expected);
    expect(said(await scene.as(2).submit(scene.bid(0), 1, scene.now))).toEqual(expected);
    expect((await scene.as(2).pack(scene.round.id, scene.now)).body.bids[0].gone).toBe(true);
  });

  it("refuses while the round is open again, because it was extended", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    await scene.prepared();
    const { store } = engine.it.deps;
    const { round } = await store.rounds.withForm(scene.round.id);
    const closesAt = new Date(scene.now + HOUR).toISOString();
    const extended = { ...round, timetable: { ...round.timetable, closesAt } };
    await store.rounds.change(extended, { writeId: nextWriteId(), at: scene.now }, []);
    expect(said(await scene.as(2).save(scene.bid(0), 0, cardOf(fund), scene.now))).toEqual([
      "409 wrong-state scoring/round-open “The round has not closed. Bids are scored when nobody can change them.”",
    ]);
  });

  it("refuses from the end on whatever would change a card, and takes the last millisecond", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    await scene.prepared();
    const [me, id] = [scene.as(2), scene.bid(0)];
    await me.save(id, 0, cardOf(fund), scene.now);
    expect((await me.submit(id, 1, scene.endsAt - 1)).status).toBe(200);
    const ended = [
      "409 wrong-state scoring/ended “Scoring has ended. Cards no longer change; the meeting can moderate a score.”",
    ];
    expect(said(await me.reopen(id, 2, scene.endsAt))).toEqual(ended);
    expect(said(await me.save(scene.bid(1), 0, cardOf(fund), scene.endsAt))).toEqual(ended);
    expect(said(await me.submit(scene.bid(1), 0, scene.endsAt))).toEqual(ended);
    expect((await me.bid(id, scene.endsAt)).body).toMatchObject({
      ended: true,
      revealed: false,
      may: { reopen: false },
    });
    expect((await me.bid(id, scene.endsAt + SETTLES_MS)).body.revealed).toBe(true);
  });
});

describe("scoring/reveal", () => {
  it("comes in the very write that brings the last card, and locks every card", async () => {
    const scene = await scoringScene(engine.it, fund, at, { trustees: 2 });
    await scene.prepared();
    await scene.scored(0, scene.bid(0));
    await scene.scored(0, scene.bid(1));
    await scene.scored(1, scene.bid(0));
    expect((await numbersOf(scene)).head.revealedAt).toBeUndefined();
    expect((await scene.asOfficer.office(scene.round.id, scene.now)).body.seats[0].finishedAt).toBeDefined();
    const last = await scene.scored(1, scene.bid(1), 3, scene.now + 1);
    expect(last.body).toMatchObject({ revealed: true, progress: { submitted: 2, of: 2 } });
    const { head } = await numbersOf(scene);
    expect(head.revealedAt).toBe(new Date(scene.now + 1).toISOString());
    const item = await engine.it.table.get({ pk: `scoring/${scene.round.id}`, sk: "scoring" });
    expect(item?.events).toMatchObject([{ type: "scoring-revealed", roundId: scene.round.id }]);
    expect((await scene.as(0).reopen(scene.bid(0), 2, scene.now + 2)).body.rule).toBe("scoring/ended");
  });

  it("does not wait for a bid that was withdrawn before the last card came in", async () => {
    const scene = await scoringScene(engine.it, fund, at, { trustees: 2 });
    await scene.prepared();
    await becomes(scene.bid(1), "withdrawn");
    await scene.scored(0, scene.bid(0));
    expect((await scene.scored(1, scene.bid(0))).body.revealed).toBe(true);
  });

  it("comes when a bid leaves that somebody waited for alone, once, however often it is told", async () => {
    const scene = await scoringScene(engine.it, fund, at, { trustees: 2 });
    await scene.prepared();
    for (const id of [scene.bid(0), scene.bid(1)]) await scene.scored(0, id);
    await scene.scored(1, scene.bid(0));
    expect((await numbersOf(scene)).head.revealedAt).toBeUndefined();
    await becomes(scene.bid(1), "withdrawn");
    const event = {
      type: "application-withdrawn",
      ...{ at: toInstant(scene.now + 1), by: "p_seed", askedPence: 1_00 },
      ...{ applicationId: scene.bid(1), roundId: scene.round.id, organisationId: "o_seed" },
    } as const;
    for (const _ of [1, 2]) await as("stream/events", () => followUp(event, engine.it.deps));
    const { head } = await numbersOf(scene);
    expect([head.revealedAt, head.version]).toEqual([toInstant(scene.now + 1), 3]);
    const item = await engine.it.table.get({ pk: `scoring/${scene.round.id}`, sk: "scoring" });
    expect(item?.events).toMatchObject([{ type: "scoring-revealed", by: "system" }]);
  });

  it("keeps who had finished without a bid that left, when they declare or are ruled on later", async () => {
    const scene = await scoringScene(engine.it, fund, at, { trustees: 3 });
    await scene.prepared();
    await becomes(scene.bid(1), "withdrawn");
    await scene.scored(2, scene.bid(0));
    const finished = async () => Object.keys((await numbersOf(scene)).head.finished);
    expect(await finished()).toEqual([scene.person(2).id]);
    const version = (await sheetOf(scene, 2))?.version ?? 0;
    const late = [{ applicationId: scene.bid(0), kind: "loyalty", about: "My old school." }];
    expect((await scene.as(2).declare(scene.round.id, version, late, scene.now + 1)).status).toBe(200);
    expect(await finished()).toEqual([]);
    const ruled = { personId: scene.person(2).id, applicationId: scene.bid(0), decision: "recused" };
    expect((await scene.as(0).rule(scene.round.id, ruled, scene.now + 2)).status).toBe(200);
    expect(await finished()).toEqual([scene.person(2).id]);
  });

  it("comes when the office prepares anew without the bid that everybody waited for, and cards that are in stay", async () => {
    const scene = await scoringScene(engine.it, fund, at, { trustees: 2 });
    await scene.prepared();
    for (const n of [0, 1]) await scene.scored(n, scene.bid(0), 4);
    await becomes(scene.bid(1), "withdrawn");
    const again = await scene.asOfficer.prepare(scene.round.id, { ...scene.plan, version: 1 }, scene.now + 1);
    expect(again.body).toMatchObject({
      revealed: true,
      ended: true,
      revealedAt: new Date(scene.now + 1).toISOString(),
    });
    expect(again.body.seats.map(({ submitted }: { submitted: number }) => submitted)).toEqual([1, 1]);
    const item = await engine.it.table.get({ pk: `scoring/${scene.round.id}`, sk: "scoring" });
    expect(item?.events).toMatchObject([{ type: "scoring-prepared" }, { type: "scoring-revealed" }]);
  });

  it("comes at the date where somebody never finishes, and a missing card counts as none", async () => {
    const scene = await scoringScene(engine.it, fund, at, { trustees: 2 });
    await scene.prepared();
    await scene.scored(0, scene.bid(0));
    const { head } = await numbersOf(scene);
    expect([isRevealed(head, scene.endsAt), isRevealed(head, scene.endsAt + SETTLES_MS)]).toEqual([false, true]);
    expect((await sheetOf(scene, 1))?.cards).toEqual({});
  });
});

describe("POST /api/scoring/{round}/paper-cards", () => {
  const paper = (scene: ScoringScene, n: number, more: Record<string, unknown> = {}) => ({
    applicationId: scene.bid(0),
    personId: scene.person(n).id,
    entries: cardOf(fund, 1, "Read from the paper."),
    ...more,
  });

  it("enters a card for a trustee, who confirms it; until then it counts for nothing", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    await scene.prepared();
    const writeId = nextWriteId();
    const entered = await scene.asOfficer.enterPaper(scene.round.id, paper(scene, 2), scene.now, writeId);
    expect(entered.body).toEqual({ state: "to-confirm", enteredAt: new Date(scene.now).toISOString() });
    expect((await scene.asOfficer.enterPaper(scene.round.id, paper(scene, 2), scene.now, writeId)).body).toEqual(
      entered.body,
    );
    expect((await scene.as(2).rounds(scene.now)).body.rounds[0]).toMatchObject({ toConfirm: 1, submitted: 0 });
    const { card, may } = (await scene.as(2).bid(scene.bid(0), scene.now)).body;
    expect([card.state, card.enteredByName, may.confirm, may.save]).toEqual([
      "to-confirm",
      expect.stringMatching(/^officer/),
      true,
      false,
    ]);
    const confirmed = await scene.as(2).confirm(scene.bid(0), card.version, scene.now);
    expect(confirmed.body).toMatchObject({ card: { state: "submitted" }, progress: { submitted: 1, of: 2 } });
    expect((await scene.as(2).rounds(scene.now)).body.rounds[0].toConfirm).toBe(0);
  });

  it("lets the trustee open what was entered wrongly, and the officer enter it again before that", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    await scene.prepared();
    await scene.asOfficer.enterPaper(scene.round.id, paper(scene, 2), scene.now);
    const put = await scene.asOfficer.enterPaper(
      scene.round.id,
      paper(scene, 2, { entries: cardOf(fund, 4) }),
      scene.now,
    );
    expect(put.status).toBe(200);
    expect((await scene.as(2).reopen(scene.bid(0), 2, scene.now)).body.card.state).toBe("draft");
    const begun = await scene.asOfficer.enterPaper(scene.round.id, paper(scene, 2), scene.now);
    expect(said(begun)).toEqual([
      "409 wrong-state scoring/paper-begun “This person has begun a card of this bid in the portal. Ask them to finish it there.”",
    ]);
    expect((await scene.as(2).rounds(scene.now)).body.rounds[0].toConfirm).toBe(0);
  });

  it("opens no other card: the answers of the office hold none, and nothing begun is overwritten", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    await scene.prepared();
    await scene.as(1).save(scene.bid(0), 0, cardOf(fund, 5, "A secret."), scene.now);
    const over = await scene.asOfficer.enterPaper(scene.round.id, paper(scene, 1), scene.now);
    expect(over.body.rule).toBe("scoring/paper-begun");
    expect(over.text).not.toContain("secret");
    expect((await scene.asOfficer.office(scene.round.id, scene.now)).text).not.toContain("secret");
  });

  it("refuses a person without a seat, one who has not declared, and a card that is not whole", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    await scene.prepared([0, 1]);
    const enter = async (more: Record<string, unknown>, n = 1) =>
      said(await scene.asOfficer.enterPaper(scene.round.id, paper(scene, n, more), scene.now))[0];
    expect(await enter({ personId: scene.officer.id })).toBe(
      "409 wrong-state scoring/seat “This person does not sit on the panel of this round.”",
    );
    expect(await enter({}, 2)).toBe(
      "409 wrong-state scoring/paper-interest “This person has an interest in the bid, or has not declared in all bids. No card of theirs can be entered.”",
    );
    expect(await enter({ entries: { [fit]: { score: 3, comment: "" } } })).toMatch(
      /^422 invalid-request scoring\/incomplete/,
    );
    expect(await enter({ applicationId: `${scene.round.id}-9999-X` })).toMatch(/^404 not-found/);
  });

  it("refuses to confirm what is no card from paper", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    await scene.prepared();
    await scene.as(2).save(scene.bid(0), 0, cardOf(fund), scene.now);
    expect(said(await scene.as(2).confirm(scene.bid(0), 1, scene.now))).toEqual([
      "409 wrong-state scoring/card “There is no card from paper to confirm. Open it again.”",
    ]);
  });
});
