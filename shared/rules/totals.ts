import * as z from "zod/mini";
import type { ApplicationState } from "./application.ts";

/**
 * What a round's desk counts. `submitted` are the applications whose submission stands, whatever was decided since;
 * `eligible` and `notEligible` are among them. `askedPence` is what those ask that may still be funded.
 */
export const Totals = z.object({
  drafts: z.int(),
  submitted: z.int(),
  askedPence: z.int(),
  withdrawn: z.int(),
  eligible: z.int(),
  notEligible: z.int(),
});
export type Totals = z.infer<typeof Totals>;

export const NO_TOTALS: Totals = { drafts: 0, submitted: 0, askedPence: 0, withdrawn: 0, eligible: 0, notEligible: 0 };
/** Bids that nobody has found eligible or not eligible yet. */
export const uncheckedOf = ({ submitted, eligible, notEligible }: Totals): number =>
  Math.max(0, submitted - eligible - notEligible);
export const TOTALS_FIELDS = ["drafts", "submitted", "askedPence", "withdrawn", "eligible", "notEligible"] as const;

/** One application as the totals see it. `askedPence` is that of the submission that stands, 0 without one. */
export type Standing = { readonly state: ApplicationState; readonly askedPence: number };

/** How one application counts, state by state; `asks` says whether its amount is still asked of the pot. */
export const COUNTED = {
  draft: { in: ["drafts"], asks: false },
  submitted: { in: ["submitted"], asks: true },
  eligible: { in: ["submitted", "eligible"], asks: true },
  "not-eligible": { in: ["submitted", "notEligible"], asks: false },
  withdrawn: { in: ["withdrawn"], asks: false },
  awarded: { in: ["submitted", "eligible"], asks: true },
  reserved: { in: ["submitted", "eligible"], asks: true },
  declined: { in: ["submitted", "eligible"], asks: true },
} as const satisfies Record<ApplicationState, { in: readonly (keyof Totals)[]; asks: boolean }>;

const counted = (standing: Standing | undefined): Totals => {
  if (standing === undefined) return NO_TOTALS;
  const { in: fields, asks } = COUNTED[standing.state];
  const ones = Object.fromEntries(fields.map((field) => [field, 1]));
  return { ...NO_TOTALS, ...ones, askedPence: asks ? standing.askedPence : 0 };
};

/** Totals and a movement, or two movements, field by field: in any order the sum is the same. */
export const addTotals = (a: Totals, b: Totals): Totals => ({
  drafts: a.drafts + b.drafts,
  submitted: a.submitted + b.submitted,
  askedPence: a.askedPence + b.askedPence,
  withdrawn: a.withdrawn + b.withdrawn,
  eligible: a.eligible + b.eligible,
  notEligible: a.notEligible + b.notEligible,
});

/**
 * How one version of an application moves its round's totals (`totals/movement`): what it counts now less what it counted
 * before (undefined: it is new). Integer pence. Added up over every version of every application, in any order, the
 * movements are a census of the round, so no total is ever below nought once an application's versions are all in.
 */
export const totalsMoved = (before: Standing | undefined, after: Standing): Totals => {
  const [was, is] = [counted(before), counted(after)];
  return {
    drafts: is.drafts - was.drafts,
    submitted: is.submitted - was.submitted,
    askedPence: is.askedPence - was.askedPence,
    withdrawn: is.withdrawn - was.withdrawn,
    eligible: is.eligible - was.eligible,
    notEligible: is.notEligible - was.notEligible,
  };
};

/** Whether a movement moves anything. */
export const isMoved = (moved: Totals): boolean => TOTALS_FIELDS.some((field) => moved[field] !== 0);
