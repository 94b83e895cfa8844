import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

/** The reason is on the page: it may rest on what the group told us in confidence. */
export const eligibilityRefused = template(
  z.object({ organisation: Typed, round: Typed, fundId: z.string() }),
  ({ organisation, round, fundId }) => ({
    subject: "We have answered your question about a rule",
    paragraphs: [
      `You asked us about a rule that said no to ${organisation}. We have looked at it, and the rule stands.`,
      "Sign in and answer the questions of the check again to read why. Call us if you want to know what else your group can do.",
    ],
    facts: [["Round", round]],
    link: { words: "Go to the check", path: `/funds/${encodeURIComponent(fundId)}/eligibility` },
  }),
);
