import * as z from "zod/mini";
import { EligibilityRule } from "./eligibility-rule.ts";
import { BandLimit, DocumentSlot, MATCH_STATUS_IDS, Option, Section } from "./form.ts";
import { CivilDate } from "./london.ts";
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

export const Criterion = z.strictObject({
  id: z.string(),
  label: z.string(),
  weight: z.int().check(z.minimum(1)),
  poor: z.string(),
  acceptable: z.string(),
  excellent: z.string(),
});
export type Criterion = z.infer<typeof Criterion>;

/** What an hour of volunteers' time is worth from a day on, until a later row of the same id (DOMAIN 9). */
export const HourlyRate = z.strictObject({
  id: z.string(),
  label: z.string(),
  pencePerHour: Pence,
  from: CivilDate,
});
export type HourlyRate = z.infer<typeof HourlyRate>;

/** How many quotes a cost takes: costs up to this amount; the last row holds for all above. */
export const QuoteBand = z.strictObject({ upToPence: Pence, quotes: z.int() });
export type QuoteBand = z.infer<typeof QuoteBand>;

/** What a fund asks of match funding, in basis points; zero demands nothing (DOMAIN 9). What is left out is not asked. */
export const MatchRule = z.strictObject({
  requiredBasisPoints: z.int(),
  /** What the required share and the cash minimum are a share of. */
  of: z.enum(["total-cost", "grant"]),
  cashMinimumBasisPoints: z.int(),
  /** Of what is required; where nothing is required, nothing is capped. */
  inKindCapBasisPoints: z.int(),
  countsAtSubmission: z.array(z.enum(MATCH_STATUS_IDS)),
  /** What is received or promised in writing, unless told. */
  countsAtAward: z.optional(z.array(z.enum(MATCH_STATUS_IDS))),
  countsAtPayment: z.optional(z.array(z.enum(MATCH_STATUS_IDS))),
  /** Of what is required: volunteers' time, within the cap on all help. */
  volunteerCapBasisPoints: z.optional(z.int()),
  /** Money from the police, a commissioner's office or a community safety partnership cannot match itself. */
  publicMoney: z.optional(z.enum(["excluded", "counts"])),
  /** `project`: what is spent or given before groups hear, or after the work ends, is no match. */
  spendWindow: z.optional(z.enum(["project", "any"])),
  /** A line that counts, of this worth or more, names a file of the slot or says why it is not there yet. */
  evidence: z.optional(z.strictObject({ slot: z.string(), fromPence: Pence })),
  rates: z.optional(z.array(HourlyRate)),
  scored: z.boolean(),
});
export type MatchRule = z.infer<typeof MatchRule>;

const CalendarRule = z.strictObject({
  /** `MM-DD` of each deadline of a year; empty for a fund that opens when it is announced. */
  deadlines: z.array(z.string()),
  closesAtTime: z.string(),
  workingDaysToCheck: z.int(),
  workingDaysToPay: z.int(),
  /** By the month (`MM`) of a close: how many months later groups hear, on its last working day at the latest; 1 unless told. */
  monthsToHear: z.optional(z.record(z.string(), z.int())),
  /** What becomes of a deadline on a day off; the next working day unless told. The history of 2015 never rolled. */
  rolls: z.optional(z.enum(["to-next-working-day", "never"])),
  /** Money is paid within so many weeks of groups hearing, whatever holidays lie between; else by `workingDaysToPay`. */
  weeksToPay: z.optional(z.int()),
  /** Whether two rounds may take applications at once; not unless told (`round/overlap`). */
  mayOverlap: z.optional(z.boolean()),
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
  /** Who may apply, and with what: rules with their parameters (DOMAIN 7). */
  eligibility: z.array(EligibilityRule),
  sections: z.array(Section),
  documents: z.array(DocumentSlot),
  /** Blank forms and papers of the fund itself: that two bids carry one says nothing (`comparison/file`). */
  templates: z.optional(z.array(z.strictObject({ sha256: z.string(), name: z.string() }))),
  criteria: z.array(Criterion),
  /** Who decides or recommends, and how bids are scored and ranked. */
  panel: Panel,
  scoring: Scoring,
  match: MatchRule,
  /** Where it is left out, the fund asks for no quotes. */
  quotes: z.optional(z.array(QuoteBand)),
  calendar: CalendarRule,
  priorities: z.strictObject({ plan: z.string(), datedOn: z.string(), items: z.array(Option) }),
  texts: z.strictObject({
    purpose: z.string(),
    paysFor: z.array(z.string()),
    notFunded: z.array(z.string()),
    timeToFill: z.record(z.string(), z.string()),
    whoDecides: z.string(),
  }),
});
export type Fund = z.infer<typeof Fund>;
