import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

/** To the office: a date of a round's timetable is near. */
export const officeDateAhead = template(
  z.object({ round: Typed, roundId: z.string(), what: z.string(), on: z.string() }),
  ({ round, roundId, what, on }) => ({
    subject: `${roundId}: a date of the timetable is near`,
    paragraphs: [
      "The timetable of a round promises what follows. If it cannot be kept, change it and tell the groups why before the day comes.",
    ],
    facts: [
      ["Round", round],
      [what, on],
    ],
    link: { words: "Open the round", path: `/office/rounds/${encodeURIComponent(roundId)}` },
  }),
);
