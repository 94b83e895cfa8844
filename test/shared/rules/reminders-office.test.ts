import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Closure } from "../../../shared/rules/closure.ts";
import { firstAnnouncedDay, lastAnnouncedDay } from "../../../shared/rules/closure-findings.ts";
import { addDays, endOfDay, msOf } from "../../../shared/rules/london.ts";
import { type Poll, proposedDates } from "../../../shared/rules/poll.ts";
import { officeRemindersDue } from "../../../shared/rules/reminders-office.ts";
import { isWorkingDay } from "../../../shared/rules/working-days.ts";
import { aClosure } from "../../support/closures.ts";

/** The period begins on Monday 27 March 2028; the last day to announce ten working days ahead is Monday 13 March. */
const own: Poll = {
  ...{ id: "p", name: "Commissioner election", kind: "own", type: "ordinary", status: "expected", note: "" },
  pollOn: "2028-05-04",
  ...proposedDates({ pollOn: "2028-05-04", kind: "own", type: "ordinary" }),
};
const other: Poll = { ...own, id: "q", kind: "other", name: "Council elections" };
const called: Poll = { ...own, status: "called" };
const declaration = { madeOn: "2028-05-11", recordedAt: "2028-05-11T09:00:00.000Z", by: "p_1" };
const resting = aClosure({
  ...{ from: "2028-03-26T23:00:00.000Z", reason: "election", announcedAt: "2028-03-01T09:00:00.000Z" },
  until: { of: "declaration", pollId: "p" },
});
const due = (poll: Poll, when: string, closures: readonly Closure[] = []) =>
  officeRemindersDue([poll], closures, msOf(when))
    .filter(({ of }) => of === "election")
    .map(({ id }) => id);

describe("lastAnnouncedDay", () => {
  it.each([
    ["2028-03-27", "2028-03-13"],
    // A period that begins on a Saturday: announced on the Monday, a closure would begin on the Monday after.
    ["2028-03-25", "2028-03-10"],
    ["2016-03-30", "2016-03-14"],
  ])("of a closure that begins on %s is %s", (day, last) => {
    expect(lastAnnouncedDay(day)).toBe(last);
  });

  it("is the last working day from which the first day to begin is no later", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5_800 }), (n) => {
        const day = addDays("2012-02-01", n);
        const last = lastAnnouncedDay(day);
        const begins = (on: string) => firstAnnouncedDay(msOf(endOfDay(on)) - 1);
        let next = addDays(last, 1);
        while (!isWorkingDay(next)) next = addDays(next, 1);
        expect([isWorkingDay(last), begins(last) <= day, begins(next) > day]).toEqual([true, true, true]);
      }),
    );
  });
});

describe("reminder/office: elections", () => {
  it.each([
    ["a working week before the last day to announce", own, "2028-03-06T09:00:00.000Z", ["announce-p-2028-03-13"]],
    ["before nine of that day", own, "2028-03-06T08:59:59.999Z", []],
    ["late, on the last day itself", own, "2028-03-13T23:00:00.000Z", ["announce-p-2028-03-13"]],
    ["when it is too late to announce", own, "2028-03-14T00:00:00.000Z", []],
    ["of another election", other, "2028-03-10T09:00:00.000Z", []],
    ["the working day before the period", own, "2028-03-24T09:00:00.000Z", ["period-p-2028-03-27"]],
    ["the period of another election", other, "2028-03-24T09:00:00.000Z", ["period-q-2028-03-27"]],
    ["late, on the Sunday", own, "2028-03-26T12:00:00.000Z", ["period-p-2028-03-27"]],
    ["in the period", own, "2028-03-27T09:00:00.000Z", []],
    [
      "a notice that is due on a day of its own",
      { ...own, sensitiveFrom: "2028-03-20" },
      "2028-03-24T09:00:00.000Z",
      ["notice-p-2028-03-27"],
    ],
    ["a notice that is published", { ...called, sensitiveFrom: "2028-03-20" }, "2028-03-24T09:00:00.000Z", []],
    ["a week after the poll", own, "2028-05-11T09:00:00.000Z", []],
    ["from the eighth day after the poll", own, "2028-05-12T08:00:00.000Z", ["declaration-p-2028-05-11"]],
    ["late, within a working week", own, "2028-05-18T20:00:00.000Z", ["declaration-p-2028-05-11"]],
    ["later than that", own, "2028-05-19T09:00:00.000Z", []],
    ["after another election", other, "2028-05-12T09:00:00.000Z", []],
    ["where the declaration is recorded", { ...own, declaration }, "2028-05-12T09:00:00.000Z", []],
  ] as const)("%s", (_, poll, when, ids) => {
    expect(due(poll, when)).toEqual(ids);
  });

  it.each([
    ["one that waits for the declaration", resting, []],
    [
      "one made for an election that ends in the period",
      { ...resting, until: untilAt("2028-05-16T08:00:00.000Z") },
      [],
    ],
    ["one of publicity alone", { ...resting, freezes: ["publicity"] }, ["announce-p-2028-03-13"]],
    ["one that is over before", { ...resting, until: untilAt("2028-03-26T23:00:00.000Z") }, ["announce-p-2028-03-13"]],
    [
      "one for another reason",
      { ...resting, reason: "incident", until: { of: "further-notice" } },
      ["announce-p-2028-03-13"],
    ],
    ["one that was lifted", { ...resting, endedAt: "2028-03-02T09:00:00.000Z" }, ["announce-p-2028-03-13"]],
    [
      "one that waits for another poll",
      { ...resting, until: { of: "declaration", pollId: "x" } },
      ["announce-p-2028-03-13"],
    ],
  ] as const)("asks for a closure where there is: %s", (_, closure, ids) => {
    expect(due(own, "2028-03-10T09:00:00.000Z", [{ ...closure, freezes: [...closure.freezes] }])).toEqual(ids);
  });

  it("names the notice with the period where both are the same day and none is published, and that a closure waits", () => {
    const [ahead] = officeRemindersDue([own], [], msOf("2028-03-24T09:00:00.000Z"));
    expect(ahead).toMatchObject({ what: "period", withNotice: true, waited: false, from: "2028-03-27" });
    const [noticed] = officeRemindersDue([called], [resting], msOf("2028-03-25T09:00:00.000Z"));
    expect(noticed).toMatchObject({ what: "period", withNotice: false });
    const [waited] = officeRemindersDue([own], [resting], msOf("2028-05-12T09:00:00.000Z"));
    expect(waited).toMatchObject({ what: "declaration", waited: true });
  });

  it("finds each of them once in its whole course, whatever minute of an hour it runs at", () => {
    const ids = ["announce-p-2028-03-13", "period-p-2028-03-27", "declaration-p-2028-05-11"];
    const spans = [
      ["2028-03-04T00:00:00.000Z", "2028-03-29T00:00:00.000Z"],
      ["2028-05-10T00:00:00.000Z", "2028-05-21T00:00:00.000Z"],
    ].map((span) => span.map(msOf));
    for (const minute of [0, 59]) {
      const found = new Set<string>();
      for (const [from = 0, to = 0] of spans)
        for (let at = from + minute * 60_000; at < to; at += 3_600_000)
          for (const { id } of officeRemindersDue([own], [], at)) found.add(id);
      expect([...found]).toEqual(ids);
    }
  });
});

describe("reminder/office: closures", () => {
  const closure = aClosure({
    ...{ from: "2026-12-07T09:00:00.000Z", announcedAt: "2026-11-20T09:00:00.000Z" },
    until: untilAt("2027-01-05T00:00:00.000Z"),
  });
  const ids = (one: Closure, when: string) => officeRemindersDue([], [one], msOf(when)).map(({ id }) => id);

  it.each([
    ["the working day before it begins", closure, "2026-12-04T09:00:00.000Z", ["begins-c_1-2026-12-07T09:00:00.000Z"]],
    ["late, on the Sunday", closure, "2026-12-06T20:00:00.000Z", ["begins-c_1-2026-12-07T09:00:00.000Z"]],
    ["on the day itself", closure, "2026-12-07T08:00:00.000Z", []],
    [
      "the working day before the day that it ends with",
      closure,
      "2026-12-31T09:00:00.000Z",
      ["ends-c_1-2027-01-05T00:00:00.000Z"],
    ],
    ["an end at midnight, once the day that it ends has begun", closure, "2027-01-04T00:00:00.000Z", []],
    [
      "one announced that very morning",
      { ...closure, announcedAt: "2026-12-04T09:00:00.000Z" },
      "2026-12-04T10:00:00.000Z",
      [],
    ],
    ["one that was lifted", { ...closure, endedAt: "2026-12-01T09:00:00.000Z" }, "2026-12-04T09:00:00.000Z", []],
    ["one without a known end", { ...closure, until: { of: "further-notice" } }, "2026-12-31T12:00:00.000Z", []],
    [
      "one of publicity",
      { ...closure, freezes: ["publicity"] },
      "2026-12-04T09:00:00.000Z",
      ["begins-c_1-2026-12-07T09:00:00.000Z"],
    ],
  ] as const)("%s", (_, one, when, found) => {
    expect(ids({ ...one, freezes: [...one.freezes] }, when)).toEqual(found);
  });

  it("reminds of an end on the last working day before it, over a weekend and a holiday", () => {
    const friday = { ...closure, until: untilAt("2026-12-29T09:00:00.000Z") };
    expect(ids(friday, "2026-12-24T09:00:00.000Z")).toEqual(["ends-c_1-2026-12-29T09:00:00.000Z"]);
    expect(ids(friday, "2026-12-28T22:00:00.000Z")).toEqual(["ends-c_1-2026-12-29T09:00:00.000Z"]);
    expect(ids(friday, "2026-12-29T00:00:00.000Z")).toEqual([]);
  });

  it("reminds anew of an end that was put off", () => {
    const longer = { ...closure, until: untilAt("2027-01-12T09:00:00.000Z") };
    expect(ids(longer, "2027-01-11T09:00:00.000Z")).toEqual(["ends-c_1-2027-01-12T09:00:00.000Z"]);
  });
});

function untilAt(at: string): Closure["until"] {
  return { of: "instant", at };
}
