import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Declaration } from "../../../shared/rules/interest.ts";
import { msOf } from "../../../shared/rules/london.ts";
import { assignedTo, openFor, progressOf, withFinish } from "../../../shared/rules/reveal.ts";
import {
  countedCards,
  hasEnded,
  isRevealed,
  type ScoringHead,
  SETTLES_MS,
  type Sheet,
} from "../../../shared/rules/scoring.ts";

const endsAt = "2026-12-10T12:00:00.000Z";
const at = msOf("2026-12-03T09:00:00.000Z");
const since = "2026-12-02T09:00:00.000Z";
const head: ScoringHead = {
  roundId: "ABC-26Q4",
  panel: [
    { personId: "p", name: "P Example", seat: "chair", constable: false },
    { personId: "q", name: "Q Example", seat: "deputy", constable: false },
  ],
  assigned: { B: ["p", "q"], A: ["p", "q"] },
  submissions: { A: 1, B: 1 },
  endsAt,
  finished: {},
  version: 1,
};
const none: Declaration = { kind: "none", at: since };
const card = { scores: { fit: 3 as const }, at: since };
const sheet = (personId: string, cards: Sheet["cards"], more: Sheet["declarations"] = {}): Sheet => ({
  roundId: head.roundId,
  personId,
  declarations: { A: none, B: none, ...more },
  cards,
  version: 1,
});
const nothing = new Set<string>();
const both = { changed: ["p", "q"], gone: nothing };

describe("scoring/reveal", () => {
  it("comes by the date after what was received in time has settled, and ends scoring at the date itself", () => {
    const end = msOf(endsAt);
    expect(
      [end - 1, end, end + SETTLES_MS - 1, end + SETTLES_MS].map((when) => [
        hasEnded(head, when),
        isRevealed(head, when),
      ]),
    ).toEqual([
      [false, false],
      [true, false],
      [true, false],
      [true, true],
    ]);
  });

  it("is set when the last card is in, and says when each one finished", () => {
    const p = sheet("p", { A: card, B: card });
    const first = withFinish(head, [p, sheet("q", { A: card })], both, at);
    expect([first.finished, first.revealedAt]).toEqual([{ p: "2026-12-03T09:00:00.000Z" }, undefined]);
    const last = withFinish(
      first,
      [p, sheet("q", { A: card, B: card })],
      { changed: ["q"], gone: nothing },
      at + 1_000,
    );
    expect(last.finished).toEqual({ p: "2026-12-03T09:00:00.000Z", q: "2026-12-03T09:00:01.000Z" });
    expect(last.revealedAt).toBe("2026-12-03T09:00:01.000Z");
    expect(isRevealed(last, at + 1_000)).toBe(true);
  });

  it("waits for no recusal and for no bid that is gone, and for every ruling and declaration", () => {
    const p = sheet("p", { A: card, B: card });
    const finishes = (q: Sheet, gone = nothing) =>
      withFinish(head, [p, q], { changed: ["p", "q"], gone }, at).revealedAt !== undefined;
    expect(finishes(sheet("q", { A: card }, { B: { kind: "direct", at: since } }))).toBe(true);
    expect(finishes(sheet("q", { A: card }), new Set(["B"]))).toBe(true);
    expect(finishes(sheet("q", { A: card }, { B: { kind: "gift", at: since } }))).toBe(false);
    expect(finishes({ ...sheet("q", { A: card }), declarations: { A: none } })).toBe(false);
    expect(finishes(sheet("q", { A: card, B: { ...card, withdrawnAt: since } }))).toBe(false);
  });

  it("needs a card: two who are recused from everything reveal nothing", () => {
    const direct: Declaration = { kind: "direct", at: since };
    const recused = (id: string) => sheet(id, {}, { A: direct, B: direct });
    expect(withFinish(head, [recused("p"), recused("q")], both, at).revealedAt).toBeUndefined();
  });

  it("takes a finish away again when a card is reopened before the last one is in", () => {
    const p = sheet("p", { A: card, B: card });
    const done = withFinish(head, [p], { changed: ["p"], gone: nothing }, at);
    expect(withFinish(done, [sheet("p", { A: card })], { changed: ["p"], gone: nothing }, at + 1).finished).toEqual({});
  });

  it("never goes back, and never changes after the end", () => {
    const revealed = { ...head, revealedAt: since };
    expect(withFinish(revealed, [], both, at)).toBe(revealed);
    expect(withFinish(head, [sheet("p", { A: card, B: card })], both, msOf(endsAt))).toBe(head);
  });

  it("happens once whatever the order in which cards come in", () => {
    const moves = [...["p", "q"].flatMap((who) => ["A", "B"].map((bid) => ({ who, bid })))];
    fc.assert(
      fc.property(fc.shuffledSubarray(moves, { minLength: 4, maxLength: 4 }), (order) => {
        const cards: Record<string, Sheet["cards"]> = { p: {}, q: {} };
        let now = head;
        const reveals: string[] = [];
        for (const [n, { who, bid }] of order.entries()) {
          cards[who] = { ...cards[who], [bid]: card };
          const sheets = Object.entries(cards).map(([id, all]) => sheet(id, all));
          const next = withFinish(now, sheets, { changed: [who], gone: nothing }, at + n);
          if (next.revealedAt !== undefined && now.revealedAt === undefined) reveals.push(bid);
          now = next;
        }
        expect(reveals).toHaveLength(1);
      }),
    );
  });
});

describe("openFor", () => {
  it("lists what is to declare, to score or to be ruled on, by reference", () => {
    expect(assignedTo(head, "p")).toEqual(["A", "B"]);
    expect(openFor(head, "p", undefined)).toEqual(["A", "B"]);
    expect(openFor(head, "p", sheet("p", { A: card }, { B: { kind: "gift", at: since } }))).toEqual(["B"]);
    expect(openFor(head, "p", sheet("p", { A: card }, { B: { kind: "direct", at: since } }))).toEqual([]);
  });
});

describe("progressOf", () => {
  it("counts cards that are in, of those that are to give", () => {
    expect(progressOf(head, "p", undefined)).toEqual({ submitted: 0, of: 2 });
    expect(progressOf(head, "p", sheet("p", { A: card }, { B: { kind: "direct", at: since } }))).toEqual({
      submitted: 1,
      of: 1,
    });
    expect(progressOf(head, "r", sheet("r", {}))).toEqual({ submitted: 0, of: 0 });
  });
});

describe("countedCards", () => {
  it("leaves out what is withdrawn, of somebody recused, not declared about, or of somebody who was not asked", () => {
    const counted = (sheets: Sheet[]) => countedCards(head, sheets, "A").map(({ personId }) => personId);
    const withdrawn = { ...card, withdrawnAt: since };
    expect(counted([sheet("p", { A: card }), sheet("q", { A: withdrawn })])).toEqual(["p"]);
    expect(counted([sheet("p", { A: card }, { A: { kind: "direct", at: since } }), sheet("r", { A: card })])).toEqual(
      [],
    );
    expect(counted([{ ...sheet("p", { A: card }), declarations: {} }])).toEqual([]);
  });
});
