import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

export const noticePublished = template(
  z.object({ reference: z.string(), round: Typed, on: z.string() }),
  ({ reference, round, on }) => ({
    subject: `${reference}: news about the round you are applying to`,
    paragraphs: [
      `On ${on} we published a notice about ${round}. You have a draft in this round: read the notice before you go on.`,
    ],
    facts: [["Your draft", reference]],
    link: { words: "Read the notice", path: `/apply/${encodeURIComponent(reference)}` },
  }),
);
