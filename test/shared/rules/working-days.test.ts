import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, addMonths, daysBetween } from "../../../shared/rules/london.ts";
import { addWorkingDays, isWorkingDay, lastWorkingDayOf, nextWorkingDay } from "../../../shared/rules/working-days.ts";

/** Days of twenty years, both ends of every leap rule among them. */
const dates = fc.integer({ min: 0, max: 7_304 }).map((day) => addDays("2012-01-01", day));

describe("isWorkingDay", () => {
  it.each([
    ["2026-12-24", true],
    ["2026-12-25", false],
    ["2026-12-26", false],
    ["2026-12-28", false],
    ["2026-12-29", true],
    ["2022-09-19", false],
    ["2030-12-25", true],
  ])("of %s is %s", (date, working) => {
    expect(isWorkingDay(date)).toBe(working);
  });
});

describe("addWorkingDays", () => {
  it.each([
    ["2018-11-30", 5, "2018-12-07"],
    ["2026-12-18", 10, "2027-01-06"],
    ["2026-12-01", 20, "2026-12-31"],
    ["2027-03-19", 20, "2027-04-20"],
    // Twenty-five back from a poll: the last day for the notice of election (DOMAIN 5.3).
    ["2012-11-15", -25, "2012-10-11"],
    ["2016-05-05", -25, "2016-03-30"],
    ["2021-05-06", -25, "2021-03-29"],
    ["2024-05-02", -25, "2024-03-26"],
    ["2026-05-07", -25, "2026-03-30"],
    ["2027-05-06", -25, "2027-03-31"],
    ["2028-05-04", -25, "2028-03-27"],
    ["2026-12-26", 0, "2026-12-26"],
    ["2026-12-26", 1, "2026-12-29"],
    ["2026-12-26", -1, "2026-12-24"],
  ])("to %s, %i gives %s", (date, days, sum) => {
    expect(addWorkingDays(date, days)).toBe(sum);
  });

  it("lands on a working day with exactly that many counted days on the way", () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 1, max: 60 }), (date, days) => {
        const there = addWorkingDays(date, days);
        const passed = Array.from({ length: daysBetween(date, there) }, (_, index) => addDays(date, index + 1));
        expect(isWorkingDay(there)).toBe(true);
        expect(passed.filter(isWorkingDay)).toHaveLength(days);
        expect(addWorkingDays(there, -days)).toBe(addWorkingDays(addDays(date, 1), -1));
      }),
    );
  });
});

describe("nextWorkingDay", () => {
  it.each([
    ["2026-12-24", "2026-12-24"],
    ["2026-12-25", "2026-12-29"],
    ["2027-02-28", "2027-03-01"],
    ["2028-01-01", "2028-01-04"],
  ])("of %s is %s", (date, next) => {
    expect(nextWorkingDay(date)).toBe(next);
  });

  it.each([
    ["2027-01-31", "2027-03-01"],
    ["2027-02-28", "2027-03-30"],
    ["2026-11-23", "2026-12-23"],
    ["2028-01-31", "2028-02-29"],
  ])("to %s, one, and on to a working day is %s: one calendar month to answer a request", (date, due) => {
    expect(nextWorkingDay(addMonths(date, 1))).toBe(due);
  });
});

describe("lastWorkingDayOf", () => {
  it.each([
    [2015, 5, "2015-05-29"],
    [2015, 7, "2015-07-31"],
    [2015, 10, "2015-10-30"],
    [2016, 1, "2016-01-29"],
    [2016, 5, "2016-05-31"],
    [2027, 1, "2027-01-29"],
    [2027, 7, "2027-07-30"],
    [2028, 1, "2028-01-31"],
    [2027, 5, "2027-05-28"],
    [2026, 12, "2026-12-31"],
  ])("%i-%i is %s", (year, month, date) => {
    expect(lastWorkingDayOf(year, month)).toBe(date);
  });
});
