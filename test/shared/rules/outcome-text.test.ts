import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { communityAction } from "../../../shared/funds/community-action.ts";
import { OUTCOME_KINDS } from "../../../shared/rules/outcome.ts";
import { draftText, type Judged, lowestTwo, type TextFacts } from "../../../shared/rules/outcome-text.ts";
import { ratio } from "../../../shared/rules/ratio.ts";

/** Means by criterion, as numerator and denominator; null: nobody could judge it. */
const judged = (means: readonly ([number, number] | null)[]): Judged[] =>
  communityAction.criteria.map((criterion, n) => {
    const mean = means[n];
    return { criterion, mean: mean === undefined || mean === null ? undefined : ratio(...mean) };
  });

const facts = (over: Partial<TextFacts> = {}): TextFacts => ({
  kind: "declined",
  title: "Boxing on Saturdays",
  fundName: "Community Action Fund",
  roundTitle: "winter round",
  sourceName: "the Trust",
  askedPence: 140_000,
  amountPence: 90_000,
  dropped: ["A banner"],
  judged: judged([
    [4, 1],
    [3, 1],
    [10, 3],
    [11, 3],
    [8, 3],
    [8, 3],
  ]),
  ...over,
});

describe("outcome/bands", () => {
  it("names the two criteria in which a bid reached least, by exact means, the heavier first where they are level", () => {
    const ids = (means: Parameters<typeof judged>[0]) => lowestTwo(judged(means)).map(({ criterion }) => criterion.id);
    expect(
      ids([
        [4, 1],
        [3, 1],
        [10, 3],
        [11, 3],
        [8, 3],
        [8, 3],
      ]),
    ).toEqual(["value", "legacy"]);
    expect(
      ids([
        [2, 1],
        [2, 1],
        [2, 1],
        [2, 1],
        [2, 1],
        [2, 1],
      ]),
    ).toEqual(["fit", "need"]);
    expect(ids([null, [5, 1], null, null, [13, 3], null])).toEqual(["value", "need"]);
    expect(ids([null, null, null, null, null, null])).toEqual([]);
  });

  it.each([
    [[1, 1], "poor. Your application was nearest to: “Does not explain costs, or costs too much for what it does.”"],
    [[5, 3], "poor. Your application was nearest to: “Does not explain costs"],
    [[2, 1], "weak. Your application gave more than: “Does not explain costs"],
    [[8, 3], "weak. Your application gave more than: “Does not explain costs"],
    [[3, 1], "acceptable. Your application was nearest to: “Has reasonable costs, with quotes where they are needed.”"],
    [[4, 1], "good. The very best: “Does a great deal for the money."],
  ] as const)("says what was reached in the fund's own words: a mean of %j", ([num, den], words) => {
    const text = draftText(
      facts({
        judged: judged([
          [5, 1],
          [5, 1],
          [5, 1],
          [5, 1],
          [num, den],
          [5, 1],
        ]),
      }),
    );
    expect(text).toContain(`Value for money, with other money and help: ${words}`);
  });
});

describe("draftText", () => {
  it("tells each kind what it has to know", () => {
    const says = (kind: TextFacts["kind"]) =>
      draftText(facts({ kind, amountPence: kind === "awarded" ? 140_000 : 90_000 }));
    expect(says("awarded")).toContain("The grant is £1,400.00, the whole of what you asked for. the Trust pays it.");
    expect(says("part")).toContain("The grant is £900.00 of the £1,400.00 you asked for.");
    expect(says("part")).toContain("The grant does not cover: A banner.");
    expect(says("reserved")).toContain("on the reserve list of winter round");
    expect(says("deferred")).toContain("It goes to the next meeting by itself.");
    expect(says("declined")).toContain("has not been funded");
  });

  it("offers to talk where nobody could judge, and is never empty whatever was scored", () => {
    expect(draftText(facts({ judged: [] }))).toContain("Call or email us");
    const mean = fc.option(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 10, max: 12 })), { nil: null });
    fc.assert(
      fc.property(fc.constantFrom(...OUTCOME_KINDS), fc.array(mean, { maxLength: 6 }), (kind, means) => {
        const text = draftText(facts({ kind, judged: judged(means) }));
        return text.trim().length > 100 && text.length < 6_000 && !text.includes("undefined");
      }),
    );
  });
});
