import { describe, expect, it } from "vitest";
import { bankHolidays, isBankHoliday } from "../../../shared/rules/bank-holidays.ts";

const years = Array.from({ length: 17 }, (_, index) => 2012 + index);
const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay();

/** Easter Sunday of a Gregorian year, by the anonymous algorithm: a check on the data that shares nothing with it. */
const easter = (year: number): number => {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  return Date.UTC(year, month - 1, (h + l - 7 * m + 33 * month + 19) % 32);
};

describe("bankHolidays", () => {
  it("are in order, without repeats, on weekdays and up to the last known year", () => {
    expect(bankHolidays).toEqual([...new Set(bankHolidays)].sort());
    expect(bankHolidays.filter((date) => [0, 6].includes(weekdayOf(date)))).toEqual([]);
    expect(bankHolidays.at(-1)?.slice(0, 4)).toBe("2028");
  });

  it.each(years)("of %i have Good Friday, Easter Monday and the last Monday in August", (year) => {
    const day = 86_400_000;
    const lastOfAugust = Date.UTC(year, 7, 31);
    const august = lastOfAugust - ((new Date(lastOfAugust).getUTCDay() + 6) % 7) * day;
    expect(bankHolidays).toEqual(expect.arrayContaining([easter(year) - 2 * day, easter(year) + day, august].map(iso)));
  });

  it.each(years)("of %i are eight and the one-off days", (year) => {
    const oneOff = [2012, 2022, 2023].includes(year) ? (year === 2022 ? 2 : 1) : 0;
    expect(bankHolidays.filter((date) => date.startsWith(`${year}-`))).toHaveLength(8 + oneOff);
  });
});

describe("isBankHoliday", () => {
  it.each([
    ["2012-06-05", true],
    ["2020-05-08", true],
    ["2020-05-04", false],
    ["2022-05-30", false],
    ["2022-09-19", true],
    ["2023-05-08", true],
    ["2026-12-28", true],
    ["2027-12-27", true],
    ["2028-01-03", true],
    ["2028-01-01", false],
    ["2026-12-24", false],
  ])("of %s is %s", (date, holiday) => {
    expect(isBankHoliday(date)).toBe(holiday);
  });
});
