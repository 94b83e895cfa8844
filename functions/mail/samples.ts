import type { Template } from "../../shared/rules/messages.ts";

const roundId = "ABC-26Q4";
const closes = "11:59pm on Tuesday 1 December 2026";
const reference = "ABC-26Q4-0017-K";
const title = "Saturday boxing for young people in Longwell Green";
const until = "11:59pm on Friday 4 December 2026";
const round = "Community Action Fund, winter";
const organisation = "Longwell Green Juice Community Project";

/**
 * Facts as the portal writes them, for the office to see each template, and for the tests. What people typed is marked, so
 * that a test can put the worst in its place.
 */
export const SAMPLES: Record<Template, (typed: (text: string) => string) => Record<string, string>> = {
  "sign-in-code": () => ({ code: "042137" }),
  invitation: () => ({ role: "Trustee", until, door: "code" }),
  "join-asked": (typed) => ({ who: typed("Ash Field"), organisation: typed(organisation), organisationId: "o_1" }),
  "join-accepted": (typed) => ({ organisation: typed(organisation), organisationId: "o_1" }),
  "join-refused": () => ({}),
  "claim-settled": (typed) => ({ organisation: typed(organisation), organisationId: "o_1" }),
  "member-replaced": (typed) => ({ organisation: typed(organisation), on: "Tuesday 1 December 2026" }),
  receipt: (typed) => ({
    reference,
    title: typed(title),
    asked: "£1,400.00",
    received: "11:59:59 on Tuesday 1 December 2026",
    sha256: "a".repeat(64),
    submission: "2",
    money: "All costs: £1,900.00; Asked for: £1,400.00; Other money: £500.00",
  }),
  answers: (typed) => ({
    reference,
    title: typed(title),
    asked: "£1,400.00",
    received: "11:59:59 on Tuesday 1 December 2026",
    sha256: "a".repeat(64),
    submission: "2",
    leftOut: "2",
    answers: JSON.stringify([
      { title: "Your project", entries: [{ question: "What will you do?", answer: typed("Boxing.\n\nEvery week.") }] },
    ]),
  }),
  withdrawn: (typed) => ({ reference, title: typed(title), on: "9am on Wednesday 2 December 2026" }),
  "information-asked": (typed) => ({ reference, title: typed(title), by: "Friday 4 December 2026" }),
  "document-refused": (typed) => ({ reference, title: typed(title), until }),
  "not-eligible": (typed) => ({ reference, title: typed(title), until }),
  "notice-published": (typed) => ({ reference, round: typed(round), on: until }),
  "draft-carried": (typed) => ({ reference, from: "ABC-26Q3-0003-M", title: typed(title) }),
  "outcome-awarded": (typed) => ({ reference, title: typed(title), amount: "£1,400.00", quiet: "" }),
  "outcome-part": (typed) => ({ reference, title: typed(title), amount: "£900.00", quiet: "yes" }),
  "outcome-reserved": (typed) => ({ reference, title: typed(title), quiet: "" }),
  "outcome-deferred": (typed) => ({ reference, title: typed(title), quiet: "" }),
  "outcome-declined": (typed) => ({ reference, title: typed(title), quiet: "" }),
  "draft-expiring": (typed) => ({ reference, title: typed(title), on: "Tuesday 1 June 2027" }),
  "eligibility-allowed": (typed) => ({ organisation: typed(organisation), round: typed(round), roundId }),
  "eligibility-refused": (typed) => ({ organisation: typed(organisation), round: typed(round), fundId: "a-fund" }),
  "office-eligibility-asked": (typed) => ({
    organisation: typed(organisation),
    round: typed(round),
    roundId,
  }),
  "office-information-given": (typed) => ({ reference, organisation: typed(organisation) }),
  "office-claim-disputed": (typed) => ({ organisation: typed(organisation) }),
  "changed-by-colleague": (typed) => ({
    reference,
    title: typed(title),
    who: typed("Ash Field"),
    asked: "£1,400.00",
    received: "11:59:59 on Tuesday 1 December 2026",
    submission: "2",
  }),
  "draft-reminder": (typed) => ({ reference, title: typed(title), round: typed(round), closes, others: "" }),
  "closing-soon": (typed) => ({ reference, title: typed(title), round: typed(round), closes, others: "" }),
  "round-extended": (typed) => ({
    reference,
    round: typed(round),
    was: closes,
    closes: until,
    reason: typed("The portal could not be reached for three hours on 1 December."),
  }),
  "fund-closed": (typed) => ({
    reference,
    round: typed(round),
    wording: typed("The fund is closed while an election is held. This is the same for everybody."),
    happens:
      "From 9am on Monday 22 March 2027 nothing can be submitted in this round. It stays so until further notice. We write to you when it opens again.",
    work: "Your draft is kept. You can go on writing.\nThe round does not close meanwhile. When it opens again you get back the working days that you lost, and five at least. We write to you with the new date.",
  }),
  "fund-reopened": (typed) => ({
    reference,
    round: typed(round),
    happens: "The closure that held this round up ends at 9am on Monday 17 May 2027.",
    work: "The round now closes at 11:59pm on Friday 28 May 2027. Before, it was to close at 11:59pm on Thursday 1 April 2027.\nWhat you had written is as you left it. You can go on and submit it.",
  }),
  "date-slipped": (typed) => ({
    reference,
    round: typed(round),
    moved: JSON.stringify([
      { what: "You hear by", was: "Friday 29 January 2027", now: "Friday 12 February 2027" },
      { what: "The money is paid by", was: "Friday 12 February 2027", now: "Friday 26 February 2027" },
    ]),
    reason: typed("Too few members could come to the meeting, so it was put off."),
  }),
  "meeting-moved": (typed) => ({
    round: typed(round),
    roundId,
    was: "Thursday 21 January 2027",
    now: "Thursday 4 February 2027",
    reason: typed("Too few members could come."),
  }),
  "exception-given": (typed) => ({ organisation: typed(organisation), round: typed(round), roundId, until }),
  "office-outage": (typed) => ({
    round: typed(round),
    roundId,
    from: "11:31pm on Monday 30 November 2026",
    until: "12:40am on Tuesday 1 December 2026",
    minutes: "69",
  }),
  "office-date-missed": (typed) => ({
    round: typed(round),
    roundId,
    what: "Checks done by",
    on: "Tuesday 15 December 2026",
  }),
  "office-election-date": (typed) => ({
    ...{ what: "announce", pollId: "poll-2028", name: typed("The election of our own office") },
    ...{ kind: "own", on: "Monday 13 March 2028", pollOn: "Thursday 4 May 2028", from: "Monday 27 March 2028" },
    ...{ notice: "", waited: "" },
  }),
  "office-closure-date": (typed) => ({
    ...{ what: "begins", closureId: "c_1", when: "midnight at the start of Monday 27 March 2028" },
    wording: typed("The fund is closed while an election is held. This is the same for everybody."),
  }),
  "round-letter": (typed) => ({
    reference,
    round: typed(round),
    heading: typed("the help line is closed on Thursday"),
    text: typed("Nobody answers the telephone on Thursday 26 November.\n\nWrite to us instead: we answer on Friday."),
  }),
  "review-received": (typed) => ({
    reference,
    title: typed(title),
    received: "Wednesday 3 February 2027",
    answerBy: "Wednesday 3 March 2027",
  }),
  "trustee-assigned": (typed) => ({
    round: typed(round),
    roundId,
    bids: "12",
    ends: "11:59pm on Monday 4 January 2027",
  }),
  "trustee-reminder": (typed) => ({
    round: typed(round),
    roundId,
    left: "5",
    ends: "11:59pm on Monday 4 January 2027",
  }),
  "interest-asked": () => ({ reference, roundId }),
  "interest-late": () => ({ reference, roundId, rules: "yes" }),
  "scoring-revealed": (typed) => ({ round: typed(round), roundId }),
  "meeting-papers": (typed) => ({
    meetingId: `${roundId}-M1`,
    round: typed(round),
    on: "Tuesday 19 January 2027",
    starts: "10:00",
    place: typed("Committee room 2, and by video"),
    bids: "24",
  }),
  "confirmation-wanted": (typed) => ({
    roundId,
    round: typed(round),
    what: "recommendations",
    count: "7",
    meetingId: `${roundId}-M1`,
  }),
  "approval-wanted": () => ({ what: "reopening", until: "11:59pm on Sunday 6 December 2026" }),
  "approval-answered": () => ({ what: "reopening", agreed: "yes" }),
  "office-date-ahead": (typed) => ({
    round: typed(round),
    roundId,
    what: "Decisions confirmed by",
    on: "Friday 22 January 2027",
  }),
};
