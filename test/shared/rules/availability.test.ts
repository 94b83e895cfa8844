import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  datesAfter,
  deservesExtension,
  type Gap,
  gapOf,
  gapsIn,
  MINUTE_MS,
  type Minute,
  waitsForExtension,
} from "../../../shared/rules/availability.ts";
import { extended } from "../../../shared/rules/extension.ts";
import { instantOf, msOf, toInstant } from "../../../shared/rules/london.ts";
import { closingInstant, timetableFindings } from "../../../shared/rules/round.ts";
import { isWorkingDay } from "../../../shared/rules/working-days.ts";
import { aRound } from "../../support/rounds.ts";

const start = msOf("2026-12-01T00:00:00.000Z");
const minute = (n: number, tookMs: number | undefined = 35, failed = 0): Minute => ({
  at: start + n * MINUTE_MS,
  tookMs,
  failed,
});
const shown = (gaps: readonly Gap[]) =>
  gaps.map(({ from, to, minutes, failed }) => `${from.slice(11, 16)}-${to.slice(11, 16)} ${minutes} ${failed}`);
const none = undefined;

describe("availability/gap", () => {
  const noAnswer = (n: number, failed = 0): Minute => ({ ...minute(n), tookMs: none, failed });
  it.each<[string, Minute[], string[]]>([
    ["every minute was answered", [minute(0), minute(1), minute(2), minute(3)], []],
    ["one was asked and gave no answer", [minute(0), noAnswer(1), minute(2), minute(3)], ["00:01-00:02 1 0"]],
    ["nothing ran that could ask", [minute(0), minute(3)], ["00:01-00:03 2 0"]],
    ["both, one after the other", [minute(0), noAnswer(1), minute(3)], ["00:01-00:03 2 0"]],
    ["it lasts to the end", [minute(0), minute(1)], ["00:02-00:04 2 0"]],
    ["there are two", [minute(1), minute(3)], ["00:00-00:01 1 0", "00:02-00:03 1 0"]],
    ["pages told of it", [minute(0), noAnswer(1, 3), noAnswer(2, 1), minute(3)], ["00:01-00:03 2 4"]],
    ["pages told of failures between answers", [minute(0), minute(1, 35, 7), minute(2), minute(3)], []],
  ])("finds the gaps where %s", (_, minutes, expected) => {
    expect(shown(gapsIn(minutes, start, start + 4 * MINUTE_MS))).toEqual(expected);
  });

  it("counts each unanswered minute once, in gaps that do not touch", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 59 })), (answered) => {
        const gaps = gapsIn(
          answered.map((n) => minute(n)),
          start,
          start + 60 * MINUTE_MS,
        );
        expect(gaps.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(60 - answered.length);
        for (const [n, { from }] of gaps.entries()) expect(from > (gaps[n - 1]?.to ?? "")).toBe(true);
      }),
    );
  });
});

describe("availability/extension", () => {
  const round = aRound();
  const closes = msOf(round.timetable.closesAt);
  const gap = (fromMinutes: number, toMinutes: number, failed = 0) =>
    gapOf(closes + fromMinutes * MINUTE_MS, closes + toMinutes * MINUTE_MS, failed);

  it.each<[string, Gap, boolean]>([
    ["lay in the last night", gap(-720, -660), true],
    ["began before the last 24 hours and reached into them", gap(-1500, -1439), true],
    ["ended as they began", gap(-1500, -1440), false],
    ["was there at the close", gap(-5, 60), true],
    ["began as the round closed", gap(0, 60), false],
    ["was one minute in which nobody was turned away", gap(-10, -9), false],
    ["was one minute in which somebody was", gap(-10, -9, 1), true],
  ])("is proposed, or not, for a gap that %s", (_, found, proposed) => {
    expect(deservesExtension(found, round.timetable)).toBe(proposed);
  });

  it.each([
    ["in the night before", "2026-12-01T00:40:00.000Z", "12:00 2026-12-02"],
    ["until after the close", "2026-12-01T18:00:00.000Z", "12:00 2026-12-03"],
    ["over a weekend", "2026-12-05T11:00:00.000Z", "12:00 2026-12-07"],
  ])("proposes the same hour of a working day, a whole day after the gap: %s", (_, to, expected) => {
    const { closes: wall, ...days } = datesAfter(round, { to });
    expect(`${wall.time} ${wall.on}`).toBe(expected);
    const { checkedBy, meetingOn, confirmedBy, notifiedBy, paidBy } = round.timetable;
    expect(days).toEqual({ checkedBy, meetingOn, confirmedBy, notifiedBy, paidBy });
  });

  it("moves promised days only where they would come before the new close", () => {
    const { timetable } = round;
    const soon = { ...timetable, checkedBy: "2026-12-01", meetingOn: "2026-12-02", confirmedBy: "2026-12-02" };
    const { closes: wall, ...days } = datesAfter({ timetable: soon }, { to: "2026-12-01T00:40:00.000Z" });
    expect([wall.on, days.checkedBy, days.meetingOn, days.confirmedBy, days.notifiedBy]).toEqual([
      "2026-12-02",
      "2026-12-02",
      "2026-12-03",
      "2026-12-03",
      timetable.notifiedBy,
    ]);
  });

  it("proposes what can be published, whenever the round closes and the gap ends", () => {
    const days = fc.integer({ min: 0, max: 600 }).map((n) => toInstant(start + n * 86_400_000).slice(0, 10));
    const times = fc.constantFrom("00:30", "09:00", "12:00", "17:00", "23:59");
    fc.assert(
      fc.property(days, times, fc.integer({ min: -1400, max: 4000 }), (on, time, minutes) => {
        const closesAt = time === "23:59" ? closingInstant({ on, time }) : instantOf(on, time);
        if (typeof closesAt !== "string") return;
        const to = toInstant(msOf(closesAt) + minutes * MINUTE_MS);
        const timetable = { ...round.timetable, opensAt: toInstant(start - 1), closesAt };
        const { closes: wall, ...promised } = datesAfter({ timetable }, { to });
        const until = closingInstant(wall);
        if (typeof until !== "string") throw new Error("no such time");
        expect(isWorkingDay(wall.on)).toBe(true);
        expect(msOf(until)).toBeGreaterThan(msOf(closesAt));
        expect(msOf(until)).toBeGreaterThanOrEqual(msOf(to) + 86_400_000);
        expect(timetableFindings({ ...timetable, ...promised, closesAt: until }, msOf(to))).toEqual([]);
      }),
    );
  });

  it("waits until somebody extends the round after it; a promised day that moves is no extension", () => {
    const outage = gap(-60, -30);
    const said = (at: number) => ({ reason: "The portal was away.", by: "p_o", at: toInstant(at) });
    const until = { ...round.timetable, closesAt: "2026-12-02T12:00:00.000Z" };
    expect(waitsForExtension(outage, round)).toBe(true);
    expect(waitsForExtension(outage, extended(round, until, said(closes)))).toBe(false);
    expect(waitsForExtension(outage, extended(round, until, said(closes - 90 * MINUTE_MS)))).toBe(true);
    expect(waitsForExtension(outage, extended(round, round.timetable, said(closes)))).toBe(true);
  });
});
