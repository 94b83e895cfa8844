import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

export const trusteeReminder = template(
  z.object({ round: Typed, roundId: z.string(), left: z.string(), ends: z.string() }),
  ({ round, roundId, left, ends }) => ({
    subject: `${roundId}: bids still wait for your scores`,
    paragraphs: [
      `You have not finished scoring in ${round}. Send your scores by ${ends}: after that they cannot count.`,
      "If you cannot do it in time, tell us. We can enter scores that you give us on paper.",
    ],
    facts: [
      ["Round", roundId],
      ["Bids left", left],
      ["Scores by", ends],
    ],
    link: { words: "Go to your bids", path: `/trustee/rounds/${encodeURIComponent(roundId)}` },
  }),
);
