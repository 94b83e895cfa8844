import * as z from "zod/mini";
import { endpoint } from "../contract.ts";
import { READERS } from "../rules/access.ts";
import { Closure } from "../rules/closure.ts";
import { CivilDate, Instant } from "../rules/london.ts";
import { Declaration, POLL_KINDS, POLL_STATUSES, POLL_TYPES, Poll } from "../rules/poll.ts";
import { ROUND_STATUSES, Timetable } from "../rules/round.ts";
import { ElectionFinding, Override } from "../rules/viability.ts";
import { RoundId } from "./funds.ts";
import { words } from "./words.ts";
import { hand, WriteId } from "./write-id.ts";

const PollId = z.string().check(z.regex(/^[a-z0-9-]{2,60}$/, "There is no such election."));
const ById = z.strictObject({ id: PollId });

/** What an officer enters of a poll. */
const Entered = {
  name: words(100, "Enter what is voted on.", "Keep the name to 100 characters."),
  kind: z.enum(POLL_KINDS, "Choose whose election it is."),
  type: z.enum(POLL_TYPES, "Choose whether it is a by-election."),
  status: z.enum(POLL_STATUSES, "Choose how certain it is."),
  pollOn: CivilDate,
  noticeBy: CivilDate,
  sensitiveFrom: CivilDate,
  termStartsOn: z.optional(CivilDate),
  note: z.string().check(z.trim(), z.maxLength(500, "Keep the note to 500 characters.")),
};
export const PollEntered = z.strictObject(Entered);
export type PollEntered = z.infer<typeof PollEntered>;

const { by: _, ...DeclaredShape } = Declaration.shape;
const { declaration: __, ...PollShape } = Poll.shape;

const POLL_PHASES = ["ahead", "running", "over"] as const;
const POLL_MOVES = ["change", "remove", "declare", "take-back", "close"] as const;

/** A poll as the office reads it: with what the calendar computes, where its period stands, and what whoever reads it may do. */
export const PollView = z.strictObject({
  poll: z.strictObject(PollShape),
  phase: z.enum(POLL_PHASES),
  /** What the calendar makes of its day; each date of the row may differ. */
  computed: z.strictObject({ noticeBy: CivilDate, sensitiveFrom: CivilDate, termStartsOn: z.optional(CivilDate) }),
  /** The first day that is free again, as it is to be planned with; absent: nobody can say yet. */
  freeFrom: z.optional(CivilDate),
  /** Recorded in the portal; `byName` is absent for polls from before it. */
  declaration: z.optional(z.strictObject({ ...DeclaredShape, byName: z.optional(z.string()) })),
  may: z.array(z.enum(POLL_MOVES)),
});
export type PollView = z.infer<typeof PollView>;

const { roundId, of, pollId } = Override.shape;
const { opensAt, meetingOn, confirmedBy } = Timetable.shape;

/** What a change of an election can touch: with it a page says which takes a second person before it is sent (`election/second`). */
const PollStakes = z.strictObject({
  overrides: z.array(z.strictObject({ roundId, of, pollId })),
  rounds: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      publishedAt: z.optional(Instant),
      timetable: z.strictObject({ opensAt, meetingOn, confirmedBy }),
    }),
  ),
  closures: z.array(Closure),
});

/** The latest poll first. `version` is that of all rows together: they are one small item. */
export const PollsPage = z.strictObject({
  at: Instant,
  version: z.int(),
  polls: z.array(PollView),
  stakes: PollStakes,
});
export type PollsPage = z.infer<typeof PollsPage>;

/** A round that is not decided, and what a poll does to it. */
export const TouchedRound = z.strictObject({
  id: z.string(),
  fundId: z.string(),
  fundName: z.string(),
  title: z.string(),
  status: z.enum(ROUND_STATUSES),
  closesAt: Instant,
  meetingOn: CivilDate,
  confirmedBy: CivilDate,
  notifiedBy: CivilDate,
  findings: z.array(ElectionFinding),
  drafts: z.int(),
  submitted: z.int(),
  /** The names of groups with an unfinished draft, each once, in the order of the alphabet. */
  draftGroups: z.array(z.string()),
});
export type TouchedRound = z.infer<typeof TouchedRound>;

export const TouchedMeeting = z.strictObject({
  id: z.string(),
  roundId: z.string(),
  roundTitle: z.string(),
  fundName: z.string(),
  on: CivilDate,
  state: z.enum(["planned", "under-way"]),
});
export type TouchedMeeting = z.infer<typeof TouchedMeeting>;

/** Outcomes that groups wait for: to be told before the period begins, or held in a neutral text. */
export const TouchedLetters = z.strictObject({
  roundId: z.string(),
  roundTitle: z.string(),
  fundName: z.string(),
  /** Decided, and nobody has told the group. */
  untold: z.int(),
  /** Recommended, and no approver has answered. */
  unconfirmed: z.int(),
  notifiedBy: CivilDate,
});
export type TouchedLetters = z.infer<typeof TouchedLetters>;

/** What would become public in the period, or is held back already. */
export const EmbargoedNews = z.strictObject({
  roundId: z.string(),
  roundTitle: z.string(),
  fundName: z.string(),
  /** The day on which it is decided or was. */
  on: CivilDate,
  held: z.boolean(),
});
export type EmbargoedNews = z.infer<typeof EmbargoedNews>;

/** Everything that closing ahead of a poll touches: the facts of the guided page. */
export const Touched = z.strictObject({
  at: Instant,
  view: PollView,
  rounds: z.array(TouchedRound),
  meetings: z.array(TouchedMeeting),
  letters: z.array(TouchedLetters),
  news: z.array(EmbargoedNews),
});
export type Touched = z.infer<typeof Touched>;

const { askedBy: ___, agreedBy: ____, ...OverrideShape } = Override.shape;

/** A round and the elections around it. */
export const RoundElections = z.strictObject({
  at: Instant,
  findings: z.array(ElectionFinding),
  /** What a poll that stands in the way is called. */
  polls: z.array(z.strictObject({ id: z.string(), name: z.string(), pollOn: CivilDate })),
  overrides: z.array(
    z.strictObject({ ...OverrideShape, askedByName: z.string(), agreedByName: z.string(), isPublic: z.boolean() }),
  ),
});
export type RoundElections = z.infer<typeof RoundElections>;

/** Elections as rows of data (DOMAIN 5.2, 5.3). What is closed because of one is in `closures.ts`. */
export const polls = {
  list: endpoint("GET /api/office/polls", { who: READERS, returns: PollsPage }),
  add: endpoint("POST /api/office/polls", {
    who: ["officer"],
    body: z.strictObject({ ...Entered, ...hand }),
    returns: PollsPage,
  }),
  change: endpoint("PUT /api/office/polls/{id}", {
    who: ["officer"],
    params: ById,
    body: z.strictObject({ ...Entered, ...hand }),
    returns: PollsPage,
  }),
  remove: endpoint("POST /api/office/polls/{id}/removal", {
    who: ["officer"],
    params: ById,
    body: z.strictObject({
      reason: words(500, "Say why it is not held.", "Keep the reason to 500 characters."),
      ...hand,
    }),
    returns: PollsPage,
  }),
  /** A named act: it ends the period of an own election, and every closure until then. */
  declare: endpoint("POST /api/office/polls/{id}/declaration", {
    who: ["approver"],
    params: ById,
    body: z.strictObject({ madeOn: CivilDate, writeId: WriteId }),
    returns: PollsPage,
  }),
  /** What elections say of a round, and what was allowed in spite of them: inside the office at once, in public later. */
  ofRound: endpoint("GET /api/office/rounds/{id}/elections", {
    who: READERS,
    params: z.strictObject({ id: RoundId }),
    returns: RoundElections,
  }),
  touched: endpoint("GET /api/office/polls/{id}/touched", { who: READERS, params: ById, returns: Touched }),
} as const;
