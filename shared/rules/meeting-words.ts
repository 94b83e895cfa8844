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
