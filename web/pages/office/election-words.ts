import type { PollView } from "../../../shared/contract/polls.ts";
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
