import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

/** The reason is on the page: it may rest on what the group told us in confidence. */
export const notEligible = template(
  z.object({ reference: z.string(), title: Typed, until: z.string() }),
  ({ reference, title, until }) => ({
    subject: `${reference}: your application does not meet a rule of the fund`,
    paragraphs: [
      "We have checked your application. It does not meet one of the rules of the fund.",
      until === ""
        ? "You can read which rule and why, and what you can do instead."
        : `You can put this right until ${until}. You can read which rule, why, and what to do.`,
    ],
    facts: [
      ["Reference", reference],
      ["Title", title],
    ],
    link: { words: "Read the reason", path: `/apply/${encodeURIComponent(reference)}` },
  }),
);
