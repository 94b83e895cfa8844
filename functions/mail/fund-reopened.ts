import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

export const fundReopened = template(
  z.object({
    reference: z.string(),
    round: Typed,
    subject: z.optional(z.string()),
    happens: z.string(),
    work: z.string(),
  }),
  ({ reference, round, subject, happens, work }) => ({
    subject: `${reference}: ${subject ?? "the fund is open"}`,
    paragraphs: [happens, ...work.split("\n")],
    facts: [
      ["Reference", reference],
      ["Round", round],
    ],
    link: { words: "Open your application", path: `/apply/${encodeURIComponent(reference)}` },
  }),
);
