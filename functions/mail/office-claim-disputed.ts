import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

/** To the office: which group had the number or name before is in the portal. */
export const officeClaimDisputed = template(z.object({ organisation: Typed }), ({ organisation }) => ({
  subject: "Two groups give the same number or name",
  paragraphs: [
    "A group has given a number or name that another group has already. It writes on meanwhile. Check both and settle it.",
  ],
  facts: [["Group that gave it second", organisation]],
  link: { words: "See groups that wait for you", path: "/office/organisations" },
}));
