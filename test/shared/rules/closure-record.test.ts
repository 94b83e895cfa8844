import { describe, expect, it } from "vitest";
import type { Closure } from "../../../shared/rules/closure.ts";
import { closureOf, decidesWithin, effectOn, givenBack, isDayWithin } from "../../../shared/rules/closure-record.ts";
import type { Round } from "../../../shared/rules/round.ts";
import { aClosure } from "../../support/closures.ts";
import { aRound } from "../../support/rounds.ts";

/** Opens on 2 November 2026, closes on 1 December at noon; its meeting is on 21 January 2027, confirmed by the 26th. */
const round = aRound({ publishedAt: "2026-10-01T08:00:00.000Z" });
const until = (at: string): Closure["until"] => ({ of: "instant", at });

describe("effectOn", () => {
  const rows: [string, Partial<Closure>, Partial<Round>, string | undefined][] = [
    ["in its run, kept", { deadlines: "kept" }, {}, "keeps"],
    ["in its run, moved", { deadlines: "moved" }, {}, "moves"],
    ["in its run, cancelled", { deadlines: "cancelled" }, {}, "cancelled"],
    [
      "from before it opens, cancelled: it opens meanwhile",
      { deadlines: "cancelled", from: "2026-11-01T00:00:00.000Z" },
      {},
      "moves",
    ],
    [
      "over before it opens",
      { deadlines: "moved", from: "2026-10-20T00:00:00.000Z", until: until("2026-11-02T09:00:00.000Z") },
      {},
      undefined,
    ],
    [
      "until just after it opens",
      { deadlines: "moved", from: "2026-10-20T00:00:00.000Z", until: until("2026-11-02T09:00:00.001Z") },
      {},
      "moves",
    ],
    ["from its close on", { from: "2026-12-01T12:00:00.000Z" }, {}, undefined],
    ["of meetings, around its meeting", { from: "2027-01-21T12:00:00.000Z", freezes: ["meetings"] }, {}, "waits"],
    ["of meetings, after its meeting", { from: "2027-01-22T00:00:00.000Z", freezes: ["meetings"] }, {}, undefined],
    [
      "of confirmations, after its meeting",
      { from: "2027-01-22T00:00:00.000Z", freezes: ["confirmations"] },
      {},
      "waits",
    ],
    ["of new drafts alone", { freezes: ["new-drafts"] }, {}, undefined],
    ["of publicity", { freezes: ["publicity"] }, {}, undefined],
    ["when it is not published", {}, { publishedAt: undefined }, undefined],
    ["when it is decided", {}, { decidedAt: "2026-11-05T00:00:00.000Z" }, undefined],
    ["when it was cancelled before", {}, { cancelledAt: "2026-11-05T00:00:00.000Z" }, undefined],
    ["of another fund", { scope: { of: "fund", fundId: "another" } }, {}, undefined],
  ];
  it.each(rows)("a closure %s", (_, changed, of, effect) => {
    const { publishedAt, ...rest } = { ...round, ...of };
    const given: Round = publishedAt === undefined ? rest : { ...rest, publishedAt };
    expect(effectOn(given, aClosure(changed))).toBe(effect);
  });
});

describe("givenBack", () => {
  const from = "2026-11-10T00:00:00.000Z";
  const end = "2026-11-20T00:00:00.000Z";
  const known = { roundId: "r", effect: "moves", closesAt: "2026-12-01T12:00:00.000Z" } as const;
  const becomes = "2026-12-09T12:00:00.000Z";
  const rows: [string, Parameters<typeof givenBack>[0][number], number][] = [
    ["is put in force with its end", { from, until: until(end), rounds: [{ ...known, becomes }] }, 10],
    [
      "ended sooner than its instant: its rounds keep their days",
      { from, until: until(end), endedAt: "2026-11-12T00:00:00.000Z", rounds: [{ ...known, becomes }] },
      10,
    ],
    ["ended by somebody", { from, until: { of: "further-notice" }, endedAt: end, rounds: [{ ...known, becomes }] }, 10],
    ["has not ended", { from, until: { of: "further-notice" }, rounds: [known] }, 0],
    [
      "had an end until it was changed to hold on",
      { from, until: { of: "further-notice" }, rounds: [{ ...known, givenUntil: end }] },
      10,
    ],
    [
      "was lifted before it began",
      { from, until: { of: "further-notice" }, endedAt: "2026-11-09T00:00:00.000Z", rounds: [known] },
      0,
    ],
    ["keeps deadlines", { from, until: until(end), rounds: [{ ...known, effect: "keeps" }] }, 0],
    ["touched another round", { from, until: until(end), rounds: [{ ...known, becomes, roundId: "other" }] }, 0],
  ];
  it.each(rows)("is what a closure gave that %s", (_, record, days) => {
    const given = givenBack([record], "r").map((span) => (span.until - span.from) / 86_400_000);
    expect(given).toEqual(days === 0 ? [] : [days]);
  });
});

describe("isDayWithin", () => {
  it("counts a day of which any part is closed, by London’s calendar", () => {
    const closure = aClosure({ from: "2026-06-01T23:30:00.000Z", until: until("2026-06-10T23:00:00.000Z") });
    expect(["2026-06-01", "2026-06-02", "2026-06-10", "2026-06-11"].map((day) => isDayWithin(closure, day))).toEqual([
      ...[false, true, true, false],
    ]);
    expect(decidesWithin(round, aClosure({ from: "2026-11-10T00:00:00.000Z", freezes: ["submissions"] }))).toBe(false);
  });
});

describe("closureOf", () => {
  it("leaves what the clock does not need in the record", () => {
    const closure = aClosure();
    const record = {
      ...closure,
      by: "p_1",
      rounds: [],
      endedBy: "p_2",
      endAskedBy: "p_1",
      endReason: "Over.",
      version: 3,
    };
    expect(closureOf(record)).toEqual(closure);
  });
});
