import * as z from "zod/mini";
import { Pence } from "./money.ts";

/** One grant as it is published: no person's name, and no place that must stay secret (DOMAIN 13). */
export const Award = z.strictObject({
  title: z.string(),
  organisation: z.string(),
  amountPence: Pence,
  /** Why it was funded, in a sentence for the public. */
  why: z.string(),
});
export type Award = z.infer<typeof Award>;

/** A grant made before this portal: told with its source, outside all totals, with no application behind it. */
export const HistoricAward = z.strictObject({
  organisation: z.string(),
  place: z.optional(z.string()),
  round: z.string(),
  /** Who paid, where the source says so. */
  paidBy: z.optional(z.string()),
  source: z.string(),
});
export type HistoricAward = z.infer<typeof HistoricAward>;
