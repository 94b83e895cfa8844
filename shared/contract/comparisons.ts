import * as z from "zod/mini";
import { endpoint } from "../contract.ts";
import { COMPARISON_RESULTS, Comparison, ComparisonDecision } from "../rules/comparison.ts";
import { ApplicationId, ById } from "./applications.ts";
import { words } from "./words.ts";
import { WriteId } from "./write-id.ts";

/** What of one bid is in other bids too, other groups' among them; the office's alone. */
export const Comparisons = z.strictObject({
  comparisons: z.array(Comparison),
  may: z.strictObject({ decide: z.boolean() }),
});
export type Comparisons = z.infer<typeof Comparisons>;

/** What is found across bids. Applicants read about their own group with their application, and nothing here. */
export const comparisons = {
  read: endpoint("GET /api/desk/applications/{id}/comparisons", {
    who: ["officer", "approver"],
    params: ById,
    returns: Comparisons,
  }),
  /** Decides about one thing, with every bid in which it is found now; again where it is found in another later. */
  decide: endpoint("POST /api/desk/applications/{id}/comparisons/{hash}", {
    who: ["officer"],
    params: z.strictObject({
      id: ApplicationId,
      hash: z.string().check(z.regex(/^[0-9a-f]{64}$/, "There is no such comparison.")),
    }),
    body: z.strictObject({
      result: z.enum(COMPARISON_RESULTS, "Choose a decision."),
      reason: words(2_000, "Give the reason.", "Shorten the reason."),
      writeId: WriteId,
    }),
    returns: ComparisonDecision,
  }),
} as const;
