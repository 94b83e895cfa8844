import type { LetterTo } from "../../../shared/rules/round-letter.ts";
import type { TOLD, Whom } from "../../../shared/rules/told.ts";

/** When an e-mail goes out, event by event. */
export const CAUSE_WORDS = {
  invited: "somebody is invited to a role",
  "join-asked": "somebody asks to join a group",
  "join-accepted": "a group says yes to somebody",
  "join-refused": "a group, or the office, says no to somebody",
  "claim-settled": "the office has checked a number or name",
  "member-replaced": "the office replaces a member",
  "application-submitted": "an application, or a change of it, is sent",
  "application-withdrawn": "an application is withdrawn",
  "information-asked": "the office asks a question about an application",
  "document-scanned": "the check does not pass a document",
  "marked-not-eligible": "an application is found not eligible",
  "notice-published": "a notice about the round is published",
  "round-extended": "the close of a round is moved for everybody",
  "round-held": "a closure that holds up a round is announced or made longer",
  "round-freed": "a closure that held up a round ends",
  "date-slipped": "promised dates of a round are moved",
  "exception-given": "one group may send after the close",
  "draft-carried": "a draft is carried to the next round",
  "draft-expiring": "an unfinished draft will be deleted",
  "outcome-released": "the outcome of an application is released",
  "eligibility-allowed": "the office allows a group to apply",
  "eligibility-refused": "the office lets a rule stand",
  "eligibility-asked": "a group asks about a rule",
  "information-given": "a group answers a question",
  "claim-disputed": "two groups give the same number or name",
  "drafts-reminded": "a round closes in 7 days, 2 days or 3 hours",
  "trustees-reminded": "scoring ends in 7 or 2 days",
  "date-ahead": "a date of the timetable is one working day away",
  "date-missed": "a promised day is past and was not kept",
  "election-date-ahead":
    "a date of an election is near, nothing is closed for it a week before it has to be announced, or no declaration is recorded",
  "closure-date-ahead": "a closure begins or ends by itself on the next working day",
  "round-reopened": "a closure that held up a round has ended by itself",
  "outage-found": "the portal could not be reached in the last day of a round",
  "round-letter-written": "an officer writes to everyone of a round",
  "trustee-assigned": "a trustee is given bids to score",
  "interest-asked": "a trustee declares an interest that needs a ruling",
  "interest-declared-late": "a trustee declares an interest late",
  "scoring-revealed": "all scores are in, or scoring has ended",
  "meeting-prepared": "a meeting has its day, hour and place",
  "meeting-closed": "a meeting ends with recommendations",
  "release-asked": "an officer asks for an early release",
  "approval-asked": "somebody asks for what takes two people",
  "approval-answered": "an approver answers a request",
} as const satisfies Record<keyof typeof TOLD, string>;

/** To whom it goes. */
export const WHOM_WORDS = {
  members: "the members of the group, and its contacts once it has submitted",
  person: "the person it is about",
  address: "the address that was invited",
  "draft-owners": "everyone with a draft in the round",
  unsubmitted: "everyone with a draft that was not submitted",
  round: "everyone with a draft, and everyone who has submitted",
  chosen: "everyone with a draft, or everyone who has submitted",
  asker: "the person who asked",
  trustee: "the trustee",
  ruler: "the chair, or whoever rules instead",
  panel: "everyone on the panel",
  behind: "each trustee with bids left to score",
  meeting: "the members of the meeting",
  approvers: "every approver but whoever asks",
  office: "the office’s own address",
} as const satisfies Record<Whom, string>;

/** Whom an officer writes to. */
export const LETTER_TO_WORDS = {
  "draft-owners": "Everyone with a draft that is open",
  applicants: "Everyone who has submitted",
} as const satisfies Record<LetterTo, string>;

export const groupsInWords = (groups: number): string => (groups === 1 ? "1 group" : `${groups} groups`);

const isCause = (event: string): event is keyof typeof CAUSE_WORDS => Object.hasOwn(CAUSE_WORDS, event);
export const causeWords = (event: string): string => (isCause(event) ? CAUSE_WORDS[event] : event.replaceAll("-", " "));
