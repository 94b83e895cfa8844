import * as z from "zod/mini";
import { Typed, TypedLines, template } from "./layout.ts";

/** What an officer writes to everyone of a round, as it was typed; each of them alone. */
export const roundLetter = template(
  z.object({ reference: z.string(), round: Typed, heading: Typed, text: TypedLines }),
  ({ reference, round, heading, text }) => ({
    subject: `${reference}: ${heading}`,
    paragraphs: text
      .split(/\n{2,}/)
      .map((paragraph) => paragraph.replaceAll("\n", " ").trim())
      .filter((paragraph) => paragraph !== ""),
    facts: [
      ["Reference", reference],
      ["Round", round],
    ],
    link: { words: "Open your application", path: `/apply/${encodeURIComponent(reference)}` },
  }),
);
