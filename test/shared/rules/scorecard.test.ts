import { describe, expect, it } from "vitest";
import { APPLICATION_STATES } from "../../../shared/rules/application.ts";
import { msOf } from "../../../shared/rules/london.ts";
import { ROUND_STATUSES } from "../../../shared/rules/round.ts";
import {
  CARD_MOVES,
  cardFindings,
  cardRefusal,
  cleanEntries,
  criterionFindings,
  type Entries,
  isScored,
  scoringRefusal,
} from "../../../shared/rules/scorecard.ts";
import { CARD_STATES, SCALE } from "../../../shared/rules/scoring.ts";
import { places } from "../../support/application.ts";
import { someFund } from "../../support/rounds.ts";

const { criteria } = someFund();
const complete: Entries = Object.fromEntries(criteria.map(({ id }) => [id, { score: 3 as const, comment: "" }]));
const [first] = criteria.map(({ id }) => id);
const withFirst = (entry: Entries[string]): Entries => ({ ...complete, [first ?? ""]: entry });

describe("scoring/incomplete, scoring/comment", () => {
  it.each<[string, Entries, string[]]>([
    ["threes without a word", complete, []],
    ["an empty card", {}, criteria.map(({ id }) => `scoring/incomplete /entries/${id}/score`)],
    ["words without a score", withFirst({ comment: "Good." }), [`scoring/incomplete /entries/${first}/score`]],
    ["nought without a word", withFirst({ score: 0, comment: "" }), [`scoring/comment /entries/${first}/comment`]],
    ["one with spaces", withFirst({ score: 1, comment: " \n" }), [`scoring/comment /entries/${first}/comment`]],
    ["five without a word", withFirst({ score: 5, comment: "" }), [`scoring/comment /entries/${first}/comment`]],
    ["five with a word", withFirst({ score: 5, comment: "Partners confirm it." }), []],
    ["two and four without a word", withFirst({ score: 4, comment: "" }), []],
    ["not able to judge without a word", withFirst({ score: "cannot-judge", comment: "" }), []],
  ])("of %s", (_, entries, expected) => {
    expect(places(cardFindings(criteria, entries))).toEqual(expected);
  });

  it("says what to do in the words of the criterion", () => {
    expect(cardFindings(criteria, withFirst({ score: 5, comment: "" }))[0]?.detail).toBe(
      "Fit with our priorities: say why you give 5.",
    );
  });
});

describe("scoring/criterion", () => {
  it("finds what the fund does not score", () => {
    expect(places(criterionFindings(criteria, { ...complete, beauty: { score: 3, comment: "" } }))).toEqual([
      "scoring/criterion /entries/beauty",
    ]);
  });
});

describe("cleanEntries", () => {
  it("keeps what was said, and leaves out what is empty", () => {
    expect(cleanEntries({ a: { comment: "" }, b: { comment: "x\u0000\r\ny" }, c: { score: 0, comment: "" } })).toEqual({
      b: { comment: "x\ny" },
      c: { score: 0, comment: "" },
    });
  });
});

describe("SCALE", () => {
  it("has words for nought to five", () => {
    expect(SCALE.map(({ score }) => score)).toEqual([0, 1, 2, 3, 4, 5]);
  });
});

describe("scoring/round-open, scoring/ended, scoring/withdrawn, scoring/not-assigned", () => {
  const endsAt = "2026-12-10T12:00:00.000Z";
  const head = { assigned: { A: ["p_1"], B: ["p_2"] }, endsAt };
  const facts = { head, personId: "p_1", applicationId: "A", state: "eligible", roundStatus: "closed" } as const;
  const before = msOf(endsAt) - 1;

  it("lets an assigned trustee score until the last millisecond", () => {
    expect(scoringRefusal(facts, before)).toBeUndefined();
    expect(scoringRefusal(facts, before + 1)?.rule).toBe("scoring/ended");
    expect(scoringRefusal({ ...facts, head: { ...head, revealedAt: endsAt } }, before)?.rule).toBe("scoring/ended");
  });

  it("keeps off a bid that others score", () => {
    expect(scoringRefusal({ ...facts, applicationId: "B" }, before)?.rule).toBe("scoring/not-assigned");
    expect(scoringRefusal({ ...facts, applicationId: "C" }, before)?.rule).toBe("scoring/not-assigned");
  });

  it("waits for the close, however the round stands", () => {
    const open = ROUND_STATUSES.filter(
      (roundStatus) => scoringRefusal({ ...facts, roundStatus }, before)?.rule === "scoring/round-open",
    );
    expect(open).toEqual(["unpublished", "scheduled", "open", "paused", "cancelled"]);
  });

  it("scores what was sent and stands", () => {
    expect(APPLICATION_STATES.filter(isScored)).toEqual(["submitted", "eligible"]);
    for (const state of APPLICATION_STATES.filter((one) => !isScored(one)))
      expect(scoringRefusal({ ...facts, state }, before)?.rule).toBe("scoring/withdrawn");
  });
});

describe("scoring/card", () => {
  it("says which move is possible in which state", () => {
    const possible = CARD_STATES.map((state) => [
      state,
      CARD_MOVES.filter((move) => cardRefusal(state, move) === undefined),
    ]);
    expect(possible).toEqual([
      ["draft", ["save", "submit"]],
      ["to-confirm", ["reopen", "confirm"]],
      ["submitted", ["reopen"]],
      ["withdrawn", ["save"]],
    ]);
    expect(cardRefusal("submitted", "save")).toEqual({
      rule: "scoring/card",
      detail: "This card is in, or waits for you to confirm it. Reopen it to change it.",
    });
  });
});
