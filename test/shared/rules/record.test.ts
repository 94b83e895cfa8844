import { describe, expect, it } from "vitest";
import {
  awardFindings,
  correctionFindings,
  lastAward,
  overdueReturns,
  type RecordedAward,
  type RecordedReturn,
  returnFindings,
} from "../../../shared/rules/record.ts";

const TODAY = "2027-03-10";
const award = (over: Partial<RecordedAward> = {}): RecordedAward => ({
  fundId: "community-action",
  on: "2025-03-14",
  amountPence: 100_000,
  ...over,
});
const due = (over: Partial<RecordedReturn> = {}): RecordedReturn => ({
  id: "t_1",
  what: "End of grant report",
  dueOn: "2027-03-09",
  ...over,
});
const found = (findings: readonly { rule: string; pointer: string }[]) =>
  findings.map(({ rule, pointer }) => `${rule} ${pointer}`);

describe("record/date", () => {
  it.each([
    ["yesterday", "2027-03-09", []],
    ["today", TODAY, []],
    ["tomorrow", "2027-03-11", ["record/date /on"]],
    ["a year that is a slip of the keyboard", "0205-03-14", ["record/date /on"]],
  ])("of an award made on %s", (_, on, expected) => {
    expect(found(awardFindings(award({ on }), TODAY))).toEqual(expected);
  });

  it.each([
    ["is due in a year and has not come", { dueOn: "2028-03-10" }, []],
    ["came today", { receivedOn: TODAY }, []],
    ["came before it was due", { dueOn: "2028-03-10", receivedOn: "2027-01-05" }, []],
    ["comes tomorrow", { receivedOn: "2027-03-11" }, ["record/date /receivedOn"]],
    ["was due before there were commissioners", { dueOn: "2002-03-11" }, ["record/date /dueOn"]],
  ])("of a return that %s", (_, over, expected) => {
    expect(found(returnFindings(due(over), TODAY))).toEqual(expected);
  });
});

describe("record/amount", () => {
  it("takes one penny and refuses nothing at all", () => {
    expect(awardFindings(award({ amountPence: 1 }), TODAY)).toEqual([]);
    expect(found(awardFindings(award({ amountPence: 0 }), TODAY))).toEqual(["record/amount /amount"]);
  });
});

describe("record/reason", () => {
  it("wants words, not white space", () => {
    expect(correctionFindings("The letter says 14 March.")).toEqual([]);
    expect(found(correctionFindings(" \n"))).toEqual(["record/reason /reason"]);
  });
});

describe("overdueReturns", () => {
  it("names what was due before today and has not come, the longest wait first", () => {
    const returns = [
      due({ id: "yesterday" }),
      due({ id: "today", dueOn: TODAY }),
      due({ id: "long", dueOn: "2026-01-31" }),
      due({ id: "came late", dueOn: "2025-01-31", receivedOn: "2027-02-01" }),
    ];
    expect(overdueReturns(returns, TODAY).map(({ id }) => id)).toEqual(["long", "yesterday"]);
  });
});

describe("lastAward", () => {
  const awards = [
    award({ reference: "newest", on: "2026-07-01", fundId: "other" }),
    award({ reference: "middle" }),
    award({ reference: "oldest", on: "2022-03-14" }),
  ];
  it("is the newest of any fund, or of the one that is asked for", () => {
    expect(lastAward(awards)?.reference).toBe("newest");
    expect(lastAward(awards, "community-action")?.reference).toBe("middle");
    expect(lastAward([])).toBeUndefined();
  });
});
