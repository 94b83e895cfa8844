import { describe, expect, it } from "vitest";
import { overlapFindings, reachFindings } from "../../../shared/rules/overlap.ts";
import { aRound, someFund } from "../../support/rounds.ts";

const published = "2026-10-01T09:00:00.000Z";
const standing = aRound({ publishedAt: published });
const next = (opensAt: string, closesAt: string) =>
  aRound({ code: "27Q1", timetable: { ...standing.timetable, opensAt, closesAt } });
const overlapping = next("2026-11-30T09:00:00.000Z", "2027-03-01T12:00:00.000Z");

describe("round/overlap", () => {
  it.each([
    ["begins while another is open", "2026-12-01T11:59:59.999Z", "2027-03-01T12:00:00.000Z", 1],
    ["begins as another closes", "2026-12-01T12:00:00.000Z", "2027-03-01T12:00:00.000Z", 0],
    ["ends as another opens", "2026-10-01T08:00:00.000Z", "2026-11-02T09:00:00.000Z", 0],
    ["spans another", "2026-10-01T08:00:00.000Z", "2027-03-01T12:00:00.000Z", 1],
  ])("looks at a round that %s", (_, opensAt, closesAt, refusals) => {
    expect(overlapFindings(next(opensAt, closesAt), [standing], someFund())).toHaveLength(refusals);
  });

  it("names the other round and its dates, at the opening", () => {
    expect(overlapFindings(overlapping, [standing], someFund())).toEqual([
      {
        rule: "round/overlap",
        pointer: "/timetable/opensAt",
        detail: `“${standing.title}” takes applications from Monday 2 November 2026 to 12 noon on Tuesday 1 December 2026. Open this round after it.`,
      },
    ]);
  });

  it("lets stand beside it itself, what is not published, what was cancelled, and any round of a fund that allows it", () => {
    const { calendar } = someFund();
    expect(overlapFindings({ ...standing, title: "Renamed" }, [standing], someFund())).toEqual([]);
    expect(overlapFindings(overlapping, [aRound()], someFund())).toEqual([]);
    expect(overlapFindings(overlapping, [{ ...standing, cancelledAt: published }], someFund())).toEqual([]);
    expect(overlapFindings(overlapping, [standing], { calendar: { ...calendar, mayOverlap: true } })).toEqual([]);
  });
});

describe("round/overlap of a later close", () => {
  const fund = someFund();
  const follows = { ...next("2026-12-04T09:00:00.000Z", "2027-03-01T12:00:00.000Z"), publishedAt: published };
  const reaching = (closesAt: string, ofFund = [standing, follows], mayOverlap = false) =>
    reachFindings(standing, { ...standing.timetable, closesAt }, ofFund, {
      calendar: { ...fund.calendar, mayOverlap },
    });

  it("is refused from the first instant that it shares with the next round of the fund", () => {
    expect(reaching("2026-12-04T09:00:00.000Z")).toEqual([]);
    expect(reaching("2026-12-04T09:00:00.001Z")).toMatchObject([
      { rule: "round/overlap", pointer: "/timetable/closesAt", detail: /opens at 9am on Friday 4 December 2026/ },
    ]);
  });

  it("is none where rounds may stand beside each other, or did before", () => {
    const late = "2026-12-07T12:00:00.000Z";
    expect(reaching(late, [standing, follows], true)).toEqual([]);
    expect(reaching(late, [standing, { ...overlapping, publishedAt: published }])).toEqual([]);
    expect(reaching(late, [standing, next("2026-12-04T09:00:00.000Z", late)])).toEqual([]);
  });
});
