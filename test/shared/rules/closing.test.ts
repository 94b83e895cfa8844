import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Closure, closureStateAt } from "../../../shared/rules/closure.ts";
import {
  addDays,
  endOfDay,
  instantOf,
  lastDayOf,
  londonDate,
  msOf,
  toInstant,
  weekday,
} from "../../../shared/rules/london.ts";
import { closingInstant, closingWall, openingInstant, roundStatus } from "../../../shared/rules/round.ts";
import { aClosure, untilInstant } from "../../support/closures.ts";
import { aRound } from "../../support/rounds.ts";

const [FIRST, LAST] = [Date.UTC(2015, 0, 1), Date.UTC(2034, 11, 31)];
const DAY = 86_400_000;
const days = fc.integer({ min: 0, max: (LAST - FIRST) / DAY }).map((n) => toInstant(FIRST + n * DAY).slice(0, 10));
const times = fc
  .integer({ min: 0, max: 1439 })
  .map((n) => `${String(Math.floor(n / 60)).padStart(2, "0")}:${String(n % 60).padStart(2, "0")}`);

/** The last Sunday of a month: the nights on which the clocks change are before it. */
const lastSunday = (year: number, month: number): string => {
  const last = lastDayOf(year, month);
  return addDays(last, -(weekday(last) % 7));
};
const YEARS = Array.from({ length: 20 }, (_, n) => 2015 + n);

describe("a closing time", () => {
  it("is taken once, or not at all: refused are the two hours a year in which the clocks change, and no other", () => {
    for (const year of YEARS)
      for (const [month, hour] of [
        [3, "does not exist"],
        [10, "happens twice"],
      ] as const) {
        const on = lastSunday(year, month);
        for (const time of ["00:59", "01:00", "01:30", "01:59", "02:00", "12:00", "23:59"]) {
          const refused = time.startsWith("01:");
          const closesAt = closingInstant({ on, time });
          expect([on, time, hour, typeof closesAt]).toEqual([on, time, hour, refused ? "object" : "string"]);
          expect(typeof openingInstant({ on, time })).toBe(refused ? "object" : "string");
        }
        expect(typeof closingInstant({ on: addDays(on, -1), time: "01:30" })).toBe("string");
      }
  });

  it("is given back as it was entered, on every day of twenty years", () => {
    fc.assert(
      fc.property(days, times, (on, time) => {
        const closesAt = closingInstant({ on, time });
        if (typeof closesAt !== "string") return;
        const asEntered = time === "00:00" ? { on: addDays(on, -1), time: "23:59" } : { on, time };
        expect(closingWall(closesAt)).toEqual(asEntered);
        // The end of a day is the first instant of the next one in London, whatever the clocks do that night.
        if (time === "23:59") expect(londonDate(closesAt)).toBe(addDays(on, 1));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("a submission over twenty years", () => {
  const nights = fc.constantFrom(...YEARS.flatMap((year) => [lastSunday(year, 3), lastSunday(year, 10)]));
  /** Around the close, to the millisecond and by hours: both sides of it, and of the night of a clock change. */
  const around = fc.oneof(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -30 * 3_600_000, max: 30 * 3_600_000 }));
  const closures = fc.array(
    fc.record({ from: fc.integer({ min: -40, max: 30 }), hours: fc.integer({ min: 1, max: 40 }), ends: fc.boolean() }),
    { maxLength: 2 },
  );

  it("is accepted exactly when it is received before the close and no closure covers it", () => {
    fc.assert(
      fc.property(fc.oneof(days, nights), times, around, closures, (on, time, offset, planned) => {
        const closesAt = closingInstant({ on, time });
        if (typeof closesAt !== "string") return;
        const opensAt = toInstant(msOf(closesAt) - 28 * DAY);
        const round = aRound({
          publishedAt: opensAt,
          timetable: { ...aRound().timetable, opensAt, closesAt },
        });
        const [closes, at] = [msOf(closesAt), msOf(closesAt) + offset];
        const inForce: Closure[] = planned.map(({ from, hours, ends }, n) => {
          const starts = closes + from * 3_600_000;
          return aClosure({
            id: `c_${n}`,
            from: toInstant(starts),
            ...(ends ? { until: untilInstant(starts + hours * 3_600_000) } : {}),
          });
        });
        const covered = inForce.some((closure) => closureStateAt(closure, at) === "in-force");
        expect(roundStatus(round, inForce, at) === "open").toBe(offset < 0 && !covered);
      }),
      { numRuns: 5_000 },
    );
  });

  it("counts days as London does: a close at noon or at the end of a day is 23, 24 or 25 hours after the day before", () => {
    const hours = new Set<number>();
    for (const year of YEARS)
      for (const month of [3, 10]) {
        const on = lastSunday(year, month);
        for (const time of ["12:00", "23:59"]) {
          const ends = (day: string) => msOf(time === "23:59" ? endOfDay(day) : (instantOf(day, time) ?? ""));
          hours.add((ends(on) - ends(addDays(on, -1))) / 3_600_000);
        }
      }
    expect([...hours].toSorted()).toEqual([23, 25]);
  });
});
