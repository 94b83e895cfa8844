import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  addMonths,
  CivilDate,
  civilDate,
  daysBetween,
  endOfDay,
  financialYear,
  formatDate,
  formatDateTime,
  formatDeadline,
  formatLeft,
  formatSecond,
  formatShortDate,
  formatTime,
  Instant,
  instantOf,
  isCivilDate,
  lastDayOf,
  londonDate,
  londonTime,
  msOf,
  toInstant,
  weekday,
} from "../../../shared/rules/london.ts";

const first = "2012-01-01";
const twentyYears = 7305;
const dates = fc.integer({ min: 0, max: twentyYears - 1 }).map((day) => addDays(first, day));
const pad = (value: number): string => String(value).padStart(2, "0");
const times = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${pad(hour)}:${pad(minute)}`);

/** The last Sunday of March or October, when the clocks change. */
const lastSunday = (year: number, month: number): string => {
  const last = lastDayOf(year, month);
  return addDays(last, -(weekday(last) % 7));
};
const years = Array.from({ length: 20 }, (_, index) => 2012 + index);
const changes = years.flatMap((year) => [lastSunday(year, 3), lastSunday(year, 10)]);

describe("CivilDate", () => {
  it.each([
    ["2026-12-01", true],
    ["2028-02-29", true],
    ["2027-02-29", false],
    ["2026-02-30", false],
    ["2026-13-01", false],
    ["2026-00-10", false],
    ["2026-1-1", false],
    ["01/12/2026", false],
    ["2026-12-01T00:00:00Z", false],
    [" 2026-12-01", false],
    ["", false],
  ])("of %j is %s", (text, real) => {
    expect(CivilDate.safeParse(text).success).toBe(real);
  });
});

describe("Instant", () => {
  it.each([
    ["2026-12-01T12:00:00.000Z", true],
    ["2026-12-01T12:00:00Z", false],
    ["2026-12-01T12:00:00.0000Z", false],
    ["2026-12-01T12:00:00.000+00:00", false],
    ["2026-12-01T12:00:00.000", false],
    ["2026-12-01T24:00:00.000Z", false],
    ["2026-12-01T12:60:00.000Z", false],
    ["2026-02-30T12:00:00.000Z", false],
    ["2026-12-01", false],
  ])("of %j is %s", (text, real) => {
    expect(Instant.safeParse(text).success).toBe(real);
  });
});

describe("toInstant", () => {
  it("is canonical, undone by msOf, and sorts as text the way it sorts in time", () => {
    const ms = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) });
    fc.assert(
      fc.property(ms, ms, (a, b) => {
        expect(Instant.safeParse(toInstant(a)).success).toBe(true);
        expect(msOf(toInstant(a))).toBe(a);
        expect(toInstant(a) < toInstant(b)).toBe(a < b);
      }),
    );
  });
});

describe("instantOf", () => {
  it.each([
    ["2015-06-02", "00:00", "2015-06-01T23:00:00.000Z"],
    ["2015-12-02", "00:00", "2015-12-02T00:00:00.000Z"],
    ["2027-06-01", "12:00", "2027-06-01T11:00:00.000Z"],
    ["2026-12-01", "12:00", "2026-12-01T12:00:00.000Z"],
    ["2015-03-01", "12:00", "2015-03-01T12:00:00.000Z"],
    ["2015-09-01", "12:00", "2015-09-01T11:00:00.000Z"],
    ["2026-03-29", "00:59", "2026-03-29T00:59:00.000Z"],
    ["2026-03-29", "02:00", "2026-03-29T01:00:00.000Z"],
    ["2026-10-25", "00:59", "2026-10-24T23:59:00.000Z"],
    ["2026-10-25", "02:00", "2026-10-25T02:00:00.000Z"],
  ])("of %s %s is %s", (date, time, at) => {
    expect(instantOf(date, time)).toBe(at);
  });

  it.each(["24:00", "12:60", "1200", "noon", ""])("is undefined for the time %j", (time) => {
    expect(instantOf("2026-12-01", time)).toBeUndefined();
  });

  it("is undefined for a date that does not exist", () => {
    expect(instantOf("2026-02-30", "12:00")).toBeUndefined();
  });

  it("finds the nights the clocks change where they are published", () => {
    const published = ["2015-03-29", "2015-10-25", "2016-03-27", "2016-10-30", "2026-03-29", "2026-10-25"];
    expect(changes).toEqual(
      expect.arrayContaining([...published, "2027-03-28", "2027-10-31", "2028-03-26", "2028-10-29"]),
    );
  });

  it.each(changes)("refuses 01:00 to 01:59, and nothing else, on %s", (date) => {
    const refused: string[] = [];
    for (let minute = 0; minute < 1440; minute += 1) {
      const time = `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;
      if (instantOf(date, time) === undefined) refused.push(time);
    }
    expect(refused).toEqual(Array.from({ length: 60 }, (_, minute) => `01:${pad(minute)}`));
  });

  it("comes back as the same date and time, on every day of twenty years", () => {
    const strays: string[] = [];
    for (let day = 0; day < twentyYears; day += 1) {
      const date = addDays(first, day);
      for (const time of ["00:00", "09:30", "12:00", "23:59"]) {
        const at = instantOf(date, time);
        if (at === undefined || londonDate(at) !== date || londonTime(at) !== time) strays.push(`${date} ${time}`);
      }
    }
    expect(strays).toEqual([]);
  });

  it("comes back as the same date and time, at any minute", () => {
    fc.assert(
      fc.property(dates, times, (date, time) => {
        const at = instantOf(date, time);
        if (at === undefined) {
          expect(changes).toContain(date);
          expect(time.slice(0, 2)).toBe("01");
        } else {
          expect([londonDate(at), londonTime(at)]).toEqual([date, time]);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe("endOfDay", () => {
  it.each([
    ["2015-03-01", "2015-03-02T00:00:00.000Z"],
    ["2015-06-01", "2015-06-01T23:00:00.000Z"],
    ["2015-09-01", "2015-09-01T23:00:00.000Z"],
    ["2015-12-01", "2015-12-02T00:00:00.000Z"],
    ["2016-03-01", "2016-03-02T00:00:00.000Z"],
    ["2026-12-01", "2026-12-02T00:00:00.000Z"],
    ["2027-06-01", "2027-06-01T23:00:00.000Z"],
    ["2028-03-01", "2028-03-02T00:00:00.000Z"],
    ["2026-03-28", "2026-03-29T00:00:00.000Z"],
    ["2026-03-29", "2026-03-29T23:00:00.000Z"],
    ["2026-10-25", "2026-10-26T00:00:00.000Z"],
    ["2026-12-31", "2027-01-01T00:00:00.000Z"],
  ])("of %s is %s", (date, at) => {
    expect(endOfDay(date)).toBe(at);
  });

  it("is the first instant of the next day, and the millisecond before belongs to the day", () => {
    fc.assert(
      fc.property(dates, (date) => {
        const end = endOfDay(date);
        expect([londonDate(end), londonTime(end)]).toEqual([addDays(date, 1), "00:00"]);
        expect(londonDate(toInstant(msOf(end) - 1))).toBe(date);
      }),
    );
  });
});

describe("isCivilDate", () => {
  it("agrees with the schema on every text that could be a date, and on what could not", () => {
    const part = (most: number, width: number) =>
      fc.integer({ min: 0, max: most }).map((value) => String(value).padStart(width, "0"));
    const near = fc.tuple(part(9999, 4), part(13, 2), part(32, 2)).map((parts) => parts.join("-"));
    fc.assert(
      fc.property(
        fc.oneof(near, fc.string(), fc.constantFrom("2026-12-01T00:00:00Z", "2026-12-1", " 2026-12-01", "+2026-12-01")),
        (text) => {
          expect(isCivilDate(text)).toBe(CivilDate.safeParse(text).success);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe("civilDate", () => {
  it.each([
    [2026, 12, 1, "2026-12-01"],
    [2028, 2, 29, "2028-02-29"],
    [2027, 2, 29, undefined],
    [2026, 2, 31, undefined],
    [2026, 0, 1, undefined],
    [2026, 13, 1, undefined],
    [2026, 1, -1, undefined],
    [2026, 1.5, 1, undefined],
    [Number.NaN, 1, 1, undefined],
    [20260, 1, 1, undefined],
  ])("of %s, %s, %s is %s", (year, month, day, date) => {
    expect(civilDate(year, month, day)).toBe(date);
  });
});

describe("addDays", () => {
  it.each([
    ["2026-12-31", 1, "2027-01-01"],
    ["2028-02-28", 1, "2028-02-29"],
    ["2026-03-28", 2, "2026-03-30"],
    ["2026-03-01", -1, "2026-02-28"],
    ["1899-12-31", 1, "1900-01-01"],
  ])("to %s, %i gives %s", (date, days, sum) => {
    expect(addDays(date, days)).toBe(sum);
  });

  it("is undone by daysBetween", () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -40_000, max: 40_000 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days);
      }),
    );
  });
});

describe("addMonths", () => {
  it.each([
    ["2027-01-31", 1, "2027-02-28"],
    ["2028-01-31", 1, "2028-02-29"],
    ["2026-11-23", 1, "2026-12-23"],
    ["2026-12-15", 1, "2027-01-15"],
    ["2026-12-15", 36, "2029-12-15"],
    ["2027-03-31", -1, "2027-02-28"],
    ["2027-01-10", -1, "2026-12-10"],
  ])("to %s, %i gives %s", (date, months, sum) => {
    expect(addMonths(date, months)).toBe(sum);
  });
});

describe("weekday", () => {
  it.each([
    ["2015-12-01", 2],
    ["2020-10-11", 7],
    ["2017-04-30", 7],
    ["2026-11-23", 1],
    ["2016-05-05", 4],
  ])("of %s is %i", (date, day) => {
    expect(weekday(date)).toBe(day);
  });
});

describe("financialYear", () => {
  it.each([
    ["2026-03-31", "2025/26"],
    ["2026-04-01", "2026/27"],
    ["2026-06-30", "2026/27"],
    ["2026-07-01", "2026/27"],
    ["2026-12-01", "2026/27"],
    ["2027-01-01", "2026/27"],
    ["2099-04-01", "2099/00"],
  ])("of %s is %s", (date, year) => {
    expect(financialYear(date)).toBe(year);
  });
});

describe("formatDate", () => {
  it.each([
    ["2026-12-01", "Tuesday 1 December 2026", "1 December 2026"],
    ["2016-05-05", "Thursday 5 May 2016", "5 May 2016"],
    ["2027-02-28", "Sunday 28 February 2027", "28 February 2027"],
  ])("prints %s as %s, and short as %s", (date, long, short) => {
    expect(formatDate(date)).toBe(long);
    expect(formatShortDate(date)).toBe(short);
  });
});

describe("formatTime", () => {
  it.each([
    ["2026-12-01T12:00:00.000Z", "12 noon"],
    ["2026-06-01T11:00:59.000Z", "12 noon"],
    ["2026-06-01T23:00:00.000Z", "midnight"],
    ["2026-12-01T00:01:00.000Z", "12:01am"],
    ["2026-12-01T12:30:00.000Z", "12:30pm"],
    ["2026-12-01T14:05:00.000Z", "2:05pm"],
    ["2026-12-01T17:00:00.000Z", "5pm"],
    ["2026-06-01T08:00:00.000Z", "9am"],
    ["2026-12-01T23:59:59.999Z", "11:59pm"],
  ])("prints %s as %s", (at, text) => {
    expect(formatTime(at)).toBe(text);
  });
});

describe("formatDateTime", () => {
  it.each([
    ["2026-12-01T14:05:00.000Z", "2:05pm on Tuesday 1 December 2026"],
    ["2026-12-01T12:00:00.000Z", "12 noon on Tuesday 1 December 2026"],
    ["2026-06-01T23:00:00.000Z", "midnight at the start of Tuesday 2 June 2026"],
  ])("prints %s as %s", (at, text) => {
    expect(formatDateTime(at)).toBe(text);
  });
});

describe("formatSecond", () => {
  it.each([
    ["2026-12-01T14:02:07.999Z", "14:02:07"],
    ["2026-06-01T23:00:00.000Z", "00:00:00"],
  ])("prints %s as %s", (at, text) => {
    expect(formatSecond(at)).toBe(text);
  });
});

describe("formatDeadline", () => {
  it.each([
    ["2026-12-02T00:00:00.000Z", "11:59pm on Tuesday 1 December 2026"],
    ["2027-06-01T23:00:00.000Z", "11:59pm on Tuesday 1 June 2027"],
    ["2026-12-01T12:00:00.000Z", "12 noon on Tuesday 1 December 2026"],
    ["2027-06-01T11:00:00.000Z", "12 noon on Tuesday 1 June 2027"],
    ["2026-12-01T17:00:00.000Z", "5pm on Tuesday 1 December 2026"],
    ["2026-12-02T00:01:00.000Z", "12:01am on Wednesday 2 December 2026"],
  ])("tells %s as %s", (at, text) => {
    expect(formatDeadline(at)).toBe(text);
  });

  it("tells the end of any day with the name of that day", () => {
    fc.assert(
      fc.property(dates, (date) => {
        expect(formatDeadline(endOfDay(date))).toBe(`11:59pm on ${formatDate(date)}`);
      }),
    );
  });
});

describe("formatLeft", () => {
  const minute = 60_000;
  it.each([
    [9 * 1440 * minute + 2 * 60 * minute + 59 * minute, "9 days, 2 hours left"],
    [1440 * minute, "1 day left"],
    [1440 * minute + 5 * minute, "1 day left"],
    [1440 * minute - 1, "23 hours, 59 minutes left"],
    [61 * minute, "1 hour, 1 minute left"],
    [120 * minute, "2 hours left"],
    [43 * minute + 59_999, "43 minutes left"],
    [minute, "1 minute left"],
    [minute - 1, "less than a minute left"],
    [1, "less than a minute left"],
    [0, "closed"],
    [-5, "closed"],
  ])("of %i ms is %s", (ms, text) => {
    expect(formatLeft(1_000_000, 1_000_000 + ms)).toBe(text);
  });
});
