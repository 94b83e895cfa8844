import { type Finding, finding } from "./finding.ts";
import { formatDeadline, msOf } from "./london.ts";
import { type Extension, mayRound, type Round, type RoundStatus, type Timetable, timetableFindings } from "./round.ts";
import { hasEnded, type ScoringHead, type Sheet } from "./scoring.ts";

/** Extensions travel in the round's item, as notices do. */
export const MOST_EXTENSIONS = 10;

/** The promised days that move with the close. */
export const PROMISED_DAYS = ["checkedBy", "meetingOn", "confirmedBy", "notifiedBy", "paidBy"] as const;

/** What a round's scoring says about extending it; undefined while nothing is prepared. */
export type ScoringFacts = { readonly head: ScoringHead; readonly sheets: readonly Sheet[] } | undefined;

/**
 * Whether a score was given in a round: a card was submitted, also one that was withdrawn since, or an officer entered one
 * from paper. One that its trustee has taken out again was not.
 */
export const hasScore = (scoring: ScoringFacts): boolean =>
  scoring?.sheets.some(({ cards, toConfirm = [] }) => Object.keys(cards).length + toConfirm.length > 0) === true;

type ExtensionFacts = {
  readonly round: Pick<Round, "timetable" | "extensions">;
  readonly status: RoundStatus;
  readonly scoring: ScoringFacts;
};

const refused = (detail: string) => ({ rule: "round/extension", detail });

/**
 * Why a round may not be extended at all at an instant (`round/extension`); undefined: it may. It is open, paused or closed and
 * not decided, nobody has given a score, and scoring has not ended (issue 6).
 */
export const extensionRefusal = (
  { round, status, scoring }: ExtensionFacts,
  at: number,
): { rule: string; detail: string } | undefined => {
  if (!mayRound(status, "extend"))
    return refused("A round is extended once it is open and until it is decided. Before, change its dates.");
  if (hasScore(scoring)) return refused("The first score is in. A round is not extended after that.");
  if (scoring !== undefined && hasEnded(scoring.head, at))
    return refused("Scoring of this round has ended. A round is not extended after that.");
  // A promised day that moved while the close stood is kept beside the extensions, and is none (`round/slip`).
  return (round.extensions ?? []).filter(({ was, until }) => was !== until).length < MOST_EXTENSIONS
    ? undefined
    : refused(`A round is extended ${MOST_EXTENSIONS} times at most.`);
};

/**
 * What is wrong with the dates of an extension (`round/extension`, `round/dates`): the close moves later, never earlier; what
 * was promised after it stays in order, and no day of it moves forward. Scoring that is prepared ends after the new close.
 * @param timetable as it would be; its opening is the round's own
 */
export const extensionFindings = (
  { round, scoring }: Pick<ExtensionFacts, "round" | "scoring">,
  timetable: Timetable,
  at: number,
): Finding[] => {
  const was = round.timetable;
  const wrong = (field: string, detail: string): Finding => finding("round/extension", `/timetable/${field}`, detail);
  return [
    ...(msOf(timetable.closesAt) > msOf(was.closesAt)
      ? []
      : [
          wrong(
            "closesAt",
            `Choose a close later than ${formatDeadline(was.closesAt)}. An open round is never shortened.`,
          ),
        ]),
    ...(scoring === undefined || msOf(scoring.head.endsAt) > msOf(timetable.closesAt)
      ? []
      : [
          wrong(
            "closesAt",
            `Scoring ends at ${formatDeadline(scoring.head.endsAt)}. Choose an earlier close, or give scoring a later end first.`,
          ),
        ]),
    ...PROMISED_DAYS.filter((day) => timetable[day] < was[day]).map((day) =>
      wrong(day, "This day was promised. An extension keeps it or moves it later."),
    ),
    ...timetableFindings(timetable, at),
  ];
};

/** A round with its close moved: what was promised until now stays readable beside it. */
export const extended = <R extends Pick<Round, "timetable" | "extensions">>(
  round: R,
  timetable: Timetable,
  { reason, at, by }: Pick<Extension, "reason" | "at" | "by">,
): R => {
  const { opensAt: _, closesAt: was, ...promised } = round.timetable;
  const extension: Extension = { was, until: timetable.closesAt, promised, reason, at, by };
  return { ...round, timetable, extensions: [...(round.extensions ?? []), extension] };
};
