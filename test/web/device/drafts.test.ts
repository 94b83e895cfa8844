import { describe, expect, it } from "vitest";
import {
  forgetPerson,
  keepText,
  keptText,
  newerHere,
  rememberedPerson,
  rememberPerson,
  unsentTexts,
} from "../../../web/device/drafts.ts";
import * as on from "../../../web/device/section-sync.ts";
import { memoryShelf, put, type Shelf } from "../../../web/device/shelf.ts";

const place = { personId: "p_ash", applicationId: "CAF-26Q4-0001-K", section: "project" };
const typed = on.typed(on.opened({ draftId: "d_1", version: 2, text: { answers: {}, done: false } }), {
  answers: { need: "a hall", rows: [{ item: "hire" }], chosen: ["one"] },
  done: false,
});

/** A device without room for more than so many characters. */
const fullShelf = (room: number): Shelf => {
  const inner = memoryShelf();
  return {
    ...inner,
    get length() {
      return inner.length;
    },
    setItem: (key, value) => {
      if (value.length > room) throw new DOMException("no room", "QuotaExceededError");
      inner.setItem(key, value);
    },
  };
};

describe("keepText", () => {
  it("brings back what was typed, ready to be sent, after a closed tab", () => {
    const shelf = memoryShelf();
    keepText(shelf, place, typed);
    expect(keptText(shelf, place)).toEqual({ ...typed, standing: "kept" });
  });
  it("keeps the write that had no answer, under its own id", () => {
    const shelf = memoryShelf();
    keepText(shelf, place, on.due(typed, "w-1"));
    expect(keptText(shelf, place)?.write).toEqual({ writeId: "w-1", was: 2, text: typed.text });
  });
  it.each([
    ["clean", on.acknowledged(on.due(typed, "w-1"), { writeId: "w-1", version: 3 }), "clean"],
    ["closed", on.closed(typed, "submitted"), "closed-draft"],
    ["in conflict", on.learned(typed, { draftId: "d_1", version: 5, text: { answers: {}, done: false } }), "conflict"],
    ["signed out", on.signedOut(typed), "kept"],
  ] as const)("of a section that was %s", (_, sync, standing) => {
    const shelf = memoryShelf();
    keepText(shelf, place, sync);
    expect(keptText(shelf, place)?.standing).toBe(standing);
  });
  it("says so when the device has no room", () => {
    expect(keepText(fullShelf(10), place, typed)).toBe(false);
  });
  it("makes room by dropping what can be fetched again", () => {
    const inner = memoryShelf();
    put(inner, "view/p_ash/other", { large: true });
    const shelf: Shelf = {
      ...inner,
      get length() {
        return inner.length;
      },
      setItem: (key, value) => {
        if (inner.getItem("view/p_ash/other") !== null) throw new DOMException("no room", "QuotaExceededError");
        inner.setItem(key, value);
      },
    };
    expect(keepText(shelf, place, typed)).toBe(true);
    expect(keptText(shelf, place)?.text).toEqual(typed.text);
  });
});

describe("keptText", () => {
  it.each([
    ["nothing", undefined],
    ["no JSON", "{"],
    ["another form", JSON.stringify({ schema: 0 })],
    ["text that is none", JSON.stringify({ ...typed, schema: 1, text: { answers: { need: 7 }, done: false } })],
  ])("is nothing where there is %s", (_, stored) => {
    const shelf = memoryShelf();
    if (stored !== undefined) shelf.setItem(`draft/p_ash/${place.applicationId}/project`, stored);
    expect(keptText(shelf, place)).toBeUndefined();
  });
  it("shows nothing to another person", () => {
    const shelf = memoryShelf();
    keepText(shelf, place, typed);
    expect(keptText(shelf, { ...place, personId: "p_birch" })).toBeUndefined();
    expect(unsentTexts(shelf, "p_birch")).toEqual([]);
  });
});

describe("newerHere", () => {
  it("is the text that the portal lacks, by section", () => {
    const shelf = memoryShelf();
    keepText(shelf, place, typed);
    keepText(shelf, { ...place, section: "money" }, on.opened({ draftId: "d_1", version: 4, text: typed.text }));
    expect(newerHere(shelf, "p_ash", place.applicationId)).toEqual({ project: typed.text });
    expect(newerHere(shelf, "p_ash", "CAF-26Q4-0002-X")).toEqual({});
  });
});

describe("forgetPerson", () => {
  it("takes everything of one person and nothing of another", () => {
    const shelf = memoryShelf();
    keepText(shelf, place, typed);
    keepText(shelf, { ...place, personId: "p_birch" }, typed);
    put(shelf, `submit/p_ash/${place.applicationId}`, {});
    put(shelf, `view/p_ash/${place.applicationId}`, {});
    put(shelf, `answer/p_ash/${place.applicationId}/q_1`, "an answer");
    rememberPerson(shelf, "p_ash");
    forgetPerson(shelf, "p_ash");
    expect(rememberedPerson(shelf)).toBeUndefined();
    expect(shelf.length).toBe(1);
    expect(unsentTexts(shelf, "p_birch")).toHaveLength(1);
  });
});
