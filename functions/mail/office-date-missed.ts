import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

/** To the office: a promised day is past, and what it promised has not happened. */
export const officeDateMissed = template(
  z.object({ round: Typed, roundId: z.string(), what: z.string(), on: z.string() }),
  ({ round, roundId, what, on }) => ({
    subject: `${roundId}: a promised date was not kept`,
    paragraphs: [
      "A day that the timetable promised is past, and what it promised has not happened. Set a new date with its reason: everyone concerned is told.",
    ],
    facts: [
      ["Round", round],
      [what, on],
    ],
    link: { words: "Set a new date", path: `/office/rounds/${encodeURIComponent(roundId)}` },
  }),
);
