import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { askedSumFindings, budgetLine, budgetLineFindings, gapFindings } from "../../../shared/rules/budget.ts";

describe("budgetLine", () => {
  it("reads a row, with £0 asked where nothing was typed", () => {
    expect(budgetLine({ item: " Hire  of hall", basis: "", cost: "£1,400", asked: "" })).toEqual({
      item: "Hire of hall",
      basis: "",
      costPence: 140_000,
      askedPence: 0,
    });
  });

  it.each([
    ["-5", "5"],
    ["12.345", "5"],
    ["five", "5"],
    ["", "5"],
    ["10", "(5)"],
  ])("reads nothing from %s and %s", (cost, asked) => {
    expect(budgetLine({ item: "Hall", basis: "", cost, asked })).toBeUndefined();
  });
});

describe("budget/line", () => {
  const line = (costPence: number, askedPence: number) => ({ item: "Hall", basis: "", costPence, askedPence });
  it.each([
    [100, 100, undefined],
    [100, 0, undefined],
    [100, 101, "Cost 3: ask for £1.00 or less. You ask for £1.01 of it."],
    [0, 0, "Cost 3: enter a cost of more than £0.00, or remove the row."],
  ])("of %i pence with %i asked: %s", (cost, asked, detail) => {
    expect(budgetLineFindings(line(cost, asked), "Cost 3", "/budget/2")[0]?.detail).toBe(detail);
  });
});

describe("budget/sum", () => {
  it.each([
    [90_000, "That is £100.00 less than the £1,000.00 you apply for."],
    [100_001, "That is £0.01 more than the £1,000.00 you apply for."],
  ])("names the difference of rows that ask for %i pence", (asked, sentence) => {
    const [found] = askedSumFindings(asked, 100_000, "/budget");
    expect(found).toMatchObject({ rule: "budget/sum", pointer: "/budget" });
    expect(found?.detail).toContain(sentence);
  });

  it("finds a difference of one penny, and none without one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999 }), (pence) => {
        expect(askedSumFindings(pence, pence, "")).toEqual([]);
        expect(askedSumFindings(pence - 1, pence, "")).toHaveLength(1);
        expect(askedSumFindings(pence + 1, pence, "")).toHaveLength(1);
      }),
    );
  });

  it.each([
    [0, undefined],
    [5_000, "£50.00 of that has no money or help behind it"],
    [-5_000, "come to £50.00 more than the costs of £1,000.00"],
  ])("of costs of £1,000 with a gap of %i pence: %s", (gapPence, sentence) => {
    const [found] = gapFindings(100_000, gapPence, "/match");
    expect(found?.detail.includes(sentence ?? "")).toBe(sentence === undefined ? undefined : true);
  });
});
