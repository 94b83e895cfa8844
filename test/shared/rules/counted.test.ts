import { describe, expect, it } from "vitest";
import { counted } from "../../../shared/rules/counted.ts";

describe("counted", () => {
  it.each([
    [counted(1, "hour"), "1 hour"],
    [counted(0, "hour"), "0 hours"],
    [counted(3, "hour"), "3 hours"],
    [counted(1, "bid is", "bids are"), "1 bid is"],
    [counted(2, "bid is", "bids are"), "2 bids are"],
  ])("says one and many: %s", (said, expected) => {
    expect(said).toBe(expected);
  });
});
