import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

/** To everyone of the group but whoever sent the change, who gets the receipt. */
export const changedByColleague = template(
  z.object({
    reference: z.string(),
    title: Typed,
    who: Typed,
    asked: z.string(),
    received: z.string(),
    submission: z.string(),
  }),
  ({ reference, title, who, asked, received, submission }) => ({
    subject: `${reference}: your group changed its application`,
    paragraphs: [
      `${who} changed your group’s application and sent it again. It replaces the one you sent before.`,
      "If this is not what your group wants, talk to each other first. Until the round closes, any of you can change it again.",
    ],
    facts: [
      ["Reference", reference],
      ["Title", title],
      ["Amount asked for", asked],
      ["Received", `${received}, London time`],
    ],
    link: { words: "Read the application", path: `/apply/${encodeURIComponent(reference)}/submissions/${submission}` },
  }),
);
