import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { APPLICATION_STATES, type ApplicationState } from "../../../shared/rules/application.ts";
import { isCatchingUp, lastRoundBefore, needsCheck, totalsOf } from "../../../shared/rules/desk.ts";
import { ROUND_STATUSES } from "../../../shared/rules/round.ts";
import { COUNTED, NO_TOTALS } from "../../../shared/rules/totals.ts";

const listed = fc.record({ state: fc.constantFrom(...APPLICATION_STATES), askedPence: fc.nat(999_999_999) });

describe("totalsOf", () => {
  it("counts each application once, and asks only what may still be funded, in any order", () => {
    fc.assert(
      fc.property(fc.array(listed, { maxLength: 40 }), (lines) => {
        const totals = totalsOf(lines);
        expect(totals.drafts + totals.submitted + totals.withdrawn).toBe(lines.length);
        const asked = lines.filter(({ state }) => COUNTED[state].asks).reduce((sum, one) => sum + one.askedPence, 0);
        expect(totals.askedPence).toBe(asked);
        expect(totalsOf(lines.toReversed())).toEqual(totals);
      }),
    );
  });

  it("asks nothing for a draft, whatever is typed in it", () => {
    expect(totalsOf([{ state: "draft" }])).toEqual({ ...NO_TOTALS, drafts: 1 });
  });
});

describe("desk/catching-up", () => {
  it.each([
    ["the same", NO_TOTALS, false],
    ["a penny", { ...NO_TOTALS, askedPence: 1 }, true],
    ["one draft", { ...NO_TOTALS, drafts: 1 }, true],
  ])("with a difference of %s", (_what, counted, expected) => {
    expect(isCatchingUp(NO_TOTALS, counted)).toBe(expected);
  });
});

describe("needsCheck", () => {
  it("is so for what was sent, after the close, while no question is open: and for nothing else", () => {
    const needing = APPLICATION_STATES.flatMap((state: ApplicationState) =>
      ROUND_STATUSES.flatMap((status) =>
        [0, 1].flatMap((openQuestions) =>
          needsCheck({ state, openQuestions }, status) ? [[state, status, openQuestions]] : [],
        ),
      ),
    );
    expect(needing).toEqual([["submitted", "closed", 0]]);
  });
});

describe("lastRoundBefore", () => {
  const rounds = [
    { id: "A-3", fundId: "a", opensAt: "2026-07-01T08:00:00.000Z" },
    { id: "A-1", fundId: "a", opensAt: "2026-01-01T08:00:00.000Z" },
    { id: "B-1", fundId: "b", opensAt: "2026-06-01T08:00:00.000Z" },
    { id: "A-2", fundId: "a", opensAt: "2026-04-01T08:00:00.000Z" },
  ];
  it.each([
    ["A-3", "A-2"],
    ["A-2", "A-1"],
    ["A-1", undefined],
    ["B-1", undefined],
    ["none", undefined],
  ])("of %s is %s", (id, expected) => {
    expect(lastRoundBefore(rounds, id)?.id).toBe(expected);
  });
});
