import * as z from "zod/mini";
import { counted } from "../../shared/rules/counted.ts";
import { Typed, template } from "./layout.ts";

/** To the office: the portal could not be reached in the last day of a round. */
export const officeOutage = template(
  z.object({ round: Typed, roundId: z.string(), from: z.string(), until: z.string(), minutes: z.string() }),
  ({ round, roundId, from, until, minutes }) => ({
    subject: `${roundId}: the portal could not be reached before the close`,
    paragraphs: [
      `The portal gave no answer for ${counted(Number(minutes), "minute")} in the last 24 hours before ${round} closes or closed. Groups may not have been able to send.`,
      "An extension for everybody is proposed, with its dates and its reason. Read it, change what does not fit, and publish it.",
    ],
    facts: [
      ["Round", round],
      ["No answer from", from],
      ["Answered again", until],
    ],
    link: { words: "See the proposed extension", path: `/office/rounds/${encodeURIComponent(roundId)}` },
  }),
);
