import type { RoundStatus } from "../../../shared/rules/round.ts";
import type { TagTone } from "../../parts/tag.tsx";

/** A round's status as the office reads it. */
export const STATUS_WORDS: Readonly<Record<RoundStatus, { words: string; tone: TagTone }>> = {
  unpublished: { words: "Not published", tone: "quiet" },
  scheduled: { words: "Opens later", tone: "quiet" },
  open: { words: "Open", tone: "done" },
  paused: { words: "Paused", tone: "hand" },
  closed: { words: "Closed, to be decided", tone: "hand" },
  cancelled: { words: "Cancelled", tone: "quiet" },
  decided: { words: "Decided", tone: "done" },
};
