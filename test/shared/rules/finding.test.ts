import { describe, expect, it } from "vitest";
import { Finding, finding } from "../../../shared/rules/finding.ts";

describe("finding", () => {
  it("makes what its own schema accepts", () => {
    const made = finding("budget/sum", "/sections/money/budget/0/amount", "Make the budget lines add up");
    expect(Finding.parse(made)).toEqual({
      rule: "budget/sum",
      pointer: "/sections/money/budget/0/amount",
      detail: "Make the budget lines add up",
    });
  });

  it("is refused without its rule", () => {
    expect(Finding.safeParse({ pointer: "", detail: "Say what to do" }).success).toBe(false);
  });
});
