import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { barShares } from "../../../web/parts/bar.tsx";

describe("barShares", () => {
  it("lays the parts one behind the other", () => {
    const shares = barShares([
      { label: "awarded", pence: 300, tone: "done" },
      { label: "nothing", pence: 0, tone: "hand" },
      { label: "not funded", pence: 100, tone: "gap" },
    ]);
    expect(shares.map(({ from, width }) => [from, width])).toEqual([
      [0, 75],
      [75, 25],
    ]);
  });

  it("draws nothing of nothing", () => {
    expect(barShares([{ label: "left", pence: 0, tone: "left" }])).toEqual([]);
  });

  it("always fills the bar and never more", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(99_999_999), { minLength: 1 }), (amounts) => {
        const shares = barShares(amounts.map((pence, at) => ({ label: String(at), pence, tone: "done" as const })));
        const last = shares.at(-1);
        expect(last === undefined ? 100 : last.from + last.width).toBeCloseTo(100, 6);
      }),
    );
  });
});
