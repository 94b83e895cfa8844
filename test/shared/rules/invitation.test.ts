import { describe, expect, it } from "vitest";
import { type Invitation, invitationEndsAt, invitationStatus } from "../../../shared/rules/invitation.ts";
import { toInstant } from "../../../shared/rules/london.ts";

const at = Date.parse("2026-11-22T12:00:00.000Z");
const DAY = 86_400_000;
const invitation: Invitation = {
  id: "hash.trustee",
  email: "maple@trust.example",
  role: "trustee",
  invitedAt: toInstant(at),
  invitedBy: "p_1",
};

describe("invitationStatus", () => {
  it.each([
    [{}, 0, "open"],
    [{}, 14 * DAY - 1, "open"],
    [{}, 14 * DAY, "expired"],
    [{ usedAt: toInstant(at) }, 0, "used"],
    [{ withdrawnAt: toInstant(at) }, 0, "withdrawn"],
    [{ usedAt: toInstant(at), withdrawnAt: toInstant(at) }, 20 * DAY, "used"],
  ] as const)("with %j after %i milliseconds is %s", (more, later, status) => {
    expect(invitationStatus({ ...invitation, ...more }, at + later)).toBe(status);
  });

  it("ends after fourteen days of 24 hours, whatever the clocks do", () => {
    expect(invitationEndsAt({ invitedAt: "2026-10-20T12:00:00.000Z" })).toBe("2026-11-03T12:00:00.000Z");
  });
});
