import * as z from "zod/mini";
import { POLL_KINDS } from "../../shared/rules/poll.ts";
import { ELECTION_DATES } from "../../shared/rules/reminders-office.ts";
import { Typed, template } from "./layout.ts";

const Facts = z.object({
  what: z.enum(ELECTION_DATES),
  pollId: z.string(),
  name: Typed,
  kind: z.enum(POLL_KINDS),
  /** The day it is about. */
  on: z.string(),
  pollOn: z.string(),
  /** The first day of the sensitive period. */
  from: z.string(),
  /** The last day for the notice is the same. */
  notice: z.string(),
  /** A closure waits for the declaration. */
  waited: z.string(),
});
type Facts = z.infer<typeof Facts>;

const STOPPED = "no round opens, no meeting is held and nothing is confirmed";
const NOTICE = "When the notice is published, set the election to called and check its dates.";

const announce = ({ on, from }: Facts) => ({
  subject: `Announce a closure by ${on}`,
  paragraphs: [
    `The sensitive period of this election begins on ${from}, and nothing is closed for it.`,
    `A closure that could be seen coming is announced ten working days ahead. After ${on} it can no longer begin with the period.`,
  ],
});

const period = ({ kind, on, notice }: Facts) => ({
  subject: `The sensitive period begins on ${on}`,
  paragraphs: [
    kind === "own"
      ? `From then on ${STOPPED} until the declaration of acceptance after the poll is recorded. Tell groups before then what is decided.`
      : "From then until the poll, opening a round takes an approver. Take care with publicity.",
    ...(notice === "" ? [] : [`It is the last day for the notice of election too. ${NOTICE}`]),
  ],
});

const noticeOf = ({ on }: Facts) => ({
  subject: `The notice of election is due by ${on}`,
  paragraphs: [NOTICE, "If this election is not held, take it from the list."],
});

const declaration = ({ waited }: Facts) => ({
  subject: "No declaration of acceptance is recorded",
  paragraphs: [
    `Until an approver records the declaration after this poll, its sensitive period goes on: ${STOPPED}.`,
    ...(waited === "" ? [] : ["A closure waits for it, and stays in force until then."]),
    "If it is made, ask an approver to record it. If it is not made yet, there is nothing to do.",
  ],
});

const LETTERS = { announce, period, notice: noticeOf, declaration };

/** To the office: a date of an election is near, or what is to follow the poll is missing. */
export const officeElectionDate = template(Facts, (facts) => {
  const { what, name, pollId, pollOn, from } = facts;
  const touches = what === "announce" || what === "period";
  return {
    ...LETTERS[what](facts),
    facts: [
      ["Election", name],
      ["Poll", pollOn],
      ["Sensitive period from", from],
    ],
    link: touches
      ? { words: "See what it touches", path: `/office/elections/${encodeURIComponent(pollId)}/close` }
      : { words: "Open the elections", path: "/office/elections" },
  };
});
