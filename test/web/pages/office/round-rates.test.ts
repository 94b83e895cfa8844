import { describe, expect, it } from "vitest";
import type { HourlyRate } from "../../../../shared/rules/fund.ts";
import {
  rateErrorsAtFields,
  rateProblems,
  ratesToCome,
  ratesTyped,
} from "../../../../web/pages/office/round-rates.tsx";

const rate = (from: string, pencePerHour: number): HourlyRate => ({
  ...{ id: "skilled", label: "Skilled work", pencePerHour, from },
});
const today = rate("2026-11-22", 2_143);
const later = rate("2027-04-01", 2_200);
const table = { rates: [today, later], at: "2026-11-22T10:00:00.000Z" };
const typed = ratesToCome(table);

describe("ratesTyped", () => {
  it("sends nothing where the rates to come are as they were, and empty rows are none", () => {
    expect(typed).toEqual([{ id: "skilled", pencePerHour: "22.00", from: "2027-04-01" }]);
    expect(ratesTyped(table, [...typed, { id: "", pencePerHour: "", from: "" }])).toBeUndefined();
  });

  it("keeps what holds today, and lets one to come be changed, taken out and added", () => {
    expect(ratesTyped(table, [])).toEqual([today]);
    expect(ratesTyped(table, [{ id: "skilled", pencePerHour: "£23", from: "2027-05-01" }])).toEqual([
      today,
      rate("2027-05-01", 2_300),
    ]);
  });
});

describe("rateProblems", () => {
  it.each([
    ["12345678", "Enter an amount of £9,999,999.99 or less."],
    ["-5", "Enter an amount of £0 or more, without a minus sign."],
    ["1.234,50", "Enter no more than two figures after the point, like 1,400.00."],
  ])("says of %s what to do, at its field", (pencePerHour, text) => {
    const rows = [...typed, { id: "skilled", pencePerHour, from: "2028-04-01" }];
    expect(rateProblems(rows)).toEqual([{ id: "new-rates-1-pencePerHour", text }]);
  });
});

describe("rateErrorsAtFields", () => {
  it("leads to the row that was typed", () => {
    const [error] = rateErrorsAtFields([{ id: "rates-1-from", text: "Choose another day." }], table);
    expect(error?.id).toBe("new-rates-0-from");
  });
});
