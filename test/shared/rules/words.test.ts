import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countWords, overWordLimit } from "../../../shared/rules/words.ts";

describe("countWords", () => {
  it.each([
    ["", 0],
    [" \n\t ", 0],
    ["one", 1],
    ["  a youth   club\nfor\tall  ", 5],
    ["non\u00a0breaking", 2],
    ["well-being isn't 2 words", 4],
    ["dash – alone", 3],
    ["👩‍👩‍👧 together", 2],
    ["line\r\nline", 2],
  ])("of %j is %i", (text, words) => {
    expect(countWords(text)).toBe(words);
  });

  it("adds up when texts are joined by white space", () => {
    const gap = fc.constantFrom(" ", "\n", "\t", "  ", "\u00a0");
    fc.assert(
      fc.property(fc.string(), gap, fc.string(), (a, space, b) => {
        expect(countWords(a + space + b)).toBe(countWords(a) + countWords(b));
      }),
    );
  });
});

describe("overWordLimit", () => {
  it.each([
    ["one two three", 3, 0],
    ["one two three", 2, 1],
    ["one two three", 0, 3],
    ["", 0, 0],
  ])("of %j with a limit of %i is %i", (text, limit, over) => {
    expect(overWordLimit(text, limit)).toBe(over);
  });
});
