import * as z from "zod/mini";
import { CivilDate, Instant } from "./london.ts";
import { Pence } from "./money.ts";

/** One grant as it is published: no person's name, and no place that must stay secret (DOMAIN 13). */
export const Award = z.strictObject({
  title: z.string(),
  organisation: z.string(),
  amountPence: Pence,
  /** Why it was funded, in a sentence for the public. */
  why: z.string(),
  /** The last day of the work, as the group planned it; awards from before it was kept have none. */
  endsOn: z.optional(CivilDate),
});
export type Award = z.infer<typeof Award>;

/**
 * One grant as it was made, with everything a decision notice states. It comes into being at the closing of the meeting where
 * the trustees decide, and at the confirmation where a panel recommends (DOMAIN, decision 2).
 */
export const GrantMade = z.strictObject({
  applicationId: z.string(),
  roundId: z.string(),
  meetingId: z.string(),
  organisationId: z.string(),
  organisationName: z.string(),
  title: z.string(),
  askedPence: Pence,
  amountPence: Pence,
  /** One purse pays one award; which one decides who had to decide. */
  sourceId: z.string(),
  sourceName: z.string(),
  conditions: z.array(z.string()),
  /** How it serves the purpose of the purse: in the words of the decision. */
  reasons: z.string(),
  /** What was left out of a part award, as the group had put it in its budget. */
  dropped: z.array(z.string()),
  /** The last day of the work, as the group planned it. */
  endsOn: z.optional(CivilDate),
  decidedAt: Instant,
  /** The confirmation, where the purse asks for one: who signed, and when. */
  confirmedBy: z.optional(z.string()),
  confirmedAt: z.optional(Instant),
});
export type GrantMade = z.infer<typeof GrantMade>;

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
