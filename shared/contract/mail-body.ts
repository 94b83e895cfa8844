import * as z from "zod/mini";

/** A piece of a line: its words, or a break between two lines. */
const MailRun = z.strictObject({
  as: z.enum(["text", "strong", "break", "link"]),
  text: z.string(),
  style: z.optional(z.string()),
  href: z.optional(z.string()),
});
export type MailRun = z.infer<typeof MailRun>;

const MailBlock = z.discriminatedUnion("tag", [
  z.strictObject({ tag: z.literal("p"), style: z.string(), runs: z.array(MailRun) }),
  z.strictObject({ tag: z.literal("h2"), style: z.string(), runs: z.array(MailRun) }),
  z.strictObject({ tag: z.literal("table"), style: z.string(), rows: z.array(z.tuple([z.string(), z.string()])) }),
]);
export type MailBlock = z.infer<typeof MailBlock>;

/** The HTML form of an e-mail as elements and their styles: what is sent is written from it, and the office's page shows it. */
export const MailBody = z.strictObject({
  pageStyle: z.string(),
  sheetStyle: z.string(),
  labelStyle: z.string(),
  valueStyle: z.string(),
  blocks: z.array(MailBlock),
});
export type MailBody = z.infer<typeof MailBody>;
