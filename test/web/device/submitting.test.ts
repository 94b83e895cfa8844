import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memoryShelf } from "../../../web/device/shelf.ts";
import * as on from "../../../web/device/submitting.ts";
import { ledger } from "../../support/application.ts";

const attempt: on.Attempt = {
  writeId: "w-1",
  draftId: "d_1",
  declaredBy: "Ash Example",
  firstTriedAt: "2026-12-01T11:59:58.000Z",
};
const receipt = {
  reference: "CAF-26Q4-0001-K",
  number: 1,
  receivedAt: "2026-12-01T11:59:59.000Z",
  sha256: "0".repeat(64),
  title: "Youth nights at the hall",
  askedPence: 420_000,
  ledger: ledger({ totalCostPence: 420_000, askedPence: 420_000, requestedPence: 420_000 }),
};
const none = { sections: [], conflict: false };
const sending = on.textSent(on.pressed({ is: "idle" }, attempt), none);

describe("pressed", () => {
  it("sends what was typed before the application", () => {
    expect(on.pressed({ is: "idle" }, attempt)).toEqual({ is: "saving", attempt });
    expect(sending).toEqual({ is: "sending", attempt, tries: 1 });
  });
  it.each([
    on.pressed({ is: "idle" }, attempt),
    sending,
    on.answered(sending, { is: "nothing" }),
    on.answered(sending, { is: "receipt", receipt }),
  ])("does nothing the second time, while $is", (now) => {
    expect(on.pressed(now, { ...attempt, writeId: "w-2" })).toBe(now);
  });
});

describe("textSent", () => {
  it("stops where some text has not reached the portal", () => {
    const left = { sections: ["money"], conflict: false };
    expect(on.textSent({ is: "saving", attempt }, left)).toEqual({ is: "unsaved", ...left });
  });
});

describe("answered", () => {
  it.each([
    ["checks again where there was no answer", { is: "nothing" }, "checking"],
    ["waits for a session", { is: "signed-out" }, "signed-out"],
    ["says what needs another look", { is: "no", findings: [], detail: "" }, "refused"],
    ["is sent", { is: "receipt", receipt }, "sent"],
  ] as const)("%s", (_, answer, is) => {
    expect(on.answered(sending, answer).is).toBe(is);
  });
  it("says when it was first tried and when it was received, where the round closed meanwhile", () => {
    const checking = on.answered(sending, { is: "nothing" });
    const closed = { is: "closed", detail: "This round has closed.", receivedAt: "2026-12-01T12:00:03.000Z" } as const;
    expect(on.answered(on.again(checking), closed)).toEqual({
      is: "too-late",
      detail: "This round has closed.",
      firstTriedAt: attempt.firstTriedAt,
      receivedAt: "2026-12-01T12:00:03.000Z",
    });
  });
  it("keeps one write id however often the network fails and the button is pressed", () => {
    const steps = fc.array(fc.constantFrom("press", "lose", "again"), { maxLength: 40 });
    fc.assert(
      fc.property(steps, (names) => {
        let now: on.Submitting = sending;
        for (const name of names) {
          if (name === "press") now = on.pressed(now, { ...attempt, writeId: "another" });
          else now = name === "lose" ? on.answered(now, { is: "nothing" }) : on.again(now);
          expect("attempt" in now ? now.attempt.writeId : "").toBe("w-1");
        }
        expect(on.answered(now, { is: "receipt", receipt })).toEqual({ is: "sent", receipt });
      }),
    );
  });
});

describe("keptAttempt", () => {
  it("brings an attempt without an answer back after a closed tab, to its own person only", () => {
    const shelf = memoryShelf();
    on.keepAttempt(shelf, "p_ash", "A", attempt);
    expect(on.keptAttempt(shelf, "p_ash", "A")).toEqual(attempt);
    expect(on.keptAttempt(shelf, "p_birch", "A")).toBeUndefined();
    on.keepAttempt(shelf, "p_ash", "A", undefined);
    expect(on.keptAttempt(shelf, "p_ash", "A")).toBeUndefined();
  });
});

describe("waitBeforeTryMs", () => {
  it("tries again soon at first, and never waits longer than fifteen seconds", () => {
    expect(on.waitBeforeTryMs(1)).toBe(1_000);
    expect(on.waitBeforeTryMs(50)).toBe(15_000);
  });
});
