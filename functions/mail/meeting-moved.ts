import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

/** To those who sit on the panel of a round: the day of its decision meeting is another. */
export const meetingMoved = template(
  z.object({ round: Typed, roundId: z.string(), was: z.string(), now: z.string(), reason: Typed }),
  ({ round, roundId, was, now, reason }) => ({
    subject: `${roundId}: the decision meeting is now on ${now}`,
    paragraphs: [
      `The decision meeting about ${round} has moved from ${was} to ${now}.`,
      `The reason: ${reason}`,
      "Tell us if you cannot come: without enough members nothing can be decided.",
    ],
    facts: [["Meeting", now]],
    link: { words: "See the round", path: `/trustee/rounds/${encodeURIComponent(roundId)}` },
  }),
);
