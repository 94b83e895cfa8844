import { describe, expect, it } from "vitest";
import type { Touched, TouchedRound } from "../../../../shared/contract/polls.ts";
import { proposedDates } from "../../../../shared/rules/poll.ts";
import { closureFor } from "../../../../web/pages/office/election-closure.ts";

const touched = (poll: Partial<Touched["view"]["poll"]>, rounds: TouchedRound[] = []): Touched => {
  const row: Touched["view"]["poll"] = {
    ...{ id: "own-2028", name: "Commissioner election", kind: "own", type: "ordinary", status: "expected" },
    ...{ pollOn: "2028-05-04", note: "" },
    ...proposedDates({ pollOn: "2028-05-04", kind: "own", type: "ordinary" }),
    ...poll,
  };
  return {
    at: "2028-03-01T09:00:00.000Z",
    view: { poll: row, phase: "ahead", computed: proposedDates(row), may: ["close"] },
    ...{ rounds, meetings: [], letters: [], news: [] },
  };
};

const open: TouchedRound = {
  ...{ id: "ABC-28Q1", fundId: "abc", fundName: "A fund", title: "Round 1", status: "open" },
  ...{ closesAt: "2028-03-01T12:00:00.000Z", meetingOn: "2028-04-20", confirmedBy: "2028-04-25" },
  ...{ notifiedBy: "2028-05-31", drafts: 2, submitted: 0, draftGroups: ["Example Youth Club"] },
  findings: [
    {
      ...{ rule: "election/viable", pointer: "/timetable/meetingOn", detail: "The meeting falls into the period." },
      ...{ act: "meeting", effect: "blocks", pollId: "own-2028" },
    },
  ],
};

describe("closureFor", () => {
  it("holds decisions and publicity from the first day until the declaration, and says no more of the poll than is known", () => {
    expect(closureFor(touched({}))).toMatchObject({
      scope: { of: "portal" },
      from: { of: "wall", on: "2028-03-27", time: "00:00" },
      until: { of: "declaration", pollId: "own-2028" },
      ...{ reason: "election", deadlines: "moved", drafts: "editable" },
      freezes: ["new-rounds", "meetings", "confirmations", "publicity"],
      wording: expect.stringContaining("expected on Thursday 4 May 2028"),
    });
  });

  it("holds submissions too where an open round cannot be decided in time", () => {
    expect(closureFor(touched({}, [open])).freezes).toEqual(expect.arrayContaining(["submissions", "new-drafts"]));
  });

  it("holds publicity alone before another election, until its poll is over", () => {
    expect(closureFor(touched({ kind: "other", status: "called" }))).toMatchObject({
      scope: { of: "publicity" },
      until: { of: "wall", on: "2028-05-04", time: "23:59" },
      freezes: ["publicity"],
    });
  });

  it.each([
    [
      "an own election that begins in three days: the first day that can be announced",
      "own",
      "2028-03-24",
      { of: "wall", on: "2028-04-07", time: "00:00" },
    ],
    ["another that has begun: at once", "other", "2028-04-03", { of: "at-once" }],
    ["another that begins tomorrow: then", "other", "2028-03-26", { of: "wall", on: "2028-03-27", time: "00:00" }],
  ] as const)("begins, for %s", (_name, kind, today, from) => {
    expect(closureFor({ ...touched({ kind }), at: `${today}T09:00:00.000Z` }).from).toEqual(from);
  });

  it("says that it is for a by-election", () => {
    expect(closureFor(touched({ type: "by-election" })).reason).toBe("by-election");
  });
});
