import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { endOfDay, msOf, toInstant } from "../../../shared/rules/london.ts";
import {
  closingInstant,
  closingWall,
  codeFindings,
  mayRound,
  openingInstant,
  potFindings,
  potPence,
  ROUND_MOVES,
  ROUND_STATUSES,
  type Round,
  roundStatus,
  timetableFindings,
  wallInstant,
} from "../../../shared/rules/round.ts";
import { aClosure } from "../../support/closures.ts";
import { aRound } from "../../support/rounds.ts";

const published = (changed: Partial<Round["timetable"]> = {}): Round => {
  const round = aRound({ publishedAt: "2026-10-01T08:00:00.000Z" });
  return { ...round, timetable: { ...round.timetable, ...changed } };
};

describe("round/status", () => {
  it.each([
    ["an ordinary day at noon", "2026-12-01T12:00:00.000Z"],
    ["the end of an ordinary day", "2026-12-02T00:00:00.000Z"],
    ["the midnight before clocks go back", "2026-10-24T23:00:00.000Z"],
    ["the midnight that ends the day clocks go back", "2026-10-26T00:00:00.000Z"],
    ["the midnight before clocks go forward", "2027-03-28T00:00:00.000Z"],
    ["the midnight that ends the day clocks go forward", "2027-03-28T23:00:00.000Z"],
  ])("is open 1 ms before closesAt and closed at it and 1 ms after: %s", (_, closesAt) => {
    const round: Round = { ...published({ opensAt: "2026-10-02T08:00:00.000Z", closesAt }) };
    const at = msOf(closesAt);
    expect([-1, 0, 1].map((ms) => roundStatus(round, [], at + ms))).toEqual(["open", "closed", "closed"]);
  });

  it("is scheduled 1 ms before it opens, and open at that instant", () => {
    const at = msOf(published().timetable.opensAt);
    expect([-1, 0].map((ms) => roundStatus(published(), [], at + ms))).toEqual(["scheduled", "open"]);
  });

  it("is unpublished until the instant of its publication, whatever its dates say", () => {
    const open = msOf("2026-11-15T12:00:00.000Z");
    expect(roundStatus(aRound(), [], open)).toBe("unpublished");
    expect(roundStatus(aRound({ publishedAt: toInstant(open + 1) }), [], open)).toBe("unpublished");
  });

  it("is decided from the instant of the decision", () => {
    const round = { ...published(), decidedAt: "2027-01-26T10:00:00.000Z" };
    const at = msOf(round.decidedAt);
    expect([-1, 0].map((ms) => roundStatus(round, [], at + ms))).toEqual(["closed", "decided"]);
  });

  it.each([
    ["every fund", aClosure(), "paused"],
    ["this fund", aClosure({ scope: { of: "fund", fundId: published().fundId } }), "paused"],
    ["another fund", aClosure({ scope: { of: "fund", fundId: "another" } }), "open"],
    ["this round", aClosure({ scope: { of: "round", roundId: published().id } }), "paused"],
    ["another round", aClosure({ scope: { of: "round", roundId: "CAF-26Q3" } }), "open"],
    ["meetings only", aClosure({ freezes: ["meetings"] }), "open"],
    ["a time that is over", aClosure({ until: { of: "instant", at: "2026-11-15T12:00:00.000Z" } }), "open"],
    ["a time to come", aClosure({ from: "2026-11-15T12:00:00.001Z" }), "open"],
  ])("under a closure of %s", (_, given, status) => {
    expect(roundStatus(published(), [given], msOf("2026-11-15T12:00:00.000Z"))).toBe(status);
  });

  it("does not reopen a closed round when a closure ends", () => {
    expect(roundStatus(published(), [aClosure()], msOf("2026-12-01T12:00:00.000Z"))).toBe("closed");
  });

  it("moves on and never back as time passes", () => {
    const order = ["unpublished", "scheduled", "open", "closed", "decided"];
    const round = { ...published(), decidedAt: "2027-01-26T10:00:00.000Z" };
    const [from, to] = [Date.parse("2026-09-01"), Date.parse("2027-03-01")];
    fc.assert(
      fc.property(fc.integer({ min: from, max: to }), fc.integer({ min: 0, max: to - from }), (at, later) => {
        const [now, then] = [roundStatus(round, [], at), roundStatus(round, [], at + later)];
        expect(order.indexOf(then)).toBeGreaterThanOrEqual(order.indexOf(now));
      }),
    );
  });
});

describe("round/state", () => {
  it("takes applications only while it is open", () => {
    expect(ROUND_STATUSES.filter((status) => mayRound(status, "apply"))).toEqual(["open"]);
  });

  it("lets dates change until it opens, and never after", () => {
    expect(ROUND_STATUSES.filter((status) => mayRound(status, "change"))).toEqual(["unpublished", "scheduled"]);
  });

  it("publishes once, and leaves nothing but its promised days to move once it is decided", () => {
    expect(ROUND_STATUSES.filter((status) => mayRound(status, "publish"))).toEqual(["unpublished"]);
    expect(ROUND_MOVES.filter((move) => mayRound("decided", move))).toEqual(["slip"]);
  });
});

describe("round/dates", () => {
  const before = msOf("2026-10-01T12:00:00.000Z");

  it("takes a timetable in its order", () => {
    expect(timetableFindings(published().timetable, before)).toEqual([]);
  });

  it.each([
    [
      "closes when it opens",
      { closesAt: "2026-11-02T09:00:00.000Z" },
      "closesAt",
      "The round must close after it opens.",
    ],
    [
      "checks before it closes",
      { checkedBy: "2026-11-30" },
      "checkedBy",
      "Checks end on or after the day the round closes.",
    ],
    [
      "meets on the day it closes",
      { meetingOn: "2026-12-01" },
      "meetingOn",
      "The meeting must be after the round closes.",
    ],
    [
      "meets before checks end",
      { checkedBy: "2027-01-22" },
      "meetingOn",
      "The meeting must be on or after the day checks end.",
    ],
    [
      "confirms before it meets",
      { confirmedBy: "2027-01-20" },
      "confirmedBy",
      "Decisions are confirmed on or after the day of the meeting.",
    ],
    [
      "tells before it confirms",
      { notifiedBy: "2027-01-25" },
      "notifiedBy",
      "Groups hear on or after the day decisions are confirmed.",
    ],
    ["pays before it tells", { paidBy: "2027-01-28" }, "paidBy", "Money is paid on or after the day groups hear."],
  ])("refuses a round that %s", (_, changed, field, detail) => {
    const found = timetableFindings(published(changed).timetable, before);
    expect(found).toContainEqual({ rule: "round/dates", pointer: `/timetable/${field}`, detail });
  });

  it("refuses a close that is not still to come", () => {
    const { timetable } = published();
    const at = msOf(timetable.closesAt);
    expect(timetableFindings(timetable, at - 1)).toEqual([]);
    expect(timetableFindings(timetable, at)).toEqual([
      { rule: "round/dates", pointer: "/timetable/closesAt", detail: "Choose a closing time that is still to come." },
    ]);
  });

  it("counts the end of a day as that day: a meeting the next day is after the close", () => {
    const closesAt = endOfDay("2026-12-01");
    const found = timetableFindings(
      { ...published().timetable, closesAt, checkedBy: "2026-12-01", meetingOn: "2026-12-02" },
      before,
    );
    expect(found).toEqual([]);
  });
});

describe("round/wall-time", () => {
  it.each([
    ["12 noon in winter", "2026-12-01", "12:00", "2026-12-01T12:00:00.000Z"],
    ["12 noon in summer", "2027-06-01", "12:00", "2027-06-01T11:00:00.000Z"],
    ["11:59pm, which is the end of the day", "2026-12-01", "23:59", "2026-12-02T00:00:00.000Z"],
    ["11:59pm on the day clocks go back", "2026-10-25", "23:59", "2026-10-26T00:00:00.000Z"],
    ["half past midnight on the night clocks go back", "2026-10-25", "00:30", "2026-10-24T23:30:00.000Z"],
  ])("reads %s", (_, on, time, instant) => {
    expect(closingInstant({ on, time })).toBe(instant);
  });

  it.each([
    ["happens twice", "2026-10-25", "01:30"],
    ["does not exist", "2027-03-28", "01:30"],
  ])("refuses a time that %s", (_, on, time) => {
    expect(closingInstant({ on, time })).toMatchObject({ rule: "round/wall-time", pointer: "/timetable/closesAt" });
    expect(openingInstant({ on, time })).toMatchObject({ rule: "round/wall-time", pointer: "/timetable/opensAt" });
  });

  it("gives back what was entered", () => {
    const days = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 11, 31) });
    const times = fc.tuple(fc.integer({ min: 2, max: 23 }), fc.integer({ min: 0, max: 59 }));
    fc.assert(
      fc.property(days, times, (day, [hour, minute]) => {
        const time = `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
        const wall = { on: toInstant(day).slice(0, 10), time };
        const instant = closingInstant(wall);
        expect(typeof instant === "string" ? closingWall(instant) : instant).toEqual(wall);
      }),
    );
  });
});

describe("wallInstant", () => {
  it("takes the last minute of a day for its end, and no time that the clocks skip or repeat", () => {
    expect(wallInstant("/from", { on: "2027-03-27", time: "23:59" })).toBe("2027-03-28T00:00:00.000Z");
    expect(wallInstant("/from", { on: "2027-03-28", time: "01:30" })).toMatchObject({ rule: "round/wall-time" });
    expect(wallInstant("/until", { on: "2026-10-25", time: "01:30" })).toMatchObject({ pointer: "/until" });
  });
});

describe("round/pot", () => {
  it("takes money in every part, and adds it up in pence", () => {
    const pot = [
      { sourceId: "pcc", amountPence: 30_000_00 },
      { sourceId: "trust", amountPence: 10_000_01 },
    ];
    expect(potFindings(pot, ["pcc", "trust"])).toEqual([]);
    expect(potPence({ pot })).toBe(40_000_01);
  });

  it.each([
    ["no part", [], "/pot"],
    ["more than can be typed", [{ sourceId: "pcc", amountPence: 1_000_000_000 }], "/pot/0/amountPence"],
    ["a part of nothing", [{ sourceId: "pcc", amountPence: 0 }], "/pot/0/amountPence"],
  ])("refuses %s", (_, pot, pointer) => {
    expect(potFindings(pot, ["pcc"])).toMatchObject([{ rule: "round/pot", pointer }]);
  });
});

describe("round/source", () => {
  it("refuses a source of another fund, and one that is named twice", () => {
    const part = { sourceId: "pcc", amountPence: 1 };
    expect(potFindings([{ ...part, sourceId: "other" }], ["pcc"])).toMatchObject([
      { rule: "round/source", pointer: "/pot/0/sourceId" },
    ]);
    expect(potFindings([part, part], ["pcc"])).toMatchObject([{ rule: "round/source", pointer: "/pot/1/sourceId" }]);
  });
});

describe("round/code", () => {
  it.each(["26Q4", "27A", "SPRING27"])("takes %s", (code) => {
    expect(codeFindings(code)).toEqual([]);
  });
  it.each(["", "2", "26q4", "26-Q4", "26 Q4", "123456789"])("refuses “%s”", (code) => {
    expect(codeFindings(code)).toMatchObject([{ rule: "round/code", pointer: "/code" }]);
  });
});
