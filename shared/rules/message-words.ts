import type { Template } from "./messages.ts";

/** What each e-mail is about, in a word or two, for the office's lists. */
export const TEMPLATE_WORDS = {
  "sign-in-code": "Code to sign in",
  invitation: "Invitation",
  "join-asked": "Somebody asks to join",
  "join-accepted": "Joined a group",
  "join-refused": "May not join a group",
  "member-replaced": "Replaced in a group",
  "claim-settled": "Number or name settled",
  receipt: "Receipt",
  answers: "Copy of the answers",
  withdrawn: "Withdrawn",
  "information-asked": "We have a question",
  "document-refused": "Document refused",
  "not-eligible": "Not eligible",
  "notice-published": "Notice about the round",
  "draft-carried": "Draft carried on",
  "draft-expiring": "Draft will be deleted",
  "eligibility-allowed": "May apply after all",
  "eligibility-refused": "Question about a rule answered",
  "office-eligibility-asked": "To the office: question about a rule",
  "office-information-given": "To the office: question answered",
  "office-claim-disputed": "To the office: two groups, one number",
} as const satisfies Record<Template, string>;
