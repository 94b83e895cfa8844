import type { DeskLine } from "../../../shared/contract/desk.ts";
import { CHECK_RULES } from "../../../shared/rules/checks.ts";
import { formatShortDate, formatTime, londonDate } from "../../../shared/rules/london.ts";
import { formatPounds } from "../../../shared/rules/money.ts";
import { STATE_WORDS } from "../../parts/application-state.tsx";
import type { TagTone } from "../../parts/tag.tsx";

type Words = { words: string; tone: TagTone };

/** The state of a bid as the office works on it. */
export const deskState = ({ state, openQuestions, draftOpen }: DeskLine): string => {
  if (state === "draft") return "Draft";
  if (openQuestions > 0 && (state === "submitted" || state === "eligible"))
    return openQuestions === 1 ? "Question asked" : `${openQuestions} questions asked`;
  return draftOpen ? `${STATE_WORDS[state].words}, change open` : STATE_WORDS[state].words;
};

/** Whether the other money of a bid adds up; nothing for a draft. */
export const matchWords = ({ matchShortPence, findings }: DeskLine): Words | undefined => {
  if (matchShortPence === undefined) return undefined;
  if (matchShortPence > 0) return { words: `${formatPounds(matchShortPence)} short`, tone: "hand" };
  return findings.includes("check/money")
    ? { words: "costs not covered", tone: "hand" }
    : { words: "adds up", tone: "done" };
};

/** How many of the office's checks a bid passed, and what is still to decide in it; nothing for a draft. */
export const checksWords = ({ submittedAt, findings, toDecide = 0 }: DeskLine): Words | undefined => {
  if (submittedAt === undefined) return undefined;
  const all = CHECK_RULES.length;
  const passed = findings.length === 0 ? "passed" : `${all - findings.length} of ${all} passed`;
  if (toDecide > 0) return { words: `${passed}, ${toDecide} seen before`, tone: "hand" };
  return { words: passed, tone: findings.length === 0 ? "done" : "hand" };
};

/** "10am today", or the day. */
export const whenWords = (at: string, now: string): string =>
  londonDate(at) === londonDate(now) ? `${formatTime(at)} today` : formatShortDate(londonDate(at));
