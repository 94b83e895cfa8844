import { describe, expect, it } from "vitest";
import { RATES } from "../../../shared/funds/match-questions.ts";
import type { MatchRule } from "../../../shared/rules/fund.ts";
import { type MatchLine, matchLine, matchLineFindings, tooMuchFindings } from "../../../shared/rules/match-line.ts";

const rule: MatchRule = {
  requiredBasisPoints: 2_500,
  of: "total-cost",
  cashMinimumBasisPoints: 0,
  inKindCapBasisPoints: 5_000,
  countsAtSubmission: ["received", "secured"],
  evidence: { slot: "proof", fromPence: 100_00 },
  rates: [...RATES, { id: "unskilled", label: "Any work", pencePerHour: 12_00, from: "2027-04-01" }],
  scored: true,
};
const hours = (typed: string, more: Record<string, string> = {}) => ({
  source: "Street stewards",
  kind: "volunteer-time",
  status: "secured",
  hours: typed,
  rate: "unskilled",
  ...more,
});

describe("matchLine", () => {
  it.each([
    [{}, 1_109],
    [{ from: "2027-03-31" }, 1_109],
    [{ from: "2027-04-01" }, 1_200],
  ])("reckons hours at the rate of the day they begin on: %j", (days, pencePerHour) => {
    const line = matchLine(hours("60", days), rule, { startsOn: "2027-02-01" });
    expect(line).toMatchObject({ kind: "in-kind", help: "volunteer-time", hours: 60, pencePerHour });
    expect(line?.amountPence).toBe(60 * pencePerHour);
  });

  it("takes the project’s first day where the row has none", () => {
    expect(matchLine(hours("1"), rule, { startsOn: "2027-05-01" })?.amountPence).toBe(1_200);
  });

  it("reckons a number of things at their price", () => {
    const row = { source: "Hall", kind: "at-price", status: "received", quantity: "20", price: "£12.50" };
    expect(matchLine(row, rule)).toEqual({
      source: "Hall",
      kind: "in-kind",
      help: "at-price",
      status: "received",
      quantity: 20,
      pricePence: 1_250,
      amountPence: 25_000,
    });
  });

  it("keeps whose money it is, its proof and when it is spent", () => {
    const row = {
      ...{ source: "Police", kind: "cash", status: "secured", amount: "100" },
      ...{
        "public-money": "yes",
        evidence: "not-yet",
        "evidence-not-yet": "In May",
        from: "2027-03-01",
        to: "2027-03-02",
      },
    };
    expect(matchLine(row, rule)).toMatchObject({
      publicMoney: true,
      evidenceNotYet: "In May",
      spentFrom: "2027-03-01",
      spentTo: "2027-03-02",
    });
    expect(matchLine({ ...row, evidence: "d_1" }, rule)).toMatchObject({ evidenceId: "d_1" });
  });

  it.each([
    ["negative", hours("-5")],
    ["not a number", hours("some")],
    ["half", hours("2.5")],
    ["at no rate", hours("5", { rate: "" })],
    ["more than an amount can be", hours("999999999")],
  ])("reads nothing from hours that are %s", (_what, row) => {
    expect(matchLine(row, rule)).toBeUndefined();
  });
});

const found = (row: Record<string, string>, files: { id: string; slot: string }[] = []) => {
  const line: MatchLine | undefined = matchLine(row, rule);
  if (line === undefined) throw new Error("The row is a line.");
  return matchLineFindings(line, { rule, days: {}, files, title: "Source 1", pointer: "/match/0", counts: true });
};
const places = (of: readonly { rule: string; pointer: string }[]) =>
  of.map(({ rule: id, pointer }) => `${id} ${pointer}`);
const proof = { evidence: "not-yet", "evidence-not-yet": "In May" };

describe("match-funding/hours", () => {
  it.each([
    ["24", "1", "1", []],
    // A day of 25 hours.
    ["25", "1", "1", ["match-funding/hours /match/0/hours"]],
    ["144", "3", "2", []],
    ["145", "3", "2", ["match-funding/hours /match/0/hours"]],
    ["60", "", "2", ["match-funding/hours /match/0/hours"]],
    ["60", "0", "2", ["match-funding/hours /match/0/hours"]],
    ["8784", "", "", []],
    ["8785", "", "", ["match-funding/hours /match/0/hours"]],
    ["0", "1", "1", ["match-funding/hours /match/0/hours"]],
  ])("finds of %s hours by “%s” people on “%s” days: %j", (typed, people, days, expected) => {
    expect(places(found(hours(typed, { people, days, ...proof })))).toEqual(expected);
  });

  it("says how many can be given", () => {
    expect(found(hours("25", { people: "1", days: "1", ...proof }))[0]?.detail).toBe(
      "Source 1: enter fewer hours, or say how many people give them on how many days. A day has 24 hours: 1 person on 1 day can give no more than 24.",
    );
  });

  it("counts the days of the row where their number is not told", () => {
    const row = hours("49", { from: "2027-03-01", to: "2027-03-02", ...proof });
    expect(places(found(row))).toEqual(["match-funding/hours /match/0/hours"]);
    expect(found({ ...row, people: "2" })).toEqual([]);
  });
});

describe("match-funding/value", () => {
  it.each([
    [{ kind: "cash", amount: "0" }, ["match-funding/value /match/0/amount"]],
    [{ kind: "at-price", quantity: "0", price: "5" }, ["match-funding/value /match/0/quantity"]],
    [{ kind: "cash", amount: "0.01" }, []],
  ])("finds of %j: %j", (row, expected) => {
    expect(places(found({ source: "Hall", status: "secured", ...row }))).toEqual(expected);
  });

  it("is too much where it is more than an amount can be", () => {
    const row = { source: "Hall", kind: "at-price", status: "secured", quantity: "999999999", price: "9999999.99" };
    expect(places(tooMuchFindings(row, rule, {}, "Source 1", "/match/0"))).toEqual([
      "match-funding/value /match/0/quantity",
    ]);
    expect(tooMuchFindings({ ...row, quantity: "1" }, rule, {}, "Source 1", "/match/0")).toEqual([]);
  });
});

describe("match-funding/evidence", () => {
  const money = { source: "Council", kind: "cash", status: "secured", amount: "100.00" };
  it.each([
    ["missing", {}, ["match-funding/evidence /match/0/evidence"]],
    ["to come without a reason", { evidence: "not-yet" }, ["match-funding/evidence /match/0/evidence"]],
    ["to come, with its reason", proof, []],
    ["a file of the slot", { evidence: "d_1" }, []],
    ["a file of another slot", { evidence: "d_2" }, ["match-funding/evidence /match/0/evidence"]],
    ["a file that is gone", { evidence: "d_9" }, ["match-funding/evidence /match/0/evidence"]],
    ["missing below the least that takes it", { amount: "99.99" }, []],
  ])("is found where proof is %s", (_what, more, expected) => {
    const files = [
      { id: "d_1", slot: "proof" },
      { id: "d_2", slot: "accounts" },
    ];
    expect(places(found({ ...money, ...more }, files))).toEqual(expected);
  });
});

describe("match-funding/spend-window", () => {
  it.each([
    ["2027-03-02", "2027-03-02", []],
    ["2027-03-02", "2027-03-01", ["match-funding/spend-window /match/0/to"]],
  ])("of %s to %s: %j", (from, to, expected) => {
    expect(places(found({ source: "A", kind: "cash", status: "secured", amount: "5", from, to }))).toEqual(expected);
  });
});
