import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

export const draftExpiring = template(
  z.object({ reference: z.string(), title: Typed, on: z.string() }),
  ({ reference, title, on }) => ({
    subject: `${reference}: we will delete your unfinished draft`,
    paragraphs: [
      `This draft was not submitted before its round closed. We will delete it on ${on}, with its documents.`,
      "Until then you can read it, copy it, or carry it to a round that is open.",
    ],
    facts: [
      ["Reference", reference],
      ["Title", title],
      ["Deleted on", on],
    ],
    link: { words: "Open the draft", path: `/apply/${encodeURIComponent(reference)}` },
  }),
);
