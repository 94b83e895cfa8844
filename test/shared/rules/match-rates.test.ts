import { describe, expect, it } from "vitest";
import { RATES } from "../../../shared/funds/match-questions.ts";
import type { HourlyRate } from "../../../shared/rules/fund.ts";
import { rateFindings, rateOn, rateOptions } from "../../../shared/rules/match-rates.ts";

const rate = (from: string, pencePerHour: number, id = "skilled"): HourlyRate => ({
  id,
  label: "Skilled work",
  pencePerHour,
  from,
});
const table = [rate("2026-01-01", 2_143), rate("2027-04-01", 2_200)];

describe("rateOn", () => {
  it.each([
    ["2026-01-01", 2_143],
    ["2027-03-31", 2_143],
    ["2027-04-01", 2_200],
    ["2030-01-01", 2_200],
    // Before the first row: the portal has no older rate.
    ["2020-01-01", 2_143],
    [undefined, 2_200],
  ])("on %s an hour is worth %i pence, in any order of rows", (on, pence) => {
    expect(rateOn(table, "skilled", on)?.pencePerHour).toBe(pence);
    expect(rateOn(table.toReversed(), "skilled", on)?.pencePerHour).toBe(pence);
  });

  it("knows no rate that is not in the table", () => {
    expect(rateOn(table, "magic", "2026-06-01")).toBeUndefined();
  });
});

describe("rateOptions", () => {
  it("offers the three kinds of work at £11.09, £21.43 and £50.00", () => {
    expect(rateOptions(RATES).map(({ value, label }) => `${value}: ${label}`)).toEqual([
      "unskilled: Work that anybody can do (£11.09 an hour)",
      "skilled: Skilled work (£21.43 an hour)",
      "professional: A professional’s work (£50.00 an hour)",
    ]);
  });

  it("says from when another rate holds", () => {
    expect(rateOptions(table)).toEqual([
      { value: "skilled", label: "Skilled work (£21.43 an hour, £22.00 from 1 April 2027)" },
    ]);
  });
});

describe("match-funding/rate-past", () => {
  const today = "2026-11-22";
  it.each<[string, HourlyRate[], string[]]>([
    ["nothing", table, []],
    ["a rate from tomorrow", [...table, rate("2026-11-23", 2_150)], []],
    ["one to come that changes, or goes", [rate("2026-01-01", 2_143), rate("2027-05-01", 2_300)], []],
    ["a rate from today", [...table, rate(today, 2_150)], ["/rates/2/from"]],
    ["a rate edited into the past", [...table, rate("2026-06-01", 2_150)], ["/rates/2/from"]],
    [
      "another amount from the same past day",
      [rate("2026-01-01", 2_500), rate("2027-04-01", 2_200)],
      ["/rates/0/from"],
    ],
    [
      "another name for what was reckoned",
      [{ ...rate("2026-01-01", 2_143), label: "A professional’s work" }, rate("2027-04-01", 2_200)],
      ["/rates/0/from"],
    ],
    ["one that is taken away", [rate("2027-04-01", 2_200)], ["/rates"]],
    ["two from one day", [...table, rate("2027-04-01", 2_300)], ["/rates/2/from"]],
    ["a new kind of work in the past", [...table, rate("2026-01-01", 900, "child")], ["/rates/2/from"]],
  ])("finds of %s", (_what, after, pointers) => {
    const found = rateFindings(table, after, today);
    expect(found.map(({ pointer }) => pointer)).toEqual(pointers);
    expect(found.every(({ rule }) => rule === "match-funding/rate-past")).toBe(true);
  });
});
