import { addDays, type CivilDate, type Instant, londonDate, msOf, toInstant } from "./london.ts";
import { isIn, nineOn, type Window, windowAfter, windowAhead } from "./reminder-window.ts";
import { closingWall, type Round, type RoundStatus } from "./round.ts";
import { hasEnded, isRevealed, type ScoringHead } from "./scoring.ts";
import { missedDays, type Progress } from "./slip.ts";

/** One reminder that is due. Its id stands for it for ever: a date that is moved is reminded of anew. */
export type Reminder =
  | { id: string; of: "drafts"; before: "7-days" | "2-days" | "3-hours"; endsAt: Instant }
  | { id: string; of: "trustees"; before: "7-days" | "2-days"; endsAt: Instant }
  /** Scoring ended at its date, and everybody sees all cards. */
  | { id: string; of: "reveal"; endsAt: Instant }
  /** A date of the timetable, in words: it is near, or it is past and was not kept. */
  | { id: string; of: "date" | "missed"; what: string; on: CivilDate };

const HOUR = 3_600_000;

/** Seven days before, for a day; two days before, until that evening; three hours before, for half of them. */
const windowsBefore = (endsAt: Instant): Record<"7-days" | "2-days" | "3-hours", Window> => {
  const { on } = closingWall(endsAt);
  const [week, two] = [nineOn(addDays(on, -7)), nineOn(addDays(on, -2))];
  return {
    "7-days": { from: week, until: nineOn(addDays(on, -6)) },
    "2-days": { from: two, until: toInstant(msOf(two) + 12 * HOUR) },
    "3-hours": { from: toInstant(msOf(endsAt) - 3 * HOUR), until: toInstant(msOf(endsAt) - 1.5 * HOUR) },
  };
};

/** The dates of a timetable in the office's words. */
const datesOf = ({
  timetable,
}: Pick<Round, "timetable">): readonly (readonly [keyof Round["timetable"], string, CivilDate])[] => [
  ["opensAt", "Round opens", londonDate(timetable.opensAt)],
  ["closesAt", "Round closes", closingWall(timetable.closesAt).on],
  ["checkedBy", "Checks done by", timetable.checkedBy],
  ["meetingOn", "Decision meeting", timetable.meetingOn],
  ["confirmedBy", "Decisions confirmed by", timetable.confirmedBy],
  ["notifiedBy", "Groups hear by", timetable.notifiedBy],
  ["paidBy", "Money paid by", timetable.paidBy],
];

/**
 * What a round is reminded of at an instant (`reminder/due`): draft owners 7 days, 2 days and 3 hours before it closes, while
 * it is open; trustees 7 and 2 days before scoring ends, and the panel when it has ended at its date; the office on the last working day before each date, and on the first
 * after one that was not kept. A reminder
 * that could not go in its time is left out: late, it would only confuse. DOMAIN 5.
 * @param at milliseconds
 */
export const remindersDue = (
  round: Round,
  status: RoundStatus,
  scoring: Pick<ScoringHead, "endsAt" | "revealedAt"> | undefined,
  at: number,
  progress: Progress = { unchecked: 0 },
): Reminder[] => {
  const { closesAt } = round.timetable;
  const drafts = (["7-days", "2-days", "3-hours"] as const).flatMap((before): Reminder[] =>
    status === "open" && isIn(windowsBefore(closesAt)[before], at)
      ? [{ id: `drafts-${before}-${closesAt}`, of: "drafts", before, endsAt: closesAt }]
      : [],
  );
  const trustees = (["7-days", "2-days"] as const).flatMap((before): Reminder[] =>
    scoring !== undefined && !hasEnded(scoring, at) && isIn(windowsBefore(scoring.endsAt)[before], at)
      ? [{ id: `trustees-${before}-${scoring.endsAt}`, of: "trustees", before, endsAt: scoring.endsAt }]
      : [],
  );
  // The date reveals without any write: this is how it is told. Where the last card did, that write told it.
  const reveal = (): Reminder[] => {
    if (scoring === undefined || scoring.revealedAt !== undefined || !isRevealed(scoring, at)) return [];
    const { endsAt } = scoring;
    return at < msOf(endsAt) + 24 * HOUR ? [{ id: `reveal-${endsAt}`, of: "reveal", endsAt }] : [];
  };
  const dates = datesOf(round).flatMap(([date, what, on]): Reminder[] =>
    status !== "unpublished" && isIn(windowAhead(on), at) ? [{ id: `date-${date}-${on}`, of: "date", what, on }] : [],
  );
  const missed = missedDays(round, status, progress, at);
  const past = datesOf(round).flatMap(([date, what, on]): Reminder[] =>
    missed.some((day) => day === date) && isIn(windowAfter(on), at)
      ? [{ id: `missed-${date}-${on}`, of: "missed", what, on }]
      : [],
  );
  return [...drafts, ...trustees, ...reveal(), ...dates, ...past];
};
