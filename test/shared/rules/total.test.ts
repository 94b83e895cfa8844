import { describe, expect, it } from "vitest";
import { exactly, formatRatio, type Ratio, ratio } from "../../../shared/rules/ratio.ts";
import { belowThresholds, moderationAsked, nudged, totalOf } from "../../../shared/rules/total.ts";
import { totalSteps } from "../../../shared/rules/total-steps.ts";
import { CRITERIA, cardOf } from "../../support/ranking.ts";

/** DOMAIN 8.2: three trustees, and 67.0 exactly. */
const A = cardOf("p_a", 4, 3, 3, 4, 2, 3);
const B = cardOf("p_b", 5, 3, 4, 3, 3, 2);
const C = cardOf("p_c", 3, 3, 3, 4, 3, 3);
const shown = (value: Ratio | undefined): string => (value === undefined ? "" : exactly(value));
const LIMITS = { spread: 2, apart: 15 };

describe("totalOf", () => {
  it("makes the worked example to the last digit", () => {
    const bid = totalOf(CRITERIA, [A, B, C]);
    expect(bid.criteria.map(({ mean }) => shown(mean))).toEqual(["4", "3", "3 1/3", "3 2/3", "2 2/3", "2 2/3"]);
    expect(bid.criteria.map(({ points }) => shown(points))).toEqual(["20", "12", "13 1/3", "11", "5 1/3", "5 1/3"]);
    expect(bid.total).toEqual(ratio(67));
    expect(bid.cards.map(({ personId, total }) => [personId, shown(total)])).toEqual([
      ["p_a", "66"],
      ["p_b", "72"],
      ["p_c", "63"],
    ]);
    expect([bid.scorers, bid.weightCounted, bid.weightAll]).toEqual([3, 100, 100]);
  });

  it("does not depend on the order of trustees", () => {
    expect(totalOf(CRITERIA, [C, A, B])).toEqual(totalOf(CRITERIA, [A, B, C]));
  });

  it("counts a criterion that one trustee could not judge over the others, and one left empty likewise", () => {
    const bid = totalOf(CRITERIA, [cardOf("p_a", 4, 3, 3, 4, "-", 3), B, cardOf("p_c", 3, 3, 3, 4, 3)]);
    expect(bid.criteria.map(({ mean }) => shown(mean)).slice(4)).toEqual(["3", "2 1/2"]);
    expect(bid.weightCounted).toBe(100);
  });

  it("leaves the weight of a criterion out that nobody could judge, and never counts it as nought", () => {
    const bid = totalOf(CRITERIA, [cardOf("p_a", 4, 4, 4, 4, "-", 4), cardOf("p_b", 4, 4, 4, 4, "-", 4)]);
    expect([shown(bid.total), bid.weightCounted]).toEqual(["80", 90]);
  });

  it("is not moved by somebody who could judge nothing", () => {
    const silent = cardOf("p_z", "-", "-", "-", "-", "-", "-");
    const [with_, without] = [totalOf(CRITERIA, [A, B, C, silent]), totalOf(CRITERIA, [A, B, C])];
    expect([with_.total, with_.scorers, with_.cards]).toEqual([without.total, 3, without.cards]);
  });

  it("has no total without a score", () => {
    expect(totalOf(CRITERIA, []).total).toBeUndefined();
    expect(totalOf(CRITERIA, [cardOf("p_z", "-")]).total).toBeUndefined();
  });

  it("counts what the panel agreed in place of the mean, and keeps the total before", () => {
    const bid = totalOf(CRITERIA, [A, B, C], { fit: 3 });
    expect([shown(bid.total), shown(bid.original)]).toEqual(["62", "67"]);
    expect(bid.criteria[0]).toMatchObject({ agreed: 3, mean: ratio(4), counts: ratio(3), points: ratio(15) });
    expect(bid.cards.map(({ total }) => shown(total))).toEqual(["66", "72", "63"]);
  });

  it("counts what the panel agreed where nobody could judge", () => {
    const bid = totalOf(CRITERIA, [cardOf("p_a", 4, 4, 4, 4, "-", 4)], { value: 0 });
    expect([shown(bid.total), shown(bid.original), bid.weightCounted]).toEqual(["72", "80", 100]);
  });
});

describe("moderationAsked", () => {
  it("asks for the criteria two points or more apart", () => {
    expect(moderationAsked(totalOf(CRITERIA, [A, B, C]), LIMITS)).toEqual([
      { kind: "criterion", criterionId: "fit", lowest: 3, highest: 5 },
    ]);
  });

  it("asks where cards are more than 15 apart, and not where they are 15 apart", () => {
    const low = cardOf("p_a", 3, 3, 3, 3, 3, 3);
    const apart15 = totalOf(CRITERIA, [low, cardOf("p_b", 4, 4, 4, 3, 3, 4)]);
    const apart16 = totalOf(CRITERIA, [low, cardOf("p_b", 4, 4, 4, 4, 3, 3)]);
    expect(apart15.cards.map(({ total }) => shown(total))).toEqual(["60", "75"]);
    expect(moderationAsked(apart15, LIMITS)).toEqual([]);
    expect(moderationAsked(apart16, LIMITS)).toEqual([{ kind: "totals", apart: ratio(16) }]);
  });

  it("asks no more for what was agreed", () => {
    expect(moderationAsked(totalOf(CRITERIA, [A, B, C], { fit: 4 }), LIMITS)).toEqual([]);
    const far = [cardOf("p_a", 1, 1, 3, 3, 3, 3), cardOf("p_b", 5, 5, 3, 3, 3, 3)];
    expect(moderationAsked(totalOf(CRITERIA, far), LIMITS).map(({ kind }) => kind)).toEqual([
      "criterion",
      "criterion",
      "totals",
    ]);
    expect(moderationAsked(totalOf(CRITERIA, far, { fit: 3 }), LIMITS).map(({ kind }) => kind)).toEqual([
      "criterion",
      "totals",
    ]);
    expect(moderationAsked(totalOf(CRITERIA, far, { fit: 3, need: 3 }), LIMITS)).toEqual([]);
  });

  it("asks nothing of one card, and nothing of those who could not judge", () => {
    expect(moderationAsked(totalOf(CRITERIA, [A]), LIMITS)).toEqual([]);
    expect(moderationAsked(totalOf(CRITERIA, [cardOf("p_a", 5, 3), cardOf("p_b", "-", 3)]), LIMITS)).toEqual([]);
  });
});

describe("belowThresholds", () => {
  const THRESHOLDS = { total: 60, criterion: 2 };
  const below = (...scores: Parameters<typeof cardOf> extends [string, ...infer S] ? S : never) =>
    belowThresholds(totalOf(CRITERIA, [cardOf("p_a", ...scores)]), THRESHOLDS);

  it("holds 60 to be enough, and anything less not", () => {
    expect(below(3, 3, 3, 3, 3, 3)).toEqual([]);
    expect(below(3, 3, 3, 3, 3, 2)).toEqual([{ kind: "total" }]);
  });

  it("names a criterion below 2, also where the total is high", () => {
    expect(below(5, 5, 5, 5, 1, 5)).toEqual([{ kind: "criterion", criterionId: "value" }]);
    expect(below(5, 5, 5, 5, 2, 5)).toEqual([]);
    expect(below(5, 5, 5, 5, "-", 5)).toEqual([]);
  });

  it("compares before anything is rounded", () => {
    // Two means of 2 2/3: 59.96… would be shown as 60.0.
    const criteria = [
      { id: "fit", label: "Fit", weight: 997 },
      { id: "need", label: "Need", weight: 3 },
    ];
    const bid = totalOf(criteria, [{ personId: "p_a", scores: { fit: 3, need: 2 } }]);
    expect(bid.total === undefined ? "" : formatRatio(bid.total)).toBe("59.9");
    const nearer = totalOf(
      [
        { id: "fit", label: "Fit", weight: 999 },
        { id: "need", label: "Need", weight: 1 },
      ],
      [{ personId: "p_a", scores: { fit: 3, need: 2 } }],
    );
    expect(nearer.total === undefined ? "" : formatRatio(nearer.total)).toBe("60.0");
    expect(belowThresholds(nearer, THRESHOLDS)).toEqual([{ kind: "total" }]);
  });
});

describe("nudged", () => {
  it("gives one trustee's point more or less its exact weight", () => {
    const bid = totalOf(CRITERIA, [A, B, C]);
    expect(shown(nudged(bid, "fit", 1)?.total)).toBe("68 2/3");
    expect(shown(nudged(bid, "legacy", -1)?.total)).toBe("66 1/3");
    expect(nudged(bid, "fit", 1)?.criteria[0]?.mean).toEqual(ratio(13, 3));
  });

  it("is the total of the cards with that point", () => {
    const bid = totalOf(CRITERIA, [A, cardOf("p_b", 5, "-", 4, 3, "-", 2)]);
    const again = totalOf(CRITERIA, [A, cardOf("p_b", 5, "-", 5, 3, "-", 2)]);
    expect(nudged(bid, "outcomes", 1)?.total).toEqual(again.total);
  });

  it("is not possible past the ends of the scale, where nobody judged, or where the panel agreed", () => {
    const bid = totalOf(CRITERIA, [cardOf("p_a", 5, 0, "-", 3, 3, 3)], { delivery: 4 });
    expect([nudged(bid, "fit", 1), nudged(bid, "need", -1), nudged(bid, "outcomes", 1)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(nudged(bid, "delivery", 1)).toBeUndefined();
    expect(nudged(totalOf(CRITERIA, []), "fit", 1)).toBeUndefined();
  });
});

describe("totalSteps", () => {
  it("says how the worked example comes about", () => {
    expect(totalSteps(totalOf(CRITERIA, [A, B, C]))).toEqual([
      "Fit with our priorities: (4 + 5 + 3) ÷ 3 = 4. 25 × 4 ÷ 5 = 20.0.",
      "Need, and the community’s part in it: (3 + 3 + 3) ÷ 3 = 3. 20 × 3 ÷ 5 = 12.0.",
      "Outcomes that are clear, measurable and realistic: (3 + 4 + 3) ÷ 3 = 3 1/3. 20 × 3 1/3 ÷ 5 = 13.3 (exactly 13 1/3).",
      "Able to deliver: plan, people, risk and safeguarding: (4 + 3 + 4) ÷ 3 = 3 2/3. 15 × 3 2/3 ÷ 5 = 11.0.",
      "Value for money, with other money and help: (2 + 3 + 3) ÷ 3 = 2 2/3. 10 × 2 2/3 ÷ 5 = 5.3 (exactly 5 1/3).",
      "What lasts, and social value: (3 + 2 + 3) ÷ 3 = 2 2/3. 10 × 2 2/3 ÷ 5 = 5.3 (exactly 5 1/3).",
      "Together: 20 + 12 + 13 1/3 + 11 + 5 1/3 + 5 1/3 = 67. The total is 67.0.",
    ]);
  });

  it("says who could not judge, what is left out and what the panel agreed", () => {
    const cards = [cardOf("p_a", 4, 3, 3, 4, "-", "-"), cardOf("p_b", 5, 3, 4, 3, "-", 2)];
    expect(totalSteps(totalOf(CRITERIA, cards, { fit: 3 }))).toEqual([
      "Fit with our priorities: (4 + 5) ÷ 2 = 4 1/2; the panel agreed 3, which counts instead. 25 × 3 ÷ 5 = 15.0.",
      "Need, and the community’s part in it: (3 + 3) ÷ 2 = 3. 20 × 3 ÷ 5 = 12.0.",
      "Outcomes that are clear, measurable and realistic: (3 + 4) ÷ 2 = 3 1/2. 20 × 3 1/2 ÷ 5 = 14.0.",
      "Able to deliver: plan, people, risk and safeguarding: (4 + 3) ÷ 2 = 3 1/2. 15 × 3 1/2 ÷ 5 = 10.5.",
      "Value for money, with other money and help: nobody was able to judge it, so its weight of 10 is left out.",
      "What lasts, and social value: one score of 2, one trustee not able to judge. 10 × 2 ÷ 5 = 4.0.",
      "Together: 15 + 12 + 14 + 10 1/2 + 4 = 55 1/2.",
      "90 of 100 could be judged: 55 1/2 ÷ 90 × 100 = 61 2/3. The total is 61.7.",
      "Before moderation the total was 70.0.",
    ]);
  });

  it("says that there is no total", () => {
    expect(totalSteps(totalOf(CRITERIA, []))).toEqual(["No trustee has scored this bid, so it has no total."]);
  });
});
