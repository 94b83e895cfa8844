import { describe, expect, it } from "vitest";
import { msOf, toInstant } from "../../../shared/rules/london.ts";
import { isTooLate, retryAt } from "../../../shared/rules/messages.ts";

describe("messages/retry", () => {
  const createdAt = "2026-12-01T12:00:00.000Z";
  const message = { template: "withdrawn", createdAt } as const;
  const later = (minutes: number) => msOf(createdAt) + minutes * 60_000;
  it.each([
    [1, 0, 1],
    [2, 1, 3],
    [5, 15, 31],
    [6, 31, 61],
    [40, 200, 230],
    [9, 210, 240],
  ])("tries again: try %i failed after %i minutes, next at minute %i", (tries, failedAt, next) => {
    expect(retryAt(message, tries, later(failedAt))).toBe(toInstant(later(next)));
  });

  it("gives up when the next try would be later than four hours", () => {
    expect(retryAt(message, 10, later(210) + 1)).toBeUndefined();
  });

  it.each([
    [1, 0, true],
    [3, 3, true],
    [4, 7, false],
  ])("gives a code ten minutes: try %i failed after %i, again: %s", (tries, failedAt, isTried) => {
    const code = { template: "sign-in-code", createdAt } as const;
    expect(retryAt(code, tries, later(failedAt)) !== undefined).toBe(isTried);
    expect([isTooLate(code, later(10) - 1), isTooLate(code, later(10)), isTooLate(message, later(999))]).toEqual([
      false,
      true,
      false,
    ]);
  });

  it("tries a dozen times in all", () => {
    let [tries, at] = [0, msOf(createdAt)];
    for (let next: string | undefined = createdAt; next !== undefined; next = retryAt(message, tries, at)) {
      at = msOf(next);
      tries += 1;
    }
    expect(tries).toBe(12);
  });
});
