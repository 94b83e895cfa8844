import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, msOf, weekday } from "../../../shared/rules/london.ts";
import {
  addElectionDays,
  begunFindings,
  declarationAt,
  declarationFindings,
  freeFrom,
  inPeriod,
  isDayInPeriod,
  isElectionDay,
  isOver,
  keptBecause,
  noticeByOf,
  ordinaryPollOn,
  type Poll,
  periodOf,
  pollFindings,
  proposedDates,
  statusOn,
  takeBackFindings,
  termStartOf,
  waitedFindings,
} from "../../../shared/rules/poll.ts";
import { SHIPPED_POLLS } from "../../../shared/rules/poll-history.ts";

/** The election of 2 May 2024 as it stood before anybody recorded the declaration. */
const poll = (changed: Partial<Poll> = {}): Poll => ({
  ...{ id: "commissioner-2024", name: "Commissioner election", kind: "own", type: "ordinary", status: "called" },
  pollOn: "2024-05-02",
  ...{ noticeBy: "2024-03-26", sensitiveFrom: "2024-03-26", termStartsOn: "2024-05-09", note: "" },
  ...changed,
});
const { termStartsOn: _, ...withoutTerm } = poll();
const other: Poll = { ...withoutTerm, id: "council-2027", kind: "other", name: "Council elections" };
const declared = poll({ declaration: { madeOn: "2024-05-09", recordedAt: "2024-05-09T10:30:00.000Z", by: "p_1" } });

describe("ordinaryPollOn", () => {
  it.each([
    [2016, "2016-05-05"],
    [2021, "2021-05-06"],
    [2024, "2024-05-02"],
    [2026, "2026-05-07"],
    [2027, "2027-05-06"],
    [2028, "2028-05-04"],
  ])("of %i is %s", (year, on) => {
    expect(ordinaryPollOn(year)).toBe(on);
  });

  it("is a Thursday among the first seven days of May in every year", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1950, max: 2150 }), (year) => {
        const on = ordinaryPollOn(year);
        expect([weekday(on), on.slice(0, 8)]).toEqual([4, `${year}-05-`]);
        expect(Number(on.slice(8))).toBeLessThanOrEqual(7);
      }),
    );
  });
});

describe("noticeByOf", () => {
  it.each([
    ["2012-11-15", "2012-10-11"],
    ["2016-05-05", "2016-03-30"],
    ["2021-05-06", "2021-03-29"],
    ["2024-05-02", "2024-03-26"],
    ["2026-05-07", "2026-03-30"],
    ["2027-05-06", "2027-03-31"],
    ["2028-05-04", "2028-03-27"],
    // Christmas Eve, Christmas Day, the Monday after it and New Year's Day are not counted.
    ["2027-01-21", "2026-12-11"],
  ])("for a poll on %s is %s", (on, by) => {
    expect(noticeByOf(on)).toBe(by);
  });

  it("leaves exactly 25 counted days, the poll itself not among them, in twenty years", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6_100 }), (day) => {
        const on = addDays("2012-03-01", day);
        const by = noticeByOf(on);
        let counted = 0;
        for (let one = by; one < on; one = addDays(one, 1)) counted += isElectionDay(one) ? 1 : 0;
        expect([isElectionDay(by), counted]).toEqual([true, 25]);
      }),
    );
  });
});

describe("isElectionDay", () => {
  it.each([
    ["2026-12-23", true],
    ["2026-12-24", false],
    ["2026-12-25", false],
    ["2026-12-28", false],
    ["2026-12-29", true],
    ["2027-03-26", false],
    ["2027-03-27", false],
    ["2022-09-19", false],
  ])("of %s is %s", (day, counts) => {
    expect(isElectionDay(day)).toBe(counts);
  });

  it("counts forward as it counts back", () => {
    expect(addElectionDays("2026-12-23", 1)).toBe("2026-12-29");
    expect(addElectionDays("2026-12-29", -1)).toBe("2026-12-23");
  });
});

describe("termStartOf", () => {
  it.each([
    ["2012-11-15", "2012-11-22"],
    ["2016-05-05", "2016-05-12"],
    ["2021-05-06", "2021-05-13"],
    ["2024-05-02", "2024-05-09"],
    ["2028-05-04", "2028-05-11"],
  ])("after a poll on %s is %s", (on, start) => {
    expect(termStartOf(on)).toBe(start);
  });
});

describe("proposedDates", () => {
  it("gives an ordinary poll of one’s own a term, and no other", () => {
    const pollOn = "2028-05-04";
    const dates = { noticeBy: "2028-03-27", sensitiveFrom: "2028-03-27" };
    expect(proposedDates({ pollOn, kind: "own", type: "ordinary" })).toEqual({ ...dates, termStartsOn: "2028-05-11" });
    expect(proposedDates({ pollOn, kind: "own", type: "by-election" })).toEqual(dates);
    expect(proposedDates({ pollOn, kind: "other", type: "ordinary" })).toEqual(dates);
  });
});

describe("the polls that the portal comes with", () => {
  it("are those of 2012 to 2024, held, and that of 2028, expected and no more", () => {
    expect(
      SHIPPED_POLLS.map(({ pollOn, status, sensitiveFrom, termStartsOn }) => [
        pollOn,
        status,
        sensitiveFrom,
        termStartsOn,
      ]),
    ).toEqual([
      ["2012-11-15", "held", "2012-10-11", "2012-11-22"],
      ["2016-05-05", "held", "2016-03-30", "2016-05-12"],
      ["2021-05-06", "held", "2021-03-29", "2021-05-13"],
      ["2024-05-02", "held", "2024-03-26", "2024-05-09"],
      ["2028-05-04", "expected", "2028-03-27", "2028-05-11"],
    ]);
  });

  it("have dates in their order", () => {
    expect(SHIPPED_POLLS.flatMap(pollFindings)).toEqual([]);
  });

  it.each([
    ["2016-03-29T22:59:59.999Z", false],
    ["2016-03-29T23:00:00.000Z", true],
    ["2016-05-11T22:59:59.999Z", true],
    ["2016-05-11T23:00:00.000Z", false],
  ])("hold nothing back for good: at %s in a period is %s", (at, inside) => {
    expect(SHIPPED_POLLS.some((one) => inPeriod(one, msOf(at)))).toBe(inside);
  });
});

describe("statusOn", () => {
  it.each([
    ["2016-03-01", "expected"],
    ["2016-04-01", "called"],
    ["2016-05-05", "held"],
  ])("of a poll that was held, read with the clock on %s, is %s", (today, status) => {
    expect(statusOn({ status: "held", pollOn: "2016-05-05", noticeBy: "2016-03-30" }, today)).toBe(status);
  });

  it("is what was entered while it is to come", () => {
    expect(statusOn(poll({ status: "expected" }), "2024-04-30")).toBe("expected");
  });
});

describe("periodOf", () => {
  it("ends with the poll day of another election", () => {
    expect(periodOf(other, msOf("2024-04-01T12:00:00.000Z"))).toEqual({
      from: "2024-03-26T00:00:00.000Z",
      until: "2024-05-02T23:00:00.000Z",
    });
  });

  it("of an own election has no end until the declaration is recorded, then ends at that instant", () => {
    const before = msOf("2024-05-09T10:29:59.999Z");
    expect(periodOf(declared, before)).toEqual({ from: "2024-03-26T00:00:00.000Z" });
    expect([declarationAt(declared, before), inPeriod(declared, before), isOver(declared, before)]).toEqual([
      undefined,
      true,
      false,
    ]);
    expect(periodOf(declared, before + 1)).toEqual({
      from: "2024-03-26T00:00:00.000Z",
      until: "2024-05-09T10:30:00.000Z",
    });
    expect([inPeriod(declared, before + 1), isOver(declared, before + 1)]).toEqual([false, true]);
  });

  it("goes on for months where nobody records it", () => {
    expect(inPeriod(poll({ status: "held" }), msOf("2024-08-01T12:00:00.000Z"))).toBe(true);
  });
});

describe("freeFrom", () => {
  it.each<[string, Poll, string, string | undefined]>([
    ["another election", other, "2024-04-01T12:00:00.000Z", "2024-05-03"],
    ["an own one, planned before", poll(), "2024-01-01T12:00:00.000Z", "2024-05-09"],
    ["an own one whose winner has not declared in time", poll(), "2024-05-10T12:00:00.000Z", undefined],
    ["an own one, declared", declared, "2024-06-01T12:00:00.000Z", "2024-05-09"],
    ["a by-election", { ...withoutTerm, type: "by-election" }, "2024-04-01T12:00:00.000Z", undefined],
  ])("after %s", (_name, one, at, day) => {
    expect(freeFrom(one, msOf(at))).toBe(day);
  });
});

describe("isDayInPeriod", () => {
  it.each([
    ["2024-03-25", false],
    ["2024-03-26", true],
    ["2024-05-08", true],
    ["2024-05-09", false],
  ])("of %s is %s, planned in January", (day, inside) => {
    expect(isDayInPeriod(poll(), day, msOf("2024-01-10T12:00:00.000Z"))).toBe(inside);
  });

  it("is every day from its first where nobody can say when it ends", () => {
    const byElection: Poll = { ...withoutTerm, type: "by-election" };
    expect(isDayInPeriod(byElection, "2024-12-01", msOf("2024-04-01T12:00:00.000Z"))).toBe(true);
  });
});

describe("election/dates", () => {
  it.each<[string, Partial<Poll>, string[]]>([
    ["nothing in the order of the law", {}, []],
    ["nothing in a period that begins before the notice", { sensitiveFrom: "2024-03-18" }, []],
    ["a notice on the day of the poll", { noticeBy: "2024-05-02" }, ["/noticeBy"]],
    ["a period that begins after the poll", { sensitiveFrom: "2024-05-03" }, ["/sensitiveFrom"]],
    ["a term that starts with the poll", { termStartsOn: "2024-05-02" }, ["/termStartsOn"]],
    ["a by-election with a day for its term", { type: "by-election" }, ["/termStartsOn"]],
    ["another election with a term", { kind: "other" }, ["/termStartsOn"]],
  ])("finds %s", (_name, changed, pointers) => {
    const findings = pollFindings(poll(changed));
    expect(findings.map(({ pointer }) => pointer)).toEqual(pointers);
    expect(findings.every(({ rule }) => rule === "election/dates")).toBe(true);
  });

  it("asks an ordinary poll of one’s own for the start of its term", () => {
    expect(pollFindings(withoutTerm).map(({ pointer }) => pointer)).toEqual(["/termStartsOn"]);
  });
});

describe("election/begun", () => {
  const during = msOf("2024-04-10T12:00:00.000Z");

  it.each<[string, Poll, Partial<Poll>, string[]]>([
    ["a later poll, as in 2020", poll(), { pollOn: "2025-05-01" }, []],
    ["a period that began earlier", poll(), { sensitiveFrom: "2024-03-18" }, []],
    ["an earlier poll", poll(), { pollOn: "2024-04-25" }, ["/pollOn"]],
    ["a later start", poll(), { sensitiveFrom: "2024-04-20" }, ["/sensitiveFrom"]],
    ["somebody else’s election", poll(), { kind: "other" }, ["/kind"]],
    ["any change of another’s", other, { pollOn: "2024-04-25", sensitiveFrom: "2024-04-20" }, []],
  ])("while it runs, of %s", (_name, was, changed, pointers) => {
    const findings = begunFindings(was, { ...was, ...changed }, during);
    expect(findings.map(({ rule, pointer }) => [rule, pointer])).toEqual(
      pointers.map((pointer) => ["election/begun", pointer]),
    );
  });

  it("says nothing before the period begins", () => {
    expect(begunFindings(poll(), poll({ kind: "other" }), msOf("2024-03-01T12:00:00.000Z"))).toEqual([]);
  });
});

describe("election/waited", () => {
  it.each<[string, Partial<Poll>, string[]]>([
    ["a later poll", { pollOn: "2025-05-01" }, []],
    ["other words and dates", { name: "Election", sensitiveFrom: "2024-03-18" }, []],
    ["an earlier poll", { pollOn: "2024-05-01" }, ["/pollOn"]],
    ["somebody else’s election", { kind: "other" }, ["/kind"]],
  ])("while a closure waits for its declaration, of %s", (_name, changed, pointers) => {
    expect(waitedFindings(poll(), { ...poll(), ...changed }).map(({ pointer }) => pointer)).toEqual(pointers);
  });
});

describe("election/declared", () => {
  it.each<[string, Poll, string, string, number]>([
    ["takes it once it is made", poll(), "2024-05-09", "2024-05-09T15:00:00.000Z", 0],
    ["refuses a day to come", poll(), "2024-05-10", "2024-05-09T15:00:00.000Z", 1],
    ["refuses the day of the poll", poll(), "2024-05-02", "2024-05-09T15:00:00.000Z", 1],
    ["refuses it twice", declared, "2024-05-09", "2024-05-10T15:00:00.000Z", 1],
    ["refuses it for another election", other, "2024-05-09", "2024-05-09T15:00:00.000Z", 1],
  ])("%s", (_name, one, madeOn, at, found) => {
    const findings = declarationFindings(one, madeOn, msOf(at));
    expect(findings.map(({ rule }) => rule)).toEqual(Array.from({ length: found }, () => "election/declared"));
  });
});

describe("election/taken-back", () => {
  const then = msOf("2024-05-10T09:00:00.000Z");
  const recordedAt = "2024-05-09T10:30:00.000Z";

  it.each([
    ["the declaration that is named", declared, recordedAt, then, 0],
    ["one recorded at another instant", declared, "2024-05-09T10:30:01.000Z", then, 1],
    ["one that is not recorded yet", declared, recordedAt, msOf(recordedAt) - 1, 1],
    ["none", poll(), recordedAt, then, 1],
    [
      "one from before the portal",
      poll({ declaration: { madeOn: "2024-05-09", recordedAt, by: "system" } }),
      recordedAt,
      then,
      1,
    ],
  ])("is for %s", (_name, one, instant, at, findings) => {
    expect(takeBackFindings(one, instant, at)).toHaveLength(findings);
  });
});

describe("election/begun of what is taken out of the list", () => {
  const held = { declaration: { madeOn: "2024-05-09", recordedAt: "2024-05-09T12:00:00.000Z", by: "p_1" } };
  it.each<[string, Partial<Poll>, string, string | undefined]>([
    ["before its period", {}, "2024-03-25T12:00:00.000Z", undefined],
    ["from its first day", {}, "2024-03-26T00:00:00.000Z", "Only the recorded declaration ends it."],
    ["of another election, also in its period", { kind: "other" }, "2024-04-02T12:00:00.000Z", undefined],
    ["that was declared", held, "2024-06-01T12:00:00.000Z", "An election that was held stays in the list."],
  ])("%s", (_when, changed, at, why) => {
    const kept = keptBecause(poll(changed), Date.parse(at));
    if (why === undefined) expect(kept).toBeUndefined();
    else expect(kept).toContain(why);
  });
});
