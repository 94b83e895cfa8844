import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

export const scoringRevealed = template(z.object({ round: Typed, roundId: z.string() }), ({ round, roundId }) => ({
  subject: `${roundId}: everybody’s scores are in`,
  paragraphs: [
    `Scoring of ${round} is finished. You can now read what the others gave, for every bid you have no interest in.`,
    "No score can be changed any more.",
  ],
  facts: [["Round", roundId]],
  link: { words: "Read the scores", path: `/trustee/rounds/${encodeURIComponent(roundId)}` },
}));
