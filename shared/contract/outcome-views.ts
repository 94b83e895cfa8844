import * as z from "zod/mini";
import { ConfirmationAnswer } from "../rules/confirmation.ts";
import { CivilDate, Instant } from "../rules/london.ts";
import { Minutes } from "../rules/minutes.ts";
import { Pence } from "../rules/money.ts";
import { Outcome, OutcomeKind } from "../rules/outcome.ts";

/** How far the carrying out of a closed meeting is, counted from what is there. */
export const ProgressView = z.strictObject({
  of: z.int(),
  carriedOut: z.int(),
  putAside: z.array(z.strictObject({ applicationId: z.string(), problem: z.string() })),
});
export type ProgressView = z.infer<typeof ProgressView>;

export const ConfirmationLine = z.strictObject({
  meetingId: z.string(),
  roundTitle: z.string(),
  fundName: z.string(),
  closedAt: Instant,
  waiting: z.int(),
  answered: z.int(),
  waitingPence: Pence,
});
export type ConfirmationLine = z.infer<typeof ConfirmationLine>;

/** One recommendation as an approver reads it. */
export const RecommendationView = z.strictObject({
  applicationId: z.string(),
  title: z.string(),
  organisationName: z.string(),
  askedPence: Pence,
  /** The most that can be confirmed: what the panel recommended, or what was asked where it passed the bid on. */
  recommendedPence: Pence,
  sourceName: z.string(),
  /** Passed on without a recommendation, for want of a quorum. */
  passed: z.boolean(),
  reasons: z.string(),
  purpose: z.optional(z.string()),
  conditions: z.array(z.string()),
  dropped: z.array(z.string()),
  /** You entered it in the meeting: another approver confirms it. */
  enteredByYou: z.boolean(),
  answer: z.optional(
    z.strictObject({
      answer: ConfirmationAnswer,
      amountPence: Pence,
      reason: z.string(),
      byName: z.string(),
      at: Instant,
    }),
  ),
  /** Its award is there, or its no. */
  carriedOut: z.boolean(),
});
export type RecommendationView = z.infer<typeof RecommendationView>;

export const ConfirmationPage = z.strictObject({
  at: Instant,
  meetingId: z.string(),
  roundId: z.string(),
  roundTitle: z.string(),
  fundName: z.string(),
  panelName: z.string(),
  closedAt: Instant,
  progress: ProgressView,
  items: z.array(RecommendationView),
  /** The caller may answer. */
  may: z.boolean(),
  /** Why nothing is confirmed at present, in the words of the closure. */
  pausedBecause: z.optional(z.string()),
});
export type ConfirmationPage = z.infer<typeof ConfirmationPage>;

/** A decision notice: what is published and kept of one award. */
export const NoticeView = z.strictObject({
  at: Instant,
  reference: z.string(),
  title: z.string(),
  organisationName: z.string(),
  fundName: z.string(),
  roundTitle: z.string(),
  meetingId: z.string(),
  leadOfficer: z.string(),
  amountPence: Pence,
  askedPence: Pence,
  sourceName: z.string(),
  power: z.string(),
  reasons: z.string(),
  conditions: z.array(z.string()),
  dropped: z.array(z.string()),
  /** Who declared what, and that they took no part. */
  interests: z.array(z.string()),
  implications: z.array(z.strictObject({ label: z.string(), value: z.string() })),
  background: z.string(),
  signedBy: z.string(),
  signedAs: z.string(),
  signedAt: Instant,
});
export type NoticeView = z.infer<typeof NoticeView>;

export const MinutesPage = z.strictObject({
  at: Instant,
  meetingId: z.string(),
  minutes: Minutes,
  agreed: z.optional(z.strictObject({ byName: z.string(), at: Instant })),
  additions: z.array(z.strictObject({ id: z.string(), text: z.string(), byName: z.string(), at: Instant })),
  progress: ProgressView,
  /** Awards that have a decision notice. */
  notices: z.array(z.string()),
  may: z.strictObject({ agree: z.boolean(), add: z.boolean() }),
});
export type MinutesPage = z.infer<typeof MinutesPage>;

const Hand = z.strictObject({ byName: z.string(), at: Instant, you: z.boolean() });

/** One outcome as the office works on it: whose hands it went through by name. */
export const OutcomeLine = z.strictObject({
  ...z.omit(Outcome, { roundId: true, organisationId: true, quiet: true }).shape,
  edited: z.optional(Hand),
  read: z.optional(Hand),
});
export type OutcomeLine = z.infer<typeof OutcomeLine>;

const ReleaseView = z.strictObject({
  state: z.enum(["held", "asked", "released"]),
  /** From then on, what is read goes out by itself. */
  dueFrom: Instant,
  asked: z.optional(Hand),
  releasedAt: z.optional(Instant),
  version: z.int(),
});

export const OutcomesPage = z.strictObject({
  at: Instant,
  roundId: z.string(),
  roundTitle: z.string(),
  fundName: z.string(),
  outcomes: z.array(OutcomeLine),
  /** Bids that nothing is told of yet: an approver has to answer, or they are being carried out. */
  waiting: z.array(z.string()),
  release: z.optional(ReleaseView),
  may: z.strictObject({ edit: z.boolean(), read: z.boolean(), ask: z.boolean(), confirm: z.boolean() }),
});
export type OutcomesPage = z.infer<typeof OutcomesPage>;

/** What a release would do: whom it reaches, whom not, and what they would get. */
export const ReleasePreview = z.strictObject({
  roundId: z.string(),
  /** Ready to go out, and not ready yet. */
  ready: z.int(),
  notReady: z.int(),
  told: z.int(),
  people: z.int(),
  /** Groups of which nobody can be written to. */
  unreached: z.array(z.strictObject({ applicationId: z.string(), organisationName: z.string(), why: z.string() })),
  /** One of each kind that is there. */
  samples: z.array(
    z.strictObject({ kind: OutcomeKind, applicationId: z.string(), subject: z.string(), text: z.string() }),
  ),
  quiet: z.optional(z.string()),
});
export type ReleasePreview = z.infer<typeof ReleasePreview>;

/** An outcome as its group reads it. */
export const ToldOutcome = z.strictObject({
  meetingId: z.string(),
  kind: OutcomeKind,
  askedPence: Pence,
  amountPence: Pence,
  sourceName: z.string(),
  conditions: z.array(z.string()),
  dropped: z.array(z.string()),
  paragraphs: z.array(z.string()),
  toldFrom: Instant,
  /** Nobody makes it public yet, and why. */
  quiet: z.optional(z.string()),
});
export type ToldOutcome = z.infer<typeof ToldOutcome>;

export const OutcomeView = z.strictObject({
  at: Instant,
  reference: z.string(),
  title: z.string(),
  organisationName: z.string(),
  fundId: z.string(),
  fundName: z.string(),
  roundTitle: z.string(),
  /** The latest first; empty until one is told. */
  outcomes: z.array(ToldOutcome),
  /** By when the round promised an answer. */
  promisedBy: CivilDate,
  /** When the next round of the fund opens, or closes where it is open. */
  next: z.optional(z.strictObject({ title: z.string(), opensAt: Instant, closesAt: Instant, isOpen: z.boolean() })),
});
export type OutcomeView = z.infer<typeof OutcomeView>;
