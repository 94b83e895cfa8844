import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

/** To the office: what is asked is in the portal, the name of the group is enough to find it. */
export const officeEligibilityAsked = template(
  z.object({ organisation: Typed, round: Typed, roundId: z.string() }),
  ({ organisation, round, roundId }) => ({
    subject: "A group asks about a rule",
    paragraphs: [
      "A group asks whether it may apply although a rule says no. It was told that you answer within two working days.",
    ],
    facts: [
      ["Group", organisation],
      ["Round", round],
    ],
    link: { words: "Read the question and answer it", path: `/office/rounds/${encodeURIComponent(roundId)}` },
  }),
);
