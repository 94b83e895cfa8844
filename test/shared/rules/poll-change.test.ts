import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Closure } from "../../../shared/rules/closure.ts";
import { addDays, msOf } from "../../../shared/rules/london.ts";
import { type Poll, proposedDates } from "../../../shared/rules/poll.ts";
import { restsOn, type StakedRound, type Stakes, secondFindings } from "../../../shared/rules/poll-change.ts";
import { dayFindings } from "../../../shared/rules/viability.ts";
import { aClosure } from "../../support/closures.ts";

/** The period begins on 27 March 2028 and rounds are planned from 11 May. */
const own: Poll = {
  ...{ id: "p", name: "Commissioner election", kind: "own", type: "ordinary", status: "expected", note: "" },
  pollOn: "2028-05-04",
  ...proposedDates({ pollOn: "2028-05-04", kind: "own", type: "ordinary" }),
};
const { termStartsOn: _, ...noTerm } = own;
const other: Poll = { ...noTerm, id: "q", kind: "other", name: "Council elections" };
const at = msOf("2027-12-10T12:00:00.000Z");
const round = (meetingOn: string, confirmedBy = meetingOn, changed: Partial<StakedRound> = {}): StakedRound => ({
  ...{ id: "r", name: "Fund, round 4", timetable: { opensAt: "2027-12-01T09:00:00.000Z", meetingOn, confirmedBy } },
  publishedAt: "2027-11-01T09:00:00.000Z",
  ...changed,
});
const stakes = (changed: Partial<Stakes> = {}): Stakes => ({
  ...{ polls: [own, other], overrides: [], rounds: [], closures: [] },
  ...changed,
});
const reasons = (was: Poll, becomes: Poll | undefined, changed: Partial<Stakes>, then = at) =>
  secondFindings(was, becomes, stakes(changed), then).map(({ detail }) => detail);
const later = { ...own, sensitiveFrom: "2028-04-03" };
const moved: Poll = { ...own, pollOn: "2028-06-01", ...proposedDates({ ...own, pollOn: "2028-06-01" }) };

describe("election/second: rounds", () => {
  const meets = round("2028-03-29", "2028-05-31");
  const confirms = round("2028-03-20", "2028-03-30");
  const opens = round("2028-07-20", "2028-07-27", {
    timetable: { opensAt: "2028-03-28T08:00:00.000Z", meetingOn: "2028-07-20", confirmedBy: "2028-07-27" },
  });
  const { publishedAt: _published, ...unpublished } = opens;

  it.each([
    ["a later beginning that frees a meeting", own, later, [meets], 1],
    ["a later beginning that frees a confirmation", own, later, [confirms], 1],
    ["a later beginning that lets a round be published", own, later, [unpublished], 1],
    ["a later beginning, where the round is published", own, later, [opens], 0],
    ["a later beginning that no round is near", own, later, [round("2028-04-20")], 0],
    ["an earlier beginning", own, { ...own, sensitiveFrom: "2028-03-20" }, [meets], 0],
    ["a poll that is moved away from a meeting", own, moved, [round("2028-04-20", "2028-05-31")], 1],
    ["a poll that is moved onto a meeting", moved, own, [round("2028-04-20")], 0],
    ["an election that is taken out", own, undefined, [meets, confirms], 2],
    ["one that is said to be another’s", own, { ...other, id: "p" }, [meets], 1],
    ["a name, a note and a status", own, { ...own, name: "The election", note: "Seen.", status: "called" }, [meets], 0],
    ["a term that starts earlier", own, { ...own, termStartsOn: "2028-05-08" }, [round("2028-05-09")], 1],
    ["a by-election, whose end nobody knows", own, { ...noTerm, type: "by-election" }, [round("2028-05-10")], 0],
    ["another election that is taken out: its days warn and no more", other, undefined, [meets], 0],
    ["another election in whose period a round opens", other, undefined, [unpublished], 0],
  ] satisfies [string, Poll, Poll | undefined, StakedRound[], number][])("%s", (_name, was, becomes, rounds, count) => {
    const polls = was.id === "p" ? [was] : [own, was];
    expect(reasons(was, becomes, { rounds, polls })).toHaveLength(count);
  });

  it("counts another election where it alone keeps a round from being published", () => {
    expect(reasons(other, undefined, { polls: [other], rounds: [unpublished] })).toEqual([
      "Fund, round 4: an election would no longer stand against its publication.",
    ]);
  });

  it("says which round, and which day", () => {
    expect(reasons(own, later, { rounds: [meets] })).toEqual([
      "Fund, round 4: an election would no longer stand against its meeting on Wednesday 29 March 2028.",
    ]);
  });

  it("counts nothing that was allowed by two people already", () => {
    const overrides = [{ roundId: "r", of: "meeting", pollId: "p" }] as const;
    expect(reasons(own, later, { rounds: [meets], overrides })).toEqual([]);
  });

  it("never leaves to one person what makes a round viable, whatever dates a row is given", () => {
    const day = fc.integer({ min: 0, max: 160 }).map((n) => addDays("2028-02-01", n));
    fc.assert(
      fc.property(day, day, day, day, fc.integer({ min: 1, max: 20 }), (meeting, confirmation, from, poll, term) => {
        const one = round(meeting, confirmation);
        const dates = from <= poll ? { sensitiveFrom: from, pollOn: poll } : { sensitiveFrom: poll, pollOn: from };
        const becomes: Poll = { ...own, ...dates, termStartsOn: addDays(dates.pollOn, term) };
        const [before, after] = [own, becomes].map((poll) => dayFindings(one, poll, at).length);
        if (before === 0 || after !== 0) return;
        expect(reasons(own, becomes, { polls: [own], rounds: [one] })).not.toEqual([]);
      }),
    );
  });
});

describe("election/second: closures", () => {
  const resting = aClosure({
    ...{ from: "2028-03-26T23:00:00.000Z", reason: "election", wording: "Closed before the election." },
    until: { of: "declaration", pollId: "p" },
  });
  const open: Closure = { ...resting, until: { of: "further-notice" } };

  it.each([
    ["waits for the declaration", resting, true],
    ["was made for an election, until further notice", open, true],
    ["waits for another declaration", { ...resting, until: { of: "declaration", pollId: "x" } }, false],
    ["is for another reason", { ...open, reason: "vacancy" }, false],
    ["ends as the period begins", { ...open, until: { of: "instant", at: "2028-03-26T23:00:00.000Z" } }, false],
    ["ends in the period", { ...open, until: { of: "instant", at: "2028-03-27T09:00:00.000Z" } }, true],
    ["begins after the poll", { ...open, from: "2028-05-04T23:00:00.000Z" }, false],
    ["was ended", { ...open, endedAt: "2027-12-01T09:00:00.000Z" }, false],
  ] satisfies [string, Closure, boolean][])("rest on a period: one that %s", (_name, closure, rests) => {
    expect(restsOn(closure, own, at)).toBe(rests);
  });

  it.each([
    ["begins later", later, 1],
    ["begins earlier", { ...own, sensitiveFrom: "2028-03-20" }, 0],
    ["has its poll earlier", { ...own, pollOn: "2028-04-27" }, 1],
    ["has its poll later", { ...own, pollOn: "2028-05-11", termStartsOn: "2028-05-18" }, 0],
    ["has a term that starts earlier", { ...own, termStartsOn: "2028-05-08" }, 1],
    ["has no known end any more", { ...noTerm, type: "by-election" }, 0],
    ["is another’s", { ...other, id: "p" }, 1],
    ["is gone", undefined, 1],
    ["has another name", { ...own, name: "The election" }, 0],
  ] satisfies [string, Poll | undefined, number][])(
    "keep one person from making it shorter: the period %s",
    (_name, becomes, count) => {
      expect(reasons(own, becomes, { closures: [open] })).toHaveLength(count);
      expect(reasons(own, becomes, {})).toEqual([]);
    },
  );

  it("say which closure, in its own words", () => {
    expect(reasons(own, later, { closures: [open] })).toEqual([
      "A closure rests on this period, which would be shorter: from midnight at the start of Monday 27 March 2028, “Closed before the election.”",
    ]);
  });

  it("rest on nothing once the declaration is recorded", () => {
    const declaration = { madeOn: "2028-05-11", recordedAt: "2028-05-11T09:00:00.000Z", by: "p_1" };
    const held: Poll = { ...own, status: "held", declaration };
    const then = msOf("2028-06-01T09:00:00.000Z");
    expect(reasons(held, { ...held, termStartsOn: "2028-05-08" }, { polls: [held], closures: [open] }, then)).toEqual(
      [],
    );
  });
});
