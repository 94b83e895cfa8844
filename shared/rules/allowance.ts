import * as z from "zod/mini";
import { Instant } from "./london.ts";

/** A group's question to the office about one rule that said no to it, and the office's answer. */
export const EligibilityAsk = z.strictObject({
  rule: z.string(),
  question: z.string(),
  askedAt: Instant,
  askedBy: z.string(),
  /** The rule is waived for this group in this round, or is not; with the reason the group reads. */
  answer: z.optional(z.strictObject({ allowed: z.boolean(), reason: z.string(), at: Instant, by: z.string() })),
});
export type EligibilityAsk = z.infer<typeof EligibilityAsk>;

/** What one organisation has asked about the rules of one round. One item: a submission reads it in its own hop. */
export const Allowance = z.strictObject({
  roundId: z.string(),
  organisationId: z.string(),
  asks: z.array(EligibilityAsk),
  version: z.int(),
});
export type Allowance = z.infer<typeof Allowance>;

/** The rules that an officer has waived for the organisation in this round. */
export const allowedRules = (allowance: Pick<Allowance, "asks"> | undefined): string[] =>
  (allowance?.asks ?? []).filter(({ answer }) => answer?.allowed === true).map(({ rule }) => rule);

/** `eligibility/asked-once`: one question for each rule of a round, so that an answer stays an answer. */
export const mayAsk = (allowance: Pick<Allowance, "asks"> | undefined, rule: string): boolean =>
  !(allowance?.asks ?? []).some((ask) => ask.rule === rule);
