import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

/** To the office: the answer is in the portal alone. */
export const officeInformationGiven = template(
  z.object({ reference: z.string(), organisation: Typed }),
  ({ reference, organisation }) => ({
    subject: `${reference}: the group has answered`,
    paragraphs: ["A group has answered a question you asked about its application."],
    facts: [
      ["Reference", reference],
      ["Group", organisation],
    ],
    link: { words: "Read the answer", path: `/office/applications/${encodeURIComponent(reference)}` },
  }),
);
