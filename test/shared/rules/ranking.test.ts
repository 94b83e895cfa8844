import { describe, expect, it } from "vitest";
import { type BidFacts, type Ranking, type RankingRules, rankingOf } from "../../../shared/rules/ranking.ts";
import { exactly } from "../../../shared/rules/ratio.ts";
import { bidOf, cardOf, RULES, WORKED } from "../../support/ranking.ts";

const [A, B, C, D, E, F] = WORKED;
const idsOf = ({ bids }: Ranking) => bids.map(({ id }) => id);
const bidIn = ({ bids }: Ranking, id: string) => {
  const found = bids.find((one) => one.id === id);
  if (found === undefined) throw new Error(`${id} is not in the ranking.`);
  return found;
};
const totalIn = (ranking: Ranking, id: string) => {
  const { total } = bidIn(ranking, id).bid;
  return total === undefined ? "" : exactly(total);
};
const filling: RankingRules = { ...RULES, scoring: { ...RULES.scoring, skipAndFill: true } };
const closeIn = (ranking: Ranking) => ranking.bids.filter(({ isClose }) => isClose).map(({ id }) => id);

type Scores = Parameters<typeof cardOf> extends [string, ...infer S] ? S : never;
/** A bid of two trustees who agree on everything. */
const plain = (id: string, scores: Scores, more: Partial<BidFacts> = {}) =>
  bidOf(id, 100_000, [cardOf("p_0", ...scores), cardOf("p_1", ...scores)], more);

describe("rankingOf, on the worked example", () => {
  const ranking = rankingOf(WORKED, RULES);

  it("makes its totals", () => {
    expect(["A", "B", "C", "D", "E", "F"].map((id) => totalIn(ranking, id))).toEqual([
      "82",
      "74 1/2",
      "74 1/2",
      "67",
      "61",
      "49",
    ]);
  });

  it("puts them in the order A, C, B, D, E, F", () => {
    expect(idsOf(ranking)).toEqual(["A", "C", "B", "D", "E", "F"]);
    expect(ranking.bids.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("names the rule that put C before B", () => {
    const by = { by: "criterion-mean", criterionId: "fit" };
    expect(bidIn(ranking, "C").ties).toEqual([{ withId: "B", is: "ahead", by, mine: "4 1/3", theirs: "4" }]);
    expect(bidIn(ranking, "B").ties).toEqual([{ withId: "C", is: "behind", by, mine: "4", theirs: "4 1/3" }]);
  });

  it("spends the pot as the fund does, with or without filling up", () => {
    const outcomes = (one: Ranking) => one.bids.map(({ id, paid }) => `${id} ${paid?.outcome}`);
    expect([...outcomes(ranking), ranking.leftPence]).toEqual([
      ...["A full", "C full", "B full", "D reserve", "E reserve", "F below"],
      200_000,
    ]);
    const filled = rankingOf(WORKED, filling);
    expect([outcomes(filled)[4], filled.leftPence]).toEqual(["E full", 50_000]);
    const useful = rankingOf([A, B, C, { ...D, leastPence: 200_000 }, E, F], filling);
    expect([bidIn(useful, "D").paid, useful.leftPence]).toEqual([{ id: "D", outcome: "part", pence: 200_000 }, 0]);
  });

  it("says which are below a threshold, and marks no scorers as too few", () => {
    expect(ranking.bids.filter(({ below }) => below.length > 0).map(({ id, below }) => [id, below])).toEqual([
      ["F", [{ kind: "total" }]],
    ]);
    expect(ranking.bids.filter(({ isTooFew }) => isTooFew)).toEqual([]);
  });

  it("is the same from the same record in any order", () => {
    expect(rankingOf([F, D, B, E, A, C], RULES)).toEqual(ranking);
  });
});

describe("rankingOf", () => {
  it("marks a bid that fewer scored than the fund wants, and ranks it all the same", () => {
    const one = bidOf("X", 400_000, [cardOf("p_0", 5, 5, 5, 5, 5, 5)]);
    const two = bidOf("Y", 600_000, [cardOf("p_0", 4, 4, 4, 4, 4, 4), cardOf("p_1", 4, 4, 4, 4, 4, 4)]);
    const ranking = rankingOf([one, two], RULES);
    expect(ranking.bids.map(({ id, rank, isTooFew, leastScorers }) => [id, rank, isTooFew, leastScorers])).toEqual([
      ["X", 1, true, 2],
      ["Y", 2, true, 3],
    ]);
  });

  it("puts a bid without any score last and pays it nothing", () => {
    const ranking = rankingOf([bidOf("A", 100, []), plain("B", [1, 1, 1, 1, 1, 1])], RULES);
    expect(ranking.bids.map(({ id, rank, paid }) => [id, rank, paid?.outcome])).toEqual([
      ["B", 1, "below"],
      ["A", undefined, undefined],
    ]);
  });

  it("ranks 60.04 below 60.01 never, though both are shown as 60.0", () => {
    const criteria = [
      { id: "fit", label: "Fit", weight: 2 },
      { id: "need", label: "Need", weight: 9_998 },
    ];
    const cards = (fit: 3 | 4) => [{ personId: "p_0", scores: { fit, need: 3 as const } }];
    const ranking = rankingOf([bidOf("A", 100, cards(3)), bidOf("B", 900, cards(4))], { ...RULES, criteria });
    expect(idsOf(ranking)).toEqual(["B", "A"]);
    expect(ranking.bids.flatMap(({ ties }) => ties)).toEqual([]);
  });

  it("breaks ties that fit and outcomes leave by a first grant, then by the lower amount", () => {
    const same: Scores = [3, 4, 3, 4, 3, 3];
    const [dear, cheap, first] = [
      plain("dear", same, { askedPence: 300, isFirstTime: false }),
      plain("cheap", same, { askedPence: 200, isFirstTime: false }),
      plain("first", same, { askedPence: 900, isFirstTime: true }),
    ];
    const ranking = rankingOf([dear, cheap, first], RULES);
    expect(idsOf(ranking)).toEqual(["first", "cheap", "dear"]);
    expect(bidIn(ranking, "cheap").ties).toEqual([
      { withId: "first", is: "behind", by: { by: "first-time-recipient" }, mine: "0", theirs: "1" },
      { withId: "dear", is: "ahead", by: { by: "lower-amount" }, mine: "-200", theirs: "-300" },
    ]);
  });

  it("passes a rule over for all where it has nothing to go by for one", () => {
    const same: Scores = [3, 4, 3, 4, 3, 3];
    const known = plain("known", same, { askedPence: 300, isFirstTime: true });
    const unknown = plain("unknown", same, { askedPence: 200 });
    expect(idsOf(rankingOf([known, unknown], RULES))).toEqual(["unknown", "known"]);
  });

  it("leaves a tie that no rule breaks to the meeting: one rank for both, and the next rank after them", () => {
    const same: Scores = [3, 4, 3, 4, 3, 3];
    const ranking = rankingOf([plain("B", same), plain("A", same), plain("C", [3, 3, 3, 3, 3, 3])], RULES);
    expect(ranking.bids.map(({ id, rank, levelWith }) => [id, rank, levelWith])).toEqual([
      ["A", 1, ["B"]],
      ["B", 1, ["A"]],
      ["C", 3, []],
    ]);
  });

  it("holds bids that the meeting must tell apart at the funding line, and everything below them", () => {
    const same: Scores = [3, 4, 3, 4, 3, 3];
    const ranking = rankingOf([plain("B", same), plain("A", same), plain("C", [3, 3, 3, 3, 3, 3])], {
      ...RULES,
      potPence: 150_000,
    });
    expect(ranking.bids.map(({ paid }) => paid?.outcome)).toEqual(["tie", "tie", "reserve"]);
  });
});

describe("ranking/close-call", () => {
  it("is nobody where one point changes nothing", () => {
    expect(closeIn(rankingOf(WORKED, RULES))).toEqual([]);
  });

  it("is a bid that the pot pays for and one point less would put below 60", () => {
    // E has 61: a point less of one of two trustees on fit is 2.5.
    expect(closeIn(rankingOf(WORKED, filling))).toEqual(["E"]);
  });

  it("is the last above the line and the first below it where one point would change them over", () => {
    const above = plain("above", [4, 4, 4, 4, 4, 4]);
    const below = plain("below", [4, 4, 4, 4, 4, 3]);
    const far = plain("far", [3, 3, 3, 3, 3, 3]);
    const rules = { ...RULES, potPence: 100_000 };
    expect(closeIn(rankingOf([above, below, far], rules))).toEqual(["above", "below"]);
    // With money for both, the line stands elsewhere: neither can lose it by one point.
    expect(closeIn(rankingOf([above, below], { ...rules, potPence: 200_000 }))).toEqual([]);
  });

  it("holds a score that the panel agreed to be settled", () => {
    const agreed = { fit: 4, need: 4, outcomes: 4, delivery: 4, value: 4, legacy: 4 };
    const above = plain("above", [4, 4, 4, 4, 4, 4], { agreed });
    const below = plain("below", [4, 4, 4, 4, 4, 3], { agreed: { ...agreed, legacy: 3 } });
    expect(closeIn(rankingOf([above, below], { ...RULES, potPence: 100_000 }))).toEqual([]);
  });
});
