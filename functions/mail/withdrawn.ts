import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

export const withdrawn = template(
  z.object({ reference: z.string(), title: Typed, on: z.string() }),
  ({ reference, title, on }) => ({
    subject: `${reference}: your application is withdrawn`,
    paragraphs: [
      `Your group withdrew this application at ${on}. It will not be considered.`,
      "If nobody in your group meant to do this, tell us as soon as you can.",
    ],
    facts: [
      ["Reference", reference],
      ["Title", title],
    ],
    link: { words: "Read the application", path: `/apply/${encodeURIComponent(reference)}` },
  }),
);
