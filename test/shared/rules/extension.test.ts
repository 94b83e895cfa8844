import { describe, expect, it } from "vitest";
import {
  extended,
  extensionFindings,
  extensionRefusal,
  hasScore,
  MOST_EXTENSIONS,
  type ScoringFacts,
} from "../../../shared/rules/extension.ts";
import { msOf, toInstant } from "../../../shared/rules/london.ts";
import type { RoundStatus, Timetable } from "../../../shared/rules/round.ts";
import type { Sheet } from "../../../shared/rules/scoring.ts";
import { aRound } from "../../support/rounds.ts";

const round = aRound();
const closesAt = round.timetable.closesAt;
const at = msOf(closesAt) + 60_000;
const until = "2026-12-04T12:00:00.000Z";
const said = { reason: "The portal was away.", at: toInstant(at), by: "p_o" };

const prepared = (sheet: Partial<Sheet> = {}, endsAt = "2027-01-10T12:00:00.000Z"): ScoringFacts => ({
  head: { roundId: round.id, panel: [], assigned: {}, submissions: {}, endsAt, finished: {}, version: 1 },
  sheets: [{ roundId: round.id, personId: "p_1", declarations: {}, cards: {}, version: 1, ...sheet }],
});
const card = { scores: { need: 3 as const }, at: toInstant(at) };

describe("round/extension", () => {
  it.each<[RoundStatus, boolean]>([
    ["unpublished", false],
    ["scheduled", false],
    ["open", true],
    ["paused", true],
    ["closed", true],
    ["decided", false],
  ])("of a round that is %s: %s", (status, may) => {
    const refusal = extensionRefusal({ round, status, scoring: undefined }, at);
    expect(refusal === undefined).toBe(may);
    if (!may) expect(refusal?.rule).toBe("round/extension");
  });

  it.each<[string, ScoringFacts, boolean]>([
    ["while nothing is prepared", undefined, false],
    ["while no card is in", prepared(), false],
    ["once a card is submitted", prepared({ cards: { a: card } }), true],
    ["also when that was withdrawn", prepared({ cards: { a: { ...card, withdrawnAt: toInstant(at) } } }), true],
    ["once a card from paper waits for its trustee", prepared({ toConfirm: ["a"] }), true],
  ])("knows whether a score was given %s", (_, scoring, scored) => {
    expect(hasScore(scoring)).toBe(scored);
    expect(extensionRefusal({ round, status: "closed", scoring }, at) !== undefined).toBe(scored);
  });

  it("is refused from the instant scoring ends, and after ten", () => {
    const scoring = prepared({}, toInstant(at));
    const refusals = [-1, 0].map((ms) => extensionRefusal({ round, status: "closed", scoring }, at + ms)?.detail);
    expect(refusals).toEqual([undefined, "Scoring of this round has ended. A round is not extended after that."]);
    let often = round;
    for (let n = 0; n < MOST_EXTENSIONS; n += 1)
      often = extended(often, { ...often.timetable, closesAt: toInstant(msOf(often.timetable.closesAt) + 1) }, said);
    expect(extensionRefusal({ round: often, status: "open", scoring: undefined }, at)?.detail).toBe(
      "A round is extended 10 times at most.",
    );
  });

  it.each<[string, Partial<Timetable>, ScoringFacts, [string, string][]]>([
    ["a later close", { closesAt: until }, undefined, []],
    ["one millisecond more, still to come", { closesAt: toInstant(at + 1) }, undefined, []],
    [
      "the close as it is",
      {},
      undefined,
      [
        ["round/extension", "closesAt"],
        ["round/dates", "closesAt"],
      ],
    ],
    [
      "an earlier close",
      { closesAt: "2026-11-30T12:00:00.000Z" },
      undefined,
      [
        ["round/extension", "closesAt"],
        ["round/dates", "closesAt"],
      ],
    ],
    ["a later close that is past", { closesAt: toInstant(at) }, undefined, [["round/dates", "closesAt"]]],
    [
      "a close after the checks and the meeting",
      { closesAt: "2027-01-22T12:00:00.000Z" },
      undefined,
      [
        ["round/dates", "checkedBy"],
        ["round/dates", "meetingOn"],
      ],
    ],
    [
      "the same, with every day moved",
      {
        closesAt: "2027-01-22T12:00:00.000Z",
        ...{ checkedBy: "2027-01-29", meetingOn: "2027-02-04", confirmedBy: "2027-02-09" },
        ...{ notifiedBy: "2027-02-12", paidBy: "2027-02-26" },
      },
      undefined,
      [],
    ],
    [
      "a day moved forward",
      { closesAt: until, checkedBy: "2026-12-14" },
      undefined,
      [["round/extension", "checkedBy"]],
    ],
    ["a close when scoring ends", { closesAt: until }, prepared({}, until), [["round/extension", "closesAt"]]],
  ])("judges %s", (_, changed, scoring, expected) => {
    const found = extensionFindings({ round, scoring }, { ...round.timetable, ...changed }, at);
    expect(found.map(({ rule, pointer }) => [rule, pointer.replace("/timetable/", "")])).toEqual(expected);
  });
});

describe("extended", () => {
  it("keeps every promise beside the new one, the earliest first", () => {
    const first = extended(round, { ...round.timetable, closesAt: until, paidBy: "2027-02-19" }, said);
    const later = "2026-12-07T12:00:00.000Z";
    const second = extended(first, { ...first.timetable, closesAt: later }, said);
    expect(second.timetable.closesAt).toBe(later);
    expect(second.extensions?.map(({ was, until: to, promised }) => [was, to, promised.paidBy])).toEqual([
      [closesAt, until, "2027-02-12"],
      [until, later, "2027-02-19"],
    ]);
  });
});
