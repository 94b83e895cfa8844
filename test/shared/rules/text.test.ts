import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanText, csvLine, lineCount, safeForSpreadsheet, singleLine } from "../../../shared/rules/text.ts";

// Any UTF-16, with much of what has to be removed among it.
const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
const awkward = fc.constantFrom("\r", "\n", "\u0000", "\u202e", "\ud83d", "\ude00", "e", "\u0301", "\u200d", " ", "=");
const anyText = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: fc.oneof(unit, awkward) }));

describe("cleanText", () => {
  it.each([
    ["two\r\nlines\rand\nmore", "two\nlines\nand\nmore"],
    ["para\u2029graph", "para\ngraph"],
    ["tab\tstays", "tab\tstays"],
    ["nul\u0000 bell\u0007 escape\u001b[0m", "nul bell escape[0m"],
    ["del\u007f c1\u0092", "del c1"],
    ["cafe\u0301", "café"],
    ["invoice\u202efdp.exe", "invoicefdp.exe"],
    ["\u2066isolated\u2069 \u200emark\u200f \u061c", "isolated mark "],
    ["half \ud83d pair", "half  pair"],
    ["\ud83d\u202e\ude00", ""],
    ["family 👩‍👩‍👧 and 🏴󠁧󠁢󠁥󠁮󠁧󠁿", "family 👩‍👩‍👧 and 🏴󠁧󠁢󠁥󠁮󠁧󠁿"],
    ["Cymraeg ŵ, 中文, العربية", "Cymraeg ŵ, 中文, العربية"],
    ["  spaces as typed  ", "  spaces as typed  "],
    ["\ufeffmark", "mark"],
  ])("makes %j into %j", (typed, clean) => {
    expect(cleanText(typed)).toBe(clean);
  });

  it("changes nothing the second time, and leaves well-formed text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const clean = cleanText(text);
        expect(cleanText(clean)).toBe(clean);
        expect(clean.isWellFormed()).toBe(true);
        expect(["\r", "\u0000", "\u202e"].some((mark) => clean.includes(mark))).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("singleLine", () => {
  it.each([
    ["  Hall  \r\n roof ", "Hall roof"],
    ["a\tb\u00a0c", "a b c"],
    ["\n", ""],
  ])("makes %j into %j", (typed, line) => {
    expect(singleLine(typed)).toBe(line);
  });

  it("changes nothing the second time, and never breaks a line", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const line = singleLine(text);
        expect(singleLine(line)).toBe(line);
        expect(lineCount(line)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("lineCount", () => {
  it.each([
    ["", 0],
    ["one", 1],
    ["one\ntwo", 2],
    ["one\r\ntwo\rthree\n", 4],
    ["x\n".repeat(4_999), 5_000],
  ])("of %j is %i", (text, lines) => {
    expect(lineCount(text)).toBe(lines);
  });
});

describe("safeForSpreadsheet", () => {
  it.each([
    ["=1+1", "'=1+1"],
    ["+44 117", "'+44 117"],
    ["-5", "'-5"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1", "'\t=1"],
    ["\rx", "'\rx"],
    ["  =1", "'  =1"],
    ["＝1", "'＝1"],
    ["Hall = roof", "Hall = roof"],
    ["'=already", "'=already"],
    ["", ""],
  ])("makes %j into %j", (cell, safe) => {
    expect(safeForSpreadsheet(cell)).toBe(safe);
  });

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(safeForSpreadsheet(safeForSpreadsheet(text))).toBe(safeForSpreadsheet(text));
      }),
    );
  });
});

/** Reads one CSV record as RFC 4180 says, to test the writer against. */
const readCsv = (line: string): string[] =>
  [...`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^",]*))(?=,|$)/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
  );

describe("csvLine", () => {
  it.each([
    [["a", 12, undefined, "b"], "a,12,,b"],
    [["£1,400.00", 'say "hi"', "two\nlines"], '"£1,400.00","say ""hi""","two\nlines"'],
    [["=HYPERLINK(1,2)", -5], `"'=HYPERLINK(1,2)",-5`],
    [["semi;colon", " led"], '"semi;colon"," led"'],
    [[], ""],
  ])("writes %j", (cells, line) => {
    expect(csvLine(cells)).toBe(line);
  });

  it("is read back as the safe cells", () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 2 }), (cells) => {
        expect(readCsv(csvLine(cells))).toEqual(cells.map(safeForSpreadsheet));
      }),
    );
  });
});
