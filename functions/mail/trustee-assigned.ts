import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

/** Which bids, and whose, is in the portal: a trustee may have to step aside before reading more. */
export const trusteeAssigned = template(
  z.object({ round: Typed, roundId: z.string(), bids: z.string(), ends: z.string() }),
  ({ round, roundId, bids, ends }) => ({
    subject: `${roundId}: bids for you to score`,
    paragraphs: [
      `You have bids to score in ${round}. First say of each group whether you have an interest: you open a bid after that.`,
      `Send your scores by ${ends}. Nobody sees them before everybody’s are in.`,
    ],
    facts: [
      ["Round", roundId],
      ["Bids", bids],
      ["Scores by", ends],
    ],
    link: { words: "Go to your bids", path: `/trustee/rounds/${encodeURIComponent(roundId)}` },
  }),
);
