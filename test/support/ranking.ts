import * as criterion from "../../shared/funds/criteria.ts";
import type { BidFacts, RankingRules } from "../../shared/rules/ranking.ts";
import type { CountedCard } from "../../shared/rules/total.ts";

/** The six criteria and weights of DOMAIN 8.2. */
export const CRITERIA = [
  criterion.fit(25),
  criterion.need(20),
  criterion.outcomes(20),
  criterion.delivery(15),
  criterion.value(10),
  criterion.legacy(10),
];

/** One trustee's card, its scores in the order of the criteria; a dash is "not able to judge". */
export const cardOf = (personId: string, ...scores: readonly (0 | 1 | 2 | 3 | 4 | 5 | "-")[]): CountedCard => ({
  personId,
  scores: Object.fromEntries(
    CRITERIA.flatMap(({ id }, n) => {
      const score = scores[n];
      return score === undefined ? [] : [[id, score === "-" ? ("cannot-judge" as const) : score]];
    }),
  ),
});

/** The fund of DOMAIN 8.2's vector: £12,000, threshold 60, ties by fit, outcomes, first grant, lower amount. */
export const RULES: RankingRules = {
  criteria: CRITERIA,
  scoring: {
    leastScorers: [
      { abovePence: 0, scorers: 2 },
      { abovePence: 500_000, scorers: 3 },
    ],
    threshold: 60,
    criterionThreshold: 2,
    spreadForModeration: 2,
    totalsApart: 15,
    tieBreaks: [
      { by: "criterion-mean", criterionId: "fit" },
      { by: "criterion-mean", criterionId: "outcomes" },
      { by: "first-time-recipient" },
      { by: "lower-amount" },
      { by: "panel-decides" },
    ],
    skipAndFill: false,
  },
  potPence: 1_200_000,
};

export const bidOf = (
  id: string,
  askedPence: number,
  cards: readonly CountedCard[],
  more: Partial<BidFacts> = {},
): BidFacts => ({ id, askedPence, cards, agreed: {}, ...more });

/**
 * The six bids of DOMAIN 8.2 with cards that make its totals to the last digit: A 82, B and C 74.5 with a fit of 4 and
 * 4 1/3, D 67, E 61, F 49.
 */
export const WORKED = [
  bidOf("A", 300_000, [cardOf("p_0", 4, 4, 4, 4, 4, 5), cardOf("p_1", 4, 4, 4, 4, 4, 5)]),
  bidOf("B", 450_000, [
    cardOf("p_0", 4, 4, 3, 4, 4, 4),
    cardOf("p_1", 4, 4, 3, 3, 4, 4),
    cardOf("p_2", 4, 4, 3, "-", "-", "-"),
  ]),
  bidOf("C", 250_000, [
    cardOf("p_0", 4, 3, 4, 4, 4, 3),
    cardOf("p_1", 4, 3, 4, 3, 3, 3),
    cardOf("p_2", 5, 4, 4, "-", "-", "-"),
  ]),
  bidOf("D", 500_000, [
    cardOf("p_0", 4, 3, 3, 4, 2, 3),
    cardOf("p_1", 5, 3, 4, 3, 3, 2),
    cardOf("p_2", 3, 3, 3, 4, 3, 3),
  ]),
  bidOf("E", 150_000, [cardOf("p_0", 3, 3, 3, 3, 3, 3), cardOf("p_1", 3, 3, 3, 3, 3, 4)]),
  bidOf("F", 100_000, [cardOf("p_0", 2, 3, 2, 3, 3, 2), cardOf("p_1", 2, 3, 2, 3, 3, 2)]),
] as const;
