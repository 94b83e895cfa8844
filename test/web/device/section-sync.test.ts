import { describe, expect, it } from "vitest";
import * as on from "../../../web/device/section-sync.ts";

const textOf = (need: string): on.SectionText => ({ answers: { need }, done: false });
const held = (version: number, need: string, more: Partial<on.Held> = {}): on.Held => ({
  draftId: "d_1",
  version,
  text: textOf(need),
  savedBy: "p_ash",
  ...more,
});
const start = on.opened(held(3, "as it was"));
const typed = on.typed(start, textOf("mine"));
const sending = on.due(typed, "w-1");
const both = textOf("mine\n\ntheirs");

describe("typed", () => {
  it("makes a clean section one that waits to be sent", () => {
    expect(typed).toMatchObject({ standing: "typing", changed: true, base: 3, edit: 1 });
  });
  it.each(["sending", "kept", "signed-out", "comparing", "conflict", "closed-draft"] as const)(
    "changes the text and nothing else while %s",
    (standing) => {
      const next = on.typed({ ...sending, standing }, textOf("more"));
      expect(next).toEqual({ ...sending, standing, text: textOf("more"), changed: true, edit: 2 });
    },
  );
  it("tries again after a refusal", () => {
    expect(on.typed({ ...typed, standing: "refused" }, textOf("shorter")).standing).toBe("typing");
  });
});

describe("due", () => {
  it("gives the text a write id over the version it was typed on", () => {
    expect(sending).toMatchObject({ standing: "sending", changed: false });
    expect(sending.write).toEqual({ writeId: "w-1", was: 3, text: textOf("mine") });
  });
  it("keeps the first id and the first text over every retry", () => {
    const more = on.typed(on.failed(sending, "w-1", "unreachable"), textOf("mine and more"));
    const again = on.due(more, "w-2");
    expect(again.write).toEqual({ writeId: "w-1", was: 3, text: textOf("mine") });
    expect(again).toMatchObject({ standing: "sending", changed: true, text: textOf("mine and more") });
  });
  it.each(["clean", "sending", "signed-out", "comparing", "conflict", "closed-draft", "refused"] as const)(
    "sends nothing while %s",
    (standing) => {
      const sync = { ...typed, standing };
      expect(on.due(sync, "w-9")).toBe(sync);
    },
  );
});

describe("acknowledged", () => {
  it("is clean at the new version", () => {
    const done = on.acknowledged(sending, { writeId: "w-1", version: 4, savedAt: "2026-12-01T14:02:00.000Z" });
    expect(done).toMatchObject({ standing: "clean", base: 4, write: undefined, savedAt: "2026-12-01T14:02:00.000Z" });
    expect(on.isUnsent(done)).toBe(false);
  });
  it("goes on with what was typed meanwhile", () => {
    const done = on.acknowledged(on.typed(sending, textOf("more")), { writeId: "w-1", version: 4 });
    expect(done).toMatchObject({ standing: "typing", base: 4, text: textOf("more") });
    expect(on.due(done, "w-2").write).toEqual({ writeId: "w-2", was: 4, text: textOf("more") });
  });
  it("does not listen to a reply that came late", () => {
    expect(on.acknowledged(sending, { writeId: "w-0", version: 9 })).toBe(sending);
  });
});

describe("learned", () => {
  it("takes what a colleague wrote where nothing was typed here", () => {
    expect(on.learned(start, held(5, "theirs"))).toMatchObject({ standing: "clean", base: 5, text: textOf("theirs") });
  });
  it("is not taken back by an older reading", () => {
    expect(on.learned(start, held(2, "older"))).toBe(start);
  });
  it("knows its own write when only the reply was lost", () => {
    const lost = on.failed(sending, "w-1", "unreachable");
    expect(on.learned(lost, held(4, "mine", { writeId: "w-1" }))).toMatchObject({ standing: "clean", base: 4 });
  });
  it("shows both versions where both moved on", () => {
    const conflict = on.learned(on.stale(sending, "w-1"), held(4, "theirs"));
    expect(conflict).toMatchObject({ standing: "conflict", text: textOf("mine") });
    expect(conflict.theirs?.text).toEqual(textOf("theirs"));
  });
  it("asks nothing where both wrote the same", () => {
    expect(on.learned(sending, held(4, "mine\r\n".trim()))).toMatchObject({ standing: "clean", base: 4 });
  });
  it("offers what was typed over a submitted draft to the change that follows", () => {
    const late = on.closed(sending, "submitted");
    expect(late).toMatchObject({ standing: "closed-draft", text: textOf("mine") });
    const offered = on.learned(late, held(0, "as submitted", { draftId: "d_2" }));
    expect(offered).toMatchObject({ standing: "conflict", text: textOf("mine") });
    expect(on.chose(offered, "mine", both)).toMatchObject({ standing: "typing", draftId: "d_2", base: 0 });
  });
});

describe("chose", () => {
  const conflict = on.learned(on.stale(sending, "w-1"), held(4, "theirs"));
  it.each([
    ["mine", "mine", "typing"],
    ["theirs", "theirs", "clean"],
    ["both", "mine\n\ntheirs", "typing"],
  ] as const)("%s goes on from their version with %j", (choice, need, standing) => {
    expect(on.chose(conflict, choice, both)).toMatchObject({
      standing,
      base: 4,
      text: textOf(need),
      theirs: undefined,
    });
  });
});

describe("signedOut", () => {
  it("keeps the write for the same person's next session", () => {
    const out = on.signedOut(sending);
    expect(out.standing).toBe("signed-out");
    expect(on.due(on.resumed(out), "w-2").write?.writeId).toBe("w-1");
  });
  it("leaves a section alone that has nothing to send", () => {
    expect(on.signedOut(start)).toBe(start);
  });
});

describe("elsewhere", () => {
  it("takes the newer text of another tab, unsent as it is", () => {
    const other = on.typed(typed, textOf("from the other tab"));
    expect(on.elsewhere(typed, other)).toMatchObject({ standing: "kept", text: textOf("from the other tab") });
  });
  it("does not go back to an older text", () => {
    expect(on.elsewhere(on.typed(typed, textOf("newer")), typed).text).toEqual(textOf("newer"));
  });
  it("keeps both where two tabs were typed in without hearing of each other", () => {
    const other = on.typed(start, textOf("the other"));
    expect(on.elsewhere(typed, other)).toMatchObject({ standing: "conflict", text: textOf("mine") });
  });
});
