import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

/** The reason is the office's own and is published with the extension. */
export const roundExtended = template(
  z.object({ reference: z.string(), round: Typed, was: z.string(), closes: z.string(), reason: Typed }),
  ({ reference, round, was, closes, reason }) => ({
    subject: `${reference}: you have more time to apply`,
    paragraphs: [
      `${round} now closes at ${closes}. Before, it was to close at ${was}.`,
      `The reason: ${reason}`,
      "A draft is as you left it, and you can submit it until then. An application that you have submitted stands; unless it has been checked already, you can change it until the round closes.",
    ],
    facts: [
      ["Reference", reference],
      ["Round closes", closes],
    ],
    link: { words: "Open your application", path: `/apply/${encodeURIComponent(reference)}` },
  }),
);
