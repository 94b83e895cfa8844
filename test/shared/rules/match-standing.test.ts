import { describe, expect, it } from "vitest";
import type { MatchLine } from "../../../shared/rules/match-line.ts";
import {
  changedWords,
  linesNow,
  STANDING_OPTIONS,
  STANDING_STATUSES,
  type StandsAs,
  standingFacts,
  standingFindings,
  standingsOf,
  standingWords,
} from "../../../shared/rules/match-standing.ts";

const line = (over: Partial<MatchLine> = {}): MatchLine => ({
  ...{ source: "Town council", kind: "cash", status: "applied-for", amountPence: 500_00 },
  ...over,
});

const stands = (over: Partial<StandsAs> = {}): StandsAs => ({
  ...{ line: 0, status: "secured", amountPence: 500_00, knownOn: "2027-02-03" },
  ...over,
});
const facts = { lines: [line()], standings: [], today: "2027-02-10", sentOn: "2026-11-20" };
const entered = { line: 0, status: "secured", knownOn: "2027-02-03" } as const;
const rulesOf = (...of: Parameters<typeof standingFindings>) =>
  standingFindings(...of).map((one) => `${one.rule} ${one.pointer}`);

describe("match-standing/line", () => {
  it.each([-1, 1, 99])("refuses line %i of a bid with one", (n) => {
    expect(rulesOf({ ...entered, line: n }, facts)).toEqual(["match-standing/line /line"]);
  });
});

describe("match-standing/known-on", () => {
  it.each([
    ["2027-02-10", []],
    ["2027-02-11", ["match-standing/known-on /knownOn"]],
    // Known before the bid was sent: the letter lay there, and the form said otherwise.
    ["2026-11-01", []],
    ["2025-11-19", []],
    ["2025-11-18", ["match-standing/known-on /knownOn"]],
    ["2017-02-03", ["match-standing/known-on /knownOn"]],
  ])("of a bid sent on 20 November 2026, recorded on 10 February 2027: %s", (knownOn, rules) => {
    expect(rulesOf({ ...entered, knownOn }, facts)).toEqual(rules);
  });

  it("says which days there are", () => {
    expect(standingFindings({ ...entered, knownOn: "2017-02-03" }, facts)[0]?.detail).toBe(
      "Check the year. The bid was sent on Friday 20 November 2026: choose Wednesday 19 November 2025 or a day after.",
    );
  });
});

describe("match-standing/same", () => {
  it("refuses the status and amount that the line has already, as sent or as recorded last", () => {
    expect(rulesOf({ ...entered, status: "applied-for" }, facts)).toEqual(["match-standing/same /status"]);
    expect(rulesOf({ ...entered, status: "applied-for", amountPence: 400_00 }, facts)).toEqual([]);
    const since = { ...facts, standings: [stands()] };
    expect(rulesOf(entered, since)).toEqual(["match-standing/same /status"]);
    expect(rulesOf({ ...entered, status: "applied-for" }, since)).toEqual([]);
    const lost = { ...facts, standings: [stands({ status: "lost" })] };
    expect(rulesOf({ ...entered, status: "lost", amountPence: 1 }, lost)).toEqual(["match-standing/same /status"]);
  });
});

describe("match-standing/amount", () => {
  it.each([
    [1, []],
    [999_999_999, []],
    [0, ["match-standing/amount /amountPence"]],
    [1_000_000_000, ["match-standing/amount /amountPence"]],
  ])("of %i pence: %j", (amountPence, rules) => {
    expect(rulesOf({ ...entered, amountPence }, facts)).toEqual(rules);
    expect(rulesOf({ ...entered, status: "lost", amountPence }, facts)).toEqual([]);
  });
});

describe("match-standing/most", () => {
  it("takes 100 records of a bid", () => {
    const many = (length: number) => Array.from({ length }, () => stands({ status: "planned" }));
    expect(rulesOf(entered, { ...facts, standings: many(99) })).toEqual([]);
    expect(rulesOf(entered, { ...facts, standings: many(100) })).toEqual(["match-standing/most /line"]);
  });
});

describe("standings", () => {
  const recorded = {
    ...stands(),
    submission: 1,
    note: "Award letter seen.",
    by: "p_1",
    at: "2027-02-10T12:00:00.000Z",
  };

  it("hold for the version of the bid that they are of, and no other", () => {
    expect(standingsOf([recorded], 1)).toEqual([recorded]);
    expect(standingsOf([recorded], 2)).toEqual([]);
    expect(standingsOf(undefined, 1)).toEqual([]);
  });

  it("are read by others than the office without what was seen and by whom", () => {
    expect(standingFacts([recorded], 1)).toEqual([stands()]);
  });

  it("read as sentences: as sent, and since when otherwise", () => {
    const lines = [line(), line({ source: "A trust" })];
    expect(linesNow(lines, [stands()])[1]).toBe(lines[1]);
    expect(changedWords(lines, [stands({ status: "planned" }), stands({ amountPence: 300_00 })])).toEqual([
      "Town council: sent as “applied for, no answer yet”. Since Wednesday 3 February 2027: promised in writing, now £300.00 (sent as £500.00).",
    ]);
    expect(standingWords(stands({ status: "lost", amountPence: 1 }), line())).toBe(
      "Since Wednesday 3 February 2027: lost",
    );
  });

  it("have a word for every status, which speaks of the group and not as the group", () => {
    expect(STANDING_OPTIONS.map(({ value }) => value)).toEqual([...STANDING_STATUSES]);
    expect(STANDING_OPTIONS.some(({ label }) => label.startsWith("We "))).toBe(false);
  });
});
