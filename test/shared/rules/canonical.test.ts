import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, type Json } from "../../../shared/rules/canonical.ts";

const text = fc.oneof(fc.string(), fc.string({ unit: "binary" }));
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    text,
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("json")),
    fc.dictionary(text, tie("json"), { noNullPrototype: true }),
  ),
}));

/** The same value with the members of every object made in the other order. */
const reversed = (value: unknown): Json => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, member]) => [key, reversed(member)]),
    );
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
};

describe("canonicalJson", () => {
  it.each<[Json, string]>([
    [{ b: 1, a: [true, null, "x"] }, '{"a":[true,null,"x"],"b":1}'],
    [{ amountPence: 140_000, nested: { z: {}, y: [] } }, '{"amountPence":140000,"nested":{"y":[],"z":{}}}'],
    [{ kept: 1, left: undefined }, '{"kept":1}'],
    [{ 10: "ten", 9: "nine", a: 1, A: 2 }, '{"10":"ten","9":"nine","A":2,"a":1}'],
    // The order of RFC 8785, 3.2.3: by code units, so the emoji comes before the ligature.
    [
      { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, "\u00f6": 7 },
      '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
    ],
    ['say "hi"\n\u0007 café 👩‍👧', '"say \\"hi\\"\\n\\u0007 café 👩‍👧"'],
    ["cafe\u0301", '"cafe\u0301"'],
    [Number.MAX_SAFE_INTEGER, "9007199254740991"],
    [-0, "0"],
    [1e21, "1e+21"],
    [[], "[]"],
  ])("spells %j as %s", (value, spelling) => {
    expect(canonicalJson(value)).toBe(spelling);
  });

  it("does not depend on the order of members", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
      }),
    );
  });

  it("is read back as the same value, and spells that the same", () => {
    fc.assert(
      fc.property(json, (value) => {
        const back = JSON.parse(canonicalJson(value));
        expect(back).toEqual(value);
        expect(canonicalJson(back)).toBe(canonicalJson(value));
      }),
    );
  });

  it("never spells two different values the same", () => {
    const small = fc.jsonValue({ maxDepth: 1, stringUnit: fc.constantFrom("a", "1", '"', ",") });
    fc.assert(
      fc.property(small, small, (one, other) => {
        const [a, b] = [reversed(one), reversed(other)];
        expect(canonicalJson(a) === canonicalJson(b)).toBe(
          isDeepStrictEqual(JSON.parse(JSON.stringify(a)), JSON.parse(JSON.stringify(b))),
        );
      }),
      { numRuns: 1000 },
    );
  });
});
