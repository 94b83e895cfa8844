import * as z from "zod/mini";
import { type Finding, finding } from "./finding.ts";
import { addDays, endOfDay, Instant, londonDate, msOf } from "./london.ts";
import { PollRow } from "./poll.ts";

/** What of a round an approver can let happen although it falls into the period of an election. */
export const OVERRIDDEN = ["publish", "meeting", "confirmation"] as const;
export const Overridden = z.enum(OVERRIDDEN);
export type Overridden = (typeof OVERRIDDEN)[number];

/** Of what there is or is not: an id can be looked for, whatever somebody sends. */
const Id = z.string().check(z.regex(/^[\w-]{1,80}$/, "There is no such thing."));

const Reopening = z.strictObject({ type: z.literal("reopening"), closureId: Id });
const Override = z.strictObject({
  type: z.literal("override"),
  roundId: Id,
  of: Overridden,
  pollId: Id,
});
const Exception = z.strictObject({
  type: z.literal("exception"),
  roundId: Id,
  organisationId: Id,
  until: Instant,
});

/** A change of an election that one officer does not make alone (`rules/poll-change`). */
const Election = z.strictObject({
  type: z.literal("election"),
  pollId: Id,
  /** As it stood when it was asked for: what has moved since is asked for anew. */
  was: PollRow,
  /** As it is to be; absent: it is taken out. */
  becomes: z.optional(PollRow),
});

/** A declaration of acceptance that was recorded by mistake: that one, by its instant, and no later one. */
const TakenBack = z.strictObject({ type: z.literal("declaration"), pollId: Id, recordedAt: Instant });

/** The risky direction, which takes two people: what can be asked of an approver, by its type. */
export const ApprovalWhat = z.discriminatedUnion("type", [Reopening, Override, Exception, Election, TakenBack]);
export type ApprovalWhat = z.infer<typeof ApprovalWhat>;
export type ApprovalType = ApprovalWhat["type"];

/** What an approver said to it; written once. */
export const ApprovalAnswer = z.strictObject({
  agreed: z.boolean(),
  /** Why it was refused; what the approver adds where it was agreed. */
  reason: z.string(),
  by: z.string(),
  at: Instant,
});
export type ApprovalAnswer = z.infer<typeof ApprovalAnswer>;

/** Something that one person asks for with a reason, and that happens when another agrees. */
export const Approval = z.strictObject({
  id: z.string(),
  what: ApprovalWhat,
  reason: z.string(),
  askedBy: z.string(),
  askedAt: Instant,
  answer: z.optional(ApprovalAnswer),
});
export type Approval = z.infer<typeof Approval>;

const APPROVAL_STATES = ["open", "agreed", "refused", "lapsed"] as const;
export const ApprovalState = z.enum(APPROVAL_STATES);
export type ApprovalState = (typeof APPROVAL_STATES)[number];

/** An approver agrees to how things stand; after two weeks they stand differently, and it is asked again. */
export const LAPSES_AFTER_DAYS = 14;

/** The first instant at which an unanswered request can no longer be answered: the midnight after its fourteenth day. */
export const lapsesAt = ({ askedAt }: Pick<Approval, "askedAt">): Instant =>
  endOfDay(addDays(londonDate(askedAt), LAPSES_AFTER_DAYS));

/** What a request is at an instant (milliseconds): nothing lets it lapse, it *has* lapsed because nobody answered in time. */
export const approvalState = (approval: Approval, at: number): ApprovalState => {
  if (approval.answer !== undefined) return approval.answer.agreed ? "agreed" : "refused";
  return at < msOf(lapsesAt(approval)) ? "open" : "lapsed";
};

const noReason = (detail: string): Finding => finding("approval/reason", "/reason", detail);

/** Every field of one kind of thing, in an order of its own: two that say the same are the same. */
const sameThing = (one: ApprovalWhat, other: ApprovalWhat): boolean => {
  const said = (what: ApprovalWhat) => JSON.stringify(Object.entries(what).toSorted());
  return said(one) === said(other);
};

/**
 * Whether something may be asked for: with a reason (`approval/reason`), and not while the same waits for its answer
 * (`approval/once`). What stands against the thing itself is its owner's to say.
 */
export const askFindings = (
  what: ApprovalWhat,
  reason: string,
  approvals: readonly Approval[],
  at: number,
): Finding[] => [
  ...(reason.trim() === "" ? [noReason("Give the reason. Whoever agrees reads it, and it is kept.")] : []),
  ...(approvals.some((one) => approvalState(one, at) === "open" && sameThing(one.what, what))
    ? [finding("approval/once", "/what", "This has been asked for and waits for an approver.")]
    : []),
];

/**
 * Whether a request may be answered so: once (`approval/once`), in time (`approval/lapsed`), by somebody other than whoever
 * asked (`approval/own`), and refused only with a reason (`approval/reason`).
 */
export const answerFindings = (
  approval: Approval,
  given: Pick<ApprovalAnswer, "agreed" | "reason" | "by">,
  at: number,
): Finding[] => {
  const state = approvalState(approval, at);
  if (state === "lapsed")
    return [finding("approval/lapsed", "/agreed", "Nobody answered this in 14 days. Ask for it again.")];
  if (state !== "open") return [finding("approval/once", "/agreed", "This has been answered already.")];
  if (approval.askedBy === given.by)
    return [finding("approval/own", "/agreed", "You asked for this yourself. Another approver has to answer.")];
  return !given.agreed && given.reason.trim() === ""
    ? [noReason("Give the reason. Whoever asked for it reads it.")]
    : [];
};
