import { describe, expect, it } from "vitest";
import { extended, extensionRefusal, MOST_EXTENSIONS } from "../../../shared/rules/extension.ts";
import { msOf, toInstant } from "../../../shared/rules/london.ts";
import type { RoundStatus } from "../../../shared/rules/round.ts";
import {
  MOST_SLIPS,
  missedDays,
  slipFindings,
  slipped,
  slipRefusal,
  slipsBetween,
} from "../../../shared/rules/slip.ts";
import { aRound } from "../../support/rounds.ts";

const round = aRound();
const { checkedBy, meetingOn, confirmedBy, notifiedBy, paidBy } = round.timetable;
const days = { checkedBy, meetingOn, confirmedBy, notifiedBy, paidBy };
/** The morning after the checks were to be done. */
const at = msOf("2026-12-16T09:00:00.000Z");
const said = { reason: "Too few members could come.", at: toInstant(at), by: "p_o" };

describe("round/slip", () => {
  it.each<[RoundStatus, boolean]>([
    ["unpublished", false],
    ["scheduled", false],
    ["open", true],
    ["paused", true],
    ["closed", true],
    ["cancelled", false],
    ["decided", true],
  ])("of a round that is %s: %s", (status, may) => {
    expect(slipRefusal(round, status)?.rule).toBe(may ? undefined : "round/slip");
  });

  it.each<[string, Partial<typeof days>, string[]]>([
    ["a day is moved later", { paidBy: "2027-02-19" }, []],
    ["a day that was missed gets a new one", { checkedBy: "2026-12-18" }, []],
    ["a day is moved forward, to one that is to come", { notifiedBy: "2027-01-28" }, []],
    ["nothing moves", {}, ["round/slip checkedBy: Change at least one date."]],
    [
      "a day moves into the past",
      { checkedBy: "2026-12-14" },
      ["round/slip checkedBy: Choose a day that is not past."],
    ],
    [
      "the meeting moves after its confirmation",
      { meetingOn: "2027-01-27" },
      ["round/dates confirmedBy: Decisions are confirmed on or after the day of the meeting."],
    ],
    [
      "groups would hear before it is confirmed",
      { notifiedBy: "2027-01-25" },
      ["round/dates notifiedBy: Groups hear on or after the day decisions are confirmed."],
    ],
  ])("says what is wrong where %s", (_, moved, expected) => {
    const found = slipFindings(round, { ...days, ...moved }, at);
    expect(found.map(({ rule, pointer, detail }) => `${rule} ${pointer.split("/")[2]}: ${detail}`)).toEqual(expected);
  });

  it("keeps what was promised beside the round, and the close as it is", () => {
    const moved = { ...days, meetingOn: "2027-01-26" };
    const after = slipped(round, moved, said);
    expect(after.timetable).toEqual({ ...round.timetable, meetingOn: "2027-01-26" });
    const { closesAt } = round.timetable;
    expect(after.extensions).toEqual([{ was: closesAt, until: closesAt, promised: days, ...said }]);
    expect(slipsBetween(days, moved)).toEqual([{ day: "meetingOn", was: "2027-01-21", now: "2027-01-26" }]);
  });

  it("is refused after ten, and counts apart from extensions", () => {
    let often = round;
    for (let n = 0; n < MOST_SLIPS; n += 1) often = slipped(often, { ...days, paidBy: `2027-03-1${n % 2}` }, said);
    expect(slipRefusal(often, "open")?.detail).toBe("The dates of a round are moved 10 times at most.");
    expect(extensionRefusal({ round: often, status: "open", scoring: undefined }, at)).toBeUndefined();
    let long = round;
    for (let n = 1; n <= MOST_EXTENSIONS; n += 1)
      long = extended(long, { ...long.timetable, closesAt: toInstant(msOf(long.timetable.closesAt) + 1) }, said);
    expect(slipRefusal(long, "open")).toBeUndefined();
  });
});

describe("round/missed", () => {
  it.each<[string, RoundStatus, string, number, string[]]>([
    ["the day itself", "closed", "2026-12-15", 3, []],
    ["the day after, with bids unchecked", "closed", "2026-12-16", 3, ["checkedBy"]],
    ["the day after, with all bids checked", "closed", "2026-12-16", 0, []],
    ["after the day of the confirmation", "closed", "2027-01-27", 0, ["confirmedBy"]],
    ["after the day that groups were to hear", "closed", "2027-02-01", 1, ["checkedBy", "confirmedBy", "notifiedBy"]],
    ["once it is decided", "decided", "2027-02-01", 1, []],
    ["while it is open", "open", "2027-02-01", 1, []],
  ])("names what was promised and not kept: %s", (_, status, day, unchecked, expected) => {
    expect(missedDays(round, status, { unchecked }, msOf(`${day}T10:00:00.000Z`))).toEqual(expected);
  });
});
