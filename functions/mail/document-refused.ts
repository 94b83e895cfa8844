import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

/** The name of a file can tell of somebody: it is on the page, not here. */
export const documentRefused = template(
  z.object({ reference: z.string(), title: Typed, until: z.string() }),
  ({ reference, title, until }) => ({
    subject: `${reference}: send one document again`,
    paragraphs: [
      "Our check did not pass a document you sent, so nobody here can open it.",
      until === ""
        ? "Choose another file for it before you submit."
        : `Your application stands. Send that document again by ${until}. Nothing else can be changed.`,
    ],
    facts: [
      ["Reference", reference],
      ["Title", title],
    ],
    link: { words: "See which document", path: `/apply/${encodeURIComponent(reference)}` },
  }),
);
