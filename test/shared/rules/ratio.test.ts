import { describe, expect, it } from "vitest";
import {
  compare,
  exactly,
  formatRatio,
  isSame,
  meanOf,
  minus,
  plus,
  ratio,
  shareOf,
  sumOf,
  times,
} from "../../../shared/rules/ratio.ts";

describe("ratio", () => {
  it("adds, takes away and multiplies without a rest", () => {
    expect(plus(ratio(1, 3), ratio(1, 6))).toEqual(ratio(1, 2));
    expect(minus(ratio(1, 3), ratio(1, 2))).toEqual({ num: -1n, den: 6n });
    expect(times(ratio(20), ratio(2, 3))).toEqual(ratio(40, 3));
    expect(sumOf([ratio(1, 10), ratio(2, 10)])).toEqual(ratio(3, 10));
    expect(sumOf([])).toEqual(ratio(0));
  });

  it("is one and the same however it was come by", () => {
    expect(ratio(6, 9)).toEqual(ratio(2, 3));
    expect(isSame({ num: 6n, den: 9n }, ratio(2, 3))).toBe(true);
    expect(ratio(0, 7)).toEqual(ratio(0));
  });

  it("compares what floating point cannot tell apart", () => {
    // Both are 0.1 + 2^-60 or so: the same number to a float.
    const near = { num: 1_000_000_000_000_000_001n, den: 10_000_000_000_000_000_000n };
    expect(compare(near, ratio(1, 10))).toBe(1);
    expect(compare(ratio(1, 10), near)).toBe(-1);
    expect(compare(ratio(-1, 2), ratio(1, 3))).toBe(-1);
  });

  it("has the mean of some numbers, and none of no numbers", () => {
    expect(meanOf([4, 3, 3])).toEqual(ratio(10, 3));
    expect(meanOf([])).toBeUndefined();
  });

  it.each([
    [ratio(67), 1, "67.0"],
    [ratio(40, 3), 1, "13.3"],
    [ratio(1335, 100), 1, "13.4"],
    [ratio(1325, 100), 1, "13.3"],
    [ratio(5, 100), 1, "0.1"],
    [ratio(4, 100), 1, "0.0"],
    [ratio(-4, 100), 1, "0.0"],
    [ratio(-5, 100), 1, "-0.1"],
    [ratio(9995, 100), 1, "100.0"],
    [ratio(13, 3), 2, "4.33"],
    [ratio(5, 2), 0, "3"],
  ])("is shown rounded half up: case %#", (value, figures, shown) => {
    expect(formatRatio(value, figures)).toBe(shown);
  });

  it.each([
    [ratio(4), "4"],
    [ratio(10, 3), "3 1/3"],
    [ratio(2, 3), "2/3"],
    [ratio(-7, 2), "-3 1/2"],
    [ratio(0), "0"],
  ])("is shown whole: case %#", (value, shown) => {
    expect(exactly(value)).toBe(shown);
  });

  it("is a place on a line for a drawing", () => {
    expect(shareOf(ratio(67), 100)).toBeCloseTo(0.67);
  });
});
