import * as z from "zod/mini";
import { BandLimit, DocumentSlot, MATCH_STATUS_IDS, Option, Section } from "./form.ts";
import { Pence } from "./money.ts";
import { Panel, Scoring } from "./panel.ts";

/** Where a pot's money comes from and who decides on it (DOMAIN, decision 2). */
export const Source = z.strictObject({
  id: z.string(),
  name: z.string(),
  decides: z.enum(["trustees-decide", "panel-recommends"]),
  /** The data controller for an award from this source. */
  controller: z.string(),
  purposes: z.array(z.string()),
});
export type Source = z.infer<typeof Source>;

/** One question of the check before the form: answers that pass, and what a no says (DOMAIN 7). */
export const EligibilityQuestion = z.strictObject({
  rule: z.string(),
  id: z.string(),
  label: z.string(),
  hint: z.optional(z.string()),
  options: z.array(Option),
  passes: z.array(z.string()),
  refusal: z.string(),
  instead: z.string(),
});
export type EligibilityQuestion = z.infer<typeof EligibilityQuestion>;

export const Criterion = z.strictObject({
  id: z.string(),
  label: z.string(),
  weight: z.int().check(z.minimum(1)),
  poor: z.string(),
  acceptable: z.string(),
  excellent: z.string(),
});
export type Criterion = z.infer<typeof Criterion>;

/** What a fund asks of match funding, in basis points; zero demands nothing (DOMAIN 9). */
export const MatchRule = z.strictObject({
  requiredBasisPoints: z.int(),
  /** What the required share and the cash minimum are a share of. */
  of: z.enum(["total-cost", "grant"]),
  cashMinimumBasisPoints: z.int(),
  /** Of what is required; where nothing is required, nothing is capped. */
  inKindCapBasisPoints: z.int(),
  countsAtSubmission: z.array(z.enum(MATCH_STATUS_IDS)),
  scored: z.boolean(),
});
export type MatchRule = z.infer<typeof MatchRule>;

export const CalendarRule = z.strictObject({
  /** `MM-DD` of each deadline of a year; empty for a fund that opens when it is announced. */
  deadlines: z.array(z.string()),
  closesAtTime: z.string(),
  workingDaysToCheck: z.int(),
  workingDaysToPay: z.int(),
  /** By the month (`MM`) of a close: how many months later groups hear, on its last working day at the latest; 1 unless told. */
  monthsToHear: z.optional(z.record(z.string(), z.int())),
});

/** A fund is data and nothing else; three come with the portal in `shared/funds/` (DOMAIN 2). */
export const Fund = z.strictObject({
  id: z.string(),
  code: z.string().check(z.regex(/^[A-Z]{3,4}$/)),
  name: z.string(),
  strapline: z.string(),
  invented: z.boolean(),
  sources: z.array(Source),
  minimumPence: Pence,
  maximumPence: Pence,
  /** The pot that a new round proposes. */
  potPence: Pence,
  bands: z.array(BandLimit),
  termMonths: z.int(),
  /** A fund whose grants all end on one day says so; otherwise an end is counted from the start. */
  endsOn: z.optional(z.string()),
  area: z.strictObject({ name: z.string(), code: z.string(), districts: z.array(Option) }),
  eligibility: z.array(EligibilityQuestion),
  sections: z.array(Section),
  documents: z.array(DocumentSlot),
  criteria: z.array(Criterion),
  /** Who decides or recommends, and how bids are scored and ranked. */
  panel: Panel,
  scoring: Scoring,
  match: MatchRule,
  calendar: CalendarRule,
  priorities: z.strictObject({ plan: z.string(), datedOn: z.string(), items: z.array(Option) }),
  organisationTypes: z.array(z.string()),
  texts: z.strictObject({
    purpose: z.string(),
    paysFor: z.array(z.string()),
    notFunded: z.array(z.string()),
    timeToFill: z.record(z.string(), z.string()),
    whoDecides: z.string(),
  }),
});
export type Fund = z.infer<typeof Fund>;
