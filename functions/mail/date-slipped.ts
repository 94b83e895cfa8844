import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

const Moved = z.array(z.strictObject({ what: z.string(), was: z.string(), now: z.string() }));

/** Days that the timetable promised are others now. `moved`: each promise in words, its day and the day before. */
export const dateSlipped = template(
  z.object({
    reference: z.string(),
    round: Typed,
    moved: z.pipe(
      z.pipe(
        z.string(),
        z.transform((text: string): unknown => JSON.parse(text)),
      ),
      Moved,
    ),
    reason: Typed,
  }),
  ({ reference, round, moved, reason }) => ({
    subject: `${reference}: ${moved.length === 1 ? "a date has" : "dates have"} changed`,
    paragraphs: [
      `${moved.length === 1 ? "A date" : "Dates"} of ${round} ${moved.length === 1 ? "has" : "have"} changed. We are sorry that we cannot keep what we promised.`,
      `The reason: ${reason}`,
    ],
    facts: [
      ["Reference", reference],
      ...moved.map(({ what, was, now }): [string, string] => [what, `${now} (we promised ${was})`]),
    ],
    link: { words: "Open your application", path: `/apply/${encodeURIComponent(reference)}` },
  }),
);
