import * as z from "zod/mini";
import { Instant } from "./london.ts";

/**
 * Interests (DOMAIN 8.3). `direct`: they or family sit on the committee, work there, helped prepare the bid or would supply
 * it. `indirect`: somebody near them would gain. `loyalty`: they belong to, or serve, a body with a stake. `gift`: they had
 * something from the group.
 */
export const INTEREST_KINDS = ["none", "direct", "indirect", "loyalty", "gift"] as const;
export const InterestKind = z.enum(INTEREST_KINDS);
export type InterestKind = (typeof INTEREST_KINDS)[number];

export const MOST_ABOUT_CHARACTERS = 500;

/** What the chair (for the chair, the deputy) decided about an interest, before scoring, with the reason. */
export const Ruling = z.strictObject({
  decision: z.enum(["recused", "may-score"]),
  reason: z.string(),
  by: z.string(),
  at: Instant,
});
export type Ruling = z.infer<typeof Ruling>;

const said = {
  kind: InterestKind,
  about: z.optional(z.string()),
  /** Only of seats that are asked (`Seat.asked`): whether they or their staff backed the bid. */
  backed: z.optional(z.boolean()),
  at: Instant,
};

/** What was declared before, kept with its ruling when something else was declared. */
export const EarlierDeclaration = z.strictObject({ ...said, ruling: z.optional(Ruling) });
export type EarlierDeclaration = z.infer<typeof EarlierDeclaration>;

/** One trustee's declaration about one bid. */
export const Declaration = z.strictObject({
  ...said,
  ruling: z.optional(Ruling),
  /** Declared after the bid could be opened. */
  late: z.optional(z.boolean()),
  /** An interest that was declared and then taken back: the chair decides on that too. */
  takenBack: z.optional(z.boolean()),
  earlier: z.optional(z.array(EarlierDeclaration)),
});
export type Declaration = z.infer<typeof Declaration>;

/** An interest that stands from round to round, proposed again where the organisation applies again. */
export const StandingInterest = z.strictObject({
  organisationId: z.string(),
  organisationName: z.string(),
  kind: InterestKind,
  about: z.optional(z.string()),
  at: Instant,
});
export type StandingInterest = z.infer<typeof StandingInterest>;

/** Undeclared: nothing of the bid is opened. `waits`: hidden until ruled. `recused`: nothing until it is decided. */
export const STANDINGS = ["undeclared", "clear", "waits", "recused"] as const;
export type Standing = (typeof STANDINGS)[number];

/** Where a trustee stands with a bid. EXACT: build on this and on `isRecused`. */
export const standingOf = (declaration: Declaration | undefined): Standing => {
  if (declaration === undefined) return "undeclared";
  if (declaration.kind === "direct") return "recused";
  if (declaration.ruling !== undefined) return declaration.ruling.decision === "recused" ? "recused" : "clear";
  return wantsRuling(declaration) ? "waits" : "clear";
};

/** Whether the chair has to decide: any interest that is not direct, backing of the bid, or an interest taken back. */
export const wantsRuling = (declaration: Declaration): boolean =>
  declaration.ruling === undefined &&
  declaration.kind !== "direct" &&
  (declaration.kind !== "none" || declaration.backed === true || declaration.takenBack === true);

/** `interest/recused`: takes no part in the bid. What waits for its ruling is not recused yet, and is hidden all the same. */
export const isRecused = (declaration: Declaration | undefined): boolean => standingOf(declaration) === "recused";
