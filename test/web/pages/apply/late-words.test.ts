import { describe, expect, it } from "vitest";
import { lateWords } from "../../../../web/pages/apply/late-words.ts";

const detail = "This round has closed.";
const noon = "2026-12-01T12:00:00.000Z";

describe("lateWords", () => {
  it.each([
    [
      "three seconds late",
      "2026-12-01T12:00:03.412Z",
      noon,
      "We received this at 12:00:03. The round closed at 12 noon.",
    ],
    ["at the very instant", noon, noon, "We received this at 12:00:00. The round closed at 12 noon."],
    [
      "in summer, in London time",
      "2027-06-01T11:00:01.000Z",
      "2027-06-01T11:00:00.000Z",
      "We received this at 12:00:01. The round closed at 12 noon.",
    ],
    [
      "a day late",
      "2026-12-02T09:30:00.000Z",
      noon,
      "We received this at 09:30:00 on Wednesday 2 December 2026. The round closed at 12 noon on Tuesday 1 December 2026.",
    ],
    [
      "just after a midnight",
      "2026-12-02T00:00:01.000Z",
      "2026-12-02T00:00:00.000Z",
      "We received this at 00:00:01 on Wednesday 2 December 2026. The round closed at 11:59pm on Tuesday 1 December 2026.",
    ],
  ])("says when it came and when the round closed: %s", (_when, receivedAt, closesAt, words) => {
    expect(lateWords(receivedAt, closesAt, detail)).toBe(words);
  });

  it("keeps the portal's words where it names no instant, or one that was in time", () => {
    expect(lateWords(undefined, noon, detail)).toBe(detail);
    expect(lateWords("2026-12-01T11:59:59.999Z", noon, "This round has not opened yet.")).toBe(
      "This round has not opened yet.",
    );
  });
});
