import type * as z from "zod/mini";
import type { Office } from "../../shared/office.ts";
import type { Template } from "../../shared/rules/messages.ts";
import { answers } from "./answers.ts";
import { approvalAnswered, approvalWanted } from "./approval.ts";
import { changedByColleague } from "./changed-by-colleague.ts";
import { claimSettled } from "./claim-settled.ts";
import { closingSoon } from "./closing-soon.ts";
import { confirmationWanted } from "./confirmation-wanted.ts";
import { dateSlipped } from "./date-slipped.ts";
import { documentRefused } from "./document-refused.ts";
import { draftCarried } from "./draft-carried.ts";
import { draftExpiring } from "./draft-expiring.ts";
import { draftReminder } from "./draft-reminder.ts";
import { eligibilityAllowed } from "./eligibility-allowed.ts";
import { eligibilityRefused } from "./eligibility-refused.ts";
import { exceptionGiven } from "./exception-given.ts";
import { fundClosed } from "./fund-closed.ts";
import { fundReopened } from "./fund-reopened.ts";
import { informationAsked } from "./information-asked.ts";
import { interestAsked } from "./interest-asked.ts";
import { interestLate } from "./interest-late.ts";
import { invitation } from "./invitation.ts";
import { joinAccepted } from "./join-accepted.ts";
import { joinAsked } from "./join-asked.ts";
import { joinRefused } from "./join-refused.ts";
import { type Letter, layout, type MailTemplate, type Rendered } from "./layout.ts";
import { meetingMoved } from "./meeting-moved.ts";
import { meetingPapers } from "./meeting-papers.ts";
import { memberReplaced } from "./member-replaced.ts";
import { notEligible } from "./not-eligible.ts";
import { noticePublished } from "./notice-published.ts";
import { officeClaimDisputed } from "./office-claim-disputed.ts";
import { officeClosureDate } from "./office-closure-date.ts";
import { officeDateAhead } from "./office-date-ahead.ts";
import { officeDateMissed } from "./office-date-missed.ts";
import { officeElectionDate } from "./office-election-date.ts";
import { officeEligibilityAsked } from "./office-eligibility-asked.ts";
import { officeInformationGiven } from "./office-information-given.ts";
import { officeOutage } from "./office-outage.ts";
import { outcomeAwarded, outcomeDeclined, outcomeDeferred, outcomePart, outcomeReserved } from "./outcome.ts";
import { receipt } from "./receipt.ts";
import { reviewReceived } from "./review-received.ts";
import { roundExtended } from "./round-extended.ts";
import { roundLetter } from "./round-letter.ts";
import { scoringRevealed } from "./scoring-revealed.ts";
import { signInCode } from "./sign-in-code.ts";
import { trusteeAssigned } from "./trustee-assigned.ts";
import { trusteeReminder } from "./trustee-reminder.ts";
import { withdrawn } from "./withdrawn.ts";

type Facts = Record<string, string>;
/** A template as a letter of facts that are only known to be strings: they are parsed, and a missing one throws. */
const letterOf =
  <F extends z.ZodMiniType>({ facts: schema, letter }: MailTemplate<F>) =>
  (facts: Facts): Letter =>
    letter(schema.parse(facts));

const LETTERS = {
  "sign-in-code": letterOf(signInCode),
  invitation: letterOf(invitation),
  "join-asked": letterOf(joinAsked),
  "join-accepted": letterOf(joinAccepted),
  "join-refused": letterOf(joinRefused),
  "claim-settled": letterOf(claimSettled),
  "member-replaced": letterOf(memberReplaced),
  receipt: letterOf(receipt),
  answers: letterOf(answers),
  withdrawn: letterOf(withdrawn),
  "information-asked": letterOf(informationAsked),
  "document-refused": letterOf(documentRefused),
  "not-eligible": letterOf(notEligible),
  "notice-published": letterOf(noticePublished),
  "draft-carried": letterOf(draftCarried),
  "draft-expiring": letterOf(draftExpiring),
  "outcome-awarded": letterOf(outcomeAwarded),
  "outcome-part": letterOf(outcomePart),
  "outcome-reserved": letterOf(outcomeReserved),
  "outcome-deferred": letterOf(outcomeDeferred),
  "outcome-declined": letterOf(outcomeDeclined),
  "eligibility-allowed": letterOf(eligibilityAllowed),
  "eligibility-refused": letterOf(eligibilityRefused),
  "office-eligibility-asked": letterOf(officeEligibilityAsked),
  "office-information-given": letterOf(officeInformationGiven),
  "office-claim-disputed": letterOf(officeClaimDisputed),
  "changed-by-colleague": letterOf(changedByColleague),
  "draft-reminder": letterOf(draftReminder),
  "closing-soon": letterOf(closingSoon),
  "round-extended": letterOf(roundExtended),
  "fund-closed": letterOf(fundClosed),
  "fund-reopened": letterOf(fundReopened),
  "date-slipped": letterOf(dateSlipped),
  "meeting-moved": letterOf(meetingMoved),
  "exception-given": letterOf(exceptionGiven),
  "office-outage": letterOf(officeOutage),
  "office-election-date": letterOf(officeElectionDate),
  "office-closure-date": letterOf(officeClosureDate),
  "office-date-missed": letterOf(officeDateMissed),
  "round-letter": letterOf(roundLetter),
  "review-received": letterOf(reviewReceived),
  "trustee-assigned": letterOf(trusteeAssigned),
  "trustee-reminder": letterOf(trusteeReminder),
  "interest-asked": letterOf(interestAsked),
  "interest-late": letterOf(interestLate),
  "scoring-revealed": letterOf(scoringRevealed),
  "meeting-papers": letterOf(meetingPapers),
  "confirmation-wanted": letterOf(confirmationWanted),
  "approval-wanted": letterOf(approvalWanted),
  "approval-answered": letterOf(approvalAnswered),
  "office-date-ahead": letterOf(officeDateAhead),
} as const satisfies Record<Template, (facts: Facts) => Letter>;

/** A contact without an account can follow no link before they have joined. */
const FOR_A_CONTACT =
  "You get this because your group named you as a contact. To read more in the portal, sign in with this address and ask to join your group.";

/** What a message says, from its stored facts. Throws when a fact is missing: that is our fault, never the reader's. */
export const letterFor = (template: Template, facts: Facts): Letter => {
  const letter = LETTERS[template](facts);
  return facts.named === "contact" ? { ...letter, paragraphs: [...letter.paragraphs, FOR_A_CONTACT] } : letter;
};

/** A message in both forms, as it is sent. */
export const render = (template: Template, facts: Facts, office: Office, siteAddress: string): Rendered =>
  layout(letterFor(template, facts), office, siteAddress);
