import { exactly, formatRatio, isSame, type Ratio, ratio, sumOf } from "./ratio.ts";
import { type BidTotal, type CriterionTotal, MOST_POINTS } from "./total.ts";

const rounded = (value: Ratio): string => {
  const shown = formatRatio(value);
  const isWholeTenths = isSame(value, ratio(Number(shown.replace(".", "")), 10));
  return isWholeTenths ? shown : `${shown} (exactly ${exactly(value)})`;
};

const meanWords = (scores: readonly number[], mean: Ratio): string =>
  scores.length === 1 ? `one score of ${scores[0]}` : `(${scores.join(" + ")}) ÷ ${scores.length} = ${exactly(mean)}`;

const unable = (count: number): string =>
  count === 0 ? "" : count === 1 ? ", one trustee not able to judge" : `, ${count} trustees not able to judge`;

const criterionStep = ({ criterion, given, mean, agreed, counts, points }: CriterionTotal): string => {
  const { label, weight } = criterion;
  if (counts === undefined || points === undefined)
    return `${label}: nobody was able to judge it, so its weight of ${weight} is left out.`;
  const scores = given.flatMap(({ score }) => (typeof score === "number" ? [score] : []));
  const cards = mean === undefined ? "nobody was able to judge it" : meanWords(scores, mean);
  const others = mean === undefined ? "" : unable(given.length - scores.length);
  const replaced = agreed === undefined ? "" : `; the panel agreed ${agreed}, which counts instead`;
  return `${label}: ${cards}${others}${replaced}. ${weight} × ${exactly(counts)} ÷ ${MOST_POINTS} = ${rounded(points)}.`;
};

/**
 * How a total comes about, one sentence a step, so that anybody can do it again by hand: a line for each criterion, the
 * sum, what is left out, and the total before moderation where that differs.
 */
export const totalSteps = (bid: BidTotal): string[] => {
  const { criteria, total, original, weightCounted, weightAll } = bid;
  if (total === undefined) return ["No trustee has scored this bid, so it has no total."];
  const points = criteria.flatMap((line) => (line.points === undefined ? [] : [line.points]));
  const sum = sumOf(points);
  const isWhole = weightCounted === weightAll && weightAll === 100;
  const added = points.length === 1 ? exactly(sum) : `${points.map(exactly).join(" + ")} = ${exactly(sum)}`;
  const moderated = criteria.some(({ agreed }) => agreed !== undefined);
  return [
    ...criteria.map(criterionStep),
    isWhole ? `Together: ${added}. The total is ${formatRatio(total)}.` : `Together: ${added}.`,
    ...(isWhole
      ? []
      : [
          `${weightCounted} of ${weightAll} could be judged: ${exactly(sum)} ÷ ${weightCounted} × 100 = ${exactly(total)}. The total is ${formatRatio(total)}.`,
        ]),
    ...(moderated && original !== undefined
      ? [`Before moderation the total was ${rounded(original)}.`]
      : moderated
        ? ["Before moderation there was no total."]
        : []),
  ];
};
