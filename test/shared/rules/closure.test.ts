import { describe, expect, it } from "vitest";
import {
  type Closure,
  closureOver,
  closureStateAt,
  endOf,
  FREEZES,
  isMadePublic,
  isWithin,
  keepsOpen,
  readableUnder,
} from "../../../shared/rules/closure.ts";
import { msOf } from "../../../shared/rules/london.ts";
import { roundStatus } from "../../../shared/rules/round.ts";
import { aClosure } from "../../support/closures.ts";
import { aRound } from "../../support/rounds.ts";

const round = aRound({ publishedAt: "2026-10-01T08:00:00.000Z" });
const closes = msOf(round.timetable.closesAt);

describe("closureStateAt", () => {
  const from = msOf(aClosure().from);
  it("begins at its first instant, and ends at the first that it does not cover", () => {
    const closure = aClosure({ until: { of: "instant", at: "2026-11-12T00:00:00.000Z" } });
    const until = msOf("2026-11-12T00:00:00.000Z");
    expect([from - 1, from, until - 1, until].map((at) => closureStateAt(closure, at))).toEqual([
      ...["announced", "in-force", "in-force", "ended"],
    ]);
  });

  it("never ends by itself where somebody has to say so", () => {
    const open: Closure["until"][] = [{ of: "further-notice" }, { of: "declaration", pollId: "2028" }];
    for (const until of open) expect(closureStateAt(aClosure({ until }), from + 10 ** 12)).toBe("in-force");
  });

  it("ends when somebody has ended it, before its own instant too", () => {
    const endedAt = "2026-11-11T00:00:00.000Z";
    const closure = aClosure({ until: { of: "instant", at: "2026-11-12T00:00:00.000Z" }, endedAt });
    expect([endOf(closure), closureStateAt(closure, msOf(endedAt))]).toEqual([endedAt, "ended"]);
  });

  it("was never in force where it ended before it began", () => {
    const lifted = aClosure({ endedAt: "2026-11-01T00:00:00.000Z" });
    expect(closureStateAt(lifted, from)).toBe("ended");
  });
});

describe("isWithin", () => {
  it.each<[string, Closure["scope"], boolean]>([
    ["everything", { of: "portal" }, true],
    ["publicity everywhere", { of: "publicity" }, true],
    ["its fund", { of: "fund", fundId: round.fundId }, true],
    ["another fund", { of: "fund", fundId: "another" }, false],
    ["itself", { of: "round", roundId: round.id }, true],
    ["another round", { of: "round", roundId: "ABC-26Q3" }, false],
  ])("a round is within a closure of %s", (_, scope, expected) => {
    expect(isWithin({ scope }, round)).toBe(expected);
  });

  it("freezes what it names and nothing else", () => {
    const at = msOf("2026-11-15T12:00:00.000Z");
    for (const freeze of FREEZES) {
      const over = FREEZES.filter((asked) => closureOver(round, [aClosure({ freezes: [freeze] })], asked, at));
      expect(over).toEqual([freeze]);
    }
  });
});

describe("closure/deadline", () => {
  it.each<[string, Partial<Closure>, string]>([
    ["moves it", { deadlines: "moved" }, "paused"],
    ["cancels what is open, and this one opened since", { deadlines: "cancelled" }, "paused"],
    ["keeps it", { deadlines: "kept" }, "closed"],
    ["began when it had closed", { deadlines: "moved", from: round.timetable.closesAt }, "closed"],
    ["holds meetings alone", { deadlines: "moved", freezes: ["meetings"] }, "closed"],
    ["has ended", { deadlines: "moved", endedAt: "2026-11-20T00:00:00.000Z" }, "closed"],
  ])("a round whose close passes under a closure that %s", (_, changed, status) => {
    expect(roundStatus(round, [aClosure(changed)], closes + 86_400_000)).toBe(status);
  });

  it("is paused under any of several closures that keeps it open", () => {
    const both = [aClosure({ deadlines: "kept" }), aClosure({ id: "c_2", deadlines: "moved" })];
    expect(roundStatus(round, both, closes)).toBe("paused");
    expect(both.map((one) => keepsOpen(one, round))).toEqual([false, true]);
  });

  it("is cancelled from the instant of the closure that cancels it, before it would have closed and after", () => {
    const cancelled = { ...round, cancelledAt: "2026-11-10T00:00:00.000Z" };
    const from = msOf(cancelled.cancelledAt);
    const closures = [aClosure({ deadlines: "cancelled" })];
    expect([from - 1, from, closes].map((at) => roundStatus(cancelled, closures, at))).toEqual([
      ...["open", "cancelled", "cancelled"],
    ]);
  });
});

describe("closure/drafts", () => {
  const at = msOf("2026-11-15T12:00:00.000Z");
  it("lets drafts be read alone while submissions are held, where that was chosen", () => {
    expect(readableUnder(round, [aClosure({ drafts: "readable" })], at)?.id).toBe("c_1");
    expect(readableUnder(round, [aClosure({ drafts: "editable" })], at)).toBeUndefined();
    expect(readableUnder(round, [aClosure({ drafts: "readable", freezes: ["meetings"] })], at)).toBeUndefined();
    expect(readableUnder(round, [aClosure({ drafts: "readable" })], msOf("2026-11-09T23:59:59.999Z"))).toBeUndefined();
  });
});

describe("round/publicity", () => {
  const quiet = aClosure({ scope: { of: "publicity" }, freezes: ["publicity"] });
  const at = msOf("2026-11-15T12:00:00.000Z");
  it("holds back what was decided under it, and shows it when it ends", () => {
    const decided = { ...round, decidedAt: "2026-11-12T12:00:00.000Z" };
    expect(isMadePublic(decided, [quiet], at)).toBe(false);
    expect(isMadePublic(decided, [{ ...quiet, endedAt: "2026-11-15T12:00:00.000Z" }], at)).toBe(true);
  });

  it("leaves public what was public before", () => {
    expect(isMadePublic({ ...round, decidedAt: "2026-11-09T12:00:00.000Z" }, [quiet], at)).toBe(true);
  });
});
