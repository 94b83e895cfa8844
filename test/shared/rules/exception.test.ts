import { describe, expect, it } from "vitest";
import {
  type Exception,
  exceptionFindings,
  exceptionRefusal,
  exceptionState,
  exceptionUsed,
  statusFor,
} from "../../../shared/rules/exception.ts";
import type { ScoringFacts } from "../../../shared/rules/extension.ts";
import { msOf, toInstant } from "../../../shared/rules/london.ts";
import type { RoundStatus } from "../../../shared/rules/round.ts";
import { aClosure } from "../../support/closures.ts";
import { aRound } from "../../support/rounds.ts";

const round = aRound({ publishedAt: "2026-10-01T09:00:00.000Z" });
const closes = msOf(round.timetable.closesAt);
const until = "2026-12-04T12:00:00.000Z";
const exception: Exception = {
  roundId: round.id,
  organisationId: "o_1",
  until,
  reason: "Their building had no power.",
  askedBy: "p_olive",
  agreedBy: "p_anna",
  agreedAt: toInstant(closes + 1000),
  version: 1,
};
const used = { applicationId: `${round.id}-0001-A`, submission: 1, at: toInstant(closes + 2000) };

describe("round/exception", () => {
  it.each<[string, Exception | undefined, number, RoundStatus]>([
    ["nobody has one", undefined, closes + 5000, "closed"],
    ["the round is open for everybody", exception, closes - 1, "open"],
    ["it was agreed a moment later", exception, closes + 999, "closed"],
    ["it stands", exception, closes + 1000, "open"],
    ["its last moment", exception, msOf(until) - 1, "open"],
    ["its end", exception, msOf(until), "closed"],
    ["it was used", { ...exception, used }, closes + 5000, "closed"],
    ["it is for another round", { ...exception, roundId: "ABC-27Q1" }, closes + 5000, "closed"],
  ])("says what the round is for a group where %s", (_, given, at, status) => {
    expect(statusFor(round, [], given, at)).toBe(status);
  });

  it("still refuses while a closure covers the instant, and never opens a decided or cancelled round", () => {
    const at = closes + 5000;
    expect(statusFor(round, [aClosure()], exception, at)).toBe("paused");
    expect(statusFor({ ...round, decidedAt: toInstant(at) }, [], exception, at)).toBe("decided");
    expect(statusFor({ ...round, cancelledAt: toInstant(at) }, [], exception, at)).toBe("cancelled");
  });

  it("is used by what comes after the close, and not before", () => {
    expect(exceptionUsed(round, [], exception, closes - 1)).toBeUndefined();
    expect(exceptionUsed(round, [], exception, closes + 1000)).toBe(exception);
    expect(exceptionUsed(round, [], { ...exception, used }, closes + 1000)).toBeUndefined();
  });

  it("has expired at its end, and stays used", () => {
    expect([msOf(until) - 1, msOf(until)].map((at) => exceptionState(exception, at))).toEqual(["standing", "expired"]);
    expect(exceptionState({ ...exception, used }, msOf(until) + 1)).toBe("used");
  });

  const scoring = (cards: object, endsAt = "2027-01-10T12:00:00.000Z"): ScoringFacts => ({
    head: { roundId: round.id, panel: [], assigned: {}, submissions: {}, endsAt, finished: {}, version: 1 },
    sheets: [{ roundId: round.id, personId: "p_1", declarations: {}, cards: { ...cards }, version: 1 }],
  });

  it.each<[RoundStatus, ScoringFacts, boolean]>([
    ["unpublished", undefined, false],
    ["scheduled", undefined, false],
    ["open", undefined, true],
    ["paused", undefined, true],
    ["closed", undefined, true],
    ["closed", scoring({}), true],
    ["closed", scoring({ a: { scores: {}, at: until } }), false],
    ["cancelled", undefined, false],
    ["decided", undefined, false],
  ])("may be given in a round that is %s (%#): %s", (status, facts, may) => {
    expect(exceptionRefusal({ round, status, scoring: facts }, closes)?.rule).toBe(may ? undefined : "round/exception");
  });

  it.each<[string, string, ScoringFacts, string[]]>([
    ["ends in a few days", until, undefined, []],
    ["ends at the end of the day before the meeting", "2027-01-21T00:00:00.000Z", undefined, []],
    [
      "ends on the day of the meeting",
      "2027-01-21T00:00:00.001Z",
      undefined,
      ["Choose a time before the day of the meeting, Thursday 21 January 2027."],
    ],
    [
      "ends with the close",
      toInstant(closes),
      undefined,
      ["Choose a time after 12 noon on Tuesday 1 December 2026: until then everybody can send."],
    ],
    [
      "ends after scoring",
      "2027-01-11T12:00:00.000Z",
      scoring({}),
      ["Scoring ends at 12 noon on Sunday 10 January 2027. Choose a time before it."],
    ],
  ])("says what is wrong with one that %s", (_, ends, facts, expected) => {
    expect(exceptionFindings(round, facts, ends, closes - 1).map(({ detail }) => detail)).toEqual(expected);
  });

  it("refuses one that has ended when it is asked for", () => {
    expect(exceptionFindings(round, undefined, until, msOf(until))).toMatchObject([
      { rule: "round/exception", pointer: "/what/until", detail: "Choose a time that is still to come." },
    ]);
  });
});
