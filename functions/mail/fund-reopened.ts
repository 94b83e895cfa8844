import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

export const fundReopened = template(
  z.object({ reference: z.string(), round: Typed, closes: z.string() }),
  ({ reference, round, closes }) => ({
    subject: `${reference}: the fund is open again`,
    paragraphs: [
      `You can work on your application and submit it again. ${round} now closes at ${closes}.`,
      "What you had written is as you left it.",
    ],
    facts: [
      ["Reference", reference],
      ["Round closes", closes],
    ],
    link: { words: "Open your application", path: `/apply/${encodeURIComponent(reference)}` },
  }),
);
