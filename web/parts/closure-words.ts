import type { Closure, ClosureReason, Deadlines, Drafts, Freeze } from "../../shared/rules/closure.ts";
import type { RoundEffect } from "../../shared/rules/closure-record.ts";

/** A closure in the words of the office. */
export const FREEZE_WORDS: Readonly<Record<Freeze, string>> = {
  "new-rounds": "New rounds: none is published",
  "new-drafts": "New applications: none is begun",
  submissions: "Submissions: none is taken",
  meetings: "Meetings: none is held",
  confirmations: "Confirmations: nothing is confirmed",
  publicity: "Publicity: new awards and case studies wait",
};

export const REASON_WORDS: Readonly<Record<ClosureReason, string>> = {
  election: "An election",
  "by-election": "A by-election",
  vacancy: "The office of Commissioner is vacant",
  succession: "Another body takes over",
  incident: "An incident",
};

export const DEADLINE_WORDS: Readonly<Record<Deadlines, { label: string; hint: string }>> = {
  moved: {
    label: "Move it",
    hint: "By the working days that groups lose, and to at least five working days after reopening.",
  },
  kept: { label: "Keep it", hint: "The round closes when it was to close, also while nothing can be sent." },
  cancelled: {
    label: "Cancel the round",
    hint: "Drafts and bids are kept, and can be carried on to the next round of the fund.",
  },
};

export const DRAFTS_WORDS: Readonly<Record<Drafts, { label: string; hint: string }>> = {
  editable: { label: "Editable", hint: "Groups can go on writing. Nothing is lost." },
  readable: { label: "Readable", hint: "Groups can read them. Nothing is lost." },
};

export const EFFECT_WORDS: Readonly<Record<RoundEffect["effect"], string>> = {
  keeps: "Paused; it closes when it was to close",
  moves: "Paused; it closes later",
  cancelled: "Cancelled",
  waits: "Its decision waits",
};

/** The choices of a scope as one text, for a list to choose from. */
export const scopeValue = (scope: Closure["scope"]): string => {
  if (scope.of === "fund") return `fund ${scope.fundId}`;
  return scope.of === "round" ? `round ${scope.roundId}` : scope.of;
};

/** The scope of such a text. */
export const scopeOf = (value: string): Closure["scope"] => {
  const [of = "", id = ""] = value.split(" ");
  if (of === "fund") return { of, fundId: id };
  if (of === "round") return { of, roundId: id };
  return { of: of === "publicity" ? "publicity" : "portal" };
};
