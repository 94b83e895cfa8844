import { describe, expect, it } from "vitest";
import * as on from "../../../web/device/section-sync.ts";
import { statusWords } from "../../../web/device/status-words.ts";

const now = Date.parse("2026-12-01T15:00:00.000Z");
const text = { answers: {}, done: false };
const clean = on.opened({ draftId: "d_1", version: 1, text, savedAt: "2026-12-01T14:02:00.000Z" });
const sending = on.due(on.typed(clean, text), "w-1");

describe("statusWords", () => {
  it.each<[on.SectionSync, boolean, string]>([
    [clean, true, "Saved 14:02"],
    [{ ...clean, savedAt: "2026-06-30T23:30:00.000Z" }, true, "Saved 00:30 on 1 July 2026"],
    [{ ...clean, savedAt: undefined }, true, "Nothing typed yet. It is saved as you type."],
    [sending, true, "Kept on this device, saving"],
    [on.failed(sending, "w-1", "unreachable"), true, "Kept on this device. Will send when you are back online."],
    [on.signedOut(sending), true, "Kept on this device. Sign in again to send it."],
    [on.closed(sending, "submitted"), true, "Kept on this device. The application was submitted meanwhile."],
    [on.closed(sending, "round-closed"), true, "Kept on this device. The round has closed."],
    [on.refused(sending, "w-1", "Shorten this entry."), true, "Kept on this device. Shorten this entry."],
    [
      on.failed(sending, "w-1", "unreachable"),
      false,
      "Not saved yet, and this device has no room. Keep this page open until it is sent.",
    ],
  ])("of $standing", (sync, kept, words) => {
    expect(statusWords(sync, kept, now).text).toBe(words);
  });
  it.each(on.STANDINGS)("is one calm line without shouting while %s", (standing) => {
    const { text: words } = statusWords({ ...sending, standing }, true, now);
    expect(words).not.toMatch(/[!]|please/i);
    expect(words.length).toBeLessThan(110);
  });
});
