import type * as z from "zod/mini";
import type { Office } from "../../shared/office.ts";
import type { Template } from "../../shared/rules/messages.ts";
import { answers } from "./answers.ts";
import { claimSettled } from "./claim-settled.ts";
import { documentRefused } from "./document-refused.ts";
import { draftCarried } from "./draft-carried.ts";
import { draftExpiring } from "./draft-expiring.ts";
import { eligibilityAllowed } from "./eligibility-allowed.ts";
import { eligibilityRefused } from "./eligibility-refused.ts";
import { informationAsked } from "./information-asked.ts";
import { invitation } from "./invitation.ts";
import { joinAccepted } from "./join-accepted.ts";
import { joinAsked } from "./join-asked.ts";
import { joinRefused } from "./join-refused.ts";
import { type Letter, layout, type MailTemplate, type Rendered } from "./layout.ts";
import { memberReplaced } from "./member-replaced.ts";
import { notEligible } from "./not-eligible.ts";
import { noticePublished } from "./notice-published.ts";
import { officeClaimDisputed } from "./office-claim-disputed.ts";
import { officeEligibilityAsked } from "./office-eligibility-asked.ts";
import { officeInformationGiven } from "./office-information-given.ts";
import { outcomeAwarded, outcomeDeclined, outcomeDeferred, outcomePart, outcomeReserved } from "./outcome.ts";
import { receipt } from "./receipt.ts";
import { signInCode } from "./sign-in-code.ts";
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
} as const satisfies Record<Template, (facts: Facts) => Letter>;

/** What a message says, from its stored facts. Throws when a fact is missing: that is our fault, never the reader's. */
export const letterFor = (template: Template, facts: Facts): Letter => LETTERS[template](facts);

/** A message in both forms, as it is sent. */
export const render = (template: Template, facts: Facts, office: Office, siteAddress: string): Rendered =>
  layout(letterFor(template, facts), office, siteAddress);
