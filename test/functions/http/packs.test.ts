import { describe, expect, it } from "vitest";
import { handler } from "../../../functions/http/packs.ts";
import { cardKey } from "../../../functions/store/keys.ts";
import { BIDS_AT_ONCE, type PackBid, packs } from "../../../shared/contract/packs.ts";
import { toInstant } from "../../../shared/rules/london.ts";
import { HOUR, nextWriteId } from "../../support/bid.ts";
import { withRole } from "../../support/desk.ts";
import { engineForFile, send, signedIn } from "../../support/engine.ts";
import { recordStanding } from "../../support/match-standing.ts";
import { MEETING_AT as at, type MeetingScene, meetingScene } from "../../support/meetings.ts";

const engine = engineForFile();

const part = (id: string, cookie: string, query: { from?: string } = {}, seen = at) =>
  send(engine.it, handler, packs.part, { at: seen, cookie, params: { id }, query });

/** The words of a card that is in, beside its numbers. */
const writeCard = async ({ ids, people, fund, round }: MeetingScene, bid: number, place: number) => {
  const [applicationId = "", personId = ""] = [ids[bid], people[place]?.personId];
  const entries = Object.fromEntries(fund.criteria.map(({ id }) => [id, { score: 4, comment: `By ${place}.` }]));
  const savedAt = toInstant(at - 48 * HOUR);
  const data = { applicationId, roundId: round.id, personId, state: "submitted", entries, savedAt };
  const key = cardKey(applicationId, personId);
  const change = { schema: 1, was: "absent", events: [], key, kind: "scorecard", data } as const;
  await engine.it.table.write([change], { writeId: nextWriteId(), at });
};

const scored = async () => {
  const scene = await meetingScene(engine.it, {
    bids: [
      { askedPence: 300_000, interests: { 3: "direct" }, scores: [4, 4, 4, 4] },
      { askedPence: 200_000, scores: [3, 3, 3, 3] },
    ],
  });
  expect((await scene.create()).status).toBe(200);
  await writeCard(scene, 0, 0);
  await writeCard(scene, 0, 3);
  return scene;
};

const idsOf = ({ bids }: { bids: PackBid[] }) => bids.map(({ id }) => id);

describe("GET /api/packs/{id}", () => {
  it("holds every bid of the agenda with what was sent and the cards that count, with their words", async () => {
    const scene = await scored();
    const { status, body } = await part(scene.id, scene.cookieOf(0));
    expect([status, idsOf(body), body.kept]).toEqual([200, scene.ids, 0]);
    expect(body.bids[0].submission.requestedPence).toBe(300_000);
    // The card of a trustee who takes no part does not count.
    const said = body.bids[0].cards.map(({ name, entries }: PackBid["cards"][number]) => [name, entries.fit?.comment]);
    expect(said).toEqual([["Rowan Chair", "By 0."]]);
  });

  it("says how the match of a bid stands since it was sent, without the office's words", async () => {
    const scene = await scored();
    const [applicationId = ""] = scene.ids;
    const stands = { line: 0, status: "lost", amountPence: 100, knownOn: "2027-01-20" } as const;
    await recordStanding(engine.it, applicationId, stands, at - HOUR);
    const { body } = await part(scene.id, scene.cookieOf(0));
    expect(body.bids.map(({ standings }: PackBid) => standings)).toEqual([[stands], []]);
  });

  it("names who speaks for a group, and neither their address nor their telephone", async () => {
    const scene = await scored();
    const { body } = await part(scene.id, scene.cookieOf(0));
    const { organisation } = body.bids[0].submission;
    expect([organisation.mainContactName, organisation.mainContactEmail, organisation.mainContactPhone]).toEqual([
      expect.stringMatching(/./),
      undefined,
      undefined,
    ]);
  });

  it("holds nothing of a bid for a trustee who takes no part in it", async () => {
    const scene = await scored();
    const { body } = await part(scene.id, scene.cookieOf(3));
    expect([idsOf(body), body.kept]).toEqual([scene.ids.slice(1), 1]);
  });

  it("refuses packs/after-reveal while somebody may still score", async () => {
    const scene = await scored();
    const { status, body } = await part(scene.id, scene.cookieOf(0), {}, at - 25 * HOUR);
    expect([status, body.rule]).toEqual([409, "packs/after-reveal"]);
  });

  it("does not exist for a trustee of another panel", async () => {
    const scene = await scored();
    const other = await signedIn(engine.it, { id: "p_elsewhere", roles: ["trustee"] }, at);
    expect((await part(scene.id, other.cookie)).status).toBe(404);
    expect((await part("CAF-99Q9-M1", scene.cookieOf(0))).status).toBe(404);
  });

  it("comes in parts that stay small, and says where to go on", async () => {
    const bids = Array.from({ length: BIDS_AT_ONCE + 1 }, () => ({ askedPence: 100_000 }));
    const scene = await meetingScene(engine.it, { bids });
    expect((await scene.create()).status).toBe(200);
    const first = await part(scene.id, scene.cookieOf(0));
    expect([first.body.bids.length, first.body.next]).toEqual([BIDS_AT_ONCE, BIDS_AT_ONCE]);
    const last = await part(scene.id, scene.cookieOf(0), { from: String(BIDS_AT_ONCE) });
    expect([last.body.bids.length, last.body.next]).toEqual([1, undefined]);
  });

  it("is in the history of every bid once somebody of the office has read it", async () => {
    const scene = await scored();
    const officer = await withRole(engine.it, "officer", at);
    await part(scene.id, officer.cookie);
    const views = await engine.it.deps.store.desk.viewsOf(scene.ids[1] ?? "");
    expect(views.map(({ as, how }) => [as, how])).toEqual([["officer", "read"]]);
  });
});
