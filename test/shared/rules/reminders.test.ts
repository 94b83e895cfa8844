import { describe, expect, it } from "vitest";
import { msOf } from "../../../shared/rules/london.ts";
import { remindersDue } from "../../../shared/rules/reminders.ts";
import { roundStatus } from "../../../shared/rules/round.ts";
import { aRound } from "../../support/rounds.ts";

const HOUR = 3_600_000;
/** Closes at noon on Tuesday 1 December 2026. */
const noon = { ...aRound(), publishedAt: "2026-10-03T09:00:00.000Z" };
/** Closes at 11:59pm on Tuesday 1 December. */
const midnight = { ...noon, timetable: { ...noon.timetable, closesAt: "2026-12-02T00:00:00.000Z" } };
/** Closes in summer time: at noon on Tuesday 30 March 2027, two days after the clocks change. */
const summer = {
  ...noon,
  timetable: { ...noon.timetable, opensAt: "2027-03-01T09:00:00.000Z", closesAt: "2027-03-30T11:00:00.000Z" },
};
const dueAt = (round: typeof noon, when: string, scoring?: { endsAt: string; revealedAt?: string }) =>
  remindersDue(round, roundStatus(round, [], msOf(when)), scoring, msOf(when)).map(({ id }) => id);
const drafts = (round: typeof noon, when: string) => dueAt(round, when).filter((id) => id.startsWith("drafts"));

describe("reminder/due", () => {
  it.each([
    ["a week before, at nine", noon, "2026-11-24T09:00:00.000Z", ["drafts-7-days-2026-12-01T12:00:00.000Z"]],
    ["a minute too early", noon, "2026-11-24T08:59:00.000Z", []],
    ["late, but on the same day", noon, "2026-11-24T23:00:00.000Z", ["drafts-7-days-2026-12-01T12:00:00.000Z"]],
    ["a day late: left out", noon, "2026-11-25T09:00:00.000Z", []],
    ["two days before, at nine", noon, "2026-11-29T09:00:00.000Z", ["drafts-2-days-2026-12-01T12:00:00.000Z"]],
    ["two days before, at night: left out", noon, "2026-11-29T21:00:00.000Z", []],
    ["three hours before", noon, "2026-12-01T09:00:00.000Z", ["drafts-3-hours-2026-12-01T12:00:00.000Z"]],
    ["less than an hour and a half before: left out", noon, "2026-12-01T10:30:00.000Z", []],
    ["after the close", noon, "2026-12-01T12:00:00.000Z", []],
    [
      "before midnight, a week before the day",
      midnight,
      "2026-11-24T09:00:00.000Z",
      ["drafts-7-days-2026-12-02T00:00:00.000Z"],
    ],
    ["before midnight, three hours", midnight, "2026-12-01T21:00:00.000Z", ["drafts-3-hours-2026-12-02T00:00:00.000Z"]],
    [
      "two days before, over the night the clocks change: nine by the wall",
      summer,
      "2027-03-28T08:00:00.000Z",
      ["drafts-2-days-2027-03-30T11:00:00.000Z"],
    ],
    ["a week before, in winter time", summer, "2027-03-23T09:00:00.000Z", ["drafts-7-days-2027-03-30T11:00:00.000Z"]],
  ])("reminds draft owners: %s", (_, round, when, due) => {
    expect(drafts(round, when)).toEqual(due);
  });

  it("finds each of them once with a run each hour, whatever minute it runs at", () => {
    for (const minute of [0, 17, 59]) {
      const found: string[] = [];
      for (let at = msOf(noon.timetable.opensAt); at < msOf(noon.timetable.closesAt); at += HOUR)
        found.push(...drafts(noon, new Date(at + minute * 60_000).toISOString()));
      expect([...new Set(found)]).toEqual([
        "drafts-7-days-2026-12-01T12:00:00.000Z",
        "drafts-2-days-2026-12-01T12:00:00.000Z",
        "drafts-3-hours-2026-12-01T12:00:00.000Z",
      ]);
    }
  });

  it("reminds nobody of a round that is paused by a closure, or not published", () => {
    const at = msOf("2026-11-29T09:00:00.000Z");
    expect(remindersDue(noon, "paused", undefined, at)).toEqual([]);
    expect(remindersDue(noon, "unpublished", undefined, at)).toEqual([]);
  });

  it("says that the date has revealed all cards, within a day, and not where the last card did", () => {
    const endsAt = "2027-01-04T17:00:00.000Z";
    const reveals = (at: string, revealedAt?: string) =>
      dueAt(noon, at, { endsAt, ...(revealedAt === undefined ? {} : { revealedAt }) }).filter((id) =>
        id.startsWith("reveal"),
      );
    expect(reveals(endsAt)).toEqual([]);
    expect(reveals("2027-01-04T17:00:30.000Z")).toEqual([`reveal-${endsAt}`]);
    expect(reveals("2027-01-04T18:00:00.000Z", "2027-01-04T12:00:00.000Z")).toEqual([]);
    expect(reveals("2027-01-05T17:00:00.000Z")).toEqual([]);
  });

  it("reminds trustees 7 and 2 days before scoring ends, and not once it has ended", () => {
    const endsAt = "2027-01-05T00:00:00.000Z";
    expect(dueAt(noon, "2026-12-28T10:00:00.000Z", { endsAt })).toEqual([`trustees-7-days-${endsAt}`]);
    expect(dueAt(noon, "2027-01-02T09:00:00.000Z", { endsAt })).toEqual([`trustees-2-days-${endsAt}`]);
    expect(dueAt(noon, "2027-01-02T09:00:00.000Z", { endsAt, revealedAt: "2027-01-01T09:00:00.000Z" })).toEqual([]);
    expect(dueAt(noon, "2027-01-04T22:00:00.000Z", { endsAt })).toEqual([]);
  });

  it.each([
    ["2026-10-30T09:00:00.000Z", "date-opensAt-2026-11-02"],
    ["2026-11-30T09:00:00.000Z", "date-closesAt-2026-12-01"],
    ["2026-12-14T09:00:00.000Z", "date-checkedBy-2026-12-15"],
    ["2027-01-20T09:00:00.000Z", "date-meetingOn-2027-01-21"],
    ["2027-01-25T15:00:00.000Z", "date-confirmedBy-2027-01-26"],
    ["2027-01-28T09:00:00.000Z", "date-notifiedBy-2027-01-29"],
    ["2027-02-11T09:00:00.000Z", "date-paidBy-2027-02-12"],
  ])("tells the office on the last working day before each date: %s", (when, id) => {
    expect(dueAt(noon, when)).toEqual([id]);
  });

  it("counts the weekend and leaves out a date that has begun", () => {
    const monday = { ...noon, timetable: { ...noon.timetable, checkedBy: "2026-12-14" } };
    expect(dueAt(monday, "2026-12-11T09:00:00.000Z")).toEqual(["date-checkedBy-2026-12-14"]);
    expect(dueAt(monday, "2026-12-13T12:00:00.000Z")).toEqual(["date-checkedBy-2026-12-14"]);
    expect(dueAt(monday, "2026-12-14T00:00:00.000Z")).toEqual([]);
  });

  it("reminds anew of a close that was moved", () => {
    const moved = { ...noon, timetable: { ...noon.timetable, closesAt: "2026-12-08T12:00:00.000Z" } };
    expect(drafts(moved, "2026-12-01T09:00:00.000Z")).toEqual(["drafts-7-days-2026-12-08T12:00:00.000Z"]);
  });
});

describe("a promised date that was not kept", () => {
  const missedAt = (when: string, unchecked: number) =>
    remindersDue(noon, roundStatus(noon, [], msOf(when)), undefined, msOf(when), { unchecked })
      .map(({ id }) => id)
      .filter((id) => id.startsWith("missed"));

  it.each([
    ["on the first working day after it, from nine", "2026-12-16T09:00:00.000Z", 2, ["missed-checkedBy-2026-12-15"]],
    ["before nine", "2026-12-16T08:59:00.000Z", 2, []],
    ["with every bid checked", "2026-12-16T09:00:00.000Z", 0, []],
    ["a day later: left out", "2026-12-17T09:00:00.000Z", 2, []],
    ["after the confirmation's day", "2027-01-27T09:00:00.000Z", 0, ["missed-confirmedBy-2027-01-26"]],
    ["on the Monday after a Friday", "2027-02-01T09:00:00.000Z", 0, ["missed-notifiedBy-2027-01-29"]],
  ])("is said to the office: %s", (_, when, unchecked, expected) => {
    expect(missedAt(when, unchecked)).toEqual(expected);
  });
});
