import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { demonstration } from "../../../shared/funds/demonstration.ts";
import { QUOTES } from "../../../shared/funds/money-questions.ts";
import {
  askedSumFindings,
  type BudgetLine,
  budgetLine,
  budgetLineFindings,
  cashFlowFindings,
  gapFindings,
  givenFreeFindings,
  quoteFindings,
  quotesFor,
} from "../../../shared/rules/budget.ts";
import { blockers } from "../../../shared/rules/completeness.ts";
import { KNOWN } from "../../../shared/rules/form.ts";
import type { MatchLine } from "../../../shared/rules/match-line.ts";
import { largestPence } from "../../../shared/rules/money.ts";
import { completeFacts } from "../../support/application.ts";

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

describe("budget/quotes", () => {
  const costing = (costPence: number, more: Partial<BudgetLine>): BudgetLine => ({
    ...{ item: "Hall", basis: "", costPence, askedPence: 0, how: "bought" as const },
    ...more,
  });
  it.each([
    [1, 1],
    [500_00, 1],
    [500_01, 2],
    [2_000_00, 2],
    [2_000_01, 3],
    [largestPence, 3],
  ])("asks of %i pence for %i", (pence, needed) => {
    expect(quotesFor(pence, QUOTES)).toBe(needed);
    expect(quoteFindings(costing(pence, { quotes: needed }), QUOTES, "Cost 1", "/budget/0")).toEqual([]);
    const [found] = quoteFindings(costing(pence, { quotes: needed - 1 }), QUOTES, "Cost 1", "/budget/0");
    expect(found).toMatchObject({ rule: "budget/quotes", pointer: "/budget/0/quotes" });
  });

  it.each<[string, Partial<BudgetLine>]>([
    ["pay", { how: "pay" }],
    ["something given free", { how: "given" }],
    ["a reason for fewer", { fewerQuotes: "Only one hall is near." }],
  ])("lets through %s", (_what, more) => {
    expect(quoteFindings(costing(5_000_00, more), QUOTES, "Cost 1", "/budget/0")).toEqual([]);
  });

  it("asks for none where the fund has no bands", () => {
    expect(quoteFindings(costing(5_000_00, {}), [], "Cost 1", "/budget/0")).toEqual([]);
  });
});

describe("budget/given-free", () => {
  const costs = (givenPence: number): BudgetLine[] => [
    { item: "Hall", basis: "", costPence: 900_00, askedPence: 900_00, how: "bought" },
    { item: "Room", basis: "", costPence: givenPence, askedPence: 0, how: "given" },
  ];
  const help = (amountPence: number): MatchLine[] => [
    { source: "Parish", kind: "in-kind", status: "secured", amountPence },
    { source: "Council", kind: "cash", status: "secured", amountPence: 50_00 },
  ];
  it.each([
    [300_00, 300_00, undefined],
    [300_00, 300_01, "That is £0.01 apart."],
    [300_00, 200_00, "That is £100.00 apart."],
  ])("of %i pence given and %i of help: %s", (given, named, sentence) => {
    const [found] = givenFreeFindings(costs(given), help(named), "/match");
    expect(found?.rule).toBe(sentence === undefined ? undefined : "budget/given-free");
    expect(found?.detail.includes(sentence ?? "")).toBe(sentence === undefined ? undefined : true);
  });

  it("is not held where costs do not say what kind they are", () => {
    const unsaid = costs(300_00).map(({ how: _, ...line }) => line);
    expect(givenFreeFindings(unsaid, help(1), "/match")).toEqual([]);
  });
});

describe("budget/cash-flow", () => {
  const found = (requested: string, ...amounts: string[]) =>
    cashFlowFindings(
      { [KNOWN.requested]: requested, [KNOWN.cashFlow]: amounts.map((amount) => ({ from: "2027-02-01", amount })) },
      "/cash-flow",
    );
  it.each([
    ["as much as is asked for", ["6,000.00", "3,000.00", "1,000.00"], ""],
    ["a penny less", ["6,000.00", "3,999.99"], "£0.01 less than the £10,000.00 you apply for"],
    ["a penny more", ["6,000.00", "4,000.01"], "£0.01 more than the £10,000.00 you apply for"],
    ["an amount that cannot be read", ["6,000.00", "-5"], ""],
    ["no row yet", [], ""],
  ])("of %s", (_what, amounts, words) => {
    const details = found("10,000", ...amounts);
    expect(details.map(({ rule, pointer }) => `${rule} ${pointer}`)).toEqual(
      words === "" ? [] : ["budget/cash-flow /cash-flow"],
    );
    expect(details[0]?.detail ?? "").toContain(words);
  });

  it("is found of a larger bid, and not of one that is not asked", () => {
    const rules = (pence: number) => {
      const facts = completeFacts(demonstration, pence);
      const money = { ...facts.answers.money, [KNOWN.cashFlow]: [{ from: "2027-02-01", amount: "12.50" }] };
      return blockers({ ...facts, answers: { ...facts.answers, money } }).map(({ rule }) => rule);
    };
    expect(rules(6_000_00)).toEqual(["budget/cash-flow"]);
    expect(rules(3_000_00)).toEqual([]);
  });
});
