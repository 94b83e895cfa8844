import type { BandFacts, FundFacts, PublicRound } from "../../shared/contract/fund-views.ts";
import {
  addDays,
  formatDate,
  formatTime,
  type Instant,
  londonDate,
  msOf,
  toInstant,
} from "../../shared/rules/london.ts";
import { formatWholePounds } from "../../shared/rules/money.ts";

const percent = (basisPoints: number): string => `${basisPoints / 100}%`;

/** What a fund asks of match funding, in sentences. */
export const matchWords = ({ match }: Pick<FundFacts, "match">): string => {
  const { requiredBasisPoints, of, cashMinimumBasisPoints, inKindCapBasisPoints, scored } = match;
  if (requiredBasisPoints === 0)
    return scored
      ? "You do not need match funding. It counts in your favour if you have it."
      : "You do not need match funding.";
  const whole = of === "total-cost" ? "the whole cost" : "the grant";
  const cash = cashMinimumBasisPoints > 0 ? ` At least ${percent(cashMinimumBasisPoints)} must be money.` : "";
  const help =
    inKindCapBasisPoints > 0
      ? ` Help given free, such as a room or volunteers’ time, counts for up to ${percent(inKindCapBasisPoints)} of what you must bring.`
      : "";
  return `You bring at least ${percent(requiredBasisPoints)} of ${whole} from elsewhere.${cash}${help}`;
};

/** The time and the day of a closing instant: midnight is the last minute of the day before (decision 1). */
export const closingWords = (closesAt: Instant): { time: string; day: string } => {
  const time = formatTime(closesAt);
  return time === "midnight"
    ? { time: "11:59pm", day: formatDate(addDays(londonDate(closesAt), -1)) }
    : { time, day: formatDate(londonDate(closesAt)) };
};

/** "10 questions and 1 document". */
export const bandWords = ({ questions, documents }: Pick<BandFacts, "questions" | "documents">): string =>
  `${questions} questions${documents === 0 ? "" : ` and ${documents} ${documents === 1 ? "document" : "documents"}`}`;

/** "£100 to £5,000". */
export const rangeWords = ({ minimumPence, maximumPence }: Pick<FundFacts, "minimumPence" | "maximumPence">): string =>
  `${formatWholePounds(minimumPence)} to ${formatWholePounds(maximumPence)}`;

/** Whether the round takes applications at an instant of the portal's clock, by what the page was told. */
export const isOpenAt = (round: PublicRound | undefined, nowMs: number): boolean =>
  round?.status === "open" && nowMs < msOf(round.timetable.closesAt);

/** "Tuesday 1 December": within the months of one timetable the weekday makes the year plain. */
const dayWords = (day: string): string => day.replace(/ \d{4}$/, "");

/** What happens on which day of a round, with what is over and what comes next. */
export const timetablePoints = (round: PublicRound, meets: FundFacts["meets"], nowMs: number) => {
  const { opensAt, closesAt, checkedBy, meetingOn, notifiedBy, paidBy } = round.timetable;
  const closes = closingWords(closesAt);
  const today = londonDate(toInstant(nowMs));
  // A promised day that has passed without a decision was not kept: nothing says that it was.
  const isDecided = round.status === "decided";
  const rows: { when: string; what: string; over: boolean }[] = [
    {
      when: `${dayWords(formatDate(londonDate(opensAt)))}, ${formatTime(opensAt)}`,
      what: "applications open",
      over: nowMs >= msOf(opensAt),
    },
    { when: `${dayWords(closes.day)}, ${closes.time}`, what: "applications close", over: nowMs >= msOf(closesAt) },
    { when: `by ${dayWords(formatDate(checkedBy))}`, what: "we check every bid", over: today > checkedBy },
    {
      when: dayWords(formatDate(meetingOn)),
      what: meets === "trustees" ? "trustees meet" : "the panel meets",
      over: isDecided && today > meetingOn,
    },
    {
      when: `by ${dayWords(formatDate(notifiedBy))}`,
      what: "you hear, with reasons",
      over: isDecided && today > notifiedBy,
    },
    { when: `by ${dayWords(formatDate(paidBy))}`, what: "the money is paid", over: isDecided && today > paidBy },
  ];
  return rows.map(({ when, what, over }) => ({ when, what, state: over ? ("done" as const) : ("to-come" as const) }));
};
