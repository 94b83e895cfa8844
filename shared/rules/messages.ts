import * as z from "zod/mini";
import { Instant, msOf, toInstant } from "./london.ts";

/** Every e-mail the portal can write; each is a typed function of its facts in `functions/mail/`. */
export const TEMPLATES = [
  "sign-in-code",
  "invitation",
  "join-asked",
  "join-accepted",
  "join-refused",
  "member-replaced",
  "claim-settled",
  "receipt",
  "changed-by-colleague",
  "answers",
  "withdrawn",
  "information-asked",
  "document-refused",
  "not-eligible",
  "notice-published",
  "draft-carried",
  "draft-expiring",
  "draft-reminder",
  "closing-soon",
  "round-extended",
  "fund-closed",
  "fund-reopened",
  "date-slipped",
  "meeting-moved",
  "exception-given",
  "round-letter",
  "outcome-awarded",
  "outcome-part",
  "outcome-reserved",
  "outcome-deferred",
  "outcome-declined",
  "review-received",
  "trustee-assigned",
  "trustee-reminder",
  "interest-asked",
  "interest-late",
  "scoring-revealed",
  "meeting-papers",
  "confirmation-wanted",
  "approval-wanted",
  "approval-answered",
  "eligibility-allowed",
  "eligibility-refused",
  "office-eligibility-asked",
  "office-information-given",
  "office-claim-disputed",
  "office-date-ahead",
  "office-date-missed",
  "office-election-date",
  "office-closure-date",
  "office-outage",
] as const;
export const Template = z.enum(TEMPLATES);
export type Template = (typeof TEMPLATES)[number];

/** `sending` is a claim: whoever holds it sends. `failed` is undelivered for good, and an officer hears of it. */
export const MESSAGE_STATES = ["waiting", "sending", "sent", "failed"] as const;
export const MessageState = z.enum(MESSAGE_STATES);
export type MessageState = (typeof MESSAGE_STATES)[number];

/** That an e-mail came back, or that whoever got it called it junk. */
export const Returned = z.object({ why: z.enum(["bounced", "complaint"]), at: Instant });
export type Returned = z.infer<typeof Returned>;

/** One message to one recipient. Its facts are plain strings; what they become is decided by its template. */
export const Message = z.object({
  id: z.string(),
  template: Template,
  /** The address it is sent to, as it was when the message was caused. */
  to: z.string(),
  facts: z.record(z.string(), z.string()),
  state: MessageState,
  urgent: z.boolean(),
  personId: z.optional(z.string()),
  applicationId: z.optional(z.string()),
  createdAt: Instant,
  sentAt: z.optional(Instant),
  tries: z.int(),
  /** The machine's clock when it was claimed; compared with the same clock alone. */
  claimedAt: z.optional(Instant),
  readAt: z.optional(Instant),
  /** When it was first tried, or tried first after an officer sent it again: from there its four hours are counted. */
  firstTriedAt: z.optional(Instant),
  /** Why it could not be sent, in the words of SES or in ours (`rules/delivery`). */
  problem: z.optional(z.string()),
  /** When the mail server of the recipient took it, as SES tells. */
  deliveredAt: z.optional(Instant),
  returned: z.optional(Returned),
  /** Something came back that says nothing of the address: an automatic answer, a full mailbox. */
  softReturnedAt: z.optional(Instant),
});
export type Message = z.infer<typeof Message>;

/** A copy of one's own answers is a mail of many pages: a few a day are enough for anybody (`messages/copies`). */
export const COPY_LIMIT = { name: "answers-copy", windowMs: 86_400_000, most: 5 } as const;
export const tooManyCopies = {
  rule: "messages/copies",
  detail: "We have sent you several copies today. Read and print your answers here, or ask for an email tomorrow.",
};

const MINUTE = 60_000;
const FOUR_HOURS = 240 * MINUTE;
const LONGEST_WAIT = 30 * MINUTE;

/** How long an urgent message is left to whoever sends it at once, in milliseconds, before the minute's job takes it. */
export const URGENT_HEAD_START = MINUTE;
/** How long a claim holds, in milliseconds of the machine's clock: longer than any function that sends may live. */
export const CLAIM_HOLDS = 75_000;
/** How long a turn to send what is due holds unless it is renewed: longer than any one message takes, its time-outs and all. */
export const TURN_HOLDS = 30_000;

/** For how long it makes sense to send, in milliseconds since it was caused: a code is worth nothing after ten minutes. */
const tryFor = (template: Template): number => (template === "sign-in-code" ? 10 * MINUTE : FOUR_HOURS);

/** Whether a message is no longer worth sending (`messages/too-late`): codes alone; any other is better late than never. */
export const isTooLate = ({ template, createdAt }: Pick<Message, "template" | "createdAt">, at: number): boolean =>
  template === "sign-in-code" && at - msOf(createdAt) >= tryFor(template);

/**
 * For how long a message is left alone of which nobody knows whether SES took it (`messages/unsure`), in milliseconds: ten
 * minutes, in which SES tells (`event/mail-sent`). A code not: it is better read twice than not at all.
 */
export const unsureFor = (template: Template): number => (template === "sign-in-code" ? 0 : 10 * MINUTE);

/**
 * When a message that could not be sent is tried again (`messages/retry`): after 1, 2, 4, 8 and 16 minutes, then every 30,
 * for four hours since it was first tried (a code for ten minutes since it was asked for). Undefined: it is undelivered.
 * @param tries how often it was tried, one or more
 */
export const retryAt = (
  {
    template,
    createdAt,
    firstTriedAt,
  }: Pick<Message, "template" | "createdAt"> & { firstTriedAt?: Instant | undefined },
  tries: number,
  at: number,
): Instant | undefined => {
  const since = msOf(template === "sign-in-code" ? createdAt : (firstTriedAt ?? createdAt));
  const next = at + Math.min(MINUTE * 2 ** Math.min(tries - 1, 20), LONGEST_WAIT);
  return next - since > tryFor(template) ? undefined : toInstant(next);
};
