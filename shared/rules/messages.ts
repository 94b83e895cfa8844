import * as z from "zod/mini";
import { Instant, msOf, toInstant } from "./london.ts";
import type { OutcomeKind } from "./outcome.ts";

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

/**
 * Whom an event is told to. `members` of its organisation, and once it has submitted the contacts it named; `person`: whom it
 * names; `address`: the one on its item; `draft-owners`, `unsubmitted` (nothing yet), `round` (both and all who submitted): of
 * its round; `chosen`: whom an officer chose; `asker` about a rule or of an approver; `trustee`, `ruler`, `panel`, `behind`: of a round's scoring
 * whom it names, who rules, all, those not finished; `meeting`: its members; `approvers`; `office`: the office's own address.
 */
export const WHOMS = [
  "members",
  "person",
  "address",
  "draft-owners",
  "unsubmitted",
  "round",
  "chosen",
  "asker",
  "trustee",
  "ruler",
  "panel",
  "behind",
  "meeting",
  "approvers",
  "office",
] as const;
export type Whom = (typeof WHOMS)[number];
export type Told = { readonly template: Template; readonly whom: Whom; readonly urgent: boolean };

/**
 * What people are told of, event by event. A sign-in code is not here: its code must never be in an event, so whoever
 * makes the code writes its message in the same transaction. Nor are answers, which one person asks for themselves.
 */
export const TOLD = {
  invited: { template: "invitation", whom: "address", urgent: true },
  "join-asked": { template: "join-asked", whom: "members", urgent: false },
  "join-accepted": { template: "join-accepted", whom: "person", urgent: false },
  "join-refused": { template: "join-refused", whom: "person", urgent: false },
  "claim-settled": { template: "claim-settled", whom: "members", urgent: false },
  "member-replaced": { template: "member-replaced", whom: "person", urgent: false },
  "application-submitted": { template: "receipt", whom: "members", urgent: true },
  "application-withdrawn": { template: "withdrawn", whom: "members", urgent: false },
  "information-asked": { template: "information-asked", whom: "members", urgent: false },
  "document-scanned": { template: "document-refused", whom: "members", urgent: false },
  "marked-not-eligible": { template: "not-eligible", whom: "members", urgent: false },
  "notice-published": { template: "notice-published", whom: "draft-owners", urgent: false },
  "round-extended": { template: "round-extended", whom: "round", urgent: false },
  "round-held": { template: "fund-closed", whom: "round", urgent: false },
  "round-freed": { template: "fund-reopened", whom: "round", urgent: false },
  "draft-carried": { template: "draft-carried", whom: "members", urgent: false },
  "draft-expiring": { template: "draft-expiring", whom: "members", urgent: false },
  "outcome-released": { template: "outcome-declined", whom: "members", urgent: false },
  "eligibility-allowed": { template: "eligibility-allowed", whom: "asker", urgent: false },
  "eligibility-refused": { template: "eligibility-refused", whom: "asker", urgent: false },
  "eligibility-asked": { template: "office-eligibility-asked", whom: "office", urgent: false },
  "information-given": { template: "office-information-given", whom: "office", urgent: false },
  "claim-disputed": { template: "office-claim-disputed", whom: "office", urgent: false },
  "drafts-reminded": { template: "draft-reminder", whom: "unsubmitted", urgent: false },
  "trustees-reminded": { template: "trustee-reminder", whom: "behind", urgent: false },
  "date-ahead": { template: "office-date-ahead", whom: "office", urgent: false },
  "date-missed": { template: "office-date-missed", whom: "office", urgent: false },
  "outage-found": { template: "office-outage", whom: "office", urgent: true },
  "date-slipped": { template: "date-slipped", whom: "round", urgent: false },
  "exception-given": { template: "exception-given", whom: "members", urgent: false },
  "round-letter-written": { template: "round-letter", whom: "chosen", urgent: false },
  "trustee-assigned": { template: "trustee-assigned", whom: "trustee", urgent: false },
  "interest-asked": { template: "interest-asked", whom: "ruler", urgent: false },
  "interest-declared-late": { template: "interest-late", whom: "ruler", urgent: false },
  "scoring-revealed": { template: "scoring-revealed", whom: "panel", urgent: false },
  "meeting-prepared": { template: "meeting-papers", whom: "meeting", urgent: false },
  "meeting-closed": { template: "confirmation-wanted", whom: "approvers", urgent: false },
  "release-asked": { template: "confirmation-wanted", whom: "approvers", urgent: false },
  // What is asked here can stop everybody: a closed portal, a bid that is late.
  "approval-asked": { template: "approval-wanted", whom: "approvers", urgent: true },
  "approval-answered": { template: "approval-answered", whom: "asker", urgent: false },
} as const satisfies Record<string, Told>;

/** The e-mail that each kind of outcome is told by. */
export const OUTCOME_TEMPLATES = {
  awarded: "outcome-awarded",
  part: "outcome-part",
  reserved: "outcome-reserved",
  deferred: "outcome-deferred",
  declined: "outcome-declined",
} as const satisfies Record<OutcomeKind, Template>;

const isOutcome = (outcome: string | undefined): outcome is OutcomeKind =>
  outcome !== undefined && outcome in OUTCOME_TEMPLATES;
const isTold = (type: string): type is keyof typeof TOLD => type in TOLD;

/**
 * The message an event causes, if it causes one (`messages/told`). A clean scan is not told; any other is, because the file can
 * then be replaced for three working days. An outcome is told in the words of its kind, the last reminder in its own.
 */
export const toldOf = (event: {
  readonly type: string;
  readonly result?: string;
  readonly outcome?: string;
  readonly before?: string;
}): Told | undefined => {
  if (!isTold(event.type)) return undefined;
  if (event.type === "document-scanned" && event.result !== "refused" && event.result !== "unsupported")
    return undefined;
  const told: Told = TOLD[event.type];
  if (event.type === "drafts-reminded" && event.before === "3-hours") return { ...told, template: "closing-soon" };
  return isOutcome(event.outcome) ? { ...told, template: OUTCOME_TEMPLATES[event.outcome] } : told;
};

/** Templates that an event is told by beside the one it names: of another kind, or to others of the same group. */
const BESIDE: { readonly [type in keyof typeof TOLD]?: readonly Template[] } = {
  "application-submitted": ["changed-by-colleague"],
  "drafts-reminded": ["closing-soon"],
  "date-slipped": ["meeting-moved"],
  "outcome-released": Object.values(OUTCOME_TEMPLATES),
};

/** Which events are told by a template, and whom; none for what is written without an event, or not yet. */
export const causesOf = (template: Template): { event: string; whom: Whom; urgent: boolean }[] =>
  Object.keys(TOLD)
    .filter(isTold)
    .filter((event) => TOLD[event].template === template || BESIDE[event]?.includes(template) === true)
    .map((event) => ({ event, whom: TOLD[event].whom, urgent: TOLD[event].urgent }));

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
