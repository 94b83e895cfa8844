import * as z from "zod/mini";
import type { ApplicationState } from "./application.ts";
import { type Finding, finding } from "./finding.ts";
import { Instant } from "./london.ts";

/** Whom an officer can write to at once: everyone with an open draft, or everyone whose application was submitted and stands. */
export const LETTER_TO = ["draft-owners", "applicants"] as const;
export const LetterTo = z.enum(LETTER_TO);
export type LetterTo = (typeof LETTER_TO)[number];

export const MOST_HEADING_CHARACTERS = 55;
export const MOST_LETTER_CHARACTERS = 2_000;

/** What an officer wrote to everyone of a round. It is kept as it went out. */
export const RoundLetter = z.strictObject({
  id: z.string(),
  roundId: z.string(),
  to: LetterTo,
  heading: z.string(),
  text: z.string(),
  writtenAt: Instant,
  writtenBy: z.string(),
  /** Groups it was written to, as counted when it went. */
  groups: z.int(),
});
export type RoundLetter = z.infer<typeof RoundLetter>;

/** Whether a letter goes to the group of an application (`letter/addressed`). A withdrawn one is nobody's to write to. */
export const isAddressed = (
  to: LetterTo,
  { state, hasDraft }: { readonly state: ApplicationState; readonly hasDraft?: string | undefined },
): boolean => {
  if (state === "withdrawn") return false;
  return to === "draft-owners" ? hasDraft === "yes" : state !== "draft";
};

/** How many groups have one of these applications. */
export const groupsOf = (lines: readonly { readonly organisationId: string }[]): number =>
  new Set(lines.map(({ organisationId }) => organisationId)).size;

/** `letter/addressed` refuses a letter that would reach nobody, and one whose number of groups is not what the officer saw. */
export const letterFindings = (groups: number, seen: number): Finding[] => {
  if (groups === 0) return [finding("letter/addressed", "/to", "Nobody would get this. Choose the others.")];
  return groups === seen
    ? []
    : [
        finding(
          "letter/addressed",
          "/groups",
          `This now goes to ${groups} groups, not ${seen}. Look at it once more, then send it.`,
        ),
      ];
};
