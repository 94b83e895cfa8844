import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applicationReference, FundCode, parseReference, RoundCode } from "../../../shared/rules/reference.ts";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const characters = [..."0123456789", ...letters];
const parts = fc.record({
  fundCode: fc.stringMatching(/^[A-Z]{2,5}$/),
  roundCode: fc.stringMatching(/^\d{2}[A-Z]\d$/),
  number: fc.oneof(fc.integer({ min: 0, max: 9_999 }), fc.integer({ min: 10_000, max: 999_999 })),
});
const example = { fundCode: "CAF", roundCode: "26Q4", number: 17 };
const reference = applicationReference(example);

describe("applicationReference", () => {
  it("is fund, round, number and a check character that nobody misreads", () => {
    fc.assert(
      fc.property(parts, (made) => {
        expect(applicationReference(made)).toMatch(/^[A-Z]{2,5}-\d{2}[A-Z]\d-\d{4,6}-[2-9A-HJ-NPRTV-Z]$/);
      }),
    );
  });

  it.each([
    [example, "CAF-26Q4-0017-3"],
    [{ ...example, number: 18 }, "CAF-26Q4-0018-Z"],
    [{ fundCode: "RSAF", roundCode: "13R1", number: 12_345 }, "RSAF-13R1-12345-L"],
  ])("of %j never changes", (made, printed) => {
    expect(applicationReference(made)).toBe(printed);
  });
});

describe("parseReference", () => {
  it("reads every reference back", () => {
    fc.assert(
      fc.property(parts, (made) => {
        expect(parseReference(applicationReference(made))).toEqual(made);
      }),
    );
  });

  it.each([
    reference.toLowerCase(),
    reference.replaceAll("-", ""),
    reference.replaceAll("-", " "),
    ` ${reference.replaceAll("-", " – ")}\n`,
    [...reference].join(" "),
  ])("reads %j", (typed) => {
    expect(parseReference(typed)).toEqual(example);
  });

  it.each([
    "",
    "CAF-26Q4-0017",
    "CAF-26Q4-17-3",
    "CAF-26Q4-00017-3",
    "26Q4-0017-3",
    "CAF-26Q4-0017-3-X",
    "CAF_26Q4_0017_3",
    "C4F-26Q4-0017-3",
    "ſAF-26Q4-0017-3",
  ])("reads nothing from %j", (typed) => {
    expect(parseReference(typed)).toBeUndefined();
  });

  it("finds every single wrong character, at every place of many references", () => {
    fc.assert(
      fc.property(parts, (made) => {
        const bare = applicationReference(made).replaceAll("-", "");
        const missed = [...bare].flatMap((was, place) =>
          characters
            .filter((other) => other !== was)
            .map((other) => bare.slice(0, place) + other + bare.slice(place + 1))
            .filter((slip) => parseReference(slip) !== undefined),
        );
        expect(missed).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("finds every two neighbours swapped, the check character among them", () => {
    fc.assert(
      fc.property(parts, (made) => {
        const bare = applicationReference(made).replaceAll("-", "");
        const missed = [...bare]
          .map((was, place) => bare.slice(0, place) + (bare[place + 1] ?? "") + was + bare.slice(place + 2))
          .filter((slip) => slip !== bare && parseReference(slip) !== undefined);
        expect(missed).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("FundCode", () => {
  it.each([
    ["CAF", true],
    ["AB", true],
    ["A", false],
    ["ABCDEF", false],
    ["caf", false],
    ["CA1", false],
  ])("of %j is %s", (code, accepted) => {
    expect(FundCode.safeParse(code).success).toBe(accepted);
  });
});

describe("RoundCode", () => {
  it.each([
    ["26Q4", true],
    ["13R1", true],
    ["2026", false],
    ["26q4", false],
    ["26Q12", false],
  ])("of %j is %s", (code, accepted) => {
    expect(RoundCode.safeParse(code).success).toBe(accepted);
  });
});
