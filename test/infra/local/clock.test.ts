import { describe, expect, it } from "vitest";
import { makeClock } from "../../../infra/local/clock.ts";

const HOUR = 3_600_000;

describe("makeClock", () => {
  it("goes on from the instant of PORTAL_NOW, and from wherever it is moved to", () => {
    const start = Date.parse("2026-12-01T11:58:00.000Z");
    const clock = makeClock("2026-12-01T11:58:00Z");
    expect(clock.now()).toBeGreaterThanOrEqual(start);
    expect(clock.now()).toBeLessThan(start + HOUR);
    clock.set("2027-03-28T00:59:00Z");
    expect(clock.now() - Date.parse("2027-03-28T00:59:00Z")).toBeLessThan(HOUR);
  });

  it.each([undefined, ""])("is the real time without one: %j", (startAt) => {
    expect(Math.abs(makeClock(startAt).now() - Date.now())).toBeLessThan(HOUR);
  });

  it.each(["tomorrow", "12 noon", "2026-13-01T00:00:00Z"])("says what to write instead of %j", (startAt) => {
    expect(() => makeClock(startAt)).toThrow(`PORTAL_NOW is "${startAt}". Write an instant like 2026-12-01T11:59:00Z.`);
  });
});
