import * as z from "zod/mini";
import { endpoint } from "../contract.ts";
import { ConfirmationAnswer } from "../rules/confirmation.ts";
import { CivilDate, Instant } from "../rules/london.ts";
import { Minutes } from "../rules/minutes.ts";
import { Pence } from "../rules/money.ts";
import { MOST_OUTCOME_CHARACTERS, OutcomeKind, OutcomeState } from "../rules/outcome.ts";
import { ApplicationId, ById } from "./applications.ts";
import { RoundId } from "./funds.ts";
import { ByMeeting, MeetingId } from "./meetings.ts";
import { words } from "./words.ts";
import { Version, WriteId } from "./write-id.ts";

const ByRound = z.strictObject({ id: RoundId });
const ByMeetingAndBid = z.strictObject({ id: MeetingId, application: ApplicationId });

const OFFICE = ["officer", "approver", "observer"] as const;
/** The trustees of the meeting too, once the minutes are agreed; its chair before. */
const READERS = [...OFFICE, "trustee", "chair"] as const;

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

const Reason = z.string().check(z.trim(), z.maxLength(1_000, "Keep the reason to 1,000 characters."));

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

/** One outcome as the office works on it. */
export const OutcomeLine = z.strictObject({
  applicationId: z.string(),
  meetingId: z.string(),
  organisationName: z.string(),
  title: z.string(),
  kind: OutcomeKind,
  askedPence: Pence,
  amountPence: Pence,
  sourceName: z.string(),
  conditions: z.array(z.string()),
  dropped: z.array(z.string()),
  text: z.string(),
  state: OutcomeState,
  edited: z.optional(Hand),
  read: z.optional(Hand),
  toldFrom: z.optional(Instant),
  version: z.int(),
});
export type OutcomeLine = z.infer<typeof OutcomeLine>;

export const ReleaseView = z.strictObject({
  state: z.enum(["held", "asked", "released"]),
  /** From then on, what is read goes out by itself. */
  dueFrom: Instant,
  asked: z.optional(Hand),
  releasedAt: z.optional(Instant),
  version: z.int(),
});
export type ReleaseView = z.infer<typeof ReleaseView>;

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

const Chosen = z
  .array(z.strictObject({ applicationId: ApplicationId, meetingId: MeetingId }))
  .check(z.minLength(1, "Choose at least one outcome."), z.maxLength(200, "Choose 200 outcomes at most."));
const File = z.strictObject({ url: z.string(), name: z.string(), expiresAt: Instant });

/** What follows a closed meeting: confirmations, notices, minutes, and what groups are told. */
export const outcomes = {
  progress: endpoint("GET /api/meetings/{id}/progress", { who: READERS, params: ByMeeting, returns: ProgressView }),
  waiting: endpoint("GET /api/office/confirmations", {
    who: OFFICE,
    returns: z.strictObject({ at: Instant, meetings: z.array(ConfirmationLine) }),
  }),
  recommendations: endpoint("GET /api/meetings/{id}/confirmations", {
    who: OFFICE,
    params: ByMeeting,
    returns: ConfirmationPage,
  }),
  confirm: endpoint("POST /api/meetings/{id}/confirmations", {
    who: ["approver"],
    params: ByMeeting,
    body: z.strictObject({
      answers: z
        .array(
          z.strictObject({
            applicationId: ApplicationId,
            answer: ConfirmationAnswer,
            amountPence: z.optional(Pence),
            reason: Reason,
            implications: Reason,
          }),
        )
        .check(z.minLength(1, "Choose at least one recommendation."), z.maxLength(90, "Answer 90 at a time.")),
      writeId: WriteId,
    }),
    returns: ConfirmationPage,
    limitBytes: 256 * 1024,
  }),
  notice: endpoint("GET /api/meetings/{id}/notices/{application}", {
    who: READERS,
    params: ByMeetingAndBid,
    returns: NoticeView,
  }),
  minutes: endpoint("GET /api/meetings/{id}/minutes", { who: READERS, params: ByMeeting, returns: MinutesPage }),
  agreeMinutes: endpoint("POST /api/meetings/{id}/minutes/agreement", {
    who: ["trustee", "chair"],
    params: ByMeeting,
    body: z.strictObject({ writeId: WriteId }),
    returns: MinutesPage,
  }),
  addToMinutes: endpoint("POST /api/meetings/{id}/minutes/additions", {
    who: ["officer", "trustee", "chair"],
    params: ByMeeting,
    body: z.strictObject({
      text: words(2_000, "Write the correction.", "Keep the correction to 2,000 characters."),
      writeId: WriteId,
    }),
    returns: MinutesPage,
  }),
  minutesFile: endpoint("POST /api/meetings/{id}/minutes/file", { who: READERS, params: ByMeeting, returns: File }),
  ofRound: endpoint("GET /api/office/rounds/{id}/outcomes", { who: OFFICE, params: ByRound, returns: OutcomesPage }),
  edit: endpoint("PUT /api/office/applications/{id}/outcome", {
    who: ["officer"],
    params: ById,
    body: z.strictObject({
      meetingId: MeetingId,
      text: words(
        MOST_OUTCOME_CHARACTERS,
        "Write what the group reads. It is never empty.",
        `Keep the text to ${MOST_OUTCOME_CHARACTERS.toLocaleString("en-GB")} characters.`,
      ),
      version: Version,
      writeId: WriteId,
    }),
    returns: OutcomesPage,
  }),
  /** Drafts that an officer takes as they stand: their name stands under them. */
  keep: endpoint("POST /api/office/rounds/{id}/outcomes/kept", {
    who: ["officer"],
    params: ByRound,
    body: z.strictObject({ chosen: Chosen, writeId: WriteId }),
    returns: OutcomesPage,
  }),
  read: endpoint("POST /api/office/rounds/{id}/outcomes/readings", {
    who: ["officer", "approver"],
    params: ByRound,
    body: z.strictObject({ chosen: Chosen, writeId: WriteId }),
    returns: OutcomesPage,
  }),
  preview: endpoint("GET /api/office/rounds/{id}/release", { who: OFFICE, params: ByRound, returns: ReleasePreview }),
  askRelease: endpoint("POST /api/office/rounds/{id}/release", {
    who: ["officer"],
    params: ByRound,
    body: z.strictObject({ version: Version, writeId: WriteId }),
    returns: OutcomesPage,
  }),
  confirmRelease: endpoint("POST /api/office/rounds/{id}/release/confirmation", {
    who: ["approver"],
    params: ByRound,
    body: z.strictObject({ version: Version, writeId: WriteId }),
    returns: OutcomesPage,
  }),
  mine: endpoint("GET /api/applications/{id}/outcome", { who: ["applicant"], params: ById, returns: OutcomeView }),
} as const;
