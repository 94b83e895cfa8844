import * as z from "zod/mini";
import { endpoint } from "../contract.ts";
import { PORTAL_READERS } from "../rules/access.ts";
import { ClosureReason, ClosureScope, Deadlines, Drafts, Freeze, LONGEST_WORDING } from "../rules/closure.ts";
import { ClosureRecord, ROUND_EFFECTS, RoundEffect } from "../rules/closure-record.ts";
import { Finding } from "../rules/finding.ts";
import { CivilDate, Instant } from "../rules/london.ts";
import { ROUND_STATUSES, WallTime } from "../rules/round.ts";
import { MailBody } from "./mail-body.ts";
import { words } from "./words.ts";
import { hand, WriteId } from "./write-id.ts";

const ById = z.strictObject({ id: z.string().check(z.regex(/^c_[\w-]{1,60}$/, "There is no such closure.")) });

const Wording = words(LONGEST_WORDING, "Write what everybody reads.", "Keep the wording to 400 characters.");
const Wall = { on: WallTime.shape.on, time: WallTime.shape.time };

/** `at-once`: five seconds after it is confirmed. */
const From = z.discriminatedUnion("of", [
  z.strictObject({ of: z.literal("at-once") }),
  z.strictObject({ of: z.literal("wall"), ...Wall }),
]);
const Until = z.discriminatedUnion("of", [
  z.strictObject({ of: z.literal("wall"), ...Wall }),
  z.strictObject({ of: z.literal("declaration"), pollId: z.string().check(z.maxLength(60)) }),
  z.strictObject({ of: z.literal("further-notice") }),
]);

/** A closure as an officer enters it: instants as London days and times. */
export const ClosureEntered = z.strictObject({
  scope: ClosureScope,
  from: From,
  until: Until,
  reason: ClosureReason,
  wording: Wording,
  freezes: z.array(Freeze).check(z.maxLength(6)),
  deadlines: Deadlines,
  drafts: Drafts,
});
export type ClosureEntered = z.infer<typeof ClosureEntered>;

/** A draft or a bid in a round that a closure touches, and whose it is. */
const Touched = z.strictObject({
  id: z.string(),
  organisationName: z.string(),
  has: z.enum(["draft", "bid", "bid-and-change"]),
});

/** A round that a closure touches: what becomes of it, and of whose work. */
export const TouchedRound = z.strictObject({
  roundId: z.string(),
  fundName: z.string(),
  title: z.string(),
  status: z.enum(ROUND_STATUSES),
  effect: z.enum(ROUND_EFFECTS),
  closesAt: Instant,
  becomes: z.optional(Instant),
  /** Rounds of its fund that it would then stand beside, although the fund forbids it (`round/overlap`); an officer moves those. */
  reaches: z.array(z.strictObject({ title: z.string(), opensAt: Instant })),
  /** The dates of its decision as they are promised, and as they become where they move. */
  dates: z.strictObject({ meetingOn: CivilDate, confirmedBy: CivilDate, notifiedBy: CivilDate, paidBy: CivilDate }),
  datesBecome: z.optional(
    z.strictObject({ meetingOn: CivilDate, confirmedBy: CivilDate, notifiedBy: CivilDate, paidBy: CivilDate }),
  ),
  /** Its meeting or confirmation would fall into the closure. */
  decidesWithin: z.boolean(),
  applications: z.array(Touched),
});
export type TouchedRound = z.infer<typeof TouchedRound>;

/** An e-mail exactly as the first of those would get it who get it: with the act, or when the closure has ended by itself. */
export const ClosureLetter = z.strictObject({
  sent: z.enum(["at-once", "at-the-end"]),
  roundId: z.string(),
  roundTitle: z.string(),
  to: z.enum(["draft", "bid", "bid-and-change"]),
  applications: z.int(),
  subject: z.string(),
  text: z.string(),
  body: MailBody,
});
export type ClosureLetter = z.infer<typeof ClosureLetter>;

/** What would stand on public pages: `announced` until it begins, then `in-force`. */
export const ClosureNotice = z.strictObject({
  when: z.enum(["announced", "in-force"]),
  where: z.string(),
  heading: z.string(),
  text: z.string(),
});
export type ClosureNotice = z.infer<typeof ClosureNotice>;

/** Everything that a closure, or its end, would do, before anybody confirms it. */
export const ClosurePreview = z.strictObject({
  at: Instant,
  from: Instant,
  until: z.optional(Instant),
  /** What stands against it; empty: it can be put in force. */
  findings: z.array(Finding),
  rounds: z.array(TouchedRound),
  letters: z.array(ClosureLetter),
  notices: z.array(ClosureNotice),
  carriesOn: z.array(z.string()),
});
export type ClosurePreview = z.infer<typeof ClosurePreview>;

const CLOSURE_STATES = ["announced", "in-force", "ended"] as const;

/** A closure as the office reads it, with names for ids. */
export const OfficeClosure = z.strictObject({
  closure: ClosureRecord,
  state: z.enum(CLOSURE_STATES),
  scopeName: z.string(),
  byName: z.string(),
  endedByName: z.optional(z.string()),
  /** The rounds it touched, with what they are called. */
  rounds: z.array(z.strictObject({ ...RoundEffect.shape, title: z.string() })),
});
export type OfficeClosure = z.infer<typeof OfficeClosure>;

/** Closing: one person does it, at once or announced; opening again takes two (`approvals.ts`, of type `reopening`). DOMAIN 5.3. */
export const closures = {
  list: endpoint("GET /api/office/closures", {
    who: PORTAL_READERS,
    returns: z.strictObject({
      at: Instant,
      /** What a closure can be for. */
      funds: z.array(z.strictObject({ id: z.string(), name: z.string() })),
      rounds: z.array(z.strictObject({ id: z.string(), name: z.string() })),
      closures: z.array(OfficeClosure),
    }),
  }),
  one: endpoint("GET /api/office/closures/{id}", {
    who: PORTAL_READERS,
    params: ById,
    returns: z.strictObject({ at: Instant, ...OfficeClosure.shape }),
  }),
  preview: endpoint("POST /api/office/closures/preview", {
    who: ["officer", "approver"],
    body: ClosureEntered,
    returns: ClosurePreview,
  }),
  /** What happens when it is opened again now. */
  ending: endpoint("GET /api/office/closures/{id}/ending", {
    who: ["officer", "approver"],
    params: ById,
    returns: ClosurePreview,
  }),
  close: endpoint("POST /api/office/closures", {
    who: ["officer", "approver"],
    body: z.strictObject({ ...ClosureEntered.shape, writeId: WriteId }),
    returns: z.strictObject({ at: Instant, ...OfficeClosure.shape }),
  }),
  /** In the safe direction alone: earlier, longer, more of it; and its wording. */
  change: endpoint("PUT /api/office/closures/{id}", {
    who: ["officer", "approver"],
    params: ById,
    body: z.strictObject({
      from: z.optional(From),
      until: Until,
      wording: Wording,
      freezes: ClosureEntered.shape.freezes,
      drafts: Drafts,
      ...hand,
    }),
    returns: z.strictObject({ at: Instant, ...OfficeClosure.shape }),
  }),
} as const;
