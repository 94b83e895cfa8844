import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { openFor } from "../../shared/rules/reveal.ts";
import { nextWriteId } from "../support/bid.ts";
import { type Engine, engineForFile } from "../support/engine.ts";
import { runs, type Seeded, seeded } from "../support/length.ts";
import { someFund } from "../support/rounds.ts";
import { type AtScoring, atScoring, cardOf, type ScoringScene, scoringScene } from "../support/scoring.ts";
import { takingTurns } from "../support/turns.ts";

const engine = engineForFile();
const fund = someFund();
const at = Date.parse("2026-11-02T09:00:00.000Z");

const Item = z.object({
  kind: z.string(),
  state: z.optional(z.string()),
  events: z.array(z.object({ type: z.string() })),
});
type Item = z.infer<typeof Item>;
const Puts = z.object({ TransactItems: z.array(z.object({ Put: z.optional(z.object({ Item })) })) });
const Put = z.object({ Item });

/** The engine, with every write that was stored noted in the order in which it was. */
const noting = (real: Engine): { engine: Engine; stored: Item[][] } => {
  const stored: Item[][] = [];
  const sending = async (command: { input: unknown }) => {
    const reply = await Reflect.apply(real.clients.dynamo.send, real.clients.dynamo, [command]);
    const many = Puts.safeParse(command.input);
    const one = Put.safeParse(command.input);
    if (many.success) stored.push(many.data.TransactItems.flatMap((part) => part.Put?.Item ?? []));
    else if (one.success) stored.push([one.data.Item]);
    return reply;
  };
  const dynamo = new Proxy(real.clients.dynamo, {
    get: (client: DynamoDBDocumentClient, name) => (name === "send" ? sending : Reflect.get(client, name)),
  });
  return { engine: { ...real, clients: { ...real.clients, dynamo } }, stored };
};

/** A 500 is a reply that never came: the page asks again with the same write id until it is told something. */
const insisting = async <R extends { status: number }>(ask: (writeId: string) => Promise<R>): Promise<R> => {
  const writeId = nextWriteId();
  for (;;) {
    const reply = await ask(writeId);
    if (reply.status !== 500) return reply;
    expect(reply.status).toBe(500);
  }
};

/** One trustee at one tablet, who scores, reopens, and once in a while finds out about an interest. */
const trustee = (me: AtScoring, scene: ScoringScene, random: Seeded) => {
  const cardIn = async (id: string) => (await insisting(() => me.bid(id, scene.now))).body.card;
  const score = async (id: string): Promise<void> => {
    const card = await cardIn(id);
    if (card === undefined) return;
    const entries = cardOf(fund, ([1, 2, 3, 4] as const)[random.below(4)] ?? 3, "Because of the figures.");
    const saved = await insisting((writeId) => me.save(id, card.version, entries, scene.now, writeId));
    expect([200, 404, 409, 412]).toContain(saved.status);
    if (saved.status !== 200) return;
    const sent = await insisting((writeId) => me.submit(id, saved.body.version, scene.now, writeId));
    expect([200, 404, 409, 412]).toContain(sent.status);
  };
  const reopen = async (id: string): Promise<void> => {
    const card = await cardIn(id);
    if (card === undefined) return;
    const reply = await insisting((writeId) => me.reopen(id, card.version, scene.now, writeId));
    expect([200, 404, 409, 412]).toContain(reply.status);
  };
  const findOut = async (id: string): Promise<void> => {
    const { body } = await insisting(() => me.interests(scene.round.id, scene.now));
    const late = [{ applicationId: id, kind: "direct", about: "My brother has joined them." }];
    const reply = await insisting((writeId) => me.declare(scene.round.id, body.version, late, scene.now, writeId));
    expect([200, 412]).toContain(reply.status);
  };
  return async (moves: number): Promise<void> => {
    for (let move = 1; move <= moves; move += 1) {
      const id = scene.bid(random.below(scene.ids.length));
      const what = random.below(16);
      if (what === 0) await findOut(id);
      else if (what <= 2) await reopen(id);
      else await score(id);
    }
    // In the end everybody does their work.
    for (const id of scene.ids) await score(id);
  };
};

const officer = (me: AtScoring, scene: ScoringScene, random: Seeded) => async (): Promise<void> => {
  for (const scorers of [2, 3]) {
    const { body } = await insisting(() => me.office(scene.round.id, scene.now));
    const assignment = random.chance(0.5) ? { how: "all" } : { how: "balanced", scorers };
    const plan = { ...scene.plan, version: body.version, assignment };
    const reply = await insisting((writeId) => me.prepare(scene.round.id, plan, scene.now, writeId));
    expect([200, 409, 412]).toContain(reply.status);
  }
};

const RUNS = runs(30);

describe("scoring/reveal", () => {
  it(`happens once, when all cards are in, and no card changes after it, in ${RUNS} interleavings`, async () => {
    let revealed = 0;
    for (let run = 1; run <= RUNS; run += 1) {
      const random = seeded(run);
      const scene = await scoringScene(engine.it, fund, at);
      await scene.prepared();
      const { engine: noted, stored } = noting(engine.it);
      const turns = takingTurns(noted, random, run % 2 === 0 ? 0.1 : 0);
      const people = scene.people.map(({ cookie }) =>
        trustee(atScoring(engine.it, cookie, turns.deps), scene, random)(2),
      );
      const office = officer(atScoring(engine.it, scene.officer.cookie, turns.deps), scene, random)();
      await turns.play([...people, office]);

      const context = `run ${run}`;
      const typesOf = (write: Item[]) => write.flatMap(({ events }) => events.map(({ type }) => type));
      const reveals = stored.flatMap((write, n) => (typesOf(write).includes("scoring-revealed") ? [n] : []));
      const scoring = await engine.it.deps.store.scoring.round(scene.round.id);
      if (scoring === undefined) throw new Error("Nothing is prepared.");
      const { head, sheets } = scoring;
      expect(reveals.length, context).toBe(head.revealedAt === undefined ? 0 : 1);
      revealed += reveals.length;
      // After the reveal a card comes in or goes out for nobody; an interest that comes up may still take one back.
      const after = stored.slice((reveals[0] ?? stored.length) + 1).flatMap(typesOf);
      expect(
        after.filter((type) => ["card-submitted", "card-reopened", "scoring-prepared"].includes(type)),
        context,
      ).toEqual([]);
      // It comes when nobody has anything left to do, and then it comes.
      const open = head.panel.flatMap(({ personId }) =>
        openFor(
          head,
          personId,
          sheets.find((sheet) => sheet.personId === personId),
        ),
      );
      expect(head.revealedAt !== undefined, `${context}: ${open.join()}`).toBe(open.length === 0);
      // The sheet has the numbers of every card that is in, and of no other.
      for (const id of scene.ids) {
        for (const card of await engine.it.deps.store.scoring.cardsOf(id)) {
          const numbers = sheets.find(({ personId }) => personId === card.personId)?.cards[id];
          const counts = numbers !== undefined && numbers.withdrawnAt === undefined;
          expect(counts, `${context}: ${card.personId} ${id}`).toBe(card.state === "submitted");
          if (counts)
            expect(numbers.scores, context).toEqual(
              Object.fromEntries(Object.entries(card.entries).map(([criterion, { score }]) => [criterion, score])),
            );
        }
      }
    }
    expect(revealed).toBeGreaterThan(RUNS / 2);
  }, 3_600_000);
});
