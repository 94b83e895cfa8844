import * as z from "zod/mini";
import { Typed, TypedLines, template } from "./layout.ts";

const Parts = z.array(
  z.strictObject({ title: z.string(), entries: z.array(z.strictObject({ question: TypedLines, answer: TypedLines })) }),
);

/** Answers in full, to the one person who asked. They leave the table once they are sent, so they may be missing here. */
export const answers = template(
  z.object({
    reference: z.string(),
    title: Typed,
    asked: z.string(),
    received: z.string(),
    sha256: z.string(),
    submission: z.string(),
    leftOut: z.string(),
    answers: z.pipe(
      z.pipe(
        z.string(),
        z.transform((text: string): unknown => JSON.parse(text)),
      ),
      Parts,
    ),
  }),
  ({ reference, title, asked, received, sha256, submission, leftOut, answers: parts }) => ({
    subject: `${reference}: the answers you sent`,
    paragraphs: [
      "You asked us to email you the answers in your application, as we received them.",
      ...(leftOut === "0"
        ? []
        : [
            `Answers left out: ${leftOut}. They are about keeping people safe, places that must stay secret or other people, and email is not private enough for them. Read them in the portal.`,
          ]),
    ],
    facts: [
      ["Reference", reference],
      ["Title", title],
      ["Amount asked for", asked],
      ["Received", `${received}, London time`],
      ["Submission", submission],
      ["Check code (SHA-256)", sha256],
    ],
    parts,
    link: { words: "Read your application", path: `/apply/${encodeURIComponent(reference)}/submissions/${submission}` },
  }),
);
