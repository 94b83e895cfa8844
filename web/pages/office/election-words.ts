import type { PollView, TouchedRound } from "../../../shared/contract/polls.ts";
import type { CivilDate } from "../../../shared/rules/london.ts";
import type { PollKind, PollStatus, PollType } from "../../../shared/rules/poll.ts";
import type { TagTone } from "../../parts/tag.tsx";

export const KIND_WORDS: Readonly<Record<PollKind, string>> = {
  own: "The office’s own: a round that falls into its period is blocked",
  other: "Another election or referendum here: a round that falls into its period is warned about",
};

export const TYPE_WORDS: Readonly<Record<PollType, string>> = {
  ordinary: "Ordinary: the term starts on the seventh day after",
  "by-election": "By-election: whoever wins starts on the declaration",
};

export const POLL_STATUS_WORDS: Readonly<Record<PollStatus, { words: string; means: string }>> = {
  expected: { words: "Expected", means: "Expected: nobody has called it" },
  called: { words: "Called", means: "Called: its day is fixed" },
  held: { words: "Held", means: "Held" },
};

export const PHASE_WORDS: Readonly<Record<PollView["phase"], { words: string; tone: TagTone }>> = {
  ahead: { words: "Period to come", tone: "quiet" },
  running: { words: "In its period now", tone: "hand" },
  over: { words: "Period over", tone: "done" },
};

/** Whether a round that is not decided can be before an election: not where its own days have passed, wherever they fell. */
export const inTimeWords = (
  { findings, meetingOn, confirmedBy }: Pick<TouchedRound, "findings" | "meetingOn" | "confirmedBy">,
  today: CivilDate,
): { words: string; tone: TagTone } => {
  if (findings.some(({ effect }) => effect === "blocks")) return { words: "No: blocked", tone: "wrong" };
  if (findings.length > 0) return { words: "No: take care", tone: "hand" };
  return meetingOn < today || confirmedBy < today
    ? { words: "Late: not decided yet", tone: "hand" }
    : { words: "Yes", tone: "done" };
};
