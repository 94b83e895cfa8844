import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

/** To the group: it alone may send after the close, once. The reason is the office's own and is not written here. */
export const exceptionGiven = template(
  z.object({ organisation: Typed, round: Typed, roundId: z.string(), until: z.string() }),
  ({ organisation, round, roundId, until }) => ({
    subject: `${roundId}: your group may still send its application`,
    paragraphs: [
      `${organisation} may send an application to ${round} until ${until}. That is after the round's close, for your group alone.`,
      "After the close it can be sent once. Read it through before you submit it: nobody can change it afterwards.",
    ],
    facts: [
      ["Round", round],
      ["You may send until", until],
    ],
    link: { words: "Open your applications", path: "/applications" },
  }),
);
