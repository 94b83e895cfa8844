import { describe, expect, it } from "vitest";
import type { TieBreak } from "../../shared/rules/panel.ts";
import { type BidFacts, type RankingRules, rankingOf } from "../../shared/rules/ranking.ts";
import { compare, ratio } from "../../shared/rules/ratio.ts";
import { type CountedCard, totalOf } from "../../shared/rules/total.ts";
import { runs, type Seeded, seeded } from "../support/length.ts";
import { RULES } from "../support/ranking.ts";

/**
 * Random rounds against a second reckoning that shares nothing with the first: plain whole numbers over one common
 * denominator for all (60 divides by every number of scorers here), and ranks counted bid against bid.
 */
const ROUNDS = 10_000;
const SCALE = [0, 1, 2, 3, 4, 5, "cannot-judge"] as const;
const COMMON = 60;
const SPLITS = [
  [25, 20, 20, 15, 10, 10],
  [50, 50],
  [40, 35, 25],
  [30, 20],
];

const roundOf = (random: Seeded): { facts: BidFacts[]; rules: RankingRules } => {
  const weights = SPLITS[random.below(SPLITS.length)] ?? [];
  const criteria = weights.map((weight, n) => ({ id: `c${n}`, label: `C${n}`, weight }));
  const trustees = 1 + random.below(6);
  // Few different scores make many ties.
  const [from, span] = [random.below(4), 1 + random.below(4)];
  const scoreOf = () => (random.chance(0.08) ? "cannot-judge" : (SCALE[Math.min(5, from + random.below(span))] ?? 0));
  const facts = Array.from({ length: 1 + random.below(8) }, (_, n): BidFacts => {
    const cards = Array.from({ length: trustees }, (_unused, p) => p)
      .filter(() => random.chance(0.9))
      .map(
        (p): CountedCard => ({
          personId: `p_${p}`,
          scores: Object.fromEntries(criteria.map(({ id }) => [id, scoreOf()])),
        }),
      );
    const askedPence = 100 * (1 + random.below(20));
    const agreed = random.chance(0.2) ? { c1: random.below(6) } : {};
    return {
      id: `B${n}`,
      askedPence,
      leastPence: 100 * random.below(20),
      isFirstTime: random.chance(0.5),
      cards,
      agreed,
    };
  });
  const tieBreaks: TieBreak[] = [
    { by: "criterion-mean", criterionId: "c0" },
    { by: "first-time-recipient" },
    { by: "lower-amount" },
    { by: "panel-decides" },
  ];
  return {
    facts,
    rules: {
      criteria,
      potPence: 100 * random.below(80),
      scoring: { ...RULES.scoring, tieBreaks, skipAndFill: random.chance(0.5) },
    },
  };
};

/** What counts for a criterion in sixtieths, or undefined. */
const sixtieths = ({ cards, agreed }: BidFacts, id: string): number | undefined => {
  const settled = agreed[id];
  if (typeof settled === "number") return settled * COMMON;
  let [sum, count] = [0, 0];
  for (const { scores } of cards) {
    const score = scores[id];
    if (typeof score !== "number") continue;
    sum += score;
    count += 1;
  }
  return count === 0 ? undefined : (sum * COMMON) / count;
};

/** The total as a whole number over a whole number. */
const reckoned = (facts: BidFacts, { criteria }: RankingRules): { over: number; under: number } | undefined => {
  let [over, under] = [0, 0];
  for (const { id, weight } of criteria) {
    const counts = sixtieths(facts, id);
    if (counts === undefined) continue;
    over += 20 * weight * counts;
    under += weight * COMMON;
  }
  return under === 0 ? undefined : { over, under };
};

/** Whether one bid is ahead of another: 1, behind it: −1, or level: 0, where their totals and all rules have something to go by. */
const standing = (a: BidFacts, b: BidFacts, rules: RankingRules, judgedByAll: boolean): number => {
  const [mine, theirs] = [reckoned(a, rules), reckoned(b, rules)];
  if (mine === undefined || theirs === undefined) return Number(theirs === undefined) - Number(mine === undefined);
  const keys = (one: BidFacts) => [
    ...(judgedByAll ? [sixtieths(one, "c0") ?? 0] : []),
    one.isFirstTime ? 1 : 0,
    -one.askedPence,
  ];
  const differences = [
    mine.over * theirs.under - theirs.over * mine.under,
    ...keys(a).map((key, n) => key - (keys(b)[n] ?? 0)),
  ];
  return Math.sign(differences.find((difference) => difference !== 0) ?? 0);
};

const isLevel = (a: BidFacts, b: BidFacts, rules: RankingRules): boolean => {
  const [mine, theirs] = [reckoned(a, rules), reckoned(b, rules)];
  return mine !== undefined && theirs !== undefined && mine.over * theirs.under === theirs.over * mine.under;
};

const ranksByHand = (facts: readonly BidFacts[], rules: RankingRules) =>
  facts
    .filter((one) => reckoned(one, rules) !== undefined)
    .map((one) => {
      const ahead = facts.filter((other) => {
        if (reckoned(other, rules) === undefined) return false;
        const group = facts.filter((third) => isLevel(third, one, rules));
        return (
          standing(
            other,
            one,
            rules,
            group.every((third) => sixtieths(third, "c0") !== undefined),
          ) > 0
        );
      });
      return [one.id, ahead.length + 1] as const;
    });

/** The pot by hand: in the order of ranks, levels together. */
const paidByHand = (facts: readonly BidFacts[], rules: RankingRules, ranks: ReadonlyMap<string, number>) => {
  const given = new Map<string, string>();
  let [left, over] = [rules.potPence, false];
  for (const rank of [...new Set(ranks.values())].toSorted((a, b) => a - b)) {
    const level = facts.filter((one) => ranks.get(one.id) === rank);
    const fit = level.filter((one) => {
      const total = reckoned(one, rules);
      const low = rules.criteria.some(({ id }) => (sixtieths(one, id) ?? 2 * COMMON) < 2 * COMMON);
      const isBelow = low || total === undefined || total.over < 60 * total.under;
      if (isBelow) given.set(one.id, "below 0");
      return !isBelow;
    });
    if (fit.length === 0) continue;
    const sum = fit.reduce((all, { askedPence }) => all + askedPence, 0);
    const least = (one: BidFacts) => Math.min(one.askedPence, one.leastPence ?? one.askedPence);
    const useful = fit.some((one) => least(one) <= left);
    for (const one of fit) {
      if (over) given.set(one.id, "reserve 0");
      else if (sum <= left) given.set(one.id, `full ${one.askedPence}`);
      else if (!useful) given.set(one.id, "reserve 0");
      else given.set(one.id, fit.length > 1 ? "tie 0" : left === one.askedPence ? `full ${left}` : `part ${left}`);
    }
    if (over) continue;
    if (sum <= left) left -= sum;
    else if (useful && fit.length === 1) left = 0;
    else over = useful || !rules.scoring.skipAndFill;
  }
  return { given, left };
};

const shuffled = <T>(all: readonly T[], random: Seeded): T[] =>
  all
    .map((one) => ({ one, at: random.next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one);

describe("rankingOf, over random rounds", () => {
  it("makes the totals, ranks and payments that a second reckoning makes", () => {
    for (let run = 0; run < runs(ROUNDS); run += 1) {
      const random = seeded(run);
      const { facts, rules } = roundOf(random);
      const ranking = rankingOf(facts, rules);
      const ranks = new Map(ranksByHand(facts, rules));
      const paid = paidByHand(facts, rules, ranks);
      for (const { id, bid, rank, paid: line } of ranking.bids) {
        const one = facts.find((each) => each.id === id);
        const total = one === undefined ? undefined : reckoned(one, rules);
        const hand = total === undefined ? undefined : ratio(total.over, total.under);
        expect([bid.total, rank], `round ${run}, ${id}`).toEqual([hand, ranks.get(id)]);
        expect(line === undefined ? undefined : `${line.outcome} ${line.pence}`, `round ${run}, ${id}`).toBe(
          paid.given.get(id),
        );
      }
      expect(ranking.leftPence, `round ${run}`).toBe(paid.left);
    }
  });

  it("is the same whatever the order of bids, trustees and criteria of a card", () => {
    for (let run = 0; run < runs(ROUNDS); run += 1) {
      const random = seeded(run);
      const { facts, rules } = roundOf(random);
      const turned = shuffled(facts, random).map((one) => ({
        ...one,
        cards: shuffled(one.cards, random).map(({ personId, scores }) => ({
          personId,
          scores: Object.fromEntries(shuffled(Object.entries(scores), random)),
        })),
      }));
      expect(rankingOf(turned, rules), `round ${run}`).toEqual(rankingOf(facts, rules));
    }
  });

  it("is not moved by a trustee who could judge nothing", () => {
    for (let run = 0; run < runs(ROUNDS); run += 1) {
      const { facts, rules } = roundOf(seeded(run));
      const silent = {
        personId: "p_silent",
        scores: Object.fromEntries(rules.criteria.map(({ id }) => [id, "cannot-judge" as const])),
      };
      const placesOf = (all: readonly BidFacts[]) =>
        rankingOf(all, rules).bids.map(({ id, rank, bid, paid, asks, isClose, isTooFew }) => {
          const { total, original, scorers, weightCounted } = bid;
          return { id, rank, total, original, scorers, weightCounted, paid, asks, isClose, isTooFew };
        });
      const more = facts.map((one) => ({ ...one, cards: [...one.cards, silent] }));
      expect(placesOf(more), `round ${run}`).toEqual(placesOf(facts));
    }
  });

  it("never lowers a total when one trustee raises one score, and never raises it when one is lowered", () => {
    for (let run = 0; run < runs(ROUNDS); run += 1) {
      const random = seeded(run);
      const { facts, rules } = roundOf(random);
      const one = facts[random.below(facts.length)];
      const card = one?.cards[random.below(one.cards.length)];
      const criterion = rules.criteria[random.below(rules.criteria.length)];
      const before = card?.scores[criterion?.id ?? ""];
      expect(facts.length).toBeGreaterThan(0);
      if (one === undefined || card === undefined || criterion === undefined || typeof before !== "number") continue;
      const after = SCALE[random.below(6)];
      if (typeof after !== "number") continue;
      const cards = one.cards.map((each) =>
        each === card ? { ...card, scores: { ...card.scores, [criterion.id]: after } } : each,
      );
      const [was, is] = [
        totalOf(rules.criteria, one.cards, one.agreed).total,
        totalOf(rules.criteria, cards, one.agreed).total,
      ];
      if (was === undefined || is === undefined) throw new Error("A card with a score makes a total.");
      const moved = compare(is, was);
      const settled = one.agreed[criterion.id] !== undefined;
      expect(moved, `round ${run}`).toBe(settled ? 0 : Math.sign(after - before));
    }
  });

  it("calls close what a point more or less of one trustee would change, and nothing else", () => {
    for (let run = 0; run < runs(ROUNDS / 40); run += 1) {
      const { facts, rules } = roundOf(seeded(run));
      const funded = (all: readonly BidFacts[], id: string) => {
        const outcome = rankingOf(all, rules).bids.find((bid) => bid.id === id)?.paid?.outcome;
        return outcome === "full" || outcome === "part" ? outcome : "not";
      };
      const changed = ({ id, cards }: BidFacts) =>
        cards.flatMap((card) =>
          Object.entries(card.scores).flatMap(([criterion, score]) =>
            typeof score !== "number"
              ? []
              : SCALE.filter((other) => typeof other === "number" && Math.abs(other - score) === 1).map((other) =>
                  facts.map((one) =>
                    one.id === id
                      ? {
                          ...one,
                          cards: cards.map((each) =>
                            each === card ? { ...card, scores: { ...card.scores, [criterion]: other } } : each,
                          ),
                        }
                      : one,
                  ),
                ),
          ),
        );
      const byHand = facts
        .filter((one) => changed(one).some((all) => funded(all, one.id) !== funded(facts, one.id)))
        .map(({ id }) => id);
      const { bids } = rankingOf(facts, rules);
      expect(bids.flatMap(({ id, isClose }) => (isClose ? [id] : [])).toSorted(), `round ${run}`).toEqual(byHand);
    }
  });
});
