import { describe, expect, it } from "vitest";
import { msOf } from "../../../shared/rules/london.ts";
import { inPeriod, isDayInPeriod, type Poll } from "../../../shared/rules/poll.ts";
import { SHIPPED_POLLS } from "../../../shared/rules/poll-history.ts";
import { nextOrdinary, termEndsOn, vacancyPlan } from "../../../shared/rules/vacancy.ts";

describe("vacancyPlan", () => {
  it.each([
    // Weekdays alone: 35 of them are seven weeks.
    ["2026-09-07", "2028-05-04", "2026-10-26", "2026-09-21"],
    // Christmas Eve, Christmas Day, the Monday in its place and New Year's Day are not counted.
    ["2026-11-23", "2028-05-04", "2027-01-15", "2026-12-07"],
    // Good Friday, Easter Monday and both holidays in May are not counted.
    ["2027-03-19", "2028-05-04", "2027-05-12", "2027-04-06"],
    // The last day on which a by-election is still held: six months and a day before the ordinary one.
    ["2027-11-03", "2028-05-04", "2027-12-22", "2027-11-17"],
  ])(
    "of %s before an ordinary poll on %s is a by-election by %s, in a period from %s",
    (vacantOn, ordinary, pollBy, from) => {
      expect(vacancyPlan(vacantOn, ordinary)).toEqual({
        of: "by-election",
        actingFrom: vacantOn,
        pollBy,
        dates: { noticeBy: from, sensitiveFrom: from },
      });
    },
  );

  it.each(["2027-11-04", "2028-01-10", "2028-05-03"])(
    "of %s, within six months of the ordinary poll, is an acting Commissioner until then",
    (vacantOn) => {
      expect(vacancyPlan(vacantOn, "2028-05-04")).toEqual({
        of: "acting-only",
        actingFrom: vacantOn,
        untilPollOn: "2028-05-04",
      });
    },
  );

  it("is a by-election where no ordinary poll is expected", () => {
    expect(vacancyPlan("2028-03-01", undefined)).toMatchObject({ of: "by-election" });
  });

  it("worked through: vacant on 7 September 2026, a winner who declares on 30 October starts that day", () => {
    const plan = vacancyPlan("2026-09-07", nextOrdinary(SHIPPED_POLLS, "2026-09-07")?.pollOn);
    if (plan.of !== "by-election") throw new Error("A by-election was expected.");
    const poll: Poll = {
      ...{ id: "by-2026", name: "By-election", kind: "own", type: "by-election", status: "called", note: "" },
      ...{ pollOn: plan.pollBy, ...plan.dates },
    };
    const before = msOf("2026-10-30T11:00:00.000Z");
    // Nothing may be planned after it until somebody has won and declared.
    expect(isDayInPeriod(poll, "2027-01-21", before)).toBe(true);
    const declaration = { madeOn: "2026-10-30", recordedAt: "2026-10-30T11:00:00.000Z", by: "p_1" };
    expect(inPeriod({ ...poll, declaration }, before - 1)).toBe(true);
    expect(inPeriod({ ...poll, declaration }, before)).toBe(false);
    expect(isDayInPeriod({ ...poll, declaration }, "2026-10-30", before)).toBe(false);
  });
});

describe("termEndsOn", () => {
  it.each([
    ["2013-01-01", "2016-05-11"],
    ["2016-05-11", "2016-05-11"],
    ["2016-05-12", "2021-05-12"],
    ["2026-11-22", "2028-05-10"],
    ["2028-05-11", undefined],
  ])("of the term that runs on %s is %s", (day, last) => {
    expect(termEndsOn(SHIPPED_POLLS, day)).toBe(last);
  });
});
