import * as z from "zod/mini";
import { ApplicationState, Draft, EnteredByOffice, Latest, NotEligible } from "../rules/application.ts";
import { DocumentFacts } from "../rules/document.ts";
import { Finding } from "../rules/finding.ts";
import { Band } from "../rules/form.ts";
import { Fund } from "../rules/fund.ts";
import { Ledger } from "../rules/ledger.ts";
import { CivilDate, Instant } from "../rules/london.ts";
import { Pence } from "../rules/money.ts";
import { ROUND_STATUSES, Round } from "../rules/round.ts";

/** Proof of a submission: whoever holds it can check it. */
export const Receipt = z.strictObject({
  reference: z.string(),
  number: z.int(),
  receivedAt: Instant,
  sha256: z.string(),
  title: z.string(),
  askedPence: Pence,
  ledger: Ledger,
});
export type Receipt = z.infer<typeof Receipt>;

/** What a round's rules find against a group before it has written anything. */
export const GroupStop = z.strictObject({
  ...Finding.shape,
  /** The rule's own words, without what was found. */
  refusal: z.string(),
  /** The day from which it no longer stands by itself. */
  from: z.optional(CivilDate),
  /** The office may allow it, if it is asked. */
  canBeAllowed: z.boolean(),
});
export type GroupStop = z.infer<typeof GroupStop>;

/** One line of "your applications". */
export const ApplicationLine = z.strictObject({
  id: z.string(),
  roundId: z.string(),
  roundTitle: z.string(),
  fundName: z.string(),
  organisationId: z.string(),
  organisationName: z.string(),
  title: z.string(),
  state: ApplicationState,
  changeOpen: z.boolean(),
  /** Its group was told what was decided: there is an outcome to read. */
  told: z.boolean(),
  isDeferred: z.boolean(),
  closesAt: Instant,
  roundStatus: z.enum(ROUND_STATUSES),
  changedAt: Instant,
  openQuestions: z.int(),
});
export type ApplicationLine = z.infer<typeof ApplicationLine>;

/** A question from the office to the group, and its answer. */
export const Inquiry = z.strictObject({
  id: z.string(),
  question: z.string(),
  askedAt: Instant,
  answerBy: z.optional(z.string()),
  answer: z.optional(z.string()),
  answeredAt: z.optional(Instant),
});
export type Inquiry = z.infer<typeof Inquiry>;

/** Everything the applicant's pages show of one application. */
export const ApplicationView = z.strictObject({
  id: z.string(),
  state: ApplicationState,
  organisationId: z.string(),
  organisationName: z.string(),
  title: z.string(),
  band: Band,
  askedPence: z.optional(Pence),
  startedAt: Instant,
  changedAt: Instant,
  sharedWithOffice: z.boolean(),
  /** Its group was told what was decided: there is an outcome to read. */
  told: z.boolean(),
  draft: z.optional(Draft),
  latest: z.optional(Latest),
  notEligible: z.optional(NotEligible),
  enteredByOffice: z.optional(EnteredByOffice),
  round: Round,
  roundStatus: z.enum(ROUND_STATUSES),
  pausedBecause: z.optional(z.string()),
  /** The round has closed, and this group may send once more until then. */
  sendUntil: z.optional(Instant),
  notices: z.array(z.strictObject({ id: z.string(), at: Instant, text: z.string() })),
  form: Fund,
  documents: z.array(DocumentFacts),
  inquiries: z.array(Inquiry),
  /** Rules of eligibility that the office has waived for the group in this round. */
  allowed: z.optional(z.array(z.string())),
  /** What would stop a submission now; empty when there is nothing to submit. */
  blockers: z.array(Finding),
  /** What is in another bid of the same group too: worth a look, and never a reason to stop (`comparison/*`). */
  findings: z.array(Finding),
  /** Names of the group's people by id, for "Ash is editing". */
  people: z.record(z.string(), z.string()),
  /** What may be done next, from the state table and the clock. */
  may: z.strictObject({
    save: z.boolean(),
    submit: z.boolean(),
    openChange: z.boolean(),
    withdraw: z.boolean(),
    carryTo: z.optional(z.string()),
  }),
});
export type ApplicationView = z.infer<typeof ApplicationView>;
