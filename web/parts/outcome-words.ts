import type { OutcomeKind, OutcomeState } from "../../shared/rules/outcome.ts";
import type { TagTone } from "./tag.tsx";

/** What each outcome is called on every page. */
export const OUTCOME_WORDS = {
  awarded: { words: "Grant awarded", tone: "done" },
  part: { words: "Grant awarded in part", tone: "done" },
  reserved: { words: "On the reserve list", tone: "hand" },
  deferred: { words: "Goes to the next meeting", tone: "hand" },
  declined: { words: "Not funded", tone: "quiet" },
} as const satisfies Record<OutcomeKind, { words: string; tone: TagTone }>;

/** How far a text is, for the office. */
export const TEXT_WORDS = {
  drafted: { words: "Draft", tone: "hand" },
  edited: { words: "To be read", tone: "hand" },
  read: { words: "Ready", tone: "done" },
  released: { words: "Told", tone: "done" },
} as const satisfies Record<OutcomeState, { words: string; tone: TagTone }>;

/** Pages of what follows a meeting. */
export const CONFIRMATIONS_PATH = "/office/confirmations";
export const confirmationPath = (meetingId: string): string => `${CONFIRMATIONS_PATH}/${encodeURIComponent(meetingId)}`;
export const outcomesPath = (roundId: string): string => `/office/rounds/${encodeURIComponent(roundId)}/outcomes`;
export const minutesPath = (meetingId: string): string => `/meetings/${encodeURIComponent(meetingId)}/minutes`;
export const noticePath = (meetingId: string, applicationId: string): string =>
  `/meetings/${encodeURIComponent(meetingId)}/notices/${encodeURIComponent(applicationId)}`;
