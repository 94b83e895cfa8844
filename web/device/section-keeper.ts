import { keepText, keptText, type Place, rememberedPerson } from "./drafts.ts";
import * as on from "./section-sync.ts";
import type { Shelf } from "./shelf.ts";

export type SaveRequest = { draftId: string; was: number; text: on.SectionText; writeId: string };
export type Saved = { version: number; savedAt: string };

/** How a save or a reading ended, in the terms of the section; `outcomeOf` makes it of a refusal. */
export type Outcome =
  | { is: "signed-out" }
  | { is: "stale" }
  | { is: "kept"; cause: "unreachable" | "busy" | "paused" }
  | { is: "closed"; cause: "submitted" | "round-closed" }
  | { is: "refused"; detail: string };

export type Wiring = {
  place: Place;
  shelf: Shelf;
  start: on.SectionSync;
  save: (request: SaveRequest) => Promise<Saved>;
  /** Sends without waiting for an answer, while the page goes away. */
  saveLeaving: (request: SaveRequest) => void;
  /** The section as the portal holds it now; undefined when no draft is open. */
  read: () => Promise<on.Held | undefined>;
  outcomeOf: (error: unknown) => Outcome;
  newWriteId: () => string;
  /** `kept` is false when the device had no room. */
  changed: (sync: on.SectionSync, kept: boolean) => void;
};

const RESTS_MS = 1_500;
const LONGEST_MS = 5_000;
const MOST_WAIT_MS = 60_000;

const isNewer = (other: on.SectionSync, than: on.SectionSync): boolean =>
  other.draftId === than.draftId && other.edit > than.edit;

const waitMs = (failures: number): number => Math.min(MOST_WAIT_MS, 1_000 * 2 ** Math.min(failures, 6));

/**
 * The thin shell around `section-sync`: puts every change on the device at once, sends it when the typing rests, tries
 * again what failed, and reads what somebody else wrote. It decides nothing about text.
 */
export const makeSectionKeeper = (wiring: Wiring) => {
  const { place, shelf, newWriteId } = wiring;
  let sync = wiring.start;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let unsentSince: number | undefined;
  let reading = false;
  let stopped = false;
  let waiting: (() => void)[] = [];

  const set = (next: on.SectionSync): void => {
    if (next === sync) return;
    sync = next;
    wiring.changed(sync, keep());
    if (!isUnderWay()) {
      for (const resolve of waiting) resolve();
      waiting = [];
    }
    schedule();
  };

  const isUnderWay = (): boolean => ["typing", "sending", "comparing"].includes(sync.standing);

  // A tab that only now hears of its save must not put its older text over what another has typed since.
  const keep = (): boolean => {
    const other = keptText(shelf, place);
    return (other !== undefined && isNewer(other, sync)) || keepText(shelf, place, sync);
  };

  const waitFor = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(flush, ms);
  };

  const schedule = (): void => {
    if (stopped) return;
    if (sync.standing === "typing") {
      unsentSince ??= Date.now();
      waitFor(Math.max(0, Math.min(RESTS_MS, unsentSince + LONGEST_MS - Date.now())));
    } else if (sync.standing === "kept") waitFor(waitMs(sync.failures));
    else if (sync.standing === "comparing") waitFor(waitMs(sync.failures));
  };

  const requestOf = (write: on.Write): SaveRequest => ({ ...write, draftId: sync.draftId });

  const ended = (writeId: string, outcome: Outcome): void => {
    if (outcome.is === "signed-out") set(on.signedOut(sync));
    else if (outcome.is === "kept") set(on.failed(sync, writeId, outcome.cause));
    else if (outcome.is === "refused") set(on.refused(sync, writeId, outcome.detail));
    else {
      set(outcome.is === "stale" ? on.stale(sync, writeId) : on.closed(sync, outcome.cause));
      void look();
    }
  };

  const send = async (): Promise<void> => {
    // Somebody else signed in on this device since: their session must not carry this person's text.
    const owner = rememberedPerson(shelf);
    if (owner !== undefined && owner !== place.personId) return set(on.signedOut(sync));
    set(on.due(sync, newWriteId()));
    const { write } = sync;
    if (sync.standing !== "sending" || write === undefined) return;
    unsentSince = undefined;
    try {
      const { version, savedAt } = await wiring.save(requestOf(write));
      set(on.acknowledged(sync, { writeId: write.writeId, version, savedAt, savedBy: place.personId }));
    } catch (error) {
      ended(write.writeId, wiring.outcomeOf(error));
    }
  };

  /** Reads what the portal holds, and goes on from there. */
  const look = async (): Promise<void> => {
    if (reading) return;
    reading = true;
    try {
      const held = await wiring.read();
      set(held === undefined ? on.closed(sync, "submitted") : on.learned(sync, held));
    } catch (error) {
      if (wiring.outcomeOf(error).is === "signed-out") set(on.signedOut(sync));
      else set({ ...sync, failures: sync.failures + 1 });
    } finally {
      reading = false;
    }
  };

  const flush = (): void => {
    clearTimeout(timer);
    if (stopped) return;
    if (sync.standing === "comparing") void look();
    else void send();
  };

  /** Another tab wrote, or this one slept meanwhile. */
  const lookHere = (): void => {
    const other = keptText(shelf, place);
    if (other !== undefined) set(on.elsewhere(sync, other));
  };

  schedule();
  return {
    now: (): on.SectionSync => sync,
    type: (text: on.SectionText): void => {
      lookHere();
      set(on.typed(sync, text));
    },
    /** Sends now: the field was left, the page is back, the network is. */
    flush,
    /** Sends now, and waits until the portal has the text or it is clear that it stays here. */
    settled: async (): Promise<void> => {
      flush();
      if (isUnderWay()) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    resume: (): void => {
      lookHere();
      set(on.resumed(sync));
      flush();
    },
    lookHere,
    /** The application was read again; undefined where no draft is open. */
    hear: (held: on.Held | undefined): void =>
      set(held === undefined ? on.closed(sync, "submitted") : on.learned(sync, held)),
    choose: (choice: on.Choice, both: on.SectionText): void => {
      set(on.chose(sync, choice, both));
      flush();
    },
    leave: (): void => {
      const next = on.due(sync, newWriteId());
      if (next.standing === "sending" && sync.standing !== "sending" && next.write !== undefined) {
        sync = next;
        keepText(shelf, place, sync);
        wiring.saveLeaving(requestOf(next.write));
        // Should the page live on, the answer was not heard: the same write is tried again.
        set(on.failed(sync, next.write.writeId, "unreachable"));
      }
    },
    /** The page is left within the site: what is unsent goes now, and its answer is still heard. */
    stop: (): void => {
      flush();
      stopped = true;
    },
  };
};
export type SectionKeeper = ReturnType<typeof makeSectionKeeper>;
