import * as z from "zod/mini";
import { endpoint } from "../contract.ts";
import { READERS } from "../rules/access.ts";
import { ApplicationState, Draft, EnteredByOffice, NotEligible } from "../rules/application.ts";
import { Check } from "../rules/checks.ts";
import { DocumentFacts } from "../rules/document.ts";
import { Overall } from "../rules/due-diligence.ts";
import { EXCEPTION_STATES } from "../rules/exception.ts";
import { Band } from "../rules/form.ts";
import { Submission } from "../rules/frozen.ts";
import { Fund } from "../rules/fund.ts";
import { MOST_QUESTION_CHARACTERS } from "../rules/inquiry.ts";
import { CivilDate, Instant } from "../rules/london.ts";
import { StandsAs } from "../rules/match-standing.ts";
import { Pence } from "../rules/money.ts";
import { Organisation } from "../rules/organisation.ts";
import { ROUND_STATUSES, Round } from "../rules/round.ts";
import { Totals } from "../rules/totals.ts";
import { Inquiry, Receipt } from "./application-views.ts";
import { ById } from "./applications.ts";
import { RoundId } from "./funds.ts";
import { PersonExport } from "./person-export.ts";
import { words } from "./words.ts";
import { WriteId } from "./write-id.ts";

/** One application of a round. A draft that was never submitted has no title, no amount and no text here. */
export const DeskLine = z.strictObject({
  id: z.string(),
  organisationId: z.string(),
  organisationName: z.string(),
  state: ApplicationState,
  /** A first draft, or a change of what was submitted, is open. */
  draftOpen: z.boolean(),
  changedAt: Instant,
  openQuestions: z.int(),
  enteredByOffice: z.boolean(),
  title: z.optional(z.string()),
  band: z.optional(Band),
  askedPence: z.optional(Pence),
  submittedAt: z.optional(Instant),
  matchCountedPence: z.optional(Pence),
  matchShortPence: z.optional(Pence),
  /** Ids of the checks that the submission did not pass. */
  findings: z.array(z.string()),
  /** How many things that are in other bids too an officer has still to decide on; the office's alone. */
  toDecide: z.optional(z.int()),
});
export type DeskLine = z.infer<typeof DeskLine>;

export const DeskRound = z.strictObject({
  at: Instant,
  round: Round,
  status: z.enum(ROUND_STATUSES),
  fundName: z.string(),
  /** Of the lines, drafts too; what an observer is not shown is counted. */
  totals: z.strictObject(Totals.shape),
  /** List and count of the round do not agree yet: one of them is seconds behind. */
  catchingUp: z.boolean(),
  lines: z.array(DeskLine),
});
export type DeskRound = z.infer<typeof DeskRound>;

/** One line of an application's history: an event of the audit, or that somebody looked. */
export const HistoryLine = z.strictObject({
  id: z.string(),
  at: Instant,
  type: z.string(),
  /** Who did it, by name; the office's own rules and the group's people alike. */
  by: z.string(),
  rules: z.array(z.string()),
  reason: z.optional(z.string()),
  /** Which submission, until when, or about what. */
  about: z.optional(z.string()),
});
export type HistoryLine = z.infer<typeof HistoryLine>;

export const DeskInquiry = z.strictObject({
  ...Inquiry.shape,
  askedBy: z.string(),
  answeredBy: z.optional(z.string()),
});
export type DeskInquiry = z.infer<typeof DeskInquiry>;

/** Everything of one application. `submission` is the one that stands, or the earlier one that was asked for. */
export const DeskApplication = z.strictObject({
  at: Instant,
  id: z.string(),
  state: ApplicationState,
  organisationId: z.string(),
  organisationName: z.string(),
  startedAt: Instant,
  changedAt: Instant,
  round: Round,
  /** As it is for this group: an exception counts. */
  roundStatus: z.enum(ROUND_STATUSES),
  /** That the group might send after the close; absent where it might not. */
  exception: z.optional(z.strictObject({ until: Instant, state: z.enum(EXCEPTION_STATES) })),
  form: Fund,
  submission: z.optional(
    z.strictObject({
      receipt: Receipt,
      submittedBy: z.string(),
      stands: z.boolean(),
      content: Submission,
      checks: z.array(Check),
      /** How lines of its match stand since it was sent. */
      standings: z.array(StandsAs),
    }),
  ),
  submissions: z.array(z.strictObject({ receipt: Receipt, submittedBy: z.string() })),
  /** That a draft is open; its text only where its owner lets the office see it. */
  draft: z.optional(z.strictObject({ changedAt: Instant, isChange: z.boolean(), text: z.optional(Draft) })),
  documents: z.array(DocumentFacts),
  /** The group as it is now, with its contacts; the office's alone. */
  organisation: z.optional(Organisation),
  inquiries: z.array(DeskInquiry),
  notEligible: z.optional(NotEligible),
  /** How far the due diligence of the submission that stands has come; nothing while nobody has begun it. */
  dueDiligence: z.optional(
    z.strictObject({ done: z.int(), ending: z.optional(Overall), condition: z.optional(z.string()) }),
  ),
  enteredByOffice: z.optional(EnteredByOffice),
  /** False: a row of the audit is not what was written. */
  historyIntact: z.boolean(),
  history: z.array(HistoryLine),
  may: z.strictObject({
    ask: z.boolean(),
    eligible: z.boolean(),
    notEligible: z.boolean(),
    putRight: z.boolean(),
    enter: z.boolean(),
  }),
});
export type DeskApplication = z.infer<typeof DeskApplication>;

const Reason = words(2_000, "Give the reason. The group reads it.", "Shorten the reason.");

const Decided = z.strictObject({ state: ApplicationState, notEligible: z.optional(NotEligible) });

/** The officer's desk: a round, a bid, its questions and its eligibility. */
export const desk = {
  round: endpoint("GET /api/desk/rounds/{id}", {
    who: READERS,
    params: z.strictObject({ id: RoundId }),
    returns: DeskRound,
  }),
  /** A link to a CSV file of the round in the bucket: with every answer it may be larger than an answer can be. */
  exportRound: endpoint("GET /api/desk/rounds/{id}/export", {
    who: READERS,
    params: z.strictObject({ id: RoundId }),
    returns: z.strictObject({
      url: z.string(),
      name: z.string(),
      expiresAt: Instant,
      applications: z.int(),
      askedPence: Pence,
    }),
  }),
  application: endpoint("GET /api/desk/applications/{id}", {
    who: READERS,
    params: ById,
    query: z.strictObject({ submission: z.optional(z.string().check(z.regex(/^[0-9]{1,4}$/))) }),
    returns: DeskApplication,
  }),
  ask: endpoint("POST /api/desk/applications/{id}/inquiries", {
    who: ["officer"],
    params: ById,
    body: z.strictObject({
      question: z
        .string()
        .check(
          z.maxLength(
            MOST_QUESTION_CHARACTERS,
            `Shorten the question to ${MOST_QUESTION_CHARACTERS.toLocaleString("en-GB")} characters.`,
          ),
        ),
      answerBy: z.string().check(z.maxLength(20)),
      writeId: WriteId,
    }),
    returns: z.strictObject({ id: z.string(), askedAt: Instant }),
  }),
  decide: endpoint("POST /api/desk/applications/{id}/eligibility", {
    who: ["officer"],
    params: ById,
    body: z.discriminatedUnion("decision", [
      z.strictObject({ decision: z.literal("eligible"), writeId: WriteId }),
      z.strictObject({
        decision: z.literal("not-eligible"),
        rule: z.string().check(z.maxLength(60)),
        reason: Reason,
        canBePutRight: z.boolean(),
        writeId: WriteId,
      }),
    ]),
    returns: Decided,
  }),
  putRight: endpoint("POST /api/desk/applications/{id}/put-right", {
    who: ["officer"],
    params: ById,
    body: z.strictObject({ putRightOn: CivilDate, reason: Reason, writeId: WriteId }),
    returns: Decided,
  }),
  /** An address travels in a body: what stands in an address line lies in the logs of whatever it passes. */
  person: endpoint("POST /api/desk/people/search", {
    who: ["officer"],
    body: z.strictObject({ email: z.string().check(z.maxLength(300)) }),
    returns: PersonExport,
  }),
} as const;
