import * as z from "zod/mini";
import { Typed, TypedLines, template } from "./layout.ts";

export const fundReopened = template(
  z.object({ reference: z.string(), round: Typed, happens: TypedLines, work: TypedLines }),
  ({ reference, happens, work }) => ({
    subject: `${reference}: the fund is open`,
    paragraphs: [happens, ...work.split("\n")],
    facts: [["Reference", reference]],
    link: { words: "Open your application", path: `/apply/${encodeURIComponent(reference)}` },
  }),
);
