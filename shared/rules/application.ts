import * as z from "zod/mini";
import { Band } from "./form.ts";
import { Ledger } from "./ledger.ts";
import { CivilDate, Instant } from "./london.ts";
import { Pence } from "./money.ts";

/** A draft keeps what was typed: types and size caps only (ARCHITECTURE 1.5). Rows are one string a column. */
export const MOST_CHARACTERS = 20_000;
const Typed = z.string().check(z.maxLength(MOST_CHARACTERS, "This is longer than the portal can keep. Shorten it."));
/** What a section, a question, a column or a slot is called. No name that every object has by itself is one. */
const QuestionId = z
  .string()
  .check(z.maxLength(60), z.regex(/^(?!constructor$)[A-Za-z0-9][A-Za-z0-9-]*$/, "There is no such question."));
const Row = z.record(QuestionId, z.string().check(z.maxLength(2_000, "Shorten this entry.")));
export const Answer = z.union([
  Typed,
  z.array(z.string().check(z.maxLength(200))).check(z.maxLength(40)),
  z.array(Row).check(z.maxLength(60)),
]);
export type Answer = z.infer<typeof Answer>;
export const Answers = z.record(QuestionId, Answer);
export type Answers = z.infer<typeof Answers>;

/** One section of an open draft; sections are saved apart, so that two people editing different ones never collide. */
export const DraftSection = z.strictObject({
  version: z.int(),
  answers: Answers,
  /** The applicant says that this section is ready, or will come back to it. */
  done: z.boolean(),
  savedAt: z.optional(Instant),
  /** The person who saved last, and the write that did it. */
  savedBy: z.optional(z.string()),
  savedByName: z.optional(z.string()),
  writeId: z.optional(z.string()),
});
export type DraftSection = z.infer<typeof DraftSection>;

/** The open draft: the first one, or a copy of submission `basedOn` while that stands. */
export const Draft = z.strictObject({
  id: z.string(),
  basedOn: z.int(),
  sections: z.record(z.string(), DraftSection),
});
export type Draft = z.infer<typeof Draft>;

export const APPLICATION_STATES = [
  "draft",
  "submitted",
  "eligible",
  "not-eligible",
  "withdrawn",
  "awarded",
  "reserved",
  "declined",
] as const;
export const ApplicationState = z.enum(APPLICATION_STATES);
export type ApplicationState = (typeof APPLICATION_STATES)[number];

export const APPLICATION_MOVES = [
  "submit",
  "open-change",
  "withdraw",
  "mark-eligible",
  "mark-not-eligible",
  "put-right",
  "award",
  "reserve",
  "defer",
  "decline",
] as const;
export type ApplicationMove = (typeof APPLICATION_MOVES)[number];

/** What may happen in which state, and where it leads: the server's check, the buttons and the diagram read this table. */
export const APPLICATION_TABLE = {
  draft: { submit: "submitted" },
  submitted: {
    submit: "submitted",
    "open-change": "submitted",
    withdraw: "withdrawn",
    "mark-eligible": "eligible",
    "mark-not-eligible": "not-eligible",
  },
  eligible: {
    withdraw: "withdrawn",
    "mark-not-eligible": "not-eligible",
    award: "awarded",
    reserve: "reserved",
    defer: "eligible",
    decline: "declined",
  },
  "not-eligible": { "put-right": "submitted", withdraw: "withdrawn" },
  withdrawn: {},
  awarded: {},
  reserved: { withdraw: "withdrawn", award: "awarded", decline: "declined" },
  declined: {},
} as const satisfies Record<ApplicationState, Partial<Record<ApplicationMove, ApplicationState>>>;

/** The state a move leads to, or undefined where it is not possible (`application/state`). */
export const stateAfter = (state: ApplicationState, move: ApplicationMove): ApplicationState | undefined => {
  const moves: Partial<Record<ApplicationMove, ApplicationState>> = APPLICATION_TABLE[state];
  return moves[move];
};

/** What is known of the submission that stands. */
export const Latest = z.strictObject({
  number: z.int(),
  writeId: z.string(),
  receivedAt: Instant,
  sha256: z.string(),
  askedPence: Pence,
  /** How its money adds up, for the receipt; a submission from before it had none. */
  ledger: z.optional(Ledger),
});

/** Why a bid may not be decided on, and until when that can be put right. */
export const NotEligible = z.strictObject({
  rule: z.string(),
  reason: z.string(),
  canBePutRight: z.boolean(),
  putRightBy: z.optional(z.string()),
  at: Instant,
});

/** Entered by an officer for a group that asked by telephone or on paper, agreed by a named person of the group. */
export const EnteredByOffice = z.strictObject({
  how: z.enum(["telephone", "paper"]),
  agreedBy: z.string(),
  agreedOn: z.string(),
});

/** The head of an application: one item, with its open draft inside (ARCHITECTURE 1.5). */
export const Application = z.strictObject({
  /** The human reference: fund, round, number, check character. */
  id: z.string(),
  roundId: z.string(),
  fundId: z.string(),
  organisationId: z.string(),
  organisationName: z.string(),
  number: z.int(),
  state: ApplicationState,
  startedAt: Instant,
  startedBy: z.string(),
  changedAt: Instant,
  title: z.string(),
  askedPence: z.optional(Pence),
  band: z.optional(Band),
  /** Of the submission that stands, for the office's list: what counts as match, what lacks, and which checks it failed. */
  matchCountedPence: z.optional(Pence),
  matchShortPence: z.optional(Pence),
  /** What ranks it beside its scores, by its own answers: the smallest amount of use, and public money it had before. */
  leastUsefulPence: z.optional(Pence),
  hadPublicMoney: z.optional(z.boolean()),
  findings: z.optional(z.array(z.string())),
  latest: z.optional(Latest),
  draft: z.optional(Draft),
  /** The owner lets the office read the draft. */
  sharedWithOffice: z.boolean(),
  openQuestions: z.int(),
  notEligible: z.optional(NotEligible),
  enteredByOffice: z.optional(EnteredByOffice),
  /** The meeting that decided on it last, whether or not its group has heard. */
  decidedIn: z.optional(z.string()),
  /** The meeting that put it off; the next meeting of the fund takes it up by itself. */
  deferredFrom: z.optional(z.string()),
  /** The meeting whose outcome its group was told last, and from which instant: before it the application reads as it did. */
  toldOf: z.optional(z.string()),
  toldFrom: z.optional(Instant),
  /** Its personal fields, parts and files were deleted on this day; what is left is a tombstone (`rules/retention.ts`). */
  deletedOn: z.optional(CivilDate),
  version: z.int(),
});
export type Application = z.infer<typeof Application>;

/** What the group may see of a decision: nothing, until the outcome of that very meeting was released (`outcome/held`). */
export type AsTold = { readonly state: ApplicationState; readonly isDeferred: boolean };

const MADE_BY_MEETING: readonly ApplicationState[] = ["awarded", "reserved", "declined"];

/** Whether the group knows of the last decision at an instant (ISO 8601 UTC), and whether there is one. */
const isTold = (
  { decidedIn, toldOf, toldFrom }: Pick<Application, "decidedIn" | "toldOf" | "toldFrom">,
  at: Instant,
): boolean => decidedIn === toldOf && toldFrom !== undefined && toldFrom <= at;

/** Whether a meeting has decided on an application and its group has not been told yet. */
export const isHeldBack = (head: Pick<Application, "decidedIn" | "toldOf" | "toldFrom">, at: Instant): boolean =>
  head.decidedIn !== undefined && !isTold(head, at);

/**
 * The application as its group sees it (`outcome/held`): a decision that was not released yet is not there, and the bid
 * reads as it did before the meeting: eligible, or put off by the meeting before.
 */
export const asTold = (
  head: Pick<Application, "state" | "decidedIn" | "deferredFrom" | "toldOf" | "toldFrom">,
  at: Instant,
): AsTold => {
  const isDeferred = head.deferredFrom !== undefined && head.deferredFrom === head.toldOf;
  const isHidden = MADE_BY_MEETING.includes(head.state) && isHeldBack(head, at);
  const state = isHidden ? "eligible" : head.state;
  return { state, isDeferred: isDeferred && state === "eligible" };
};
