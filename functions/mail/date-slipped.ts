import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

/** A day that the timetable promised is another now. `what` is the promise in words. */
export const dateSlipped = template(
  z.object({ reference: z.string(), round: Typed, what: z.string(), was: z.string(), now: z.string(), reason: Typed }),
  ({ reference, round, what, was, now, reason }) => ({
    subject: `${reference}: a date has changed`,
    paragraphs: [
      `A date of ${round} has changed. We are sorry that we cannot keep what we promised.`,
      `The reason: ${reason}`,
    ],
    facts: [
      ["Reference", reference],
      [what, now],
      ["What we promised before", was],
    ],
    link: { words: "Open your application", path: `/apply/${encodeURIComponent(reference)}` },
  }),
);
