import { describe, expect, it } from "vitest";
import { phoneLink } from "../../shared/office.ts";

describe("phoneLink", () => {
  it.each([
    ["01275 000000", "tel:+441275000000"],
    ["0300 123 45 67", "tel:+443001234567"],
  ])("makes of %s the link %s", (phone, link) => {
    expect(phoneLink(phone)).toBe(link);
  });
});
