import { describe, expect, it } from "vitest";
import type { TouchedRound } from "../../../../shared/contract/polls.ts";
import { inTimeWords } from "../../../../web/pages/office/election-words.ts";

const stands = (effect: "blocks" | "warns"): TouchedRound["findings"] => [
  {
    ...{ rule: "election/viable", pointer: "/timetable/meetingOn", detail: "The meeting falls into the period." },
    ...{ act: "meeting", effect, pollId: "own-2028" },
  },
];

describe("inTimeWords", () => {
  it.each<[string, string, TouchedRound["findings"], string]>([
    ["2028-01-20", "2028-01-25", [], "Yes"],
    ["2028-01-19", "2028-01-25", [], "Late: not decided yet"],
    ["2028-01-20", "2028-01-19", [], "Late: not decided yet"],
    ["2028-04-20", "2028-04-25", stands("blocks"), "No: blocked"],
    ["2028-04-20", "2028-04-25", stands("warns"), "No: take care"],
  ])("tells of a meeting on %s and a confirmation by %s", (meetingOn, confirmedBy, findings, words) => {
    expect(inTimeWords({ meetingOn, confirmedBy, findings }, "2028-01-20").words).toBe(words);
  });
});
