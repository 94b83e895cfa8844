import { render } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import { Ended, stepDay } from "../../../../web/pages/office/sheet-ending.tsx";

const hand = { by: "p_1", byName: "Olive Example", at: "2026-11-22T10:00:00.000Z" };

describe("Ended", () => {
  it("keeps in sight how a sheet had ended that was opened again: condition and reason too", () => {
    const ending = { overall: "pass-with-condition" as const, condition: "Send the accounts.", reason: "New group." };
    const earlier = [{ ending: { ...ending, ...hand, submission: 1 }, reason: "A letter came.", ...hand }];
    const said = render(<Ended sheet={{ earlier }} />);
    for (const words of ["Pass with a condition", "A letter came.", "Send the accounts.", "New group."])
      expect(said).toContain(words);
  });
});

describe("stepDay", () => {
  it.each([
    ["2026-11-20", "Friday 20 November 2026"],
    [undefined, "Not yet"],
  ])("tells %s as a day is told: %s", (on, words) => {
    expect(stepDay(on)).toBe(words);
  });
});
