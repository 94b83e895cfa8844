import { describe, expect, it } from "vitest";
import type { Overridden } from "../../../shared/rules/approval.ts";
import { msOf } from "../../../shared/rules/london.ts";
import { type Poll, proposedDates } from "../../../shared/rules/poll.ts";
import { SHIPPED_POLLS } from "../../../shared/rules/poll-history.ts";
import { electionFindings, isOverridePublic, type Override, outlookOf } from "../../../shared/rules/viability.ts";

const round = (meetingOn: string, confirmedBy = meetingOn, opensAt = "2015-06-01T08:00:00.000Z") => ({
  id: "ABC-26Q4",
  timetable: { opensAt, meetingOn, confirmedBy },
});
const councils: Poll = {
  ...{ id: "council-2027", name: "Council elections", kind: "other", type: "ordinary", status: "expected", note: "" },
  pollOn: "2027-05-06",
  ...proposedDates({ pollOn: "2027-05-06", kind: "other", type: "ordinary" }),
};
const allowed = (of: Overridden, pollId = "commissioner-2028"): Override => ({
  ...{ id: "v_1", roundId: "ABC-26Q4", of, pollId, reason: "The grants are paid from a fund that ends." },
  ...{ askedBy: "p_1", agreedBy: "p_2", agreedAt: "2028-04-01T10:00:00.000Z" },
});

describe("election/viable", () => {
  // DOMAIN 5.3, the worked cases: deadline, meeting, the day by which it is confirmed.
  it.each([
    ["2016: deadline 1 December 2015, decided late in January", "2015-10-01", "2016-01-21", "2016-01-29", true],
    ["2016: deadline 1 March 2016, meeting in April", "2015-12-10", "2016-04-21", "2016-05-31", false],
    ["2016: confirmed on the first day of the term", "2015-12-10", "2016-03-29", "2016-05-12", true],
    ["2016: met on the last day before the period, confirmed in it", "2015-12-10", "2016-03-29", "2016-03-30", false],
    ["2024: deadline 1 December 2023, decided in January", "2023-10-01", "2024-01-18", "2024-01-31", true],
    [
      "2024: deadline 1 March 2024, met in April, told at the end of May",
      "2023-12-10",
      "2024-04-18",
      "2024-05-31",
      false,
    ],
    ["2024: met on the day the term starts", "2023-12-10", "2024-05-09", "2024-05-14", true],
    ["2028: deadline 1 December 2027, decided in January", "2027-10-01", "2028-01-20", "2028-01-31", true],
    ["2028: deadline 1 March 2028, meeting in April", "2027-12-10", "2028-04-20", "2028-05-31", false],
  ])("%s", (_name, today, meetingOn, confirmedBy, viable) => {
    const at = msOf(`${today}T12:00:00.000Z`);
    const found = electionFindings("publish", round(meetingOn, confirmedBy), SHIPPED_POLLS, [], at);
    expect([found.length === 0, found.every(({ effect }) => effect === "blocks")]).toEqual([viable, true]);
  });

  it("says which day is in the way, and of which poll", () => {
    const [found, ...more] = electionFindings(
      "publish",
      round("2028-04-20", "2028-05-31"),
      SHIPPED_POLLS,
      [],
      msOf("2027-12-10T12:00:00.000Z"),
    );
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      rule: "election/viable",
      pointer: "/timetable/meetingOn",
      act: "publish",
      effect: "blocks",
      pollId: "commissioner-2028",
    });
    expect(found?.detail).toContain("The meeting on Thursday 20 April 2028 falls into the sensitive period");
  });

  it.each([
    ["an own election", SHIPPED_POLLS, "2028-04-06T08:00:00.000Z", "2028-07-20", "commissioner-2028"],
    ["another election", [councils], "2027-04-06T08:00:00.000Z", "2027-07-15", "council-2027"],
  ])(
    "keeps a round from opening in the period of %s, however late it is decided",
    (_of, polls, opensAt, on, pollId) => {
      const at = msOf("2026-12-10T12:00:00.000Z");
      const findings = electionFindings("publish", round(on, on, opensAt), polls, [], at);
      expect(findings).toMatchObject([{ act: "publish", effect: "blocks", pointer: "/timetable/opensAt", pollId }]);
      expect(electionFindings("meeting", round(on, on, opensAt), polls, [], at)).toEqual([]);
    },
  );

  it("looks at the meeting and the confirmation, never at the day groups hear", () => {
    const at = msOf("2027-12-10T12:00:00.000Z");
    const told = { ...round("2028-03-20", "2028-03-24"), notifiedBy: "2028-04-10" };
    expect(electionFindings("publish", told, SHIPPED_POLLS, [], at)).toEqual([]);
  });

  it.each<[string, Overridden, Poll[], string, string[]]>([
    ["an own election blocks a new round", "publish", [...SHIPPED_POLLS], "2028-04-03T12:00:00.000Z", ["blocks"]],
    ["an own election blocks a meeting", "meeting", [...SHIPPED_POLLS], "2028-04-03T12:00:00.000Z", ["blocks"]],
    [
      "an own election blocks a confirmation",
      "confirmation",
      [...SHIPPED_POLLS],
      "2028-04-03T12:00:00.000Z",
      ["blocks"],
    ],
    [
      "another election asks an approver for a new round",
      "publish",
      [councils],
      "2027-04-05T12:00:00.000Z",
      ["blocks"],
    ],
    ["another election warns of a meeting", "meeting", [councils], "2027-04-05T12:00:00.000Z", ["warns"]],
    ["another election warns of a confirmation", "confirmation", [councils], "2027-04-05T12:00:00.000Z", ["warns"]],
    [
      "no election says anything before its period",
      "meeting",
      [...SHIPPED_POLLS, councils],
      "2027-03-30T12:00:00.000Z",
      [],
    ],
    ["another election is over after its day", "meeting", [councils], "2027-05-06T23:00:00.000Z", []],
    [
      "an own one goes on until the declaration is recorded",
      "meeting",
      [...SHIPPED_POLLS],
      "2028-09-01T12:00:00.000Z",
      ["blocks"],
    ],
  ])("at that instant: %s", (_name, act, polls, at, effects) => {
    const far = round("2030-01-17");
    expect(electionFindings(act, far, polls, [], msOf(at)).map(({ effect }) => effect)).toEqual(effects);
  });

  it("only warns of a meeting that is planned into another election’s period", () => {
    const found = electionFindings(
      "publish",
      round("2027-04-15", "2027-05-20"),
      [councils],
      [],
      msOf("2026-12-01T12:00:00.000Z"),
    );
    expect(found.map(({ effect, pointer }) => [effect, pointer])).toEqual([["warns", "/timetable/meetingOn"]]);
  });

  it("is silent about what an override names: this act, this round, this poll", () => {
    const at = msOf("2028-04-03T12:00:00.000Z");
    const blocked = (act: Overridden, overrides: Override[], id = "ABC-26Q4") =>
      electionFindings(act, { ...round("2028-04-20"), id }, SHIPPED_POLLS, overrides, at).length > 0;
    expect(blocked("meeting", [allowed("meeting")])).toBe(false);
    expect(blocked("confirmation", [allowed("meeting")])).toBe(true);
    expect(blocked("meeting", [allowed("meeting")], "ABC-28Q1")).toBe(true);
    expect(blocked("meeting", [allowed("meeting", "council-2027")])).toBe(true);
  });
});

describe("outlookOf", () => {
  const at = msOf("2027-12-10T12:00:00.000Z");
  const planned = round("2028-04-20", "2028-04-25");

  it("tells each act that an election stands in the way of", () => {
    expect(outlookOf(planned, SHIPPED_POLLS, [], at).map(({ act }) => act)).toEqual([
      "publish",
      "publish",
      "meeting",
      "confirmation",
    ]);
  });

  it("says no more of publishing once it is published, nor of what was allowed", () => {
    const published = { ...planned, publishedAt: "2027-12-01T09:00:00.000Z" };
    expect(outlookOf(published, SHIPPED_POLLS, [allowed("meeting")], at).map(({ act }) => act)).toEqual([
      "confirmation",
    ]);
  });
});

describe("outlookOf, in the period itself", () => {
  it("says that nothing may be done now, also where the days are later", () => {
    const published = { ...round("2028-09-21"), publishedAt: "2027-12-01T09:00:00.000Z" };
    const found = outlookOf(published, SHIPPED_POLLS, [], msOf("2028-04-03T12:00:00.000Z"));
    expect(found.map(({ act, pointer }) => [act, pointer])).toEqual([
      ["meeting", "/timetable"],
      ["confirmation", "/timetable"],
    ]);
    expect(found[0]?.detail).toContain("after the poll expected on Thursday 4 May 2028");
  });
});

describe("isOverridePublic", () => {
  const polls = SHIPPED_POLLS.map((poll) =>
    poll.id === "commissioner-2028"
      ? { ...poll, declaration: { madeOn: "2028-05-11", recordedAt: "2028-05-11T09:30:00.000Z", by: "p_2" } }
      : poll,
  );

  it.each([
    ["2028-05-11T09:29:59.999Z", false],
    ["2028-05-11T09:30:00.000Z", true],
  ])("at %s is %s: when the period has ended", (at, isPublic) => {
    expect(isOverridePublic(allowed("meeting"), polls, msOf(at))).toBe(isPublic);
  });

  it("is true of a poll that is no longer listed", () => {
    expect(isOverridePublic(allowed("meeting", "gone"), polls, 0)).toBe(true);
  });
});
