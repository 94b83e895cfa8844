import * as z from "zod/mini";
import { HourlyRate } from "./rules/fund.ts";
import { Instant } from "./rules/london.ts";
import { Slip } from "./rules/slip.ts";

/**
 * What happened, as it travels in the item that it happened to (ARCHITECTURE 1.6). Events name ids, never personal data.
 * `by` is a person's id, or `system`; the id of an event is `<kind>/<id>@<version>.<n>` and is not stored.
 */
const happened = <const T extends string, S extends z.core.$ZodShape>(type: T, ids: S) =>
  z.strictObject({ type: z.literal(type), at: Instant, by: z.string(), ...ids });

const person = { personId: z.string() };
const organisation = { organisationId: z.string() };
const round = { roundId: z.string() };
const application = { applicationId: z.string(), ...round, ...organisation };
const meeting = { meetingId: z.string(), ...round };
const reason = { reason: z.string() };

export const Event = z.discriminatedUnion("type", [
  happened("code-asked", { challengeId: z.string() }),
  happened("signed-in", { ...person, door: z.string() }),
  happened("signed-out", person),
  happened("invited", { invitationId: z.string(), role: z.string() }),
  happened("invitation-accepted", { ...person, role: z.string() }),
  happened("invitation-withdrawn", { invitationId: z.string(), role: z.string() }),
  happened("role-granted", { ...person, role: z.string() }),
  happened("role-removed", { ...person, role: z.string() }),
  happened("organisation-created", organisation),
  happened("organisation-changed", organisation),
  happened("join-asked", { ...organisation, ...person }),
  happened("join-accepted", { ...organisation, ...person }),
  happened("join-refused", { ...organisation, ...person }),
  happened("member-left", { ...organisation, ...person }),
  happened("member-replaced", { ...organisation, ...person, ...reason }),
  /** What an officer recorded of a group: the line stands in its partition. */
  happened("past-award-recorded", { ...organisation, lineId: z.string() }),
  happened("past-award-corrected", { ...organisation, lineId: z.string(), ...reason }),
  happened("return-recorded", { ...organisation, lineId: z.string() }),
  happened("return-received", { ...organisation, lineId: z.string() }),
  happened("return-corrected", { ...organisation, lineId: z.string(), ...reason }),
  happened("claim-disputed", { ...organisation, claim: z.string() }),
  happened("claim-settled", { ...organisation, claim: z.string(), ...reason }),
  happened("round-created", round),
  /** With what an officer chose of its rules, and what an hour of volunteers' time is worth in it. */
  happened("round-changed", {
    ...round,
    switches: z.optional(z.record(z.string(), z.enum(["on", "off"]))),
    rates: z.optional(z.array(HourlyRate)),
  }),
  happened("round-published", round),
  happened("round-decided", round),
  /** The close was moved for everybody, from one instant to a later one. */
  happened("round-extended", { ...round, was: Instant, until: Instant, ...reason }),
  /** Elections: rows of data, the named act that ends a period, and what was allowed in spite of one. */
  happened("poll-added", { pollId: z.string() }),
  happened("poll-changed", { pollId: z.string() }),
  happened("poll-removed", { pollId: z.string(), ...reason }),
  happened("declaration-taken-back", { pollId: z.string(), ...reason }),
  happened("declaration-recorded", { pollId: z.string(), madeOn: z.string() }),
  happened("election-overridden", { ...round, pollId: z.string(), of: z.string(), overrideId: z.string(), ...reason }),
  /** Days that the timetable promises are others now, while the close stands. */
  happened("date-slipped", { ...round, slips: z.array(Slip), ...reason }),
  /** The portal gave no answer for a while in the last day of a round. */
  happened("outage-found", { ...round, from: Instant, until: Instant }),
  /** One organisation may send after the close; and that it has. */
  happened("exception-given", { ...round, ...organisation, until: Instant, approvalId: z.string(), ...reason }),
  happened("exception-used", { ...application, submission: z.int() }),
  /** A closure was put in force or announced, was made longer or wider, and was ended by somebody. */
  happened("closure-announced", { closureId: z.string() }),
  happened("closure-changed", { closureId: z.string() }),
  happened("closure-ended", { closureId: z.string(), ...reason }),
  /** What a closure does to this round, and what its end does: everyone with a draft or a bid is told. */
  happened("round-held", { ...round, closureId: z.string(), was: Instant, until: z.optional(Instant) }),
  happened("round-freed", { ...round, closureId: z.string(), was: Instant, until: z.optional(Instant) }),
  happened("notice-published", { ...round, noticeId: z.string() }),
  /** An officer wrote to all draft owners or all applicants of a round; the words stand in the letter. */
  happened("round-letter-written", { ...round, letterId: z.string() }),
  /** Reminders by the clock (`rules/reminders`). */
  happened("drafts-reminded", { ...round, before: z.enum(["7-days", "2-days", "3-hours"]) }),
  happened("trustees-reminded", { ...round, before: z.enum(["7-days", "2-days"]) }),
  happened("date-ahead", { ...round, what: z.string() }),
  happened("date-missed", { ...round, what: z.string() }),
  happened("election-date-ahead", { pollId: z.string(), what: z.string() }),
  happened("closure-date-ahead", { closureId: z.string(), what: z.string() }),
  /** A closure has ended by itself, and who has a draft in this round hears that it is open again. */
  happened("round-reopened", { ...round, closureId: z.string() }),
  happened("eligibility-asked", { ...round, ...organisation, rule: z.string() }),
  happened("eligibility-refused", { ...round, ...organisation, rule: z.string(), ...reason }),
  happened("eligibility-allowed", { ...round, ...organisation, rule: z.string(), ...reason }),
  happened("application-started", application),
  happened("application-submitted", {
    ...application,
    submission: z.int(),
    askedPence: z.int(),
    previousPence: z.int(),
    /** Ids of the checks that this submission did not pass, as they were at its instant (`rules/checks`). */
    failedChecks: z.optional(z.array(z.string())),
  }),
  happened("change-opened", application),
  happened("change-dropped", application),
  happened("draft-shared", { ...application, shared: z.boolean() }),
  happened("draft-carried", { ...application, toApplicationId: z.string() }),
  happened("application-withdrawn", { ...application, askedPence: z.int() }),
  happened("information-asked", { ...application, questionId: z.string() }),
  happened("information-given", { ...application, questionId: z.string() }),
  happened("marked-not-eligible", {
    ...application,
    rule: z.string(),
    askedPence: z.int(),
    reason: z.optional(z.string()),
    putRightBy: z.optional(z.string()),
  }),
  happened("put-right", { ...application, rule: z.string(), reason: z.optional(z.string()) }),
  happened("marked-eligible", { ...application, askedPence: z.int() }),
  /** An officer decided about one thing that is in other bids too; who reads only does not see it (`comparison/*`). */
  happened("comparison-decided", { ...application, hash: z.string(), rule: z.string(), result: z.string(), ...reason }),
  /** Due diligence: what was found for one check, what was read in the papers, which register was asked, how it ended. */
  happened("check-entered", { ...application, check: z.string(), result: z.string() }),
  happened("sheet-facts-entered", application),
  happened("subsidy-step-taken", application),
  happened("register-asked", { ...application, register: z.string(), answer: z.string() }),
  /** How a line of the match stands since the bid was sent (`match-standing/*`). */
  happened("match-standing-recorded", {
    ...application,
    submission: z.int(),
    line: z.int(),
    status: z.string(),
  }),
  happened("due-diligence-finished", { ...application, overall: z.string() }),
  happened("due-diligence-reopened", { ...application, ...reason }),
  happened("document-received", { ...application, documentId: z.string() }),
  happened("document-refused", { ...application, documentId: z.string(), rule: z.string() }),
  happened("document-replaced", { ...application, documentId: z.string(), replacedId: z.string() }),
  happened("document-removed", { ...application, documentId: z.string() }),
  happened("document-scanned", { ...application, documentId: z.string(), result: z.string() }),
  happened("scoring-prepared", round),
  /** The trustee has bids to declare interests in and to score, for the first time or more of them. */
  happened("trustee-assigned", { ...round, ...person }),
  happened("interests-declared", { ...round, ...person }),
  /** An interest that the chair has to rule on; where it is the chair's own, the deputy. */
  happened("interest-asked", { ...round, ...person, applicationId: z.string(), ruler: z.string() }),
  /** Declared after the bid could be opened: a score is withdrawn, and the chair is told; `wantsRuling`: and has to rule. */
  happened("interest-declared-late", {
    ...round,
    ...person,
    applicationId: z.string(),
    ruler: z.string(),
    wantsRuling: z.boolean(),
  }),
  happened("interest-ruled", {
    ...round,
    ...person,
    applicationId: z.string(),
    decision: z.enum(["recused", "may-score"]),
  }),
  /** The panel agreed a score in place of a criterion's mean, or went back to it. */
  happened("score-moderated", {
    ...round,
    applicationId: z.string(),
    criterionId: z.string(),
    score: z.union([z.int(), z.literal("as-scored")]),
    ...reason,
  }),
  happened("card-submitted", { ...round, ...person, applicationId: z.string() }),
  happened("card-reopened", { ...round, ...person, applicationId: z.string() }),
  happened("card-withdrawn", { ...round, ...person, applicationId: z.string() }),
  happened("card-entered", { ...round, ...person, applicationId: z.string() }),
  /** Everybody's cards are in: everyone sees all but what they are recused from. */
  happened("scoring-revealed", round),
  /** An undelivered message goes once more. `recipient` is a person's id, or the hash of an address. */
  happened("message-sent-again", { messageId: z.string(), recipient: z.string() }),
  /** Something that takes two people was asked for; and another agreed to it, or refused. The words stand in the request. */
  happened("approval-asked", { approvalId: z.string(), what: z.string(), ...reason }),
  happened("approval-answered", { approvalId: z.string(), what: z.string(), agreed: z.boolean(), ...reason }),
  /** The legal funder, its successor, terms or controllers; what was changed stands in the record. */
  happened("bodies-changed", {}),
  happened("retention-hold-placed", { holdId: z.string(), ...reason }),
  happened("retention-hold-lifted", { holdId: z.string(), ...reason }),
  happened("draft-expiring", { ...application, endsOn: z.string() }),
  happened("meeting-prepared", meeting),
  happened("meeting-started", meeting),
  happened("meeting-adjourned", meeting),
  happened("meeting-resumed", meeting),
  /** What was decided is carried out from here, bid by bid. */
  happened("meeting-closed", meeting),
  happened("meeting-attended", { ...meeting, ...person, here: z.string() }),
  /** For one bid: out of the room and back, an interest declared in the meeting, elected to preside. */
  happened("member-left-for-bid", { ...meeting, ...person, applicationId: z.string() }),
  happened("member-returned-for-bid", { ...meeting, ...person, applicationId: z.string() }),
  happened("interest-declared-in-meeting", { ...meeting, ...person, applicationId: z.string() }),
  happened("member-elected-for-bid", { ...meeting, ...person, applicationId: z.string() }),
  happened("bid-taken", { ...meeting, applicationId: z.string() }),
  happened("bid-struck", { ...meeting, applicationId: z.string() }),
  happened("decision-entered", { ...meeting, applicationId: z.string(), decisionId: z.string() }),
  happened("decision-confirmed", { ...meeting, applicationId: z.string(), decisionId: z.string() }),
  /** What followed a meeting for one bid: ids alone; the words stand in the decision, the award and the outcome. */
  happened("recommendation-made", { ...application, meetingId: z.string(), amountPence: z.int() }),
  happened("carry-out-asked", { ...meeting, applicationId: z.string() }),
  happened("recommendations-confirmed", { ...meeting, applicationIds: z.array(z.string()) }),
  happened("recommendation-refused", { ...application, meetingId: z.string() }),
  happened("award-made", { ...application, meetingId: z.string(), amountPence: z.int() }),
  happened("award-confirmed", { ...application, meetingId: z.string(), amountPence: z.int() }),
  happened("bid-reserved", { ...application, meetingId: z.string() }),
  happened("bid-deferred", { ...application, meetingId: z.string() }),
  happened("bid-declined", { ...application, meetingId: z.string() }),
  happened("outcome-drafted", { ...application, meetingId: z.string() }),
  happened("outcome-edited", { ...application, meetingId: z.string() }),
  happened("outcome-read", { ...application, meetingId: z.string() }),
  happened("outcome-released", { ...application, meetingId: z.string(), outcome: z.string() }),
  happened("release-asked", round),
  happened("outcomes-released", round),
  happened("minutes-agreed", meeting),
  happened("minutes-added", { ...meeting, additionId: z.string() }),
  /** The personal fields of the item are gone by this rule; the item stands as a tombstone. */
  happened("item-deleted", { rule: z.string(), certificateId: z.string() }),
  happened("items-deleted", { certificateId: z.string(), count: z.int() }),
]);
export type Event = z.infer<typeof Event>;

/** The id of the n-th event of one version of an item. */
export const eventId = (subject: string, version: number, n: number): string => `${subject}@${version}.${n}`;
