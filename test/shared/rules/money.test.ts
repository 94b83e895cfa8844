import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  capSharePence,
  formatPounds,
  formatWholePounds,
  largestPence,
  moneyProblem,
  Pence,
  parsePounds,
  requiredSharePence,
} from "../../../shared/rules/money.ts";

const typedPence = fc.integer({ min: 0, max: largestPence });

describe("parsePounds", () => {
  it.each([
    ["1400", 140_000],
    ["1,400.00", 140_000],
    ["£1 400.50", 140_050],
    [" £ 1,400.05 ", 140_005],
    ["1400.99£", 140_099],
    ["14,00", 140_000],
    ["1\u00a0400", 140_000],
    ["\u200b75", 7_500],
    ["0", 0],
    ["0.01", 1],
    ["0012", 1_200],
    ["19.99", 1_999],
    ["9,999,999.99", 999_999_999],
  ])("reads %j as %i pence", (typed, pence) => {
    expect(parsePounds(typed)).toBe(pence);
    expect(moneyProblem(typed)).toBeUndefined();
  });

  it("reads back every amount it prints", () => {
    fc.assert(fc.property(typedPence, (pence) => parsePounds(formatPounds(pence)) === pence));
    fc.assert(fc.property(typedPence, (pence) => parsePounds(formatWholePounds(pence)) === pence));
    expect(parsePounds(formatPounds(largestPence))).toBe(largestPence);
  });

  it("gives integer pence or nothing, whatever is typed", () => {
    const typed = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(..."0123456789.,-£ ()e+") }));
    fc.assert(
      fc.property(typed, (text) => {
        const pence = parsePounds(text);
        expect((pence === undefined) === (moneyProblem(text) !== undefined)).toBe(true);
        expect(pence === undefined || Pence.safeParse(pence).success).toBe(true);
      }),
    );
  });
});

describe("moneyProblem", () => {
  const empty = "Enter an amount in pounds, like 1,400.00";
  const negative = "Enter an amount of £0 or more, without a minus sign";
  const tooLarge = "Enter an amount of £9,999,999.99 or less";
  const decimals = "Enter no more than two figures after the point, like 1,400.00";
  const pence = "Enter pounds, and pence as two figures, like 1,400.50";
  const figures = "Enter the amount in figures, like 1,400.00";

  it.each([
    ["", empty],
    ["   ", empty],
    ["£", empty],
    ["-5", negative],
    ["-£5.00", negative],
    ["£-5", negative],
    ["−5", negative],
    ["(5.00)", negative],
    ["(£5.00)", negative],
    ["5-", negative],
    ["10000000", tooLarge],
    ["£10,000,000.00", tooLarge],
    ["99999999999999999999", tooLarge],
    ["1.005", decimals],
    ["1.400,00", decimals],
    ["1400.5", pence],
    ["1400.", pence],
    [".50", pence],
    ["about 500", figures],
    ["5k", figures],
    ["1e3", figures],
    ["1.2.3", figures],
    ["12£50", figures],
    ["££5", figures],
    ["0x10", figures],
    ["٣", figures],
    ["Infinity", figures],
  ])("for %j says what to do", (typed, sentence) => {
    expect(parsePounds(typed)).toBeUndefined();
    expect(moneyProblem(typed)).toBe(sentence);
  });
});

describe("formatPounds", () => {
  it.each([
    [0, "£0.00", "£0"],
    [5, "£0.05", "£0.05"],
    [140_000, "£1,400.00", "£1,400"],
    [500_050, "£5,000.50", "£5,000.50"],
    [350_000_000, "£3,500,000.00", "£3,500,000"],
    [99_999, "£999.99", "£999.99"],
    [-2_715_000, "-£27,150.00", "-£27,150"],
  ])("prints %i pence as %s, and short as %s", (amount, long, short) => {
    expect(formatPounds(amount)).toBe(long);
    expect(formatWholePounds(amount)).toBe(short);
  });
});

describe("Pence", () => {
  it.each([[-1], [0.5], [Number.NaN], [Number.MAX_SAFE_INTEGER + 1], ["100"]])("refuses %s", (value) => {
    expect(Pence.safeParse(value).success).toBe(false);
  });

  it("accepts nought and the largest safe integer", () => {
    expect([Pence.safeParse(0).success, Pence.safeParse(Number.MAX_SAFE_INTEGER).success]).toEqual([true, true]);
  });
});

describe("requiredSharePence", () => {
  it.each([
    [100_000, 2_500, 25_000, 25_000],
    [100_001, 2_500, 25_001, 25_000],
    [333, 3_333, 111, 110],
    [1, 1, 1, 0],
    [0, 2_500, 0, 0],
    [999, 0, 0, 0],
    [999, 10_000, 999, 999],
  ])("of %i pence at %i basis points is %i, and the cap %i", (total, basisPoints, least, most) => {
    expect(requiredSharePence(total, basisPoints)).toBe(least);
    expect(capSharePence(total, basisPoints)).toBe(most);
  });

  it("is the smallest amount that reaches the share, and the cap the largest within it, exactly", () => {
    const totals = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(totals, fc.integer({ min: 0, max: 10_000 }), (total, basisPoints) => {
        const exact = BigInt(total) * BigInt(basisPoints);
        const least = BigInt(requiredSharePence(total, basisPoints));
        const most = BigInt(capSharePence(total, basisPoints));
        expect(least * 10_000n >= exact && (least - 1n) * 10_000n < exact).toBe(true);
        expect(most * 10_000n <= exact && (most + 1n) * 10_000n > exact).toBe(true);
      }),
    );
  });
});
