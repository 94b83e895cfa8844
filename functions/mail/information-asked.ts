import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

/** The question itself is on the page: it may speak of what the group told us in confidence. */
export const informationAsked = template(
  z.object({ reference: z.string(), title: Typed, by: z.string() }),
  ({ reference, title, by }) => ({
    subject: `${reference}: we have a question`,
    paragraphs: [
      by === ""
        ? "We need to know more about your application."
        : `We need to know more about your application. Answer by ${by}.`,
    ],
    facts: [
      ["Reference", reference],
      ["Title", title],
    ],
    link: {
      words: "Read the question and answer it",
      path: `/apply/${encodeURIComponent(reference)}`,
    },
  }),
);
