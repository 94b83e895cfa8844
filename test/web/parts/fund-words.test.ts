import { describe, expect, it } from "vitest";
import type { PublicRound } from "../../../shared/contract/fund-views.ts";
import type { MatchRule } from "../../../shared/rules/fund.ts";
import { msOf } from "../../../shared/rules/london.ts";
import { bandWords, closingWords, isOpenAt, matchWords, timetablePoints } from "../../../web/parts/fund-words.ts";
import { aRound } from "../../support/rounds.ts";

const { id, title, timetable } = aRound();
const round: PublicRound = { id, title, timetable, status: "open", potPence: 40_000_00, notices: [] };

describe("closingWords", () => {
  it.each([
    ["2026-12-01T12:00:00.000Z", "12 noon", "Tuesday 1 December 2026"],
    ["2026-12-02T00:00:00.000Z", "11:59pm", "Tuesday 1 December 2026"],
    ["2026-10-26T00:00:00.000Z", "11:59pm", "Sunday 25 October 2026"],
    ["2027-06-01T16:00:00.000Z", "5pm", "Tuesday 1 June 2027"],
  ])("tells %s as %s on %s", (closesAt, time, day) => {
    expect(closingWords(closesAt)).toEqual({ time, day });
  });
});

describe("isOpenAt", () => {
  it("is closed at the closing instant, whatever the page was told", () => {
    const at = msOf(timetable.closesAt);
    expect([-1, 0].map((ms) => isOpenAt(round, at + ms))).toEqual([true, false]);
    expect(isOpenAt({ ...round, status: "paused" }, at - 1)).toBe(false);
    expect(isOpenAt(undefined, at)).toBe(false);
  });
});

describe("timetablePoints", () => {
  it("tells what comes, and what is over", () => {
    const points = timetablePoints(round, "trustees", msOf("2026-12-16T12:00:00.000Z"));
    expect(points.map(({ when, what, state }) => `${when}: ${what} (${state})`)).toEqual([
      "Monday 2 November, 9am: applications open (done)",
      "Tuesday 1 December, 12 noon: applications close (done)",
      "by Tuesday 15 December: we check every bid (done)",
      "Thursday 21 January: trustees meet (to-come)",
      "by Friday 29 January: you hear, with reasons (to-come)",
      "by Friday 12 February: the money is paid (to-come)",
    ]);
  });

  it("calls no promised day done that has passed without a decision", () => {
    const states = (status: PublicRound["status"]) =>
      timetablePoints({ ...round, status }, "trustees", msOf("2027-03-01T12:00:00.000Z"))
        .slice(3)
        .map(({ state }) => state);
    expect(states("closed")).toEqual(["to-come", "to-come", "to-come"]);
    expect(states("decided")).toEqual(["done", "done", "done"]);
  });

  it.each([
    [-1, "to-come"],
    [0, "done"],
  ])("begins with the opening, which %i ms from it is %s", (ms, state) => {
    const [first] = timetablePoints(round, "panel", msOf(timetable.opensAt) + ms);
    expect(first).toEqual({ when: "Monday 2 November, 9am", what: "applications open", state });
  });
});

describe("matchWords", () => {
  const rule: MatchRule = {
    requiredBasisPoints: 0,
    of: "total-cost",
    cashMinimumBasisPoints: 0,
    inKindCapBasisPoints: 0,
    countsAtSubmission: ["received"],
    scored: true,
  };
  it.each([
    [rule, "You do not need match funding. It counts in your favour if you have it."],
    [{ ...rule, scored: false }, "You do not need match funding."],
    [
      { ...rule, requiredBasisPoints: 2_500, cashMinimumBasisPoints: 1_500, inKindCapBasisPoints: 5_000 },
      "You bring at least 25% of the whole cost from elsewhere. At least 15% must be money. Help given free, such as a room or volunteers’ time, counts for up to 50% of what you must bring.",
    ],
    [
      { ...rule, requiredBasisPoints: 1_250, of: "grant" as const },
      "You bring at least 12.5% of the grant from elsewhere.",
    ],
  ])("says what is asked", (match, words) => {
    expect(matchWords({ match })).toBe(words);
  });
});

describe("bandWords", () => {
  it("counts", () => {
    expect(bandWords({ questions: 10, documents: 1 })).toBe("10 questions and 1 document");
    expect(bandWords({ questions: 21, documents: 3 })).toBe("21 questions and 3 documents");
    expect(bandWords({ questions: 5, documents: 0 })).toBe("5 questions");
  });
});
