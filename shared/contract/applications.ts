import * as z from "zod/mini";
import { endpoint } from "../contract.ts";
import { Answers, ApplicationState, Draft, MOST_CHARACTERS } from "../rules/application.ts";
import { Submission } from "../rules/frozen.ts";
import { Fund } from "../rules/fund.ts";
import { Instant } from "../rules/london.ts";
import { StandsAs } from "../rules/match-standing.ts";
import { ApplicationLine, ApplicationView, GroupStop, Receipt } from "./application-views.ts";
import { RoundId } from "./funds.ts";
import { words } from "./words.ts";
import { Version, WriteId, WriteOnly } from "./write-id.ts";

export const ApplicationId = z
  .string()
  .check(z.regex(/^[A-Z]{3,4}-[0-9A-Z]{2,8}-[0-9]{4,6}-[0-9A-Z]$/, "There is no such reference."));
export const ById = z.strictObject({ id: ApplicationId });

const DraftId = z.string().check(z.regex(/^[\w-]{1,60}$/, "There is no such draft."));

const SavedSection = z.strictObject({ version: z.int(), savedAt: Instant });

const SubmissionByNumber = z.strictObject({
  id: ApplicationId,
  number: z.string().check(z.regex(/^[0-9]{1,4}$/)),
});
export const applications = {
  mine: endpoint("GET /api/applications", {
    who: ["applicant"],
    returns: z.strictObject({ applications: z.array(ApplicationLine) }),
  }),
  /** Told before the form: what the group's page and the office's record say against it in this round. */
  stops: endpoint("GET /api/rounds/{id}/eligibility", {
    who: ["applicant"],
    params: z.strictObject({ id: RoundId }),
    query: z.strictObject({ organisationId: z.string().check(z.maxLength(60)) }),
    returns: z.strictObject({ stops: z.array(GroupStop) }),
  }),
  start: endpoint("POST /api/applications", {
    who: ["applicant"],
    body: z.strictObject({
      roundId: RoundId,
      organisationId: z.string().check(z.maxLength(60)),
      writeId: WriteId,
    }),
    returns: z.strictObject({ id: z.string() }),
  }),
  read: endpoint("GET /api/applications/{id}", { who: ["applicant"], params: ById, returns: ApplicationView }),
  save: endpoint("PUT /api/applications/{id}/draft/{section}", {
    who: ["applicant"],
    params: z.strictObject({ id: ApplicationId, section: z.string().check(z.minLength(1), z.maxLength(60)) }),
    body: z.strictObject({
      draftId: DraftId,
      /** The version of the section that this text was typed over. */
      was: Version,
      answers: Answers,
      done: z.boolean(),
      writeId: WriteId,
    }),
    returns: SavedSection,
    limitBytes: 128 * 1024,
  }),
  submit: endpoint("POST /api/applications/{id}/submission", {
    who: ["applicant"],
    params: ById,
    body: z.strictObject({
      draftId: DraftId,
      declaredBy: words(120, "Enter your name.", "Shorten your name."),
      writeId: WriteId,
    }),
    returns: Receipt,
  }),
  submission: endpoint("GET /api/applications/{id}/submissions/{number}", {
    who: ["applicant"],
    params: SubmissionByNumber,
    returns: z.strictObject({
      receipt: Receipt,
      content: Submission,
      form: Fund,
      /** How the office knows lines of its match to stand since it was sent. */
      standings: z.array(StandsAs),
    }),
  }),
  copy: endpoint("POST /api/applications/{id}/submissions/{number}/copy", {
    who: ["applicant"],
    params: SubmissionByNumber,
    body: WriteOnly,
    /** The address of whoever asks: a copy goes to nobody else. */
    returns: z.strictObject({ to: z.string() }),
  }),
  openChange: endpoint("POST /api/applications/{id}/change", {
    who: ["applicant"],
    params: ById,
    body: WriteOnly,
    returns: z.strictObject({ draft: Draft }),
  }),
  /** Names the draft that goes: sent again, it never takes a change that a colleague has opened since. */
  dropChange: endpoint("POST /api/applications/{id}/change-dropped", {
    who: ["applicant"],
    params: ById,
    body: z.strictObject({ draftId: DraftId, writeId: WriteId }),
    returns: z.strictObject({ state: ApplicationState }),
  }),
  withdraw: endpoint("POST /api/applications/{id}/withdrawal", {
    who: ["applicant"],
    params: ById,
    body: WriteOnly,
    returns: z.strictObject({ state: ApplicationState }),
  }),
  share: endpoint("PUT /api/applications/{id}/sharing", {
    who: ["applicant"],
    params: ById,
    body: z.strictObject({ shared: z.boolean(), writeId: WriteId }),
    returns: z.strictObject({ shared: z.boolean() }),
  }),
  carry: endpoint("POST /api/applications/{id}/carrying", {
    who: ["applicant"],
    params: ById,
    body: z.strictObject({ roundId: RoundId, writeId: WriteId }),
    returns: z.strictObject({ id: z.string() }),
  }),
  answerInquiry: endpoint("POST /api/applications/{id}/inquiries/{inquiry}/answer", {
    who: ["applicant"],
    params: z.strictObject({ id: ApplicationId, inquiry: z.string().check(z.maxLength(60)) }),
    body: z.strictObject({
      answer: words(MOST_CHARACTERS, "Write an answer.", "Shorten the answer."),
      writeId: WriteId,
    }),
    returns: z.strictObject({ answeredAt: Instant }),
  }),
  checkReceipt: endpoint("POST /api/receipts", {
    who: ["anyone"],
    body: z.strictObject({
      reference: z.string().check(z.maxLength(40)),
      sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/, "A hash has 64 characters, 0 to 9 and a to f.")),
    }),
    returns: z.strictObject({ matches: z.boolean(), receivedAt: z.optional(Instant), number: z.optional(z.int()) }),
  }),
} as const;
