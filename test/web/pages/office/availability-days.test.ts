import { describe, expect, it } from "vitest";
import { daysOf } from "../../../../web/pages/office/availability-days.tsx";

const gap = (from: string, to: string) => ({ from: `${from}:00.000Z`, to: `${to}:00.000Z`, minutes: 0, failed: 0 });
const at = "2026-12-01T12:00:00.000Z";
const shown = (gaps: ReturnType<typeof gap>[], since: string, now = at) =>
  daysOf(gaps, since, now).map(({ on, parts }) => [
    on,
    ...parts.map(({ from, width, known }) => `${Math.round(from)}+${Math.round(width)}${known ? " gap" : ""}`),
  ]);

describe("daysOf", () => {
  it("shows each day since the first known minute, with what is not known at both ends", () => {
    expect(shown([], "2026-11-30T06:00:00.000Z")).toEqual([
      ["2026-12-01", "500+500"],
      ["2026-11-30", "0+250"],
    ]);
  });

  it("puts a gap over midnight into both days, and draws a minute wide enough to be seen", () => {
    expect(shown([gap("2026-11-30T18:00", "2026-12-01T06:00")], "2026-11-30T00:00:00.000Z")).toEqual([
      ["2026-12-01", "500+500", "0+250 gap"],
      ["2026-11-30", "750+250 gap"],
    ]);
    expect(shown([gap("2026-12-01T06:00", "2026-12-01T06:01")], "2026-12-01T00:00:00.000Z")).toEqual([
      ["2026-12-01", "500+500", "250+4 gap"],
    ]);
  });

  it("counts a day of 25 hours as one day, and goes back two weeks at most", () => {
    const [, sunday] = daysOf(
      [gap("2026-10-25T11:30", "2026-10-25T12:30")],
      "2026-10-25T00:00:00.000Z",
      "2026-10-26T12:00:00.000Z",
    );
    expect(sunday?.parts.map(({ width }) => Math.round(width))).toEqual([40, 40]);
    expect(daysOf([], "2025-01-01T00:00:00.000Z", at)).toHaveLength(14);
  });
});
