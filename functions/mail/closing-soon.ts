import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

/** Three hours before the close. It names the instant, not what is left: it may be read late. */
export const closingSoon = template(
  z.object({ reference: z.string(), title: Typed, round: Typed, closes: z.string(), others: z.string() }),
  ({ reference, title, round, closes, others }) => ({
    subject: `${reference}: the round is about to close`,
    paragraphs: [
      `${round} closes at ${closes}. Your application is not submitted.`,
      "What is not submitted by then cannot be looked at in this round. If something keeps you from submitting, call us now.",
    ],
    facts: [
      ["Reference", reference],
      ["Title", title],
      ...(others === "" ? [] : [["Your other drafts", others] as const]),
      ["Round closes", closes],
    ],
    link: { words: "Check and submit", path: `/apply/${encodeURIComponent(reference)}/check` },
  }),
);
