import { describe, expect, it } from "vitest";
import type { RankedLine, RankingPage } from "../../../../shared/contract/ranking.ts";
import {
  askSentences,
  marksOf,
  shortSentences,
  tieSentences,
  VIEWS,
} from "../../../../web/pages/trustee/ranking-words.ts";
import { allocationOf, asksOf, nothingAsked, planOf } from "../../../../web/pages/trustee/what-if.ts";

const lineOf = (id: string, over: Partial<RankedLine> = {}): RankedLine => ({
  ...{ id, organisationName: `Group ${id}`, title: `Project ${id}`, askedPence: 100_000, rank: 1, total: "67.0" },
  ...{ levelWith: [], ties: [], below: [], asks: [], cards: [], agreed: {}, steps: [], mayModerate: false },
  ...{ scorers: 2, leastScorers: 2, isTooFew: false, isClose: false },
  ...over,
});
const pageOf = (bids: RankedLine[], over: Partial<RankingPage> = {}): RankingPage => ({
  ...{ at: "2027-01-18T12:00:00.000Z", roundId: "CAF-26Q4", roundTitle: "Round 26Q4", fundName: "Fund" },
  ...{ meetingOn: "2027-01-21", potPence: 250_000, leftPence: 0, panel: [], hidden: 0, gone: 0 },
  criteria: [{ id: "fit", label: "Fit", weight: 100 }],
  scoring: {
    ...{ threshold: 60, criterionThreshold: 2, spreadForModeration: 2, totalsApart: 15, skipAndFill: false },
    tieBreaks: [],
  },
  bids,
  ...over,
});

describe("planOf", () => {
  const page = pageOf([lineOf("A"), lineOf("B", { rank: 2 })]);

  it("is the fund's own plan where nothing is asked", () => {
    const { plan, errors } = planOf(nothingAsked(page), page);
    expect([plan, errors]).toEqual([{ potPence: 250_000, skipAndFill: false }, []]);
  });

  it("takes a number of bids and a share as they are typed", () => {
    const { plan, errors } = planOf({ top: " 2 ", cap: "80", fill: true }, page);
    expect([plan, errors]).toEqual([{ potPence: 250_000, skipAndFill: true, top: 2, capBasisPoints: 8_000 }, []]);
  });

  it.each([
    ["0", "80", ["top"]],
    ["3", "", ["top"]],
    ["two", "101", ["top", "cap"]],
    ["1.5", "0", ["top", "cap"]],
    ["", "-1", ["cap"]],
  ])("says beside the field what is wrong with %s bids and %s per cent", (top, cap, ids) => {
    const { plan, errors } = planOf({ top, cap, fill: false }, page);
    expect(errors.map(({ id }) => id)).toEqual(ids);
    expect(plan).not.toHaveProperty(ids[0] === "top" ? "top" : "capBasisPoints");
  });
});

describe("asksOf", () => {
  it("takes those that share a rank as one level, and leaves out what has no total", () => {
    const { rank: _, ...unscored } = lineOf("D");
    const bids = [
      lineOf("A"),
      lineOf("B", { rank: 2, leastPence: 50_000 }),
      lineOf("C", { rank: 2, below: [{ kind: "total" }] }),
      unscored,
    ];
    expect(asksOf(bids).map((level) => level.map(({ id, isBelow }) => [id, isBelow]))).toEqual([
      [["A", false]],
      [
        ["B", false],
        ["C", true],
      ],
    ]);
    expect(allocationOf(bids, { potPence: 150_000, skipAndFill: false }).lines.map(({ outcome }) => outcome)).toEqual([
      "full",
      "below",
      "part",
    ]);
  });
});

describe("the words of a ranking", () => {
  it("name the rule that broke a tie, from both sides", () => {
    const fit = { by: "criterion-mean", criterionId: "fit" } as const;
    const ahead = lineOf("A", { ties: [{ withId: "B", is: "ahead", by: fit, mine: "4 1/3", theirs: "4" }] });
    const behind = lineOf("B", {
      askedPence: 450_000,
      ties: [{ withId: "A", is: "behind", by: { by: "lower-amount" }, mine: "-450000", theirs: "-100000" }],
    });
    const page = pageOf([ahead, behind]);
    expect(tieSentences(ahead, page)).toEqual([
      "The same total as “Project B”. It stands ahead by the higher score for “Fit”: 4 1/3 to 4.",
    ]);
    expect(tieSentences(behind, page)).toEqual([
      "The same total as “Project A”. It stands behind: the other has the lower amount: £4,500.00 to £1,000.00.",
    ]);
  });

  it("leave a tie that no rule breaks to the meeting", () => {
    const line = lineOf("A", { levelWith: ["B", "C"] });
    expect(tieSentences(line, pageOf([line, lineOf("B"), lineOf("C")]))).toEqual([
      "No rule tells it apart from “Project B” and “Project C”. The meeting decides.",
    ]);
  });

  it("mark what to look at, and say it in full", () => {
    const line = lineOf("A", {
      ...{ isClose: true, isTooFew: true, scorers: 1, leastScorers: 3, agreed: { fit: 3 } },
      below: [{ kind: "total" }, { kind: "criterion", criterionId: "fit" }],
      asks: [
        { kind: "criterion", criterionId: "fit", lowest: 1, highest: 4 },
        { kind: "totals", apart: "20.0" },
      ],
    });
    const page = pageOf([line]);
    expect(marksOf(line, page).map(({ words }) => words)).toEqual([
      "close call",
      "moderate",
      "1 of 3 scorers",
      "below 60",
      "a criterion below 2",
      "moderated",
    ]);
    expect(shortSentences(line, page)).toEqual([
      "Its total is below the threshold of 60.",
      "“Fit” is below 2.",
      "One trustee scored it. The fund wants 3 or more for this amount. It is ranked all the same.",
    ]);
    expect(askSentences(line, page)).toEqual([
      "Scores for “Fit” run from 1 to 4.",
      "Two trustees’ totals, over what both judged, are 20.0 apart.",
    ]);
    expect(VIEWS.filter(({ shows }) => shows(line)).map(({ value }) => value)).toEqual([
      "close",
      "asks",
      "moderated",
      "few",
      "below",
    ]);
  });
});
