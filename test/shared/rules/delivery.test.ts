import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  accountOf,
  againFindings,
  fateOf,
  isHeld,
  isOnTrialList,
  paceMs,
  returnOf,
  undeliveredBecause,
} from "../../../shared/rules/delivery.ts";
import { MESSAGE_STATES, type Returned } from "../../../shared/rules/messages.ts";

const at = "2026-12-01T12:00:00.000Z";
const bounced: Returned = { why: "bounced", at };
const complaint: Returned = { why: "complaint", at };

describe("messages/accounted", () => {
  it.each([
    ["waiting", undefined, "waiting"],
    ["sending", undefined, "waiting"],
    ["sent", undefined, "delivered"],
    ["sent", bounced, "undelivered"],
    ["sent", complaint, "delivered"],
    ["failed", undefined, "undelivered"],
  ] as const)("takes %s, returned %j, for %s", (state, returned, fate) => {
    expect(fateOf({ state, returned })).toBe(fate);
  });

  it("adds up, whatever became of whom", () => {
    const message = fc.record({
      state: fc.constantFrom(...MESSAGE_STATES),
      returned: fc.constantFrom(undefined, bounced),
    });
    fc.assert(
      fc.property(fc.array(fc.option(message, { nil: undefined })), (messages) => {
        const { told, delivered, waiting, undelivered, missing } = accountOf(messages);
        expect(delivered + waiting + undelivered + missing).toBe(told);
        expect(missing).toBe(messages.filter((one) => one === undefined).length);
      }),
    );
  });

  it.each([
    ["too-late", /code had run out/],
    ["address-returned", /came back/],
    ["not-on-trial-list", /on trial/],
    ["ThrottlingException", /for ThrottlingException\.$/],
  ])("gives a reason for %s", (problem, words) => {
    expect(undeliveredBecause({ state: "failed", problem })).toMatch(words);
    expect(undeliveredBecause({ state: "sent", problem })).toBeUndefined();
  });
});

describe("messages/returned", () => {
  it.each([
    ["no such mailbox", { bounce: { bounceType: "Permanent" } }, "bounced"],
    ["out of office, or a full mailbox", { bounce: { bounceType: "Transient" } }, "soft"],
    ["what SES cannot tell", { bounce: { bounceType: "Undetermined" } }, "soft"],
    ["called junk", { complaint: { complaintFeedbackType: "abuse" } }, "complaint"],
    ["called junk, without a kind", { complaint: { complaintFeedbackType: null } }, "complaint"],
    ["called no junk", { complaint: { complaintFeedbackType: "not-spam" } }, undefined],
    ["anything else", {}, undefined],
  ])("takes %s as it is", (_, facts, what) => {
    expect(returnOf(facts)).toBe(what);
  });

  it("holds back everything but a code, until the address is confirmed", () => {
    expect(isHeld(bounced, "receipt")).toBe(true);
    expect(isHeld(bounced, "sign-in-code")).toBe(false);
    expect(isHeld({ ...bounced, confirmedAt: at }, "receipt")).toBe(false);
    expect(isHeld(undefined, "receipt")).toBe(false);
  });
});

describe("messages/send-again", () => {
  it("lets go what is undelivered, and nothing else", () => {
    const rules = (message: Parameters<typeof againFindings>[0], isMarked = false) =>
      againFindings(message, isMarked).map(({ rule }) => rule);
    expect(rules({ state: "failed", template: "receipt" })).toEqual([]);
    expect(rules({ state: "sent", template: "receipt", returned: bounced })).toEqual([]);
    for (const state of ["waiting", "sending", "sent"] as const)
      expect(rules({ state, template: "receipt" })).toEqual(["messages/send-again"]);
    expect(rules({ state: "failed", template: "sign-in-code" })).toEqual(["messages/send-again"]);
    expect(rules({ state: "failed", template: "answers" })).toEqual(["messages/send-again"]);
    expect(rules({ state: "failed", template: "receipt" }, true)).toEqual(["messages/send-again"]);
  });
});

describe("messages/trial", () => {
  it.each([
    ["Ash@Example.org", [], true],
    ["Ash@Example.org", ["ash@example.org"], true],
    ["bo@example.org", ["ash@example.org"], false],
    ["ash@example.org.evil.example", ["ash@example.org"], false],
  ])("writes to %s with the list %j: %s", (address, list, goes) => {
    expect(isOnTrialList(address, list)).toBe(goes);
  });
});

describe("messages/pace", () => {
  it.each([
    [1, 1_429],
    [14, 103],
    [100, 15],
    [0, 1_429],
  ])("leaves 30 %% of %i a second to codes: one each %i ms", (perSecond, ms) => {
    expect(paceMs(perSecond)).toBe(ms);
  });
});
