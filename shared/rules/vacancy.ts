import { addDays, addMonths, type CivilDate } from "./london.ts";
import { addElectionDays, type Poll, type PollDates, proposedDates } from "./poll.ts";

const BY_ELECTION_DAYS = 35;
const NONE_WITHIN_MONTHS = 6;

/** What follows when the office of the Commissioner falls vacant. */
type VacancyPlan = {
  /** Who acts meanwhile is appointed by the police and crime panel: from the vacancy until a winner makes the declaration. */
  readonly actingFrom: CivilDate;
} & (
  | { readonly of: "by-election"; readonly pollBy: CivilDate; readonly dates: PollDates }
  /** No by-election so near to the ordinary one: the acting Commissioner stays until then. */
  | { readonly of: "acting-only"; readonly untilPollOn: CivilDate }
);

/**
 * What follows a vacancy: a by-election within 35 days, weekends and holidays not counted; none within six months of an
 * ordinary poll, then an acting Commissioner until that one's winner starts (DOMAIN decision 7). A proposal: whoever runs the
 * election names the day.
 * @param vacantOn the day of the event that made the office vacant
 * @param ordinaryPollOn the next ordinary poll of the own office, as far as one is expected
 */
export const vacancyPlan = (vacantOn: CivilDate, ordinaryPollOn: CivilDate | undefined): VacancyPlan => {
  if (ordinaryPollOn !== undefined && vacantOn >= addMonths(ordinaryPollOn, -NONE_WITHIN_MONTHS))
    return { of: "acting-only", actingFrom: vacantOn, untilPollOn: ordinaryPollOn };
  const pollBy = addElectionDays(vacantOn, BY_ELECTION_DAYS);
  const dates = proposedDates({ pollOn: pollBy, kind: "own", type: "by-election" });
  return { of: "by-election", actingFrom: vacantOn, pollBy, dates };
};

/** The next ordinary poll of the own office after a day, expected or called. */
export const nextOrdinary = (polls: readonly Poll[], after: CivilDate): Poll | undefined =>
  polls
    .filter(({ kind, type, pollOn }) => kind === "own" && type === "ordinary" && pollOn >= after)
    .toSorted((one, other) => one.pollOn.localeCompare(other.pollOn))[0];

/** The last day of the term that runs on a day: the day before the term after the next ordinary poll starts. DOMAIN 5.2. */
export const termEndsOn = (polls: readonly Poll[], day: CivilDate): CivilDate | undefined => {
  const starts = polls
    .flatMap(({ kind, type, termStartsOn }) =>
      kind === "own" && type === "ordinary" && termStartsOn !== undefined ? [termStartsOn] : [],
    )
    .toSorted()
    .find((start) => start > day);
  return starts === undefined ? undefined : addDays(starts, -1);
};
