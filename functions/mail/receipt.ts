import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

/** The proof of a submission, and of each change that replaced it. Answers in full are on the page, never in the e-mail. */
export const receipt = template(
  z.object({
    reference: z.string(),
    title: Typed,
    asked: z.string(),
    received: z.string(),
    sha256: z.string(),
    submission: z.string(),
    money: z.optional(z.string()),
  }),
  ({ reference, title, asked, received, sha256, submission, money }) => ({
    subject: `${reference}: we have your application`,
    paragraphs: [
      submission === "1"
        ? "We have received your application. Keep this email: it is your receipt."
        : "We have received your changed application. It replaces the one you sent before. Keep this email: it is your receipt.",
    ],
    facts: [
      ["Reference", reference],
      ["Title", title],
      ["Amount asked for", asked],
      ...(money === undefined ? [] : [["How it adds up", money] as const]),
      ["Received", `${received}, London time`],
      ["Submission", submission],
      ["Check code (SHA-256)", sha256],
    ],
    link: { words: "Read your application", path: `/apply/${encodeURIComponent(reference)}/submissions/${submission}` },
  }),
);
