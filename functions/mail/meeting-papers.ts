import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

/** To each member of the body. The agenda is in the portal, where nobody sees a bid they have an interest in. */
export const meetingPapers = template(
  z.object({ meetingId: z.string(), round: Typed, on: z.string(), starts: z.string(), place: Typed, bids: z.string() }),
  ({ meetingId, round, on, starts, place, bids }) => ({
    subject: `${meetingId}: papers for the meeting on ${on}`,
    paragraphs: [
      `The papers for the decision meeting about ${round} are ready. Read them before you come.`,
      "Tell us if you cannot come: without enough members nothing can be decided.",
    ],
    facts: [
      ["Meeting", meetingId],
      ["Day", on],
      ["Starts", starts],
      ["Place", place],
      ["Bids", bids],
    ],
    link: { words: "Read the papers", path: `/meetings/${encodeURIComponent(meetingId)}` },
  }),
);
