import type { Sheet, SheetCheck } from "../../../shared/contract/due-diligence.ts";
import type { Overall, Result } from "../../../shared/rules/due-diligence.ts";
import type { TagTone } from "../../parts/tag.tsx";

export const RESULT_TAGS: Record<Result, { tone: TagTone; text: string }> = {
  pass: { tone: "done", text: "passed" },
  look: { tone: "hand", text: "look" },
  fail: { tone: "wrong", text: "failed" },
};

/** What the portal makes of a check by itself. */
export const FOUND_TAGS: Record<SheetCheck["found"], { tone: TagTone; text: string }> = {
  clear: { tone: "done", text: "in order" },
  look: { tone: "hand", text: "to look at" },
  wrong: { tone: "wrong", text: "wrong" },
  unknown: { tone: "quiet", text: "not known" },
};

export const OVERALL_TONES: Record<Overall, "info" | "hand" | "wrong"> = {
  pass: "info",
  "pass-with-condition": "hand",
  refer: "hand",
  fail: "wrong",
};

/** Checks that the portal found in order and nobody has entered yet: they may be recorded together. */
export const clearOnes = ({ checks }: Sheet): SheetCheck[] =>
  checks.filter(({ found, entry }) => found === "clear" && entry === undefined);

export const isDone = ({ entry, forOffice }: SheetCheck): boolean => entry !== undefined || forOffice === true;

export const doneCount = ({ checks }: Sheet): number => checks.filter(isDone).length;
