import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "../../../shared/rules/london.ts";
import {
  SUBSIDY_MOST_PENCE,
  type SubsidySteps,
  stepFindings,
  subsidyCountsFrom,
  subsidyTotal,
  subsidyWords,
} from "../../../shared/rules/subsidy.ts";

const GIVEN_ON = "2027-01-26";
const had = (amountPence: number, on = "2026-05-01") => ({ from: "A council", on, amountPence });

describe("subsidyCountsFrom", () => {
  it.each([
    ["2027-01-26", "2024-04-01"],
    ["2027-03-31", "2024-04-01"],
    ["2027-04-01", "2025-04-01"],
    ["2026-04-01", "2024-04-01"],
  ])("counts for a grant of %s from %s: two financial years and the part of this one", (givenOn, from) => {
    expect(subsidyCountsFrom(givenOn)).toBe(from);
  });
});

describe("subsidyTotal", () => {
  it.each([
    ["one penny below the most", 31_499_999, 0],
    ["the most itself", 31_500_000, 0],
    ["one penny above", 31_500_001, 1],
  ])("decides by one penny: %s", (_, totalPence, overPence) => {
    const total = subsidyTotal([had(totalPence - 500_000)], 500_000, GIVEN_ON);
    expect(total).toMatchObject({ totalPence, overPence });
  });

  it("counts the first day of the period and the day of the grant, and neither the day before nor the day after", () => {
    const sums = [had(1, "2024-03-31"), had(10, "2024-04-01"), had(100, GIVEN_ON), had(1_000, addDays(GIVEN_ON, 1))];
    expect(subsidyTotal(sums, 0, GIVEN_ON)).toMatchObject({ hadPence: 110, countsFrom: "2024-04-01" });
  });

  it("never falls when a sum is added, and does not depend on the order", () => {
    const sum = fc.record({
      from: fc.constant("A"),
      on: fc.integer({ min: 0, max: 2_000 }).map((days) => addDays("2022-01-01", days)),
      amountPence: fc.nat({ max: 40_000_000 }),
    });
    fc.assert(
      fc.property(fc.array(sum, { maxLength: 8 }), sum, fc.nat({ max: 25_000_000 }), (sums, one, grant) => {
        const before = subsidyTotal(sums, grant, GIVEN_ON);
        const after = subsidyTotal([one, ...sums.toReversed()], grant, GIVEN_ON);
        expect(after.totalPence).toBeGreaterThanOrEqual(before.totalPence);
        expect(after.overPence > 0).toBe(after.totalPence > SUBSIDY_MOST_PENCE);
        expect(subsidyTotal(sums.toReversed(), grant, GIVEN_ON)).toEqual(before);
      }),
    );
  });
});

describe("subsidyWords", () => {
  const words = (hadPence: number, grantPence: number) =>
    subsidyWords(subsidyTotal([had(hadPence)], grantPence, GIVEN_ON), grantPence).join(" ");
  it("names what is left, or by how much it is too much", () => {
    expect(words(31_000_000, 400_000)).toContain("That leaves £1,000.00 of the £315,000.00");
    expect(words(31_000_000, 500_001)).toContain("That is £0.01 more than the £315,000.00");
  });
  it("tells of the public database above £100,000 alone", () => {
    expect(words(0, 10_000_000)).not.toContain("database");
    expect(words(0, 10_000_001)).toContain("public subsidy database");
  });
});

describe("subsidy/steps", () => {
  const TODAY = "2027-03-10";
  const rows: [string, SubsidySteps, string[]][] = [
    ["nothing done yet", {}, []],
    [
      "all in their order, two on one day",
      { notified: "2027-02-01", confirmed: "2027-02-01", paid: "2027-02-12", receipted: "2027-02-15" },
      [],
    ],
    ["paid before the group confirmed", { notified: "2027-02-01", paid: "2027-02-12" }, ["/steps/paid"]],
    ["confirmed the day before the notice", { notified: "2027-02-02", confirmed: "2027-02-01" }, ["/steps/confirmed"]],
    ["notified tomorrow", { notified: "2027-03-11" }, ["/steps/notified"]],
    ["a receipt for nothing", { receipted: "2027-02-15" }, ["/steps/receipted"]],
  ];
  it.each(rows)("of %s", (_, steps, pointers) => {
    const findings = stepFindings(steps, TODAY);
    expect(findings.map(({ pointer }) => pointer)).toEqual(pointers);
    expect(findings.every(({ rule }) => rule === "subsidy/steps")).toBe(true);
  });
});
