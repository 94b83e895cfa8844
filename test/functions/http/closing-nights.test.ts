import { describe, expect, it } from "vitest";
import { endOfDay, instantOf, msOf, toInstant } from "../../../shared/rules/london.ts";
import { asking, filledDraft, groupWith, HOUR, openRound } from "../../support/bid.ts";
import { engineForFile } from "../../support/engine.ts";
import { someFund } from "../../support/rounds.ts";

const engine = engineForFile();
const fund = someFund();

// The wall time that an officer enters, and the instant that is stored for it.
const closings = [
  ["noon on an ordinary day", instantOf("2026-12-01", "12:00"), "2026-12-01T12:00:00.000Z"],
  ["the end of the day before the clocks go back", endOfDay("2026-10-24"), "2026-10-24T23:00:00.000Z"],
  ["the first unambiguous time after they went back", instantOf("2026-10-25", "02:00"), "2026-10-25T02:00:00.000Z"],
  ["the end of the day of 25 hours", endOfDay("2026-10-25"), "2026-10-26T00:00:00.000Z"],
  ["the end of the day before the clocks go forward", endOfDay("2027-03-27"), "2027-03-28T00:00:00.000Z"],
  ["the first time after they went forward", instantOf("2027-03-28", "02:00"), "2027-03-28T01:00:00.000Z"],
  ["the end of the day of 23 hours", endOfDay("2027-03-28"), "2027-03-28T23:00:00.000Z"],
] as const;

describe("POST /api/applications/{id}/submission at a close", () => {
  it.each(closings)("counts until the last millisecond before %s, and no longer", async (_when, closesAt, stored) => {
    expect(closesAt).toBe(stored);
    const close = msOf(stored);
    const at = close - 2 * HOUR;
    const n = closings.findIndex(([, , instant]) => instant === stored);
    const round = await openRound(engine.it, fund, `26N${n}`, at, close);
    const cookieOf = await groupWith(engine.it, `o_${n}`, [`p_${n}`], at);
    const as = asking(engine.it, cookieOf(`p_${n}`));
    for (const [offset, status, rule] of [
      [-1, 200, undefined],
      [0, 409, "round/closed"],
      [1, 409, "round/closed"],
    ] as const) {
      const { id, draftId } = await filledDraft(as, fund, round, `o_${n}`, 500_00, at);
      const reply = await as.submit(id, draftId, close + offset);
      expect([reply.status, reply.body.rule, reply.body.receivedAt]).toEqual([status, rule, toInstant(close + offset)]);
    }
  });
});
