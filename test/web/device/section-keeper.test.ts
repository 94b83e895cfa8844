import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Refusal } from "../../../web/api.ts";
import { keepText, keptText, rememberPerson } from "../../../web/device/drafts.ts";
import { outcomeOf } from "../../../web/device/save-section.ts";
import { makeSectionKeeper, type Outcome, type SaveRequest } from "../../../web/device/section-keeper.ts";
import * as on from "../../../web/device/section-sync.ts";
import { memoryShelf } from "../../../web/device/shelf.ts";

const place = { personId: "p_ash", applicationId: "CAF-26Q4-0001-K", section: "project" };
const textOf = (need: string): on.SectionText => ({ answers: { need }, done: false });
const noAnswer: Outcome = { is: "kept", cause: "unreachable" };

/** A keeper with a portal that answers as it is told. */
const desk = (answers: (Outcome | "saved")[] = [], held?: on.Held) => {
  const shelf = memoryShelf();
  const sent: SaveRequest[] = [];
  const leaving: SaveRequest[] = [];
  let version = 1;
  let told: Outcome = noAnswer;
  let ids = 0;
  const start = on.opened({ draftId: "d_1", version, text: textOf("") });
  const keeper = makeSectionKeeper({
    place,
    shelf,
    start,
    save: async (request) => {
      sent.push(request);
      const answer = answers.shift() ?? "saved";
      if (answer !== "saved") {
        told = answer;
        throw new Error(answer.is);
      }
      version = request.was + 1;
      return { version, savedAt: "2026-12-01T14:02:00.000Z" };
    },
    saveLeaving: (request) => void leaving.push(request),
    read: async () => held,
    outcomeOf: () => told,
    newWriteId: () => {
      ids += 1;
      return `w-${ids}`;
    },
    changed: () => undefined,
  });
  return { keeper, shelf, sent, leaving, needs: () => sent.map(({ text }) => text.answers.need) };
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("makeSectionKeeper", () => {
  it("puts every key on the device at once, and sends when the typing rests", async () => {
    const { keeper, shelf, needs } = desk();
    keeper.type(textOf("a"));
    keeper.type(textOf("ab"));
    expect(keptText(shelf, place)?.text).toEqual(textOf("ab"));
    expect(needs()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(needs()).toEqual(["ab"]);
    expect(keeper.now()).toMatchObject({ standing: "clean", base: 2 });
  });

  it("sends within five seconds of typing without a rest", async () => {
    const { keeper, sent } = desk();
    for (let key = 0; key < 6; key += 1) {
      keeper.type(textOf("x".repeat(key + 1)));
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(sent.length).toBeGreaterThanOrEqual(1);
  });

  it("tries a lost write again by itself, under its own id, and then what was typed meanwhile", async () => {
    const { keeper, sent, needs } = desk([noAnswer, noAnswer]);
    keeper.type(textOf("first"));
    keeper.flush();
    await vi.advanceTimersByTimeAsync(0);
    expect(keeper.now().standing).toBe("kept");
    keeper.type(textOf("second"));
    await vi.advanceTimersByTimeAsync(30_000);
    expect(needs()).toEqual(["first", "first", "first", "second"]);
    expect(sent.map(({ writeId }) => writeId)).toEqual(["w-1", "w-1", "w-1", sent[3]?.writeId]);
    expect(keeper.now()).toMatchObject({ standing: "clean", base: 3 });
  });

  it("keeps what is typed while a closure lets drafts be read alone, and saves it when the fund opens (closure/drafts)", async () => {
    const held = outcomeOf(new Refusal("paused"));
    const { keeper, shelf, needs } = desk([held, held]);
    keeper.type(textOf("typed before it closed"));
    await vi.advanceTimersByTimeAsync(1_500);
    expect(keeper.now()).toMatchObject({ standing: "kept", cause: "paused" });
    expect(keptText(shelf, place)?.text).toEqual(textOf("typed before it closed"));
    await vi.advanceTimersByTimeAsync(120_000);
    expect(needs().at(-1)).toBe("typed before it closed");
    expect(keeper.now()).toMatchObject({ standing: "clean", base: 2 });
  });

  it("waits for the person to sign in again, and then sends the same write", async () => {
    const { keeper, sent } = desk([{ is: "signed-out" }]);
    keeper.type(textOf("typed"));
    await vi.advanceTimersByTimeAsync(120_000);
    expect(keeper.now().standing).toBe("signed-out");
    expect(sent).toHaveLength(1);
    keeper.resume();
    await vi.advanceTimersByTimeAsync(0);
    expect(keeper.now().standing).toBe("clean");
    expect(sent[1]).toEqual(sent[0]);
  });

  it("sends nothing under the session of somebody who signed in on this device since", async () => {
    const { keeper, shelf, sent } = desk();
    rememberPerson(shelf, "p_birch");
    keeper.type(textOf("Ash's text"));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toEqual([]);
    expect(keeper.now().standing).toBe("signed-out");
  });

  it("reads what a colleague saved, and asks which to go on with", async () => {
    const theirs = { draftId: "d_1", version: 2, text: textOf("theirs"), savedBy: "p_birch" };
    const { keeper, sent } = desk([{ is: "stale" }], theirs);
    keeper.type(textOf("mine"));
    await vi.advanceTimersByTimeAsync(1_500);
    expect(keeper.now()).toMatchObject({ standing: "conflict", text: textOf("mine") });
    keeper.choose("mine", textOf("both"));
    await vi.advanceTimersByTimeAsync(0);
    expect(sent[1]).toMatchObject({ was: 2, text: textOf("mine") });
  });

  it("keeps what was typed over a draft that was submitted", async () => {
    const { keeper, shelf } = desk([{ is: "closed", cause: "submitted" }]);
    keeper.type(textOf("late"));
    await vi.advanceTimersByTimeAsync(1_500);
    expect(keeper.now()).toMatchObject({ standing: "closed-draft", text: textOf("late") });
    expect(keptText(shelf, place)?.text).toEqual(textOf("late"));
  });

  it("sends as the page goes away, and keeps the write for the way back", () => {
    const { keeper, shelf, leaving } = desk();
    keeper.type(textOf("going"));
    keeper.leave();
    expect(leaving.map(({ writeId }) => writeId)).toEqual(["w-1"]);
    expect(keptText(shelf, place)?.write).toMatchObject({ writeId: "w-1", text: textOf("going") });
  });

  it("puts no older text over what another tab has typed since", async () => {
    const { keeper, shelf } = desk();
    keeper.type(textOf("here"));
    const there = on.typed(on.typed(keeper.now(), textOf("there")), textOf("there, and more"));
    keeper.flush();
    keepText(shelf, place, there);
    await vi.advanceTimersByTimeAsync(0);
    expect(keptText(shelf, place)?.text).toEqual(textOf("there, and more"));
    keeper.lookHere();
    expect(keeper.now().text).toEqual(textOf("there, and more"));
  });

  it("waits until the portal has the text when asked to settle", async () => {
    const { keeper, needs } = desk();
    keeper.type(textOf("before the submission"));
    await keeper.settled();
    expect(needs()).toEqual(["before the submission"]);
    expect(keeper.now().standing).toBe("clean");
  });
});
