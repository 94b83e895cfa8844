import { describe, expect, it } from "vitest";
import { type AllocationPlan, type Ask, allocate } from "../../../shared/rules/allocation.ts";

const ask = (id: string, pounds: number, least?: number, isBelow = false): Ask => ({
  id,
  askedPence: pounds * 100,
  ...(least === undefined ? {} : { leastPence: least * 100 }),
  isBelow,
});
const plan = (more: Partial<AllocationPlan> = {}): AllocationPlan => ({
  potPence: 1_200_000,
  skipAndFill: false,
  ...more,
});
const told = (levels: readonly (readonly Ask[])[], by: AllocationPlan) => {
  const { lines, leftPence } = allocate(levels, by);
  return [...lines.map(({ id, outcome, pence }) => `${id} ${outcome} ${pence / 100}`), `left ${leftPence / 100}`];
};

/** DOMAIN 8.2, in the order of its ranking. */
const worked = (leastOfD: number) =>
  [
    ask("A", 3000),
    ask("C", 2500),
    ask("B", 4500),
    ask("D", 5000, leastOfD),
    ask("E", 1500),
    ask("F", 1000, 1000, true),
  ].map((one) => [one]);

describe("allocate", () => {
  it("leaves £2,000 after A, C and B, and holds D and E in reserve", () => {
    expect(told(worked(3000), plan())).toEqual([
      "A full 3000",
      "C full 2500",
      "B full 4500",
      "D reserve 0",
      "E reserve 0",
      "F below 0",
      "left 2000",
    ]);
  });

  it("skips D and fills with E where the fund does so", () => {
    expect(told(worked(3000), plan({ skipAndFill: true })).slice(3)).toEqual([
      "D reserve 0",
      "E full 1500",
      "F below 0",
      "left 500",
    ]);
  });

  it.each([2000, 1500])("gives D a part of £2,000 where £%i is of use to it", (least) => {
    for (const skipAndFill of [true, false])
      expect(told(worked(least), plan({ skipAndFill })).slice(3)).toEqual([
        "D part 2000",
        "E reserve 0",
        "F below 0",
        "left 0",
      ]);
  });

  it("gives no part where the smallest useful amount is a penny more than is left", () => {
    expect(told(worked(2000.01), plan())[3]).toBe("D reserve 0");
  });

  it("pays bids that nothing tells apart together or leaves both to the meeting", () => {
    const level = [ask("A", 3000), ask("B", 3000)];
    expect(told([level], plan({ potPence: 600_000 }))).toEqual(["A full 3000", "B full 3000", "left 0"]);
    expect(told([level, [ask("C", 100)]], plan({ potPence: 500_000, skipAndFill: true }))).toEqual([
      "A tie 0",
      "B tie 0",
      "C reserve 0",
      "left 5000",
    ]);
    expect(told([level, [ask("C", 100)]], plan({ potPence: 200_000, skipAndFill: true }))).toEqual([
      "A reserve 0",
      "B reserve 0",
      "C full 100",
      "left 1900",
    ]);
  });

  it("asks what the first n would cost, also above the pot", () => {
    expect(told(worked(3000), plan({ top: 4 }))).toEqual([
      "A full 3000",
      "C full 2500",
      "B full 4500",
      "D full 5000",
      "E beyond 0",
      "F below 0",
      "left -3000",
    ]);
    expect(told(worked(3000), plan({ top: 0 }))).toContain("left 12000");
    expect(told([[ask("A", 1), ask("B", 1)], [ask("C", 1)]], plan({ top: 1 }))).toEqual([
      "A tie 0",
      "B tie 0",
      "C beyond 0",
      "left 12000",
    ]);
  });

  it("caps each at a share of what it asks, down to the penny, and not below what is of use", () => {
    expect(told(worked(3000), plan({ capBasisPoints: 8_000 }))).toEqual([
      "A part 2400",
      "C part 2000",
      "B part 3600",
      "D part 4000",
      "E reserve 0",
      "F below 0",
      "left 0",
    ]);
    expect(told([[ask("A", 3000, 2400)], [ask("B", 3000, 2400.01)]], plan({ capBasisPoints: 8_000 }))).toEqual([
      "A part 2400",
      "B too-little 0",
      "left 9600",
    ]);
    expect(told([[ask("A", 33.33, 1)]], plan({ capBasisPoints: 5_000 }))).toEqual(["A part 16.66", "left 11983.34"]);
    expect(told([[ask("A", 33.33, 1)]], plan({ capBasisPoints: 10_000 }))).toEqual(["A full 33.33", "left 11966.67"]);
  });
});
