import * as z from "zod/mini";
import { type Instant, msOf } from "./london.ts";

// Rule ids: who belongs to a group, and who may say so.
const lastMemberRule = "membership/last-member";
export const otherMembersRule = "membership/other-members";
const alreadyAnsweredRule = "membership/answered";
const tooManyGroupsRule = "membership/too-many-groups";
const tooManyAsksRule = "membership/too-many-asks";
export const officeReasonRule = "membership/office-reason";
const claimSettledRule = "membership/claim-settled";

export const MEMBER_STATES = ["active", "left", "replaced"] as const;
export type MemberState = (typeof MEMBER_STATES)[number];

export const JOIN_STATES = ["waiting", "accepted", "refused"] as const;
export const JoinState = z.enum(JOIN_STATES);
export type JoinState = (typeof JOIN_STATES)[number];

export const JOIN_ANSWERS = ["accepted", "refused"] as const satisfies readonly JoinState[];
export type JoinAnswer = (typeof JOIN_ANSWERS)[number];

/** What two groups can both lay claim to: a number on a register, or the same name at the same postcode. */
export const CLAIM_KINDS = ["charity-number", "company-number", "name-and-place"] as const;
export const ClaimKind = z.enum(CLAIM_KINDS);
export type ClaimKind = (typeof CLAIM_KINDS)[number];

/** How an officer settles a second claim. A number that is taken away is taken out of that group's details. */
export const CLAIM_SETTLEMENTS = ["first-keeps-it", "second-has-it", "both-keep-it"] as const;
export const ClaimSettlement = z.enum(CLAIM_SETTLEMENTS);
export type ClaimSettlement = (typeof CLAIM_SETTLEMENTS)[number];

/** The answer to everybody who asks to join, so that it tells nothing about who is here. */
export const ASKED_TO_JOIN =
  "If this group is already here, we have asked its members to let you in. We send you an email when they answer.";

/**
 * How a second claim can be settled. A name and postcode can be shared but not taken away; what the first group has given
 * up meanwhile only the second can have.
 */
export const settlementsFor = (kind: ClaimKind, isHeld: boolean): readonly ClaimSettlement[] => {
  if (!isHeld) return ["second-has-it"];
  return kind === "name-and-place" ? ["first-keeps-it", "both-keep-it"] : CLAIM_SETTLEMENTS;
};

export type Denied = { rule: string; detail: string };

/** A group keeps one member, unless the last one says that nobody follows (`membership/last-member`). */
export const leavingDenied = (others: number, evenIfLast: boolean): Denied | undefined =>
  others > 0 || evenIfLast
    ? undefined
    : {
        rule: lastMemberRule,
        detail:
          "You are the last member of this group here. Ask somebody else to join first, or confirm that you leave it without members.",
      };

/**
 * The office replaces a member only where nobody of the group can say yes: the one to be replaced is its last, or has
 * left already (`membership/other-members`).
 */
export const replacingDenied = (active: readonly string[], replaced: string): Denied | undefined =>
  active.every((personId) => personId === replaced)
    ? undefined
    : { rule: otherMembersRule, detail: "This group has other members. They can let this person in themselves." };

/** A request to join is answered once; the same answer again is no news (`membership/answered`). */
export const answerDenied = (state: JoinState, answer: JoinAnswer): Denied | undefined =>
  state === "waiting" || state === answer
    ? undefined
    : {
        rule: alreadyAnsweredRule,
        detail:
          state === "accepted" ? "This person has been let in already." : "This request has been refused already.",
      };

/** Groups that one person may belong to, and requests that they may have waiting: more is not how people live. */
const MOST_GROUPS = 20;
const MOST_ASKS = 10;
const ASK_AGAIN_MS = 30 * 86_400_000;

export const groupsDenied = (groups: number): Denied | undefined =>
  groups < MOST_GROUPS
    ? undefined
    : {
        rule: tooManyGroupsRule,
        detail: `You belong to ${MOST_GROUPS} groups, which is the most we can keep. Call us.`,
      };

/**
 * Requests of the last 30 days count, whether or not a group was found: the limit tells nothing either
 * (`membership/too-many-asks`). `at` in milliseconds.
 */
export const asksDenied = (asked: readonly Instant[], at: number): Denied | undefined =>
  asked.filter((askedAt) => at - msOf(askedAt) < ASK_AGAIN_MS).length < MOST_ASKS
    ? undefined
    : {
        rule: tooManyAsksRule,
        detail: "You have asked to join many groups this month. Call us if you need to ask again.",
      };

/**
 * A second claim is settled once, while both groups make it (`membership/claim-settled`). Where the first has given it up,
 * only the second can have it; a name is never taken away.
 */
export const settledDenied = (
  kind: ClaimKind,
  state: "open" | "settled" | "dropped",
  isHeld: boolean,
  settlement: ClaimSettlement,
): Denied | undefined => {
  const no = (detail: string): Denied => ({ rule: claimSettledRule, detail });
  if (state === "settled") return no("This has been settled already.");
  if (state === "dropped") return no("The second group no longer gives this number, so there is nothing to settle.");
  if (settlementsFor(kind, isHeld).includes(settlement)) return undefined;
  return no(
    isHeld
      ? "A name cannot be taken away from a group."
      : "The first group has given this up. Let the second group have it.",
  );
};
