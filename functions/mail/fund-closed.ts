import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

/** In the neutral words of the closure, which were agreed before it. */
export const fundClosed = template(
  z.object({ reference: z.string(), round: Typed, wording: Typed, from: z.string(), until: z.string() }),
  ({ reference, round, wording, from, until }) => ({
    subject: `${reference}: the fund is closed for now`,
    paragraphs: [
      wording,
      `From ${from} nothing can be submitted in ${round}. ${until === "" ? "We write to you when it opens again." : `It opens again at ${until}.`}`,
      "Your work is safe. What you have submitted stands, and your draft is kept.",
    ],
    facts: [["Reference", reference]],
    link: { words: "Open your application", path: `/apply/${encodeURIComponent(reference)}` },
  }),
);
