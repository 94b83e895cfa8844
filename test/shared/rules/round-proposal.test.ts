import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FUNDS } from "../../../shared/funds/funds.ts";
import { msOf } from "../../../shared/rules/london.ts";
import { closingInstant, openingInstant, potFindings, timetableFindings } from "../../../shared/rules/round.ts";
import { proposedRound } from "../../../shared/rules/round-proposal.ts";
import { isWorkingDay } from "../../../shared/rules/working-days.ts";
import { someFund } from "../../support/rounds.ts";

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
