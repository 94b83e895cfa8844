import * as z from "zod/mini";
import { type Finding, finding } from "./finding.ts";
import { lowerEmail } from "./identifiers.ts";
import type { Message, Returned, Template } from "./messages.ts";

/** What became of an e-mail. Delivered: SES took it and it has not come back; nobody can know more. */
const FATES = ["delivered", "waiting", "undelivered"] as const;
export const Fate = z.enum(FATES);
export type Fate = (typeof FATES)[number];

type Sent = Pick<Message, "state" | "returned">;

/** What became of a message (`messages/accounted`): every one is delivered, waiting or undelivered. */
export const fateOf = ({ state, returned }: Sent): Fate => {
  if (state === "failed" || returned?.why === "bounced") return "undelivered";
  return state === "sent" ? "delivered" : "waiting";
};

/** Why we did not even try; whatever else stands in `problem` is what SES called it. */
const PROBLEMS = {
  "too-late": "It was not sent in time: the code had run out.",
  "address-returned": "It was not sent: earlier email to this address came back, and nobody has confirmed it since.",
  "not-on-trial-list": "It was not sent: this portal is on trial, and the address is not on its list.",
} as const;
export type Problem = keyof typeof PROBLEMS;
const isProblem = (problem: string): problem is Problem => problem in PROBLEMS;

/** Why a message is undelivered, for an officer; undefined for any other. */
export const undeliveredBecause = (message: Sent & Pick<Message, "problem">): string | undefined => {
  if (fateOf(message) !== "undelivered") return undefined;
  const { returned, problem = "unknown" } = message;
  if (returned !== undefined) return "It came back: no email arrives at this address.";
  return isProblem(problem) ? PROBLEMS[problem] : `The mail service did not take it, the last time for ${problem}.`;
};

/** A code is worth nothing later, and a copy of answers is asked for anew by whoever wants it: neither is kept to be sent. */
const ONCE: readonly Template[] = ["sign-in-code", "answers"];

/**
 * Whether an officer can send a message again (`messages/send-again`): one that is undelivered, to an address that is not
 * marked. Findings say why not.
 */
export const againFindings = (message: Sent & Pick<Message, "template">, isMarked: boolean): Finding[] => {
  const no = (detail: string): Finding[] => [finding("messages/send-again", "", detail)];
  if (fateOf(message) !== "undelivered") return no("This message is not undelivered any more. Open the page again.");
  if (ONCE.includes(message.template))
    return no("This message cannot be sent again. Whoever needs it asks for a new one.");
  return isMarked
    ? no("Email to this address comes back. Reach the person another way: they confirm it themselves.")
    : [];
};

/** What the table knows of an address: that mail to it came back, and that it was confirmed since. */
export type AddressMark = Returned & { confirmedAt?: string | undefined; seenAt?: string | undefined };

/** Whether an address gets nothing (`messages/returned`): marked, and not confirmed since. A code is how it is confirmed. */
export const isHeld = (mark: AddressMark | undefined, template: Template): boolean =>
  mark !== undefined && mark.confirmedAt === undefined && template !== "sign-in-code";

/** Whether a trial may write to an address (`messages/trial`): its list names it, or there is no list. */
export const isOnTrialList = (address: string, mailOnlyTo: readonly string[]): boolean =>
  mailOnlyTo.length === 0 || mailOnlyTo.some((one) => lowerEmail(one) === lowerEmail(address));

/** What SES says of an e-mail that came back (`event/mail-bounced`). */
type ReturnFacts = {
  bounce?: { bounceType: string } | undefined;
  complaint?: { complaintFeedbackType?: string | null | undefined } | undefined;
};

/**
 * What a return means for its address (`messages/returned`): a permanent bounce and a complaint mark it. Out-of-office, a
 * full mailbox and whatever SES cannot tell are soft and do no harm; nor does somebody who says that it is no junk.
 */
export const returnOf = ({ bounce, complaint }: ReturnFacts): Returned["why"] | "soft" | undefined => {
  if (bounce !== undefined) return bounce.bounceType === "Permanent" ? "bounced" : "soft";
  return complaint === undefined || complaint.complaintFeedbackType === "not-spam" ? undefined : "complaint";
};

const SHARE_TENTHS = 7;

/**
 * How long to wait between two e-mails that are not urgent, in milliseconds (`messages/pace`): 70 % of what SES lets through
 * in a second, so that a sign-in code always passes.
 */
export const paceMs = (mostPerSecond: number): number =>
  Math.ceil(10_000 / (SHARE_TENTHS * Math.max(1, mostPerSecond)));

/** So many were to be told; what became of each. `missing` is nobody, or something is broken. */
type Account = { told: number; delivered: number; waiting: number; undelivered: number; missing: number };

/**
 * Whom an event was to be told to, against what became of the messages (`messages/accounted`):
 * told = delivered + waiting + undelivered, and nobody is missing.
 */
export const accountOf = (messages: readonly (Sent | undefined)[]): Account => {
  const count = (fate: Fate) => messages.filter((message) => message !== undefined && fateOf(message) === fate).length;
  return {
    told: messages.length,
    delivered: count("delivered"),
    waiting: count("waiting"),
    undelivered: count("undelivered"),
    missing: messages.filter((message) => message === undefined).length,
  };
};
