import { describe, expect, it } from "vitest";
import { FUNCTION_NAMES, LIMITS, specOf } from "../../../infra/local/functions.ts";

describe("LIMITS", () => {
  it("are those of AWS", () => {
    expect(LIMITS).toEqual({ payloadBytes: 6 * 1024 * 1024, functionSeconds: 10, gatewaySeconds: 30 });
  });

  it("let no function behind the gateway work on after the gateway has given up", () => {
    const behind = FUNCTION_NAMES.filter((name) => "http" in specOf(name).trigger);
    expect(behind.length).toBeGreaterThan(5);
    for (const name of behind)
      expect(specOf(name).timeoutSeconds ?? LIMITS.functionSeconds, name).toBeLessThan(LIMITS.gatewaySeconds);
  });
});
