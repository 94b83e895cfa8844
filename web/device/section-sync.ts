import type { Answers } from "../../shared/rules/application.ts";
import type { Instant } from "../../shared/rules/london.ts";
import { sameText } from "./same-text.ts";

/** What a person sees of one section: the answers, and whether they call it finished. */
export type SectionText = { readonly answers: Answers; readonly done: boolean };

/** Text that was given a write id. It is never altered: a retry sends the very same text under the very same id. */
export type Write = { readonly writeId: string; readonly was: number; readonly text: SectionText };

/** What the portal holds of the section, as it was last read. */
export type Held = {
  readonly draftId: string;
  readonly version: number;
  readonly text: SectionText;
  readonly writeId?: string | undefined;
  readonly savedBy?: string | undefined;
  readonly savedAt?: Instant | undefined;
};

export const STANDINGS = [
  /** The portal holds what is on the screen. */
  "clean",
  /** Changed on the device, to be sent in a moment. */
  "typing",
  "sending",
  /** Not received by the portal, or thrown away by it: retried. */
  "kept",
  "signed-out",
  /** Somebody saved in between; what they wrote is being read. */
  "comparing",
  /** Two versions: a person chooses. */
  "conflict",
  /** The draft was submitted or the round closed meanwhile: the text stays here, for a change. */
  "closed-draft",
  /** The portal cannot take this text as it is: too long, or the application is out of reach. */
  "refused",
] as const;
export type Standing = (typeof STANDINGS)[number];

/** Why text is on the device only. */
export type Cause = "unreachable" | "busy" | "paused" | "submitted" | "round-closed" | "refused";

/** One section between the keyboard, the device and the portal. Everything but `standing` is kept on the device. */
export type SectionSync = {
  readonly standing: Standing;
  readonly draftId: string;
  /** The portal's version that `text` was typed over. */
  readonly base: number;
  readonly text: SectionText;
  /** `text` says more than `write`, or than the portal where nothing is under way. */
  readonly changed: boolean;
  readonly write?: Write | undefined;
  /** The other version, while one must be chosen. */
  readonly theirs?: Held | undefined;
  readonly savedAt?: Instant | undefined;
  readonly savedBy?: string | undefined;
  readonly cause?: Cause | undefined;
  readonly detail?: string | undefined;
  /** Failures in a row; sets how long the next try waits. */
  readonly failures: number;
  /** Counts the changes over all tabs of one browser: the higher one is the newer text. */
  readonly edit: number;
};

/** Whether the portal lacks something of this text. */
export const isUnsent = ({ changed, write }: SectionSync): boolean => changed || write !== undefined;

const settled = { failures: 0, cause: undefined, detail: undefined, theirs: undefined } as const;

/** The section as the portal holds it, where the device has nothing of its own. */
export const opened = (held: Held): SectionSync => ({
  standing: "clean",
  draftId: held.draftId,
  base: held.version,
  text: held.text,
  changed: false,
  savedAt: held.savedAt,
  savedBy: held.savedBy,
  edit: 0,
  ...settled,
});

/** Somebody typed, ticked or chose something. */
export const typed = (sync: SectionSync, text: SectionText): SectionSync => {
  const standing = sync.standing === "clean" || sync.standing === "refused" ? "typing" : sync.standing;
  return { ...sync, text, changed: true, edit: sync.edit + 1, standing };
};

/** Time to send: what has waited longest goes first, under the id it was first tried with. */
export const due = (sync: SectionSync, newWriteId: string): SectionSync => {
  if ((sync.standing !== "typing" && sync.standing !== "kept") || !isUnsent(sync)) return sync;
  if (sync.write !== undefined) return { ...sync, standing: "sending" };
  const write = { writeId: newWriteId, was: sync.base, text: sync.text };
  return { ...sync, standing: "sending", write, changed: false };
};

/** The portal has stored a write. A late reply to another write changes nothing. */
export const acknowledged = (
  sync: SectionSync,
  reply: { writeId: string; version: number; savedAt?: Instant | undefined; savedBy?: string | undefined },
): SectionSync => {
  if (sync.write?.writeId !== reply.writeId) return sync;
  const standing = sync.changed ? "typing" : "clean";
  const { version, savedAt, savedBy } = reply;
  return { ...sync, ...settled, standing, base: version, write: undefined, savedAt, savedBy };
};

/** No answer, or one that says that our side threw the request away: the write keeps its id. */
export const failed = (sync: SectionSync, writeId: string, cause: "unreachable" | "busy" | "paused"): SectionSync =>
  sync.write?.writeId === writeId ? { ...sync, standing: "kept", cause, failures: sync.failures + 1 } : sync;

/** The session has ended. What is typed from now on waits on the device. */
export const signedOut = (sync: SectionSync): SectionSync =>
  isUnsent(sync) && sync.standing !== "conflict" && sync.standing !== "closed-draft"
    ? { ...sync, standing: "signed-out" }
    : sync;

/** The same person is back, or the network is. */
export const resumed = (sync: SectionSync): SectionSync =>
  sync.standing === "signed-out" || sync.standing === "kept" ? { ...sync, standing: "kept", failures: 0 } : sync;

/** Somebody saved the section in between: read it before anything else. */
export const stale = (sync: SectionSync, writeId: string): SectionSync =>
  sync.write?.writeId === writeId ? { ...sync, standing: "comparing" } : sync;

/** The text cannot be taken as it is. It stays; the next change is tried again under a new id. */
export const refused = (sync: SectionSync, writeId: string, detail: string): SectionSync =>
  sync.write?.writeId === writeId
    ? { ...sync, standing: "refused", cause: "refused", detail, write: undefined, changed: true }
    : sync;

/** The draft takes nothing more: it was submitted, or the round has closed. */
export const closed = (sync: SectionSync, cause: "submitted" | "round-closed"): SectionSync =>
  isUnsent(sync) ? { ...sync, standing: "closed-draft", cause, write: undefined, changed: true } : sync;

const asKept = (sync: SectionSync): SectionSync =>
  sync.standing === "comparing" || sync.standing === "closed-draft" ? { ...sync, standing: "kept" } : sync;

/**
 * The portal's version has been read: when the page opens, after `stale`, or because the page looked again. Text that the
 * portal lacks is never replaced by it: where both moved on, a person chooses.
 */
export const learned = (sync: SectionSync, held: Held): SectionSync => {
  if (!isUnsent(sync)) return held.version < sync.base && held.draftId === sync.draftId ? sync : fresh(sync, held);
  const { draftId, version } = held;
  if (draftId === sync.draftId) {
    const ours = sync.write !== undefined && sync.write.writeId === held.writeId;
    if (ours && sync.write !== undefined) return acknowledged(sync, { ...held, writeId: sync.write.writeId });
    // Equal, or read before a write of ours that was acknowledged since: nothing was written over us.
    if (version <= sync.base) return asKept(sync);
  }
  if (sameText(held.text, sync.text)) return fresh(sync, held);
  return { ...sync, standing: "conflict", theirs: held, write: undefined, changed: true };
};

const fresh = (sync: SectionSync, held: Held): SectionSync => ({ ...opened(held), edit: sync.edit });

export type Choice = "mine" | "theirs" | "both";

/** A person has chosen between the two versions; `both` is the text they are joined to. */
export const chose = (sync: SectionSync, choice: Choice, both: SectionText): SectionSync => {
  const { theirs } = sync;
  if (sync.standing !== "conflict" || theirs === undefined) return sync;
  const edit = sync.edit + 1;
  if (choice === "theirs") return { ...opened(theirs), edit };
  const text = choice === "both" ? both : sync.text;
  return { ...opened(theirs), text, changed: true, standing: "typing", edit };
};

/**
 * Another tab of this browser wrote to the device. Its text counts when it is the newer one; two that moved apart are
 * both kept, for the person to choose.
 */
export const elsewhere = (sync: SectionSync, other: SectionSync): SectionSync => {
  if (other.draftId !== sync.draftId) return sync;
  const apart = other.edit === sync.edit && isUnsent(sync) && !sameText(other.text, sync.text);
  if (apart && sync.standing !== "conflict")
    return { ...sync, standing: "conflict", theirs: { ...other, version: sync.base }, write: undefined, changed: true };
  const newer = other.edit > sync.edit || (other.edit === sync.edit && other.base > sync.base);
  if (!newer || sync.standing === "conflict") return sync;
  return { ...other, standing: isUnsent(other) ? (other.theirs === undefined ? "kept" : "conflict") : "clean" };
};
