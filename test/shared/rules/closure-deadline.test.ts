import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  LEAST_WORKING_DAYS,
  movedClose,
  movedTimetable,
  pausedFrom,
  workingDaysWithin,
} from "../../../shared/rules/closure-deadline.ts";
import { addDays, endOfDay, instantOf, londonDate, londonTime, msOf, toInstant } from "../../../shared/rules/london.ts";
import { closingWall, timetableFindings } from "../../../shared/rules/round.ts";
import { addWorkingDays, isWorkingDay } from "../../../shared/rules/working-days.ts";
import { aRound, someFund } from "../../support/rounds.ts";

const paused = (from: string, until: string) => ({ from: msOf(from), until: msOf(until) });

describe("closure/deadline", () => {
  it.each<[string, string, string, string, string]>([
    // Closes on a Tuesday at noon; five working days, Monday to Friday, are lost.
    [
      "a week",
      "2026-12-01T12:00:00.000Z",
      "2026-11-16T00:00:00.000Z",
      "2026-11-21T00:00:00.000Z",
      "2026-12-08T12:00:00.000Z",
    ],
    [
      "a week-end",
      "2026-12-01T12:00:00.000Z",
      "2026-11-21T00:00:00.000Z",
      "2026-11-23T00:00:00.000Z",
      "2026-12-01T12:00:00.000Z",
    ],
    [
      "parts of two days",
      "2026-12-01T12:00:00.000Z",
      "2026-11-19T16:00:00.000Z",
      "2026-11-20T10:00:00.000Z",
      "2026-12-03T12:00:00.000Z",
    ],
    [
      "Christmas",
      "2026-12-18T12:00:00.000Z",
      "2026-12-17T00:00:00.000Z",
      "2027-01-04T00:00:00.000Z",
      "2027-01-11T12:00:00.000Z",
    ],
    // The pre-election period of 2024: 26 March until the term began on 9 May; a close at the end of 1 April, a bank holiday.
    [
      "an election",
      "2024-04-01T23:00:00.000Z",
      "2024-03-26T00:00:00.000Z",
      "2024-05-08T23:00:00.000Z",
      "2024-05-16T23:00:00.000Z",
    ],
    // Summer time begins in between: the close keeps its hour on the wall.
    [
      "the night clocks go forward",
      "2027-04-01T11:00:00.000Z",
      "2027-03-22T00:00:00.000Z",
      "2027-03-29T23:00:00.000Z",
      "2027-04-07T11:00:00.000Z",
    ],
    [
      "the night clocks go back",
      "2026-10-23T11:00:00.000Z",
      "2026-10-19T23:00:00.000Z",
      "2026-10-27T00:00:00.000Z",
      "2026-11-03T12:00:00.000Z",
    ],
    // Re-opened on the day before the close: a week to finish.
    [
      "until shortly before the close",
      "2026-12-01T12:00:00.000Z",
      "2026-11-30T08:00:00.000Z",
      "2026-11-30T09:00:00.000Z",
      "2026-12-07T12:00:00.000Z",
    ],
  ])("moves a close past %s", (_, closesAt, from, until, becomes) => {
    expect(movedClose(closesAt, paused(from, until))).toBe(becomes);
  });

  it("counts working days of which any part was paused, and no other", () => {
    expect(workingDaysWithin(msOf("2016-01-30T00:00:00.000Z"), msOf("2016-05-11T23:00:00.000Z"))).toBe(70);
    expect(workingDaysWithin(msOf("2026-11-20T23:59:00.000Z"), msOf("2026-11-23T00:01:00.000Z"))).toBe(2);
    expect(workingDaysWithin(msOf("2026-11-20T10:00:00.000Z"), msOf("2026-11-20T10:00:00.000Z"))).toBe(0);
  });

  const first = msOf("2012-01-01T00:00:00.000Z");
  const minutes = fc.integer({ min: 0, max: (msOf("2028-06-01T00:00:00.000Z") - first) / 60_000 });
  const lengths = fc.integer({ min: 1, max: 200 * 24 * 60 });
  const days = fc.integer({ min: 0, max: 6_000 });
  // A close at every quarter of an hour that exists once on its day, and at the end of a day.
  const close = fc
    .tuple(days, fc.integer({ min: 0, max: 96 }))
    .map(([day, quarter]) => {
      const on = addDays("2012-01-02", day);
      const time = `${String(Math.floor(quarter / 4)).padStart(2, "0")}:${String((quarter % 4) * 15).padStart(2, "0")}`;
      return quarter === 96 ? endOfDay(on) : instantOf(on, time);
    })
    .filter((made) => made !== undefined);

  it("gives a day back once, however many closures covered it", () => {
    const [monday, friday] = [msOf("2026-11-16T00:00:00.000Z"), msOf("2026-11-21T00:00:00.000Z")];
    const wednesday = paused("2026-11-18T12:00:00.000Z", "2026-11-18T13:00:00.000Z");
    expect(workingDaysWithin(monday, friday, [wednesday])).toBe(4);
    expect(workingDaysWithin(monday, friday, [wednesday, { from: monday, until: friday }])).toBe(0);
    // From the midnight that ends a day, that day is not touched.
    expect(workingDaysWithin(monday, friday, [{ from: friday, until: friday + 1 }])).toBe(5);
    const { timetable } = aRound();
    const week = {
      from: msOf(timetable.closesAt) - 14 * 86_400_000,
      until: msOf(timetable.closesAt) - 10 * 86_400_000,
    };
    const again = movedTimetable({ timetable }, someFund().calendar, week, [week]);
    expect(again.closesAt).toBe(timetable.closesAt);
  });

  it("is never earlier than it was, keeps its hour, and leaves five working days after it opens again", () => {
    fc.assert(
      fc.property(close, minutes, lengths, (closesAt, begins, lasts) => {
        const from = first + begins * 60_000;
        const until = from + lasts * 60_000;
        const becomes = movedClose(closesAt, { from, until });
        expect(msOf(becomes)).toBeGreaterThanOrEqual(msOf(closesAt));
        expect(londonTime(becomes)).toBe(londonTime(closesAt));
        const reopens = londonDate(toInstant(until));
        if (becomes !== closesAt) expect(isWorkingDay(closingWall(becomes).on)).toBe(true);
        expect(closingWall(becomes).on >= addWorkingDays(reopens, LEAST_WORKING_DAYS)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it("gives back exactly the working days that were paused, where that leaves more than a week", () => {
    fc.assert(
      fc.property(close, minutes, lengths, (closesAt, begins, lasts) => {
        const from = first + begins * 60_000;
        const until = from + lasts * 60_000;
        const { on } = closingWall(closesAt);
        const moved = closingWall(movedClose(closesAt, { from, until })).on;
        const least = addWorkingDays(londonDate(toInstant(until)), LEAST_WORKING_DAYS);
        let counted = 0;
        for (let day = addDays(on, 1); day <= moved; day = addDays(day, 1)) counted += isWorkingDay(day) ? 1 : 0;
        const lost = workingDaysWithin(from, until);
        expect(moved > least ? counted === lost : counted >= lost).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it("takes nothing back for the days before a round opens", () => {
    const round = aRound();
    const opens = msOf(round.timetable.opensAt);
    expect([opens - 1, opens + 1].map((from) => pausedFrom(round, from))).toEqual([opens, opens + 1]);
  });

  it("moves the days after the close in their order, and none of them forward", () => {
    const round = aRound();
    const moved = movedTimetable(
      round,
      someFund().calendar,
      paused("2026-11-16T00:00:00.000Z", "2027-05-13T00:00:00.000Z"),
    );
    expect(moved.closesAt > round.timetable.closesAt).toBe(true);
    expect(timetableFindings(moved, 0)).toEqual([]);
    expect(moved.meetingOn > "2027-05-13").toBe(true);
    const short = movedTimetable(
      round,
      someFund().calendar,
      paused("2026-11-16T00:00:00.000Z", "2026-11-17T00:00:00.000Z"),
    );
    expect(short.meetingOn >= round.timetable.meetingOn && short.notifiedBy >= round.timetable.notifiedBy).toBe(true);
  });
});
