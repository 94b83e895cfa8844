import { describe, expect, it } from "vitest";
import { extended } from "../../../shared/rules/extension.ts";
import { slipped } from "../../../shared/rules/slip.ts";
import { extensionWords, movedDays } from "../../../web/parts/extensions.tsx";
import { aRound } from "../../support/rounds.ts";

const round = aRound();
const said = { reason: "The portal was away.", at: "2026-12-01T11:00:00.000Z", by: "p_o" };
const becomes = extended(
  round,
  { ...round.timetable, closesAt: "2026-12-05T00:00:00.000Z", paidBy: "2027-02-19" },
  said,
);

describe("movedDays", () => {
  it("tells what was promised and is no longer so", () => {
    const [extension] = becomes.extensions ?? [];
    expect(extension && movedDays(extension, becomes.timetable)).toEqual([
      "the money is paid: Friday 12 February 2027",
    ]);
    expect(extension && movedDays(extension, round.timetable)).toEqual([]);
  });
});

describe("extensionWords", () => {
  it("tells both closes as deadlines, and why", () => {
    expect(becomes.extensions?.map(extensionWords)).toEqual([
      "Extended from 12 noon on Tuesday 1 December 2026 to 11:59pm on Friday 4 December 2026, because: The portal was away.",
    ]);
  });

  it("speaks of days alone where the close stands", () => {
    const moved = slipped(round, { ...round.timetable, paidBy: "2027-02-19" }, said);
    expect(moved.extensions?.map(extensionWords)).toEqual([
      "Dates after the close have moved, because: The portal was away.",
    ]);
  });
});
