import * as z from "zod/mini";
import { endpoint } from "../contract.ts";
import { MEETING_READERS, READERS } from "../rules/access.ts";
import { ConfirmationAnswer } from "../rules/confirmation.ts";
import { Instant } from "../rules/london.ts";
import { Pence } from "../rules/money.ts";
import { MOST_OUTCOME_CHARACTERS } from "../rules/outcome.ts";
import { ApplicationId, ById } from "./applications.ts";
import { RoundId } from "./funds.ts";
import { ByMeeting, MeetingId } from "./meetings.ts";
import {
  ConfirmationLine,
  ConfirmationPage,
  MinutesPage,
  NoticeView,
  OutcomesPage,
  OutcomeView,
  ProgressView,
  ReleasePreview,
} from "./outcome-views.ts";
import { ReasonOrNone, words } from "./words.ts";
import { hand, WriteId, WriteOnly } from "./write-id.ts";

const ByRound = z.strictObject({ id: RoundId });
const ByMeetingAndBid = z.strictObject({ id: MeetingId, application: ApplicationId });

const Chosen = z
  .array(z.strictObject({ applicationId: ApplicationId, meetingId: MeetingId }))
  .check(z.minLength(1, "Choose at least one outcome."), z.maxLength(200, "Choose 200 outcomes at most."));
const File = z.strictObject({ url: z.string(), name: z.string(), expiresAt: Instant });

/**
 * What follows a closed meeting: confirmations, notices, minutes, and what groups are told. The trustees of a meeting read of
 * it once its minutes are agreed; its chair before.
 */
export const outcomes = {
  progress: endpoint("GET /api/meetings/{id}/progress", {
    who: MEETING_READERS,
    params: ByMeeting,
    returns: ProgressView,
  }),
  /** What stood against a bid that was put aside is put right: it is carried out once more. */
  again: endpoint("POST /api/meetings/{id}/carrying-out", {
    who: ["officer"],
    params: ByMeeting,
    body: z.strictObject({ applicationId: ApplicationId, writeId: WriteId }),
    returns: ProgressView,
  }),
  waiting: endpoint("GET /api/office/confirmations", {
    who: READERS,
    returns: z.strictObject({ at: Instant, meetings: z.array(ConfirmationLine) }),
  }),
  recommendations: endpoint("GET /api/meetings/{id}/confirmations", {
    who: READERS,
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
            reason: ReasonOrNone,
            implications: ReasonOrNone,
          }),
        )
        .check(z.minLength(1, "Choose at least one recommendation."), z.maxLength(90, "Answer 90 at a time.")),
      writeId: WriteId,
    }),
    returns: ConfirmationPage,
    limitBytes: 256 * 1024,
  }),
  notice: endpoint("GET /api/meetings/{id}/notices/{application}", {
    who: MEETING_READERS,
    params: ByMeetingAndBid,
    returns: NoticeView,
  }),
  minutes: endpoint("GET /api/meetings/{id}/minutes", {
    who: MEETING_READERS,
    params: ByMeeting,
    returns: MinutesPage,
  }),
  agreeMinutes: endpoint("POST /api/meetings/{id}/minutes/agreement", {
    who: ["trustee", "chair"],
    params: ByMeeting,
    body: WriteOnly,
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
  minutesFile: endpoint("POST /api/meetings/{id}/minutes/file", {
    who: MEETING_READERS,
    params: ByMeeting,
    returns: File,
  }),
  ofRound: endpoint("GET /api/office/rounds/{id}/outcomes", { who: READERS, params: ByRound, returns: OutcomesPage }),
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
      ...hand,
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
  preview: endpoint("GET /api/office/rounds/{id}/release", { who: READERS, params: ByRound, returns: ReleasePreview }),
  askRelease: endpoint("POST /api/office/rounds/{id}/release", {
    who: ["officer"],
    params: ByRound,
    body: z.strictObject(hand),
    returns: OutcomesPage,
  }),
  confirmRelease: endpoint("POST /api/office/rounds/{id}/release/confirmation", {
    who: ["approver"],
    params: ByRound,
    body: z.strictObject(hand),
    returns: OutcomesPage,
  }),
  mine: endpoint("GET /api/applications/{id}/outcome", { who: ["applicant"], params: ById, returns: OutcomeView }),
} as const;
