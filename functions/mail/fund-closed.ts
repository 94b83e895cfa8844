import * as z from "zod/mini";
import { Typed, TypedLines, template } from "./layout.ts";

/** In the words of the closure, which were agreed before it; what becomes of one's work is said by `rules/closure-words`. */
export const fundClosed = template(
  z.object({ reference: z.string(), round: Typed, wording: TypedLines, happens: TypedLines, work: TypedLines }),
  ({ reference, wording, happens, work }) => ({
    subject: `${reference}: the fund is closed for a time`,
    paragraphs: [wording, happens, ...work.split("\n")],
    facts: [["Reference", reference]],
    link: { words: "Open your application", path: `/apply/${encodeURIComponent(reference)}` },
  }),
);
