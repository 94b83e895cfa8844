import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answer } from "../../../shared/rules/application.ts";
import { joined } from "../../../web/device/joined-text.ts";
import { differing, sameAnswer } from "../../../web/device/same-text.ts";

const text = (answers: Record<string, Answer>) => ({ answers, done: true });
const isLong = (id: string): boolean => id === "need";

describe("joined", () => {
  it.each<[string, Answer | undefined, Answer | undefined, Answer]>([
    ["need", "mine", "theirs", "mine\n\ntheirs"],
    ["need", "", "theirs", "theirs"],
    ["title", "mine", "theirs", "mine"],
    ["title", undefined, "theirs", "theirs"],
    ["priorities", ["a"], ["b", "a"], ["a", "b"]],
    ["budget", [{ item: "hall" }], [{ item: "hall" }, { item: "bats" }], [{ item: "hall" }, { item: "bats" }]],
  ])("of %s: %j and %j is %j", (id, mine, theirs, both) => {
    const of = (answer: Answer | undefined) => text(answer === undefined ? {} : { [id]: answer });
    expect(joined(of(mine), of(theirs), isLong).answers[id]).toEqual(both);
  });
  it("leaves the section to be finished again", () => {
    expect(joined(text({}), text({}), isLong).done).toBe(false);
  });
  it("contains every long text of both", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (mine, theirs) => {
        const both = String(joined(text({ need: mine }), text({ need: theirs }), isLong).answers.need);
        expect(both).toContain(sameAnswer(mine, theirs) ? "" : mine);
        expect(both).toContain(sameAnswer(mine, theirs) ? "" : theirs);
      }),
    );
  });
});

describe("differing", () => {
  it.each<[Answer | undefined, Answer | undefined, boolean]>([
    ["a\r\nb", "a\nb", false],
    ["", undefined, false],
    ["a", "b", true],
    [[{ item: "hall", cost: "" }], [{ item: "hall" }], false],
    [[{ cost: "1", item: "hall" }], [{ item: "hall", cost: "1" }], false],
    [["a", "b"], ["b", "a"], true],
  ])("%j and %j: %s", (a, b, differs) => {
    const of = (answer: Answer | undefined) => (answer === undefined ? {} : { q: answer });
    expect(differing(of(a), of(b))).toEqual(differs ? ["q"] : []);
  });
});
