import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

/** Seven days and two days before the close, to whoever has not submitted. `others` are more drafts of the same person. */
export const draftReminder = template(
  z.object({ reference: z.string(), title: Typed, round: Typed, closes: z.string(), others: z.string() }),
  ({ reference, title, round, closes, others }) => ({
    subject: `${reference}: your application is not submitted yet`,
    paragraphs: [
      `You have a draft in ${round}. The round closes at ${closes}. We can only look at what is submitted by then.`,
      "You can submit now and still change your application until the round closes.",
    ],
    facts: [
      ["Reference", reference],
      ["Title", title],
      ...(others === "" ? [] : [["Your other drafts", others] as const]),
      ["Round closes", closes],
    ],
    link: { words: "Open the draft", path: `/apply/${encodeURIComponent(reference)}` },
  }),
);
