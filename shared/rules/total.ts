import { compare, meanOf, plus, type Ratio, ratio, sumOf, times, ZERO } from "./ratio.ts";
import type { Score } from "./scoring.ts";

/** The top of the scale; a total is out of 100 (DOMAIN 8.2). */
export const MOST_POINTS = 5;
const OUT_OF = 100;

/** One card that counts (`countedCards`). A criterion that is missing on it counts as none, like one that could not be judged. */
export type CountedCard = { readonly personId: string; readonly scores: Readonly<Record<string, Score>> };

/** What the panel agreed in place of a criterion's mean, by criterion. */
export type Agreed = Readonly<Record<string, number>>;

export type Weighed = { readonly id: string; readonly label: string; readonly weight: number };

export type CriterionTotal = {
  readonly criterion: Weighed;
  readonly given: readonly { readonly personId: string; readonly score: Score }[];
  /** Of those who judged it; undefined where nobody could. */
  readonly mean: Ratio | undefined;
  readonly agreed: number | undefined;
  /** What counts: the score agreed, or else the mean. */
  readonly counts: Ratio | undefined;
  /** weight × what counts ÷ 5. */
  readonly points: Ratio | undefined;
};

type CardTotal = { readonly personId: string; readonly total: Ratio };

export type BidTotal = {
  readonly criteria: readonly CriterionTotal[];
  /** Of the criteria that somebody judged, or the panel agreed on; the others leave their weight out. */
  readonly weightCounted: number;
  readonly weightAll: number;
  /** Undefined while nothing counts. */
  readonly total: Ratio | undefined;
  /** As the cards alone make it, without what was agreed since. */
  readonly original: Ratio | undefined;
  /** The cards on which at least one criterion has a score. */
  readonly scorers: number;
  /** What each card makes by itself, of what its trustee judged. */
  readonly cards: readonly CardTotal[];
};

type Part = { readonly weight: number; readonly counts: Ratio | undefined };

/** Σ weight × mean ÷ 5, brought back to 100 where a criterion leaves its weight out. */
const totalOfParts = (parts: readonly Part[]): Ratio | undefined => {
  const counted = parts.flatMap(({ weight, counts }) => (counts === undefined ? [] : [{ weight, counts }]));
  const weight = counted.reduce((sum, part) => sum + part.weight, 0);
  if (weight === 0) return undefined;
  const points = sumOf(counted.map((part) => times(ratio(part.weight, MOST_POINTS), part.counts)));
  return times(points, ratio(OUT_OF, weight));
};

const wholeOf = (score: number | "cannot-judge" | undefined): Ratio | undefined =>
  typeof score === "number" ? ratio(score) : undefined;

const cardTotals = (criteria: readonly Weighed[], cards: readonly CountedCard[]): CardTotal[] =>
  cards.flatMap(({ personId, scores }) => {
    const total = totalOfParts(criteria.map(({ id, weight }) => ({ weight, counts: wholeOf(scores[id]) })));
    return total === undefined ? [] : [{ personId, total }];
  });

const byPerson = (a: { personId: string }, b: { personId: string }): number =>
  a.personId < b.personId ? -1 : a.personId > b.personId ? 1 : 0;

/**
 * The total of one bid out of 100, exactly: Σ weight × mean ÷ 5, the mean over whoever judged the criterion, or the score
 * the panel agreed in its place. A criterion that nobody judged leaves its weight out, and the rest counts for the whole.
 * The order of cards changes nothing; a card without any score changes nothing (DOMAIN 8.2, decision 4).
 */
export const totalOf = (
  criteria: readonly Weighed[],
  countedCards: readonly CountedCard[],
  agreed: Agreed = {},
): BidTotal => {
  const cards = countedCards.toSorted(byPerson);
  const lines = criteria.map((criterion): CriterionTotal => {
    const given = cards.flatMap(({ personId, scores }) => {
      const score = scores[criterion.id];
      return score === undefined ? [] : [{ personId, score }];
    });
    const mean = meanOf(given.flatMap(({ score }) => (typeof score === "number" ? [score] : [])));
    const counts = wholeOf(agreed[criterion.id]) ?? mean;
    const points = counts === undefined ? undefined : times(ratio(criterion.weight, MOST_POINTS), counts);
    return { criterion, given, mean, agreed: agreed[criterion.id], counts, points };
  });
  const weightOf = (all: readonly CriterionTotal[]) => all.reduce((sum, { criterion }) => sum + criterion.weight, 0);
  return {
    criteria: lines,
    weightCounted: weightOf(lines.filter(({ counts }) => counts !== undefined)),
    weightAll: weightOf(lines),
    total: totalOfParts(lines.map(({ criterion: { weight }, counts }) => ({ weight, counts }))),
    original: totalOfParts(lines.map(({ criterion: { weight }, mean }) => ({ weight, counts: mean }))),
    scorers: cards.filter(({ scores }) => criteria.some(({ id }) => typeof scores[id] === "number")).length,
    cards: cardTotals(criteria, cards),
  };
};

type ModerationLimits = { readonly spread: number; readonly apart: number };
export type ModerationAsk =
  | { readonly kind: "criterion"; readonly criterionId: string; readonly lowest: number; readonly highest: number }
  /** How far apart, of 100, the two trustees are who agree least. */
  | { readonly kind: "totals"; readonly apart: Ratio };

type Judged = { readonly weight: number; readonly scores: ReadonlyMap<string, number> };

/** How far apart two cards are, of 100, on what both judged: somebody who leaves a criterion out is not apart for that. */
const apartOf = (judged: readonly Judged[], a: string, b: string): Ratio => {
  let [points, weights] = [0, 0];
  for (const { weight, scores } of judged) {
    const [mine, theirs] = [scores.get(a), scores.get(b)];
    if (mine === undefined || theirs === undefined) continue;
    points += weight * (mine - theirs);
    weights += weight;
  }
  return weights === 0 ? ZERO : ratio(Math.abs(points) * OUT_OF, weights * MOST_POINTS);
};

const widest = (judged: readonly Judged[]): Ratio => {
  const people = [...new Set(judged.flatMap(({ scores }) => [...scores.keys()]))];
  const pairs = people.flatMap((a, n) => people.slice(n + 1).map((b) => apartOf(judged, a, b)));
  return pairs.reduce((most, one) => (compare(one, most) > 0 ? one : most), ZERO);
};

/**
 * What the panel is asked to moderate: a criterion whose scores are `spread` points or more apart, and two trustees whose
 * totals, over what both judged, are more than `apart` apart. What was agreed counts as settled: there all cards are alike.
 */
export const moderationAsked = ({ criteria }: BidTotal, { spread, apart }: ModerationLimits): ModerationAsk[] => {
  const lines = criteria.map(({ criterion, given, agreed }) => ({
    criterion,
    agreed,
    scores: new Map(given.flatMap(({ personId, score }) => (typeof score === "number" ? [[personId, score]] : []))),
  }));
  const asks = lines.flatMap(({ criterion, agreed, scores }): ModerationAsk[] => {
    const [lowest, highest] = [Math.min(...scores.values()), Math.max(...scores.values())];
    if (agreed !== undefined || scores.size < 2 || highest - lowest < spread) return [];
    return [{ kind: "criterion", criterionId: criterion.id, lowest, highest }];
  });
  const most = widest(
    lines.map(({ criterion: { weight }, agreed, scores }) => ({
      weight,
      scores: agreed === undefined ? scores : new Map([...scores.keys()].map((personId) => [personId, agreed])),
    })),
  );
  return compare(most, ratio(apart)) > 0 ? [...asks, { kind: "totals", apart: most }] : asks;
};

export type Thresholds = { readonly total: number; readonly criterion: number };
export type Below = { readonly kind: "total" } | { readonly kind: "criterion"; readonly criterionId: string };

/** Why a bid is below the line that the fund draws whatever the pot holds: its total, or what counts for a criterion. */
export const belowThresholds = ({ total, criteria }: BidTotal, thresholds: Thresholds): Below[] => {
  const low = criteria.filter(({ counts }) => counts !== undefined && compare(counts, ratio(thresholds.criterion)) < 0);
  return [
    ...(total !== undefined && compare(total, ratio(thresholds.total)) < 0 ? [{ kind: "total" } as const] : []),
    ...low.map(({ criterion }) => ({ kind: "criterion", criterionId: criterion.id }) as const),
  ];
};

/**
 * The bid as it would be if one trustee gave one criterion a point more or less. Undefined where nobody can: all gave the
 * highest (or lowest) already, nobody judged it, or the panel agreed its score.
 */
export const nudged = (bid: BidTotal, criterionId: string, by: 1 | -1): BidTotal | undefined => {
  const line = bid.criteria.find(({ criterion }) => criterion.id === criterionId);
  if (line?.mean === undefined || line.agreed !== undefined || bid.total === undefined) return undefined;
  const scores = line.given.flatMap(({ score }) => (typeof score === "number" ? [score] : []));
  if (scores.every((score) => score === (by === 1 ? MOST_POINTS : 0))) return undefined;
  const step = ratio(by, scores.length);
  const mean = plus(line.mean, step);
  const points = times(ratio(line.criterion.weight, MOST_POINTS), mean);
  const moved = times(times(ratio(line.criterion.weight, MOST_POINTS), step), ratio(OUT_OF, bid.weightCounted));
  return {
    ...bid,
    criteria: bid.criteria.map((one) => (one === line ? { ...line, mean, counts: mean, points } : one)),
    total: plus(bid.total, moved),
  };
};
