import * as z from "zod/mini";
import { template } from "./layout.ts";

/** To whoever rules: who declared what stays in the portal. */
export const interestAsked = template(
  z.object({ reference: z.string(), roundId: z.string() }),
  ({ reference, roundId }) => ({
    subject: `${reference}: an interest waits for your ruling`,
    paragraphs: [
      "A trustee has declared an interest in a bid. They see nothing of it until you say whether they may score it.",
    ],
    facts: [["Reference", reference]],
    link: { words: "Read it and rule", path: `/trustee/rounds/${encodeURIComponent(roundId)}/rulings` },
  }),
);
