import { render } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import type { DeskLine, DeskRound } from "../../../../shared/contract/desk.ts";
import { NO_TOTALS } from "../../../../shared/rules/totals.ts";
import { RoundFigures } from "../../../../web/pages/office/round-figures.tsx";
import { aRound } from "../../../support/rounds.ts";

const at = "2026-11-22T10:00:00.000Z";
const line = (n: number, toDecide: number): DeskLine => ({
  ...{ id: `ABC-26Q4-000${n}-K`, organisationId: `o_${n}`, organisationName: "Group", state: "submitted" },
  ...{ draftOpen: false, changedAt: at, openQuestions: 0, enteredByOffice: false, findings: [], toDecide },
});
const said = (status: DeskRound["status"], ...lines: DeskLine[]): string => {
  const desk = { at, round: aRound(), status, fundName: "Fund", totals: NO_TOTALS, catchingUp: false, lines };
  return render(<RoundFigures desk={desk} rounds={[]} unanswered={0} works={true} />).replaceAll(/<[^>]*>/g, " ");
};

describe("RoundFigures", () => {
  it("counts what was seen before among what waits, also while the round is open", () => {
    expect(said("open", line(1, 1), line(2, 2), line(3, 0))).toMatch(/2\s+need something from you\s+2 seen before/);
  });

  it("counts a bid that is to be checked once", () => {
    expect(said("closed", line(1, 1), line(2, 0))).toMatch(/2\s+need something from you\s+2 to check/);
  });
});
