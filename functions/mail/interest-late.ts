import * as z from "zod/mini";
import { template } from "./layout.ts";

/** To the chair, or the deputy where it is the chair's own: an interest that was declared after the bid could be opened. */
export const interestLate = template(
  z.object({ reference: z.string(), roundId: z.string(), rules: z.enum(["yes", "no"]) }),
  ({ reference, roundId, rules }) => ({
    subject: `${reference}: an interest was declared late`,
    paragraphs: [
      "A trustee has declared an interest in a bid after they could open it. If they had scored it, their score is withdrawn and the record is kept.",
      rules === "yes"
        ? "You rule on whether they may score it."
        : "They take no further part in it. You have nothing to do.",
    ],
    facts: [["Reference", reference]],
    link: { words: "Read it", path: `/trustee/rounds/${encodeURIComponent(roundId)}/rulings` },
  }),
);
