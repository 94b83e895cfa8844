import { describe, expect, it } from "vitest";
import { choicesOf, parseDate, parseWhole, rowsOf, textOf } from "../../../shared/rules/answers.ts";

describe("textOf", () => {
  it.each([
    ["  A\r\nB\u0000 ", "A\nB"],
    ["\u202eevil", "evil"],
    [["a"], ""],
    [undefined, ""],
  ])("of %j is %j", (answer, text) => {
    expect(textOf(answer)).toBe(text);
  });
});

describe("choicesOf", () => {
  it("is what was chosen, and nothing of a text or of rows", () => {
    expect([choicesOf(["a", "b"]), choicesOf("a"), choicesOf([{ a: "b" }]), choicesOf(undefined)]).toEqual([
      ["a", "b"],
      [],
      [],
      [],
    ]);
  });
});

describe("rowsOf", () => {
  it("leaves out empty rows, and keeps the place of the others", () => {
    expect(rowsOf([{ item: " " }, {}, { item: "Hall" }, { item: "\u200b".repeat(0) }])).toEqual([
      { row: { item: "Hall" }, index: 2 },
    ]);
    expect([rowsOf("text"), rowsOf(["text"]), rowsOf(undefined)]).toEqual([[], [], []]);
  });
});

describe("parseWhole", () => {
  it.each([
    ["25", 25],
    [" 1,200 ", 1_200],
    ["0", 0],
    ["999999999", 999_999_999],
    ["1000000000", undefined],
    ["1,200,300", 1_200_300],
    ["2.5", undefined],
    // Half an hour more than two, as much of Europe writes it, is not twenty-five.
    ["2,5", undefined],
    ["12,50", undefined],
    ["-1", undefined],
    ["1e3", undefined],
    ["٣", undefined],
    ["", undefined],
  ])("of %j is %s", (typed, count) => {
    expect(parseWhole(typed)).toBe(count);
  });
});

describe("parseDate", () => {
  it.each([
    ["2028-02-29", "2028-02-29"],
    ["2027-02-29", undefined],
    ["2027-2-1", undefined],
    ["1/2/2027", undefined],
  ])("of %j is %s", (typed, date) => {
    expect(parseDate(typed)).toBe(date);
  });
});
