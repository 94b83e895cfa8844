import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FUNDS } from "../../../shared/funds/funds.ts";
import { daysBetween, msOf } from "../../../shared/rules/london.ts";
import { overlapFindings } from "../../../shared/rules/overlap.ts";
import { closingInstant, openingInstant, potFindings, timetableFindings } from "../../../shared/rules/round.ts";
import { datesFrom, proposedRound, proposedYear } from "../../../shared/rules/round-proposal.ts";
import { isWorkingDay, lastWorkingDayOf } from "../../../shared/rules/working-days.ts";
import { aRound, someFund } from "../../support/rounds.ts";

const calendarOf = () => someFund().calendar;
const on = (day: string) => msOf(`${day}T10:00:00.000Z`);

describe("proposedRound", () => {
  it("proposes the next deadline of a quarterly fund, at noon, and what follows from it", () => {
    expect(proposedRound(someFund(), [], on("2026-10-20"))).toMatchObject({
      code: "26Q4",
      title: "2026/27, round 4 of 4",
      dates: {
        opens: { on: "2026-10-21", time: "09:00" },
        closes: { on: "2026-12-01", time: "12:00" },
        checkedBy: "2026-12-15",
        meetingOn: "2027-01-21",
        confirmedBy: "2027-01-26",
        notifiedBy: "2027-01-29",
        paidBy: "2027-02-12",
      },
    });
  });

  it("tells the groups of a March round by the end of May, though it is decided in April", () => {
    expect(proposedRound(someFund(), [], on("2026-12-10")).dates).toMatchObject({
      closes: { on: "2027-03-01", time: "12:00" },
      meetingOn: "2027-04-15",
      notifiedBy: "2027-05-28",
    });
  });

  it.each([
    ["less than four weeks are left", "2026-11-10", [], "27Q1", "2027-03-01"],
    ["its code is used", "2026-10-20", ["26Q4"], "27Q1", "2027-03-01"],
    ["the deadline is a Sunday: the next working day", "2025-12-20", [], "26Q1", "2026-03-02"],
  ])("moves on when %s", (_, today, taken, code, closesOn) => {
    const proposal = proposedRound(someFund(), taken, on(today));
    expect([proposal.code, proposal.dates.closes.on]).toEqual([code, closesOn]);
  });

  it("names a round of a fund without a calendar by the year and the next free letter", () => {
    const fund = { ...someFund(), calendar: { ...someFund().calendar, deadlines: [] } };
    expect(proposedRound(fund, ["27A"], on("2026-11-22"))).toMatchObject({ code: "27B", title: "Round B of 2027" });
  });

  it("always proposes what could be published: in order, at noon on a working day, money above nought", () => {
    const days = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 5, 30) });
    fc.assert(
      fc.property(fc.constantFrom(...FUNDS), days, (fund, at) => {
        const { dates, pot } = proposedRound(fund, [], at);
        const { opens, closes, ...rest } = dates;
        const [opensAt, closesAt] = [openingInstant(opens), closingInstant(closes)];
        expect([typeof opensAt, typeof closesAt]).toEqual(["string", "string"]);
        if (typeof opensAt !== "string" || typeof closesAt !== "string") return;
        expect(timetableFindings({ opensAt, closesAt, ...rest }, at)).toEqual([]);
        expect(closes.time).toBe("12:00");
        expect([opens.on, closes.on, rest.meetingOn, rest.notifiedBy].every(isWorkingDay)).toBe(true);
        expect(msOf(opensAt)).toBeGreaterThan(at);
        expect(
          potFindings(
            pot,
            fund.sources.map(({ id }) => id),
          ),
        ).toEqual([]);
      }),
    );
  });
});

/** DOMAIN 5.1: the deadlines of the quarterly fund, at the end of the day as in its history, and at noon as it proposes now. */
const QUARTERS = [
  // deadline, the first instant too late at the end of the day and at noon (UTC), meeting in, decision by
  ["2015-03-01", "2015-03-02T00:00", "2015-03-01T12:00", "2015-04", "2015-05-29"],
  ["2015-06-01", "2015-06-01T23:00", "2015-06-01T11:00", "2015-07", "2015-07-31"],
  ["2015-09-01", "2015-09-01T23:00", "2015-09-01T11:00", "2015-10", "2015-10-30"],
  ["2015-12-01", "2015-12-02T00:00", "2015-12-01T12:00", "2016-01", "2016-01-29"],
  ["2016-03-01", "2016-03-02T00:00", "2016-03-01T12:00", "2016-04", "2016-05-31"],
  ["2026-12-01", "2026-12-02T00:00", "2026-12-01T12:00", "2027-01", "2027-01-29"],
  ["2027-03-01", "2027-03-02T00:00", "2027-03-01T12:00", "2027-04", "2027-05-28"],
  ["2027-06-01", "2027-06-01T23:00", "2027-06-01T11:00", "2027-07", "2027-07-30"],
  ["2027-09-01", "2027-09-01T23:00", "2027-09-01T11:00", "2027-10", "2027-10-29"],
  ["2027-12-01", "2027-12-02T00:00", "2027-12-01T12:00", "2028-01", "2028-01-31"],
  ["2028-03-01", "2028-03-02T00:00", "2028-03-01T12:00", "2028-04", "2028-05-31"],
] as const;

describe("the quarterly rule", () => {
  const { calendar } = someFund();
  const opens = (on: string) => ({ on, time: "09:00" });

  it.each(QUARTERS)("closes on %s, meets and tells as the fund's rule says", (closes, late, noon, meets, hears) => {
    const told = datesFrom({ ...calendar, closesAtTime: "23:59" }, opens("2015-01-05"), closes);
    expect(closingInstant(told.closes)).toBe(`${late}:00.000Z`);
    expect(closingInstant(datesFrom(calendar, opens("2015-01-05"), closes).closes)).toBe(`${noon}:00.000Z`);
    expect([told.meetingOn.slice(0, 7), told.notifiedBy]).toEqual([meets, hears]);
    // Meeting, confirmation and notification are three dates, and the money follows within two weeks.
    expect(told.meetingOn < told.confirmedBy && told.confirmedBy < told.notifiedBy).toBe(true);
    expect(daysBetween(told.notifiedBy, told.paidBy)).toBeLessThanOrEqual(14);
    expect(isWorkingDay(told.paidBy)).toBe(true);
  });

  it("keeps the deadline of its history on a Sunday, where a new round rolls to the Monday", () => {
    const before = on("2014-12-01");
    const ofHistory = { ...someFund(), calendar: { ...calendar, closesAtTime: "23:59", rolls: "never" as const } };
    const closes = (fund: ReturnType<typeof someFund>) =>
      proposedYear(fund, 2015, before).map(({ dates }) => `${dates.closes.on} ${dates.closes.time}`);
    expect(closes(ofHistory)).toEqual(["2015-03-01 23:59", "2015-06-01 23:59", "2015-09-01 23:59", "2015-12-01 23:59"]);
    expect(closes(someFund())).toEqual([
      "2015-03-02 12:00",
      "2015-06-01 12:00",
      "2015-09-01 12:00",
      "2015-12-01 12:00",
    ]);
  });

  it("tells by the last working day of May, July, October and January in each year of which the holidays are known", () => {
    for (let year = 2012; year < 2028; year += 1) {
      const hears = proposedYear(someFund(), year, on(`${year - 1}-11-01`)).map(({ dates }) => dates.notifiedBy);
      expect(hears).toEqual([
        lastWorkingDayOf(year, 5),
        lastWorkingDayOf(year, 7),
        lastWorkingDayOf(year, 10),
        lastWorkingDayOf(year + 1, 1),
      ]);
    }
  });
});

describe("proposedYear", () => {
  it("proposes each deadline of the year that is still to come, with its own code", () => {
    expect(proposedYear(someFund(), 2027, on("2026-11-22")).map(({ code, title }) => [code, title])).toEqual([
      ["27Q1", "2027/28, round 1 of 4"],
      ["27Q2", "2027/28, round 2 of 4"],
      ["27Q3", "2027/28, round 3 of 4"],
      ["27Q4", "2027/28, round 4 of 4"],
    ]);
    expect(proposedYear(someFund(), 2026, on("2026-08-31")).map(({ code }) => code)).toEqual(["26Q4"]);
  });

  it("proposes nothing for a fund that opens when it is announced", () => {
    expect(
      proposedYear({ ...someFund(), calendar: { ...calendarOf(), deadlines: [] } }, 2027, on("2026-11-22")),
    ).toEqual([]);
  });

  it("proposes what can be published as it stands: in order, and no two rounds at once", () => {
    for (const year of [2027, 2028]) {
      const rounds = proposedYear(someFund(), year, on(`${year - 1}-11-22`)).map(({ code, title, dates }) => {
        const { opens, closes, ...rest } = dates;
        const [opensAt, closesAt] = [openingInstant(opens), closingInstant(closes)];
        if (typeof opensAt !== "string" || typeof closesAt !== "string") throw new Error("no such time");
        return { ...aRound({ code }), title, timetable: { opensAt, closesAt, ...rest }, publishedAt: opensAt };
      });
      for (const round of rounds) {
        expect(timetableFindings(round.timetable, on(`${year - 1}-11-22`))).toEqual([]);
        expect(overlapFindings(round, rounds, someFund())).toEqual([]);
      }
    }
  });
});
