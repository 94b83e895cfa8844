import * as z from "zod/mini";
import { type Letter, Typed, template } from "./layout.ts";

const NEWS = z.object({ reference: z.string(), title: Typed, quiet: z.string() });
const AWARD = z.object({ reference: z.string(), title: Typed, quiet: z.string(), amount: z.string() });

/** During an election period a grant is told in the same plain words, and nobody makes it public. */
const QUIET = "Do not make this public yet. The page says why, and until when.";

const letter = (
  { reference, title, quiet }: { reference: string; title: string; quiet: string },
  says: { subject: string; paragraphs: readonly string[]; amount?: string },
): Letter => ({
  subject: `${reference}: ${says.subject}`,
  paragraphs: [...says.paragraphs, ...(quiet === "" ? [] : [QUIET])],
  facts: [
    ["Reference", reference],
    ["Title", title],
    ...(says.amount === undefined ? [] : [["Grant", says.amount] as const]),
  ],
  link: { words: "Read the decision", path: `/apply/${encodeURIComponent(reference)}/outcome` },
});

/** Outcomes by e-mail: that there is news and where it is; feedback and conditions are on the page, behind the sign-in. */
export const outcomeAwarded = template(AWARD, (facts) =>
  letter(facts, {
    subject: "your application has been successful",
    paragraphs: [
      "We have decided on your application, and a grant has been made. The page tells you what happens next.",
    ],
    amount: facts.amount,
  }),
);

export const outcomePart = template(AWARD, (facts) =>
  letter(facts, {
    subject: "your application has been successful in part",
    paragraphs: [
      "We have decided on your application, and a grant has been made for a part of it. The page tells you which part and what happens next.",
    ],
    amount: facts.amount,
  }),
);

export const outcomeReserved = template(NEWS, (facts) =>
  letter(facts, {
    subject: "your application is on the reserve list",
    paragraphs: [
      "We have decided on your application. It is on the reserve list: if money becomes free, we write to you. The page tells you more.",
    ],
  }),
);

export const outcomeDeferred = template(NEWS, (facts) =>
  letter(facts, {
    subject: "your application goes to the next meeting",
    paragraphs: [
      "No decision has been made on your application yet. It goes to the next meeting by itself. You do not need to send it again.",
    ],
  }),
);

export const outcomeDeclined = template(NEWS, (facts) =>
  letter(facts, {
    subject: "the decision on your application",
    paragraphs: [
      "We have decided on your application. It has not been funded this time. The page gives the reasons, and says how to ask us to look again and when you can apply next.",
    ],
  }),
);
