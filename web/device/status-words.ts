import { formatShortDate, londonDate, londonTime, toInstant } from "../../shared/rules/london.ts";
import type { Cause, SectionSync } from "./section-sync.ts";

/** saved: on the server; sending: on its way; kept: on this device only; wrong: needs the person. */
export type StatusLineState = "saved" | "sending" | "kept" | "wrong";

export type StatusWords = {
  state: StatusLineState;
  text: string;
  /** The one thing to do about it. */
  action?: "sign-in" | "open-change" | undefined;
};

const KEPT: Record<Cause, string> = {
  unreachable: "Kept on this device. Will send when you are back online.",
  busy: "Kept on this device. The portal is busy; it is tried again by itself.",
  paused: "Kept on this device. The fund is paused; it is sent when it goes on.",
  submitted: "Kept on this device. The application was submitted meanwhile.",
  "round-closed": "Kept on this device. The round has closed.",
  refused: "Kept on this device.",
};

const saved = ({ savedAt }: SectionSync, nowMs: number): string => {
  if (savedAt === undefined) return "Nothing typed yet. It is saved as you type.";
  const sameDay = londonDate(savedAt) === londonDate(toInstant(nowMs));
  return sameDay
    ? `Saved ${londonTime(savedAt)}`
    : `Saved ${londonTime(savedAt)} on ${formatShortDate(londonDate(savedAt))}`;
};

/** The one calm line that says where the text is. `kept` is false when the device has no room for it. */
export const statusWords = (sync: SectionSync, kept: boolean, nowMs: number): StatusWords => {
  const cause = sync.cause ?? "unreachable";
  switch (sync.standing) {
    case "clean":
      return { state: "saved", text: saved(sync, nowMs) };
    case "typing":
    case "sending":
    case "comparing":
      return { state: "sending", text: kept ? "Kept on this device, saving" : "Saving" };
    case "kept":
      return kept
        ? { state: "kept", text: KEPT[cause] }
        : { state: "wrong", text: "Not saved yet, and this device has no room. Keep this page open until it is sent." };
    case "signed-out":
      return { state: "kept", text: "Kept on this device. Sign in again to send it.", action: "sign-in" };
    case "conflict":
      return { state: "wrong", text: "There are two versions of this section. Choose below which one to go on with." };
    case "closed-draft":
      return { state: "kept", text: KEPT[cause], action: cause === "submitted" ? "open-change" : undefined };
    case "refused":
      return { state: "wrong", text: `${KEPT.refused} ${sync.detail ?? ""}`.trim() };
  }
};
