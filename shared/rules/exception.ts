import * as z from "zod/mini";
import { type Closure, closureOver } from "./closure.ts";
import { extensionRefusal, type ScoringFacts } from "./extension.ts";
import { type Finding, finding } from "./finding.ts";
import { formatDate, formatDeadline, Instant, londonDate, msOf, toInstant } from "./london.ts";
import { type Round, type RoundStatus, roundStatus } from "./round.ts";

/** Leave for one organisation to send one submission to one round after its close; asked by one person, agreed by another. */
export const Exception = z.strictObject({
  roundId: z.string(),
  organisationId: z.string(),
  /** The first instant that is too late, as a round's close is. */
  until: Instant,
  reason: z.string(),
  askedBy: z.string(),
  agreedBy: z.string(),
  agreedAt: Instant,
  /** The one submission that it was for; written in the submission's own transaction. */
  used: z.optional(z.strictObject({ applicationId: z.string(), submission: z.int(), at: Instant })),
  version: z.int(),
});
export type Exception = z.infer<typeof Exception>;

export const EXCEPTION_STATES = ["standing", "used", "expired"] as const;
type ExceptionState = (typeof EXCEPTION_STATES)[number];

/** What an exception is at an instant (milliseconds): nothing ends it, it *has* expired because its time is over. */
export const exceptionState = ({ used, until }: Pick<Exception, "used" | "until">, at: number): ExceptionState => {
  if (used !== undefined) return "used";
  return at < msOf(until) ? "standing" : "expired";
};

const covers = (exception: Exception | undefined, { id }: Pick<Round, "id">, at: number): exception is Exception =>
  exception !== undefined &&
  exception.roundId === id &&
  msOf(exception.agreedAt) <= at &&
  exceptionState(exception, at) === "standing";

/**
 * What a round is for one organisation at an instant (milliseconds), as `roundStatus` is for everybody: closed, it is open
 * for whom an exception stands (`round/exception`). A closure that covers the instant still pauses it.
 */
export const statusFor = (
  round: Round,
  closures: readonly Closure[],
  exception: Exception | undefined,
  at: number,
): RoundStatus => {
  const status = roundStatus(round, closures, at);
  if (status !== "closed" || !covers(exception, round, at)) return status;
  return closureOver(round, closures, "submissions", at) === undefined ? "open" : "paused";
};

/** The exception that a submission received now would use up; undefined while the round is open for everybody. */
export const exceptionUsed = (
  round: Round,
  closures: readonly Closure[],
  exception: Exception | undefined,
  at: number,
): Exception | undefined =>
  roundStatus(round, closures, at) === "closed" && covers(exception, round, at) ? exception : undefined;

/**
 * Why no exception may be given in a round at all (`round/exception`); undefined: one may. As for an extension: until it is
 * decided, and until the first score is in.
 */
export const exceptionRefusal = (
  { round, status, scoring }: { round: Pick<Round, "timetable">; status: RoundStatus; scoring: ScoringFacts },
  at: number,
): { rule: string; detail: string } | undefined =>
  extensionRefusal({ round: { ...round, extensions: [] }, status, scoring }, at) === undefined
    ? undefined
    : {
        rule: "round/exception",
        detail:
          "An exception is given once a round is open, and until its first score is in. Scores were given for what everybody had sent by then.",
      };

/** What is wrong with the end of an exception (`round/exception`): it is to come, after the close, and before bids are decided. */
export const exceptionFindings = (
  { timetable }: Pick<Round, "timetable">,
  scoring: ScoringFacts,
  until: Instant,
  at: number,
): Finding[] => {
  const wrong = (detail: string): Finding => finding("round/exception", "/what/until", detail);
  const lastDay = londonDate(toInstant(msOf(until) - 1));
  const ends = scoring?.head.endsAt;
  return [
    ...(msOf(until) > at ? [] : [wrong("Choose a time that is still to come.")]),
    ...(msOf(until) > msOf(timetable.closesAt)
      ? []
      : [wrong(`Choose a time after ${formatDeadline(timetable.closesAt)}: until then everybody can send.`)]),
    ...(lastDay < timetable.meetingOn
      ? []
      : [wrong(`Choose a time before the day of the meeting, ${formatDate(timetable.meetingOn)}.`)]),
    ...(ends === undefined || msOf(until) < msOf(ends)
      ? []
      : [wrong(`Scoring ends at ${formatDeadline(ends)}. Choose a time before it.`)]),
  ];
};
