import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

/** That we were asked to look at a decision again. What was said stays in the portal. */
export const reviewReceived = template(
  z.object({ reference: z.string(), title: Typed, received: z.string(), answerBy: z.string() }),
  ({ reference, title, received, answerBy }) => ({
    subject: `${reference}: we have your request for a review`,
    paragraphs: [
      "You asked us to look again at the decision on your application. Somebody who did not take part in it will do so.",
      `You hear from us by ${answerBy}.`,
    ],
    facts: [
      ["Reference", reference],
      ["Title", title],
      ["Received", received],
    ],
    link: { words: "Open your application", path: `/apply/${encodeURIComponent(reference)}` },
  }),
);
