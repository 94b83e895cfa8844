import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

export const draftCarried = template(
  z.object({ from: z.string(), reference: z.string(), title: Typed }),
  ({ from, reference, title }) => ({
    subject: `${reference}: your draft is in the next round`,
    paragraphs: [
      "Your draft was carried to the next round. Nothing is submitted yet: read it through, then submit it.",
      "It has a new reference. The old draft stays readable.",
    ],
    facts: [
      ["New reference", reference],
      ["Old reference", from],
      ["Title", title],
    ],
    link: { words: "Open the draft", path: `/apply/${encodeURIComponent(reference)}` },
  }),
);
