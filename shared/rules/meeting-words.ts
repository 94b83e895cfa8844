import type { InterestKind } from "./interest.ts";
import type { MeetingOutcome, Presence } from "./meeting.ts";
import type { SEATS } from "./scoring.ts";

/** What a meeting does with a bid, in the words of minutes and notices. */
export const MEETING_OUTCOME_WORDS: Record<MeetingOutcome, string> = {
  full: "Funded in full",
  part: "Funded in part",
  reserve: "Put on the reserve list",
  defer: "Deferred to the next meeting",
  decline: "Not funded",
  pass: "Passed to the Commissioner without a recommendation, for want of a quorum",
};

export const SEAT_WORDS: Record<(typeof SEATS)[number], string> = {
  chair: "chair",
  deputy: "deputy chair",
  trustee: "trustee",
};

export const PRESENCE_WORDS: Record<Presence, string> = {
  present: "arrived",
  remote: "joined remotely",
  absent: "left",
};

/** What somebody declared, in the words of minutes and notices. What it is about stays in the register. */
export const INTEREST_WORDS: Record<Exclude<InterestKind, "none">, string> = {
  direct: "a direct interest",
  indirect: "an indirect interest",
  loyalty: "a loyalty to the group or to another body with a stake",
  gift: "a gift or hospitality from the group",
};
