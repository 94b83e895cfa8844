import { describe, expect, it } from "vitest";
import { countLine } from "../../../web/parts/word-count.tsx";

describe("countLine", () => {
  it.each([
    [138, 150, "word", "You have 12 words left of 150"],
    [149, 150, "word", "You have 1 word left of 150"],
    [150, 150, "word", "You have 0 words left of 150"],
    [151, 150, "word", "You have 1 word too many. The limit is 150."],
    [90, 80, "character", "You have 10 characters too many. The limit is 80."],
  ] as const)("says of %i against %i %ss: %s", (count, limit, unit, words) => {
    expect(countLine(count, limit, unit)).toBe(words);
  });
});
