import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

/** To every approver: what one of them has to confirm. Which bids, and for how much, is in the portal. */
export const confirmationWanted = template(
  z.object({
    roundId: z.string(),
    meetingId: z.string(),
    round: Typed,
    what: z.enum(["recommendations", "release"]),
    count: z.string(),
  }),
  ({ roundId, meetingId, round, what, count }) => ({
    subject:
      what === "release" ? `${roundId}: an early release waits for you` : `${roundId}: recommendations wait for you`,
    paragraphs:
      what === "release"
        ? [
            `An officer asks to tell the groups in ${round} before the day we promised. A second person has to agree.`,
            "No group hears anything until then, or until that day.",
          ]
        : [
            `The meeting about ${round} has ended. Its recommendations become grants only when an approver confirms them.`,
            "No group hears anything before that.",
          ],
    facts: [["Round", roundId], ...(count === "" ? [] : [["Recommendations", count] as const])],
    link: {
      words: "Read and confirm",
      path:
        what === "release"
          ? `/office/rounds/${encodeURIComponent(roundId)}/outcomes`
          : `/office/confirmations/${encodeURIComponent(meetingId)}`,
    },
  }),
);
