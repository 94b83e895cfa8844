import * as z from "zod/mini";
import { endpoint } from "../contract.ts";
import { MEETING_READERS } from "../rules/access.ts";
import { BudgetLine } from "../rules/budget.ts";
import { Decision } from "../rules/decision.ts";
import { Overall } from "../rules/due-diligence.ts";
import { CivilDate, Instant } from "../rules/london.ts";
import { MatchLine } from "../rules/match-line.ts";
import { MEETING_MOVES, Meeting, MeetingLine, MeetingSource, MeetingState, Place } from "../rules/meeting.ts";
import { MeetingCommand, Paper } from "../rules/meeting-commands.ts";
import { Pence } from "../rules/money.ts";
import { StandardCondition } from "../rules/panel.ts";
import { RoundId } from "./funds.ts";
import { WriteId } from "./write-id.ts";

export const MeetingId = z.string().check(z.regex(/^[A-Z]{3,4}-[0-9A-Z]{2,8}-M[1-9]\d?$/, "There is no such meeting."));
export const ByMeeting = z.strictObject({ id: MeetingId });

export const MeetingSummary = z.strictObject({
  id: z.string(),
  roundId: z.string(),
  roundTitle: z.string(),
  fundName: z.string(),
  state: MeetingState,
  on: CivilDate,
  startsAt: z.string(),
  place: z.string(),
  bids: z.int(),
  decided: z.int(),
  potPence: Pence,
});
export type MeetingSummary = z.infer<typeof MeetingSummary>;

/** What is counted for one item: recused people are not among them, and the required number stays. */
const QuorumState = z.strictObject({
  counted: z.int(),
  required: z.int(),
  quorate: z.boolean(),
  /** What lacks, in a sentence. */
  lacks: z.optional(z.string()),
});

/** One bid as whoever may see it sees it. */
export const AgendaItem = z.strictObject({
  ...MeetingLine.shape,
  title: z.string(),
  organisationName: z.string(),
  /** The bid may no longer be decided on: it was withdrawn, or found not eligible. */
  gone: z.boolean(),
  quorum: QuorumState,
  /** Whoever presides over this bid now. */
  presides: z.optional(Place),
});
export type AgendaItem = z.infer<typeof AgendaItem>;

/** A bid as somebody recused sees it: that it is there, and that it is taken without them. */
export const KeptItem = z.strictObject({ id: z.string(), kept: z.literal(true), inHand: z.boolean() });
export type KeptItem = z.infer<typeof KeptItem>;

/** One purse: what is decided, what is entered and waits for the chair, what is left after both. */
const PurseState = z.strictObject({
  ...MeetingSource.shape,
  decidedPence: Pence,
  enteredPence: Pence,
  leftPence: Pence,
});

/** The bid in hand, with what a part award is made from. */
export const BidInHand = z.strictObject({
  id: z.string(),
  summary: z.string(),
  leastPence: z.optional(Pence),
  /** What the applicant would leave out. */
  leavesOut: z.string(),
  budget: z.array(BudgetLine),
  match: z.array(MatchLine),
  /** How the office's due diligence of it ended; nothing while it is not finished. */
  dueDiligence: z.optional(z.strictObject({ overall: Overall, condition: z.string() })),
});
export type BidInHand = z.infer<typeof BidInHand>;

const { lines: _lines, pot: _pot, panel, members, movements, sittings } = Meeting.shape;

export const MeetingPage = z.strictObject({
  at: Instant,
  id: z.string(),
  roundId: z.string(),
  roundTitle: z.string(),
  fundId: z.string(),
  fundName: z.string(),
  state: MeetingState,
  on: CivilDate,
  /** The day that the round's timetable promises, while this is its first meeting and has not begun. */
  promisedOn: z.optional(CivilDate),
  startsAt: z.string(),
  place: z.string(),
  ...{ panel, members, movements, sittings },
  pot: z.array(PurseState),
  /** The place of the caller among the members; undefined for the office and observers. */
  you: z.optional(Place),
  may: z.array(z.enum(MEETING_MOVES)),
  inHand: z.optional(z.string()),
  bid: z.optional(BidInHand),
  items: z.array(z.union([AgendaItem, KeptItem])),
  /** The words of what is entered or decided, of the bids that the caller may see. */
  decisions: z.array(Decision),
  papers: z.array(Paper),
  /** Standard conditions of the fund. */
  conditions: z.array(StandardCondition),
  minimumPence: Pence,
  closedAt: z.optional(Instant),
  version: z.int(),
});
export type MeetingPage = z.infer<typeof MeetingPage>;

const Version = z.strictObject({ at: Instant, version: z.int() });

export const meetings = {
  list: endpoint("GET /api/meetings", {
    who: MEETING_READERS,
    returns: z.strictObject({
      at: Instant,
      meetings: z.array(MeetingSummary),
      /** For officers: closed rounds that have no meeting yet. */
      rounds: z.array(z.strictObject({ id: z.string(), title: z.string(), fundName: z.string() })),
    }),
  }),
  create: endpoint("POST /api/meetings", {
    who: ["officer"],
    body: z.strictObject({ roundId: RoundId, writeId: WriteId }),
    returns: z.strictObject({ id: z.string(), version: z.int() }),
  }),
  one: endpoint("GET /api/meetings/{id}", { who: MEETING_READERS, params: ByMeeting, returns: MeetingPage }),
  /** What the page asks every few seconds: one read. It loads the meeting again when the version has moved. */
  version: endpoint("GET /api/meetings/{id}/version", { who: MEETING_READERS, params: ByMeeting, returns: Version }),
  command: endpoint("POST /api/meetings/{id}/commands", {
    who: ["officer", "trustee", "chair"],
    params: ByMeeting,
    body: z.strictObject({ command: MeetingCommand, writeId: WriteId }),
    returns: Version,
    limitBytes: 192 * 1024,
  }),
  /** The chair, with a code that was asked for at `POST /api/sign-in/code` by this browser and for this person's address. */
  close: endpoint("POST /api/meetings/{id}/closing", {
    who: ["trustee", "chair"],
    params: ByMeeting,
    body: z.strictObject({
      code: z.string().check(z.maxLength(50, "Enter the 6 digits of the code in the email.")),
      writeId: WriteId,
    }),
    returns: Version,
  }),
} as const;
