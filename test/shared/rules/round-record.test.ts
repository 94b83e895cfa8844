import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { msOf } from "../../../shared/rules/london.ts";
import { type Round, roundStatus } from "../../../shared/rules/round.ts";
import { currentRound, recordOf, recordTotal, successRate, waitingRound } from "../../../shared/rules/round-record.ts";
import { aRound } from "../../support/rounds.ts";

const at = msOf("2026-11-15T12:00:00.000Z");
const round = (code: string, opens: string, closes: string, changed: Partial<Round> = {}): Round =>
  aRound({
    code,
    publishedAt: "2020-01-01T00:00:00.000Z",
    timetable: { ...aRound().timetable, opensAt: `${opens}T09:00:00.000Z`, closesAt: `${closes}T12:00:00.000Z` },
    ...changed,
  });
const stated = (...rounds: Round[]) => rounds.map((one) => ({ round: one, status: roundStatus(one, [], at) }));

const open = round("OPEN1", "2026-11-01", "2026-12-01");
const openLonger = round("OPEN2", "2026-11-01", "2026-12-15");
const next = round("NEXT1", "2026-12-01", "2027-03-01");
const afterNext = round("NEXT2", "2027-01-01", "2027-02-01");
const waiting = round("WAIT1", "2026-07-01", "2026-09-01");
const result = { bids: 10, awarded: 4, askedPence: 30_000_00, awardedPence: 12_000_00 };
const decided = (n: number) =>
  round(`DONE${n}`, `202${n}-01-01`, `202${n}-02-01`, { decidedAt: `202${n}-03-01T00:00:00.000Z`, result });

describe("currentRound", () => {
  it("is the open round that closes first, else the one that opens next", () => {
    expect(currentRound(stated(next, openLonger, open, waiting))?.round.code).toBe("OPEN1");
    expect(currentRound(stated(afterNext, next, waiting))?.round.code).toBe("NEXT1");
    expect(currentRound(stated(waiting, decided(1)))).toBeUndefined();
  });
});

describe("waitingRound", () => {
  it("is the round that closed last without a decision", () => {
    expect(waitingRound(stated(open, waiting, decided(1)))?.round.code).toBe("WAIT1");
    expect(waitingRound(stated(open, decided(1)))).toBeUndefined();
  });
});

describe("recordOf", () => {
  it("looks back on four decided rounds, the latest first, and leaves out one without figures", () => {
    const { result: _, ...noFigures } = decided(5);
    const rows = recordOf(stated(decided(1), decided(3), decided(2), decided(0), decided(4), noFigures, open, waiting));
    expect(rows.map(({ roundId }) => roundId.slice(-5))).toEqual(["DONE4", "DONE3", "DONE2", "DONE1"]);
    expect(rows[0]).toMatchObject({ ...result, potPence: 40_000_00 });
  });

  it("adds up", () => {
    const rows = recordOf(stated(decided(1), decided(2)));
    expect(recordTotal(rows)).toEqual({
      bids: 20,
      awarded: 8,
      askedPence: 60_000_00,
      awardedPence: 24_000_00,
      potPence: 80_000_00,
    });
  });
});

describe("successRate", () => {
  it.each([
    [41, 119, "1 in 3"],
    [8, 16, "1 in 2"],
    [9, 16, "6 in 10"],
    [2, 3, "7 in 10"],
    [7, 10, "7 in 10"],
    [19, 20, "9 in 10"],
    [12, 12, "all"],
    [0, 5, "none"],
    [0, 0, undefined],
  ])("tells %i of %i as %s", (awarded, bids, words) => {
    expect(successRate(awarded, bids)).toBe(words);
  });

  it("never says all when one was declined, nor none when one was funded", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 2_000 }), fc.nat(), (bids, some) => {
        const awarded = 1 + (some % (bids - 1));
        expect(successRate(awarded, bids)).toMatch(/^(1 in [1-9]\d*|[5-9] in 10)$/);
        expect(successRate(awarded, bids)).not.toBe("1 in 1");
      }),
    );
  });
});
