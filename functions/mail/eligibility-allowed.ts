import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

/** The office's reason is on the page, with the question it answers. */
export const eligibilityAllowed = template(
  z.object({ organisation: Typed, round: Typed, roundId: z.string() }),
  ({ organisation, round, roundId }) => ({
    subject: "Your group may apply",
    paragraphs: [
      `You asked us about a rule that said no to ${organisation}. We have looked at it: your group may apply in this round.`,
      "This holds for this rule and this round. The other rules of the fund stay as they are.",
    ],
    facts: [["Round", round]],
    link: { words: "Start an application", path: `/start/${encodeURIComponent(roundId)}` },
  }),
);
