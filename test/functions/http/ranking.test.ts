import { describe, expect, it } from "vitest";
import { meetingKey, meetingPointerKey, personKey } from "../../../functions/store/keys.ts";
import { handler as events } from "../../../functions/stream/events.ts";
import type { RankedLine, RankingPage } from "../../../shared/contract/ranking.ts";
import { HOUR, MINUTE, nextWriteId } from "../../support/bid.ts";
import { withRole } from "../../support/desk.ts";
import { engineForFile } from "../../support/engine.ts";
import { atRanking, countingTrips, RANKED_AT, rankedRound } from "../../support/ranked-round.ts";
import { deliverAll, relayedRecords } from "../../support/relay.ts";

const engine = engineForFile();
const at = RANKED_AT;

const officer = async () => atRanking(engine.it, (await withRole(engine.it, "officer", at)).cookie);
const refusal = ({ status, body }: { status: number; body: { rule?: string } }) => [status, body.rule];
const places = (page: RankingPage) => page.bids.map(({ title, rank, total }) => [title, rank, total]);
const lineIn = (page: RankingPage, title: string): RankedLine => {
  const found = page.bids.find((bid) => bid.title === title);
  if (found === undefined) throw new Error(`${title} is not in the ranking.`);
  return found;
};
const recused = { kind: "direct", about: "My sister chairs it." } as const;

describe("GET /api/ranking/{round}", () => {
  it("ranks by exact totals and opens every number to its record", async () => {
    const scene = await rankedRound(engine.it, {
      potPence: 2_500_00,
      bids: [
        { scores: [3, 3, 3] },
        { scores: [4, [5, 4, 4, 4, 4, 4], 4], leastPence: 600_00 },
        { scores: [3, 4, 4], askedPence: 1_000_00, leastPence: 500_00 },
        { scores: [2, 2, 2] },
        { scores: [undefined, 5, undefined] },
        { scores: [5, 5, 5], state: "withdrawn" },
      ],
    });
    const { body } = await (await officer()).read(scene.roundId);
    expect(places(body)).toEqual([
      ["Project 5", 1, "100.0"],
      ["Project 2", 2, "81.7"],
      ["Project 3", 3, "73.3"],
      ["Project 1", 4, "60.0"],
      ["Project 4", 5, "40.0"],
    ]);
    expect([body.hidden, body.gone, body.leftPence]).toEqual([0, 1, 0]);
    expect(lineIn(body, "Project 5")).toMatchObject({ scorers: 1, leastScorers: 2, isTooFew: true });
    expect(lineIn(body, "Project 3").paid).toEqual({ outcome: "part", pence: 500_00 });
    expect(lineIn(body, "Project 1").paid).toEqual({ outcome: "reserve", pence: 0 });
    expect(lineIn(body, "Project 4").below).toEqual([{ kind: "total" }]);
    expect(lineIn(body, "Project 3").asks).toEqual([{ kind: "totals", apart: "20.0" }]);
    expect(lineIn(body, "Project 2").cards.map(({ scores }) => scores.fit)).toEqual([4, 5, 4]);
    expect(body.panel.map(({ name }: { name: string }) => name)).toEqual([
      "Rowan Example",
      "Hazel Example",
      "Holly Example",
    ]);
  });

  it("is refused to everybody before the reveal, with a sentence that says when it opens", async () => {
    const endsAt = at + 20 * MINUTE;
    const scene = await rankedRound(engine.it, { endsAt, bids: [{ scores: [3, 3, 3] }] });
    const readers = [
      await officer(),
      atRanking(engine.it, scene.cookieOf(0)),
      atRanking(engine.it, (await withRole(engine.it, "observer", at)).cookie),
    ];
    for (const reader of readers) {
      const reply = await reader.read(scene.roundId);
      expect(refusal(reply)).toEqual([409, "ranking/after-reveal"]);
      expect(reply.body.detail).toBe(
        "Nobody sees scores yet. The ranking opens when all cards are in, or when scoring ends: 12:20pm on Monday 18 January 2027.",
      );
      // Cards that came in by the end are stored half a minute later at the latest.
      expect((await reader.read(scene.roundId, endsAt)).status).toBe(409);
      expect((await reader.read(scene.roundId, endsAt + MINUTE)).status).toBe(200);
    }
  });

  it("opens when the last card is in, whatever the date", async () => {
    const scene = await rankedRound(engine.it, {
      endsAt: at + HOUR,
      revealedAt: at - 1,
      bids: [{ scores: [3, 3, 3] }],
    });
    expect((await atRanking(engine.it, scene.cookieOf(2)).read(scene.roundId)).status).toBe(200);
  });

  it("is refused to the office while no scoring was prepared, and is not there for trustees", async () => {
    const scene = await rankedRound(engine.it, { bids: [] });
    const { cookie } = await withRole(engine.it, "trustee", at);
    expect((await atRanking(engine.it, cookie).read(scene.roundId)).status).toBe(404);
    expect((await (await officer()).read("CAF-99Z9")).status).toBe(404);
    expect((await (await officer()).read("XYZ-26Q4")).status).toBe(404);
  });

  it("asks a trustee to declare interests first", async () => {
    const scene = await rankedRound(engine.it, { undeclared: [2], bids: [{ scores: [3, 3, undefined] }] });
    expect(refusal(await atRanking(engine.it, scene.cookieOf(2)).read(scene.roundId))).toEqual([
      409,
      "interest/declared-first",
    ]);
  });

  it("counts no card of somebody who is recused or waits for a ruling, and hides the bid from them", async () => {
    const scene = await rankedRound(engine.it, {
      bids: [
        { scores: [3, 3, 5], interests: { 2: recused } },
        { scores: [4, 4, 5], interests: { 2: { kind: "loyalty", about: "I used to help there." } } },
        { scores: [2, 2, 2] },
      ],
    });
    const { body } = await atRanking(engine.it, scene.cookieOf(0)).read(scene.roundId);
    expect(places(body)).toEqual([
      ["Project 2", 1, "80.0"],
      ["Project 1", 2, "60.0"],
      ["Project 3", 3, "40.0"],
    ]);
    const theirs = (await atRanking(engine.it, scene.cookieOf(2)).read(scene.roundId)).body;
    expect([places(theirs), theirs.hidden]).toEqual([[["Project 3", 1, "40.0"]], 2]);
  });

  it("tells a recused trustee nothing by which to place the bid: the answer is the same wherever it stands", async () => {
    const answers = await Promise.all(
      ([5, 3, 0] as const).map(async (score) => {
        const hidden = { scores: [score, score, undefined], askedPence: 1_000_00, interests: { 2: recused } } as const;
        const scene = await rankedRound(engine.it, {
          potPence: 1_500_00,
          bids: [{ scores: [4, 4, 4] }, hidden, { scores: [3, 3, 3], leastPence: 400_00 }, { scores: [3, 3, 3] }],
        });
        const { text } = await atRanking(engine.it, scene.cookieOf(2)).read(scene.roundId);
        const same = text.replaceAll(scene.roundId, "R").replaceAll(scene.round.title, "T");
        // As a value: the table keeps no order of the keys of a map.
        return JSON.parse(same.replaceAll(/p_rank\d+x/g, "p_"));
      }),
    );
    expect(answers.slice(1)).toEqual([answers[0], answers[0]]);
    expect(places(answers[0])).toEqual([
      ["Project 1", 1, "80.0"],
      ["Project 3", 2, "60.0"],
      ["Project 4", 2, "60.0"],
    ]);
  });

  it("keeps a trustee from their bids also where they are an observer as well", async () => {
    const scene = await rankedRound(engine.it, { bids: [{ scores: [3, 3, 3], interests: { 2: recused } }] });
    const key = personKey(scene.people[2] ?? "");
    await engine.it.table.update(
      {
        Key: key,
        UpdateExpression: "SET #roles = :roles",
        ExpressionAttributeNames: { "#roles": "roles" },
        ExpressionAttributeValues: { ":roles": ["trustee", "observer"] },
      },
      nextWriteId(),
    );
    const { body } = await atRanking(engine.it, scene.cookieOf(2)).read(scene.roundId);
    expect([body.bids, body.hidden]).toEqual([[], 1]);
  });

  it("hides a bid from whoever declared an interest in the meeting", async () => {
    const scene = await rankedRound(engine.it, { bids: [{ scores: [3, 3, 3] }] });
    await onAgenda(
      scene.round.fundId,
      scene.roundId,
      scene.ids[0] ?? "",
      { state: "in-session", declared: [2] },
      scene.people,
    );
    const { body } = await atRanking(engine.it, scene.cookieOf(2)).read(scene.roundId);
    expect([body.bids, body.hidden]).toEqual([[], 1]);
    expect((await atRanking(engine.it, scene.cookieOf(1)).read(scene.roundId)).body.bids).toHaveLength(1);
  });

  it("is read in two round trips after the session, 200 bids and all", async () => {
    const scene = await rankedRound(engine.it, {
      bids: Array.from({ length: 200 }, (_, n) => ({
        scores: [((n % 4) + 2) as 2 | 3 | 4 | 5, ((n % 3) + 2) as 2 | 3 | 4, 3],
        askedPence: 1_000_00 + n,
      })),
    });
    const { deps, trips } = countingTrips(engine.it);
    const { cookie } = await withRole(engine.it, "officer", at);
    const { body } = await atRanking(engine.it, cookie, deps).read(scene.roundId);
    expect(body.bids).toHaveLength(200);
    expect(trips()).toBe(1 + 2);
  });
});

/** Puts a bid on the agenda of a first meeting of the round. */
const onAgenda = async (
  fundId: string,
  roundId: string,
  applicationId: string,
  { state, declared, outcome }: { state: string; declared?: number[]; outcome?: string },
  people: readonly string[],
) => {
  const id = `${roundId}-M1`;
  const fresh = { schema: 1, was: "absent", events: [] } as const;
  const decided = { id: "d_1", outcome, amountPence: 0, here: [0, 1] };
  const members = people.map((personId, n) => ({
    ...{ personId, name: `Trustee ${n}`, seat: n === 0 ? "chair" : "trustee", constable: false, here: "present" },
  }));
  await engine.it.table.write(
    [
      {
        ...fresh,
        key: meetingKey(id),
        kind: "meeting",
        data: {
          ...{ id, roundId, fundId, state, members },
          lines: [
            {
              ...{ id: applicationId, askedPence: 1, recused: [] },
              ...(declared === undefined ? {} : { declared }),
              ...(outcome === undefined ? {} : { decided }),
            },
          ],
        },
      },
      { ...fresh, key: meetingPointerKey(fundId, id), kind: "pointer", data: { meetingId: id } },
    ],
    { writeId: nextWriteId(), at },
  );
};

describe("POST /api/ranking/{round}/moderations", () => {
  const twoBids = () =>
    rankedRound(engine.it, {
      bids: [{ scores: [[5, 3, 3, 3, 3, 3], 3, 3] }, { scores: [3, 3, 3], interests: { 0: recused } }],
    });

  it("counts what the panel agreed in place of the mean, shows both totals, the reason and who, and keeps the cards", async () => {
    const scene = await twoBids();
    const chair = atRanking(engine.it, scene.cookieOf(0));
    const before = lineIn((await chair.read(scene.roundId)).body, "Project 1");
    expect([before.total, before.original, before.asks.length, before.mayModerate]).toEqual([
      "63.3",
      undefined,
      1,
      true,
    ]);
    const { body, status, text } = await chair.moderate(scene.roundId, { applicationId: scene.ids[0] });
    expect(status, text).toBe(200);
    const after = lineIn(body, "Project 1");
    expect([after.total, after.original, after.asks]).toEqual(["60.0", "63.3", []]);
    expect(after.cards).toEqual(before.cards);
    expect(after.steps).toEqual([
      {
        ...{ criterionId: "fit", score: 3, reason: "We read it together." },
        ...{ by: scene.people[0], byName: "Rowan Example", at: "2027-01-18T12:00:00.000Z" },
      },
    ]);
    expect(lineIn((await (await officer()).read(scene.roundId)).body, "Project 1").total).toBe("60.0");
  });

  it("goes back to what the cards say, and keeps every step", async () => {
    const scene = await twoBids();
    const chair = atRanking(engine.it, scene.cookieOf(0));
    const of = { applicationId: scene.ids[0] };
    await chair.moderate(scene.roundId, of);
    await chair.moderate(scene.roundId, { ...of, score: 4, reason: "We read it again." });
    const { body } = await chair.moderate(scene.roundId, { ...of, score: "as-scored", reason: "It was another bid." });
    const line = lineIn(body, "Project 1");
    expect([line.total, line.original, line.agreed]).toEqual(["63.3", undefined, {}]);
    expect(line.steps.map(({ score }) => score)).toEqual([3, 4, "as-scored"]);
  });

  it("takes the same again as the same, and writes one event of it", async () => {
    const scene = await twoBids();
    const chair = atRanking(engine.it, scene.cookieOf(0));
    const body = { applicationId: scene.ids[0], writeId: nextWriteId() };
    const first = await chair.moderate(scene.roundId, body);
    const again = await chair.moderate(scene.roundId, body, at + MINUTE);
    expect({ ...again.body, at: "" }).toEqual({ ...first.body, at: "" });
    await deliverAll(events, await relayedRecords(engine.it), engine.it.deps);
    const rows = await engine.it.table.query(`audit/scoring/${scene.roundId}/moderation/${scene.ids[0]}`);
    expect(rows.map(({ event }) => event)).toEqual([
      {
        ...{ type: "score-moderated", at: "2027-01-18T12:00:00.000Z", by: scene.people[0], roundId: scene.roundId },
        ...{ applicationId: scene.ids[0], criterionId: "fit", score: 3, reason: "We read it together." },
      },
    ]);
  });

  it("is the chair's alone (moderation/chair), and the deputy's where the chair takes no part", async () => {
    const scene = await twoBids();
    const [chair, deputy, trustee] = [0, 1, 2].map((place) => atRanking(engine.it, scene.cookieOf(place)));
    const [first, second] = scene.ids.map((applicationId) => ({ applicationId }));
    if (chair === undefined || deputy === undefined || trustee === undefined) throw new Error("Three sit.");
    expect(refusal(await deputy.moderate(scene.roundId, first ?? {}))).toEqual([403, "moderation/chair"]);
    expect(refusal(await trustee.moderate(scene.roundId, first ?? {}))).toEqual([403, "moderation/chair"]);
    expect((await deputy.moderate(scene.roundId, second ?? {})).status).toBe(200);
    // For the chair that bid is not there, exactly as one that does not exist.
    const [hidden, missing] = [
      await chair.moderate(scene.roundId, second ?? {}),
      await chair.moderate(scene.roundId, { applicationId: `${scene.roundId}-9999-K` }),
    ];
    const told = ({ body }: { body: Record<string, unknown> }) => ({ ...body, requestId: "" });
    expect([hidden.status, told(hidden)]).toEqual([404, told(missing)]);
    const page = (await deputy.read(scene.roundId)).body;
    expect([lineIn(page, "Project 1").mayModerate, lineIn(page, "Project 2").mayModerate]).toEqual([false, true]);
  });

  it.each([
    ["without a reason", { reason: "  " }, "request/shape", "/reason"],
    ["with a score that is none", { score: 6 }, "request/shape", "/score"],
    ["of a criterion the fund does not have", { criterionId: "looks" }, "moderation/criterion", "/criterionId"],
    ["back to the cards where the cards count", { score: "as-scored" }, "moderation/score", "/score"],
  ])("is refused %s", async (_what, body, rule, pointer) => {
    const scene = await twoBids();
    const reply = await atRanking(engine.it, scene.cookieOf(0)).moderate(scene.roundId, {
      applicationId: scene.ids[0],
      ...body,
    });
    const [error] = reply.body.errors;
    expect([reply.status, error.rule, error.pointer]).toEqual([422, rule, pointer]);
  });

  it("is refused before the reveal", async () => {
    const scene = await rankedRound(engine.it, { endsAt: at + HOUR, bids: [{ scores: [3, 3, 3] }] });
    const reply = await atRanking(engine.it, scene.cookieOf(0)).moderate(scene.roundId, {
      applicationId: scene.ids[0],
    });
    expect(refusal(reply)).toEqual([409, "ranking/after-reveal"]);
  });

  it.each([
    [
      "refused (moderation/decided) once the meeting that decided it is closed",
      { state: "closed", outcome: "decline" },
      409,
    ],
    ["possible while the meeting is in session", { state: "in-session", outcome: "decline" }, 200],
    ["possible for a bid that a closed meeting put off", { state: "closed", outcome: "defer" }, 200],
  ])("is %s", async (_what, meeting, status) => {
    const scene = await twoBids();
    await onAgenda(scene.round.fundId, scene.roundId, scene.ids[0] ?? "", meeting, scene.people);
    const chair = atRanking(engine.it, scene.cookieOf(0));
    const reply = await chair.moderate(scene.roundId, { applicationId: scene.ids[0] });
    expect(reply.status, reply.text).toBe(status);
    expect(reply.body.rule).toBe(status === 409 ? "moderation/decided" : undefined);
  });

  it("does not get in beside a closing that came between", async () => {
    const scene = await twoBids();
    const [id = ""] = scene.ids;
    await onAgenda(scene.round.fundId, scene.roundId, id, { state: "closed" }, scene.people);
    const step = { criterionId: "fit", score: 3 as const, reason: "r", by: "p_x", at: "2027-01-18T12:00:00.000Z" };
    const next = { applicationId: id, roundId: scene.roundId, scores: {}, steps: [step], version: 0 };
    const write = { writeId: nextWriteId(), at };
    await expect(engine.it.deps.store.ranking.moderate(next, [`${scene.roundId}-M1`], write, [])).rejects.toMatchObject(
      { slug: "stale" },
    );
  });
});
