import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keepText, keptText } from "../../../web/device/drafts.ts";
import * as on from "../../../web/device/section-sync.ts";
import { memoryShelf, type Shelf } from "../../../web/device/shelf.ts";

/** The portal as the store has it: one section, saved under its own version, its own write id is success. */
const makePortal = () => {
  let section = { draftId: "d_0", version: 0, text: textOf(""), writeId: "none", open: true };
  const accepted: { writeId: string; text: string; over: string; by: number }[] = [];
  return {
    accepted,
    save: (by: number, draftId: string, write: on.Write) => {
      if (!section.open || section.draftId !== draftId) return { is: "closed" } as const;
      if (section.writeId === write.writeId) return { is: "saved", version: section.version } as const;
      if (section.version !== write.was) return { is: "stale" } as const;
      accepted.push({ writeId: write.writeId, text: needOf(write.text), over: needOf(section.text), by });
      section = { ...section, version: section.version + 1, text: write.text, writeId: write.writeId };
      return { is: "saved", version: section.version } as const;
    },
    submit: () => {
      section = { ...section, open: false };
    },
    openChange: () => {
      if (!section.open)
        section = { ...section, open: true, draftId: `d_${Number(section.draftId.slice(2)) + 1}`, version: 0 };
    },
    read: (): on.Held | undefined => (section.open ? section : undefined),
  };
};

const textOf = (need: string): on.SectionText => ({ answers: { need }, done: false });
const needOf = (text: on.SectionText): string => String(text.answers.need ?? "");

type Portal = ReturnType<typeof makePortal>;
type Reply = { write: on.Write; answer: ReturnType<Portal["save"]> };

/** One device of one person; what it typed last, and every version it has ever shown. */
const makeDevice = (number: number, portal: Portal, shelf: Shelf) => {
  const place = { personId: "p_1", applicationId: "A", section: "project" };
  let sync = on.opened(portal.read() ?? { draftId: "d_0", version: 0, text: textOf("") });
  let count = 0;
  let writes = 0;
  let onItsWay: { write: on.Write; draftId: string } | undefined;
  let reply: Reply | undefined;
  const seen = new Set([""]);
  const wanted = { text: "", typed: false };
  let conflicts = 0;
  const set = (next: on.SectionSync): void => {
    if (next.standing === "conflict" && sync.standing !== "conflict") conflicts += 1;
    sync = next;
    seen.add(needOf(sync.text));
    if (sync.theirs !== undefined) seen.add(needOf(sync.theirs.text));
    keepText(shelf, place, sync);
  };
  const look = (): void => {
    const held = portal.read();
    const before = sync;
    set(held === undefined ? on.closed(sync, "submitted") : on.learned(sync, held));
    // Nothing of this device's own was waiting: what it wanted is what it now shows.
    if (!on.isUnsent(before)) wanted.text = needOf(sync.text);
  };
  const steps: Record<string, () => void> = {
    type: () => {
      count += 1;
      wanted.text = `${number}.${count}`;
      wanted.typed = true;
      set(on.typed(sync, textOf(wanted.text)));
    },
    due: () => {
      writes += 1;
      set(on.due(sync, `w-${number}-${writes}`));
      if (sync.standing === "sending" && sync.write !== undefined)
        onItsWay = { write: sync.write, draftId: sync.draftId };
    },
    arrive: () => {
      if (onItsWay !== undefined)
        reply = { write: onItsWay.write, answer: portal.save(number, onItsWay.draftId, onItsWay.write) };
      onItsWay = undefined;
    },
    loseRequest: () => {
      if (onItsWay !== undefined) set(on.failed(sync, onItsWay.write.writeId, "unreachable"));
      onItsWay = undefined;
    },
    loseReply: () => {
      if (reply !== undefined) set(on.failed(sync, reply.write.writeId, "unreachable"));
      reply = undefined;
    },
    hear: () => {
      if (reply === undefined) return;
      const { write, answer } = reply;
      reply = undefined;
      if (answer.is === "saved") set(on.acknowledged(sync, { writeId: write.writeId, version: answer.version }));
      else {
        set(answer.is === "stale" ? on.stale(sync, write.writeId) : on.closed(sync, "submitted"));
        look();
      }
    },
    look,
    crash: () => {
      onItsWay = undefined;
      reply = undefined;
      const kept = keptText(shelf, place);
      if (kept !== undefined) set(kept);
      look();
    },
    mine: () => set(on.chose(sync, "mine", textOf("both"))),
    theirs: () => {
      if (sync.standing !== "conflict") return;
      set(on.chose(sync, "theirs", textOf("both")));
      wanted.text = needOf(sync.text);
    },
  };
  return { step: (name: string) => steps[name]?.(), now: () => sync, conflicts: () => conflicts, wanted, seen };
};

// Single steps reach every order; what happens all the time stands beside them whole, so that runs get far.
const phrases = [
  ...["type", "due", "arrive", "loseRequest", "loseReply", "hear", "look", "crash", "mine", "theirs"].map((n) => [n]),
  ["type", "due", "arrive", "hear"],
  ["type", "due", "arrive", "loseReply"],
  ["type", "due", "arrive", "crash"],
  ["due", "arrive", "hear"],
  ["due", "arrive", "type", "hear"],
];
const device = fc.integer({ min: 0, max: 1 });
const phrase = fc
  .tuple(device, fc.constantFrom(...phrases))
  .map(([number, names]) => names.map((name) => ({ device: number, name })));
const world = fc.constantFrom([{ device: -1, name: "submit" }], [{ device: -1, name: "openChange" }]);
const run = fc
  .array(fc.oneof({ weight: 12, arbitrary: phrase }, { weight: 1, arbitrary: world }), { maxLength: 30, size: "max" })
  .map((steps) => steps.flat());

const play = (steps: readonly { device: number; name: string }[]) => {
  const portal = makePortal();
  const devices = [0, 1].map((number) => makeDevice(number, portal, memoryShelf()));
  for (const { device, name } of steps) {
    if (name === "submit") portal.submit();
    else if (name === "openChange") portal.openChange();
    else devices[device]?.step(name);
    for (const each of devices) check(portal, each);
  }
  return { portal, devices };
};

/** What was typed last is on the device's screen, or the portal took it. */
const check = (portal: Portal, device: ReturnType<typeof makeDevice>): void => {
  const onScreen = needOf(device.now().text) === device.wanted.text;
  const taken = portal.accepted.some(({ text }) => text === device.wanted.text);
  expect(onScreen || taken).toBe(true);
  if (!on.isUnsent(device.now()) && device.wanted.typed) expect(taken || device.wanted.text === "").toBe(true);
};

describe("section-sync", () => {
  it("loses nothing that was typed, over all orders of two devices, lost replies, crashes, submissions and changes", () => {
    fc.assert(
      fc.property(run, (steps) => {
        play(steps);
      }),
      { numRuns: 3_000 },
    );
  });

  it("writes over nothing that its person has not seen", () => {
    fc.assert(
      fc.property(run, (steps) => {
        const { portal, devices } = play(steps);
        const blind = portal.accepted.filter(({ by, over }) => !devices[by]?.seen.has(over));
        expect(blind).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
  });

  it("never sets a person against themselves, whatever replies are lost and however often the tab is closed", () => {
    const alone = fc.array(fc.constantFrom(...phrases), { maxLength: 30, size: "max" });
    fc.assert(
      fc.property(alone, (names) => {
        const { devices } = play(names.flat().map((name) => ({ device: 0, name })));
        expect(devices[0]?.conflicts()).toBe(0);
      }),
      { numRuns: 2_000 },
    );
  });

  it("stores no write twice", () => {
    fc.assert(
      fc.property(run, (steps) => {
        const ids = play(steps).portal.accepted.map(({ writeId }) => writeId);
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: 2_000 },
    );
  });

  it("comes to rest with both devices and the portal saying the same, once everything gets through", () => {
    fc.assert(
      fc.property(run, (steps) => {
        const { portal, devices } = play(steps);
        portal.submit();
        portal.openChange();
        for (let round = 0; round < 6; round += 1)
          for (const device of devices)
            for (const name of ["loseReply", "loseRequest", "look", "mine", "due", "arrive", "hear", "look"])
              device.step(name);
        const needs = devices.map((device) => needOf(device.now().text));
        expect(new Set([...needs, needOf(portal.read()?.text ?? textOf(""))]).size).toBe(1);
        expect(devices.map((device) => device.now().standing)).toEqual(["clean", "clean"]);
      }),
      { numRuns: 2_000 },
    );
  });
});
