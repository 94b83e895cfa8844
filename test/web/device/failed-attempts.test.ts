import { describe, expect, it } from "vitest";
import { byMinute, fateOf, type Noted } from "../../../web/device/failed-attempts.ts";

const noted = (path: string, responseStatus?: number): Noted => ({
  name: `https://grants.example.org${path}`,
  startTime: 0,
  ...(responseStatus === undefined ? {} : { responseStatus }),
});
const SAVE = "/api/applications/ABC-26Q4-0017-K/draft/project";
const SUBMIT = "/api/applications/ABC-26Q4-0017-K/submission";

describe("fateOf", () => {
  it.each<[string, Noted, boolean, ReturnType<typeof fateOf>]>([
    ["a save that was taken", noted(SAVE, 200), true, "answered"],
    ["a save over a newer one", noted(SAVE, 412), true, "answered"],
    ["a submission that came too often", noted(SUBMIT, 429), true, "failed"],
    ["a submission that met a fault of ours", noted(SUBMIT, 503), true, "failed"],
    ["a save without an answer", noted(SAVE, 0), true, "failed"],
    ["a save without a network", noted(SAVE, 0), false, undefined],
    ["what an officer enters", noted("/api/desk/applications/ABC-26Q4-0017-K/draft/project", 500), true, "failed"],
    ["reading an application", noted("/api/applications/ABC-26Q4-0017-K", 500), true, undefined],
    ["reading a submission", noted("/api/applications/ABC-26Q4-0017-K/submissions/1", 500), true, undefined],
    ["a browser that notes no status", noted(SAVE), true, undefined],
  ])("of %s", (_, entry, online, expected) => {
    expect(fateOf(entry, online)).toBe(expected);
  });
});

describe("byMinute", () => {
  const start = Date.parse("2026-12-01T11:58:00.000Z");
  it("counts the attempts of a minute under the first of them", () => {
    expect(byMinute([start + 50_000, start + 1_500, start + 61_000])).toEqual([
      { at: "2026-12-01T11:58:01.500Z", attempts: 2 },
      { at: "2026-12-01T11:59:01.000Z", attempts: 1 },
    ]);
  });

  it("tells no more than the portal takes of one report", () => {
    const often = Array.from({ length: 200 }, () => start);
    expect(byMinute(often)).toEqual([{ at: "2026-12-01T11:58:00.000Z", attempts: 100 }]);
    const long = Array.from({ length: 30 }, (_, n) => start + n * 60_000);
    expect(byMinute(long)).toHaveLength(20);
    expect(byMinute(long)[0]?.at).toBe("2026-12-01T12:08:00.000Z");
  });
});
