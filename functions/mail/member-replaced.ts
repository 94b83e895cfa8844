import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

/** To the address of the member who was replaced, so that a takeover does not go unseen. The reason is on the page alone. */
export const memberReplaced = template(z.object({ organisation: Typed, on: z.string() }), ({ organisation, on }) => ({
  subject: "You are no longer a member of your group",
  paragraphs: [
    `On ${on} the grants team replaced you as a member of ${organisation}, because we were told that you have left.`,
    "If this is wrong, tell us now: call, or reply to this message.",
  ],
  link: { words: "How to reach us", path: "/help" },
}));
