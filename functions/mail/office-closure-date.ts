import * as z from "zod/mini";
import { CLOSURE_DATES } from "../../shared/rules/reminders-office.ts";
import { Typed, template } from "./layout.ts";

const WORDS = {
  begins: {
    verb: "begins",
    follows:
      "It begins by itself. To make it earlier, longer or wider, change it before then. To lift it, ask an approver.",
  },
  ends: {
    verb: "ends",
    follows:
      "It ends by itself, and groups with a draft in a round that opens again are told. If it has to go on, make it longer before then.",
  },
} as const;

/** To the office: a closure begins or ends by itself on the next working day. */
export const officeClosureDate = template(
  z.object({ what: z.enum(CLOSURE_DATES), closureId: z.string(), wording: Typed, when: z.string() }),
  ({ what, closureId, wording, when }) => ({
    subject: `A closure ${WORDS[what].verb} at ${when}`,
    paragraphs: [WORDS[what].follows],
    facts: [
      ["What everybody reads", wording],
      [what === "begins" ? "Begins" : "Ends", when],
    ],
    link: { words: "Open the closure", path: `/office/closures/${encodeURIComponent(closureId)}` },
  }),
);
