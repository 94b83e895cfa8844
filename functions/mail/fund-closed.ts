import * as z from "zod/mini";
import { LONGEST_WORDING } from "../../shared/rules/closure.ts";
import { Typed, TypedLines, template } from "./layout.ts";

const Wording = z.pipe(
  TypedLines,
  z.transform((typed: string) => typed.replaceAll("\n", " ").slice(0, LONGEST_WORDING)),
);

/** In the words of the closure, which were agreed before it; what becomes of one's work is said by `rules/closure-words`. */
export const fundClosed = template(
  z.object({
    reference: z.string(),
    round: Typed,
    subject: z.optional(z.string()),
    wording: Wording,
    happens: z.string(),
    work: z.string(),
  }),
  ({ reference, round, subject, wording, happens, work }) => ({
    subject: `${reference}: ${subject ?? "the fund is closed for a time"}`,
    paragraphs: [wording, happens, ...work.split("\n")].filter((paragraph) => paragraph !== ""),
    facts: [
      ["Reference", reference],
      ["Round", round],
    ],
    link: { words: "Open your application", path: `/apply/${encodeURIComponent(reference)}` },
  }),
);
