import type { Fund } from "./fund.ts";
import { addDays, addMonths, type CivilDate, financialYear, later, londonDate, toInstant, weekday } from "./london.ts";
import type { PotPart, RoundDates, WallTime } from "./round.ts";
import { addWorkingDays, lastWorkingDayOf, nextWorkingDay } from "./working-days.ts";

export type RoundProposal = { code: string; title: string; dates: RoundDates; pot: PotPart[] };

const OPENS_AT = "09:00";
/** A group needs this long to meet and agree an application: no proposed round is shorter. */
const LEAST_OPEN_DAYS = 28;
const USUAL_OPEN_DAYS = 56;

const yearAndMonth = (date: CivilDate): [number, number] => [Number(date.slice(0, 4)), Number(date.slice(5, 7))];

/** Trustees meet on the third Thursday of a month, or the working day after it. */
const thirdThursday = (inMonth: CivilDate): CivilDate => {
  const first = `${inMonth.slice(0, 7)}-01`;
  return nextWorkingDay(addDays(first, ((4 - weekday(first) + 7) % 7) + 14));
};

type Deadline = { on: CivilDate; code: string; title: string };

/** The deadlines of a calendar year, in their order. */
const deadlinesOf = ({ deadlines }: Fund["calendar"], year: number): Deadline[] =>
  deadlines.map((monthDay, n) => ({
    on: `${year}-${monthDay}`,
    code: `${String(year).slice(2)}${deadlines.length === 4 ? "Q" : "R"}${n + 1}`,
    // The quarters of a fund are counted by its deadlines: 1 March is the first of the financial year to come (DOMAIN 5.1).
    title: `${financialYear(`${year}-04-01`)}, round ${n + 1} of ${deadlines.length}`,
  }));

/** The next deadline of the calendar that leaves time to write and whose code is free. */
const nextDeadline = (calendar: Fund["calendar"], today: CivilDate, taken: readonly string[]): Deadline | undefined => {
  const [year] = yearAndMonth(today);
  return [year, year + 1, year + 2]
    .flatMap((of) => deadlinesOf(calendar, of))
    .find(({ on, code }) => on >= addDays(today, LEAST_OPEN_DAYS) && !taken.includes(code));
};

/** For a fund that opens when it is announced: eight weeks from now, under the year and the next free letter. */
const announced = (today: CivilDate, taken: readonly string[]): Deadline => {
  const on = addDays(today, USUAL_OPEN_DAYS);
  const letter = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"].find((free) => !taken.includes(`${on.slice(2, 4)}${free}`)) ?? "A";
  return { on, code: `${on.slice(2, 4)}${letter}`, title: `Round ${letter} of ${on.slice(0, 4)}` };
};

/** By when money is paid: so many working days after groups hear, or the last working day within so many weeks. */
const paidWithin = ({ weeksToPay, workingDaysToPay }: Fund["calendar"], notifiedBy: CivilDate): CivilDate =>
  weeksToPay === undefined
    ? addWorkingDays(notifiedBy, workingDaysToPay)
    : addWorkingDays(addDays(notifiedBy, 7 * weeksToPay + 1), -1);

/** A timetable that keeps the order of `round/dates`, from the day a round closes (DOMAIN 5.1). */
export const datesFrom = (calendar: Fund["calendar"], opens: WallTime, closesOn: CivilDate): RoundDates => {
  const checkedBy = addWorkingDays(closesOn, calendar.workingDaysToCheck);
  const meetingOn = later(thirdThursday(addMonths(closesOn, 1)), checkedBy);
  const confirmedBy = addWorkingDays(meetingOn, 3);
  const months = calendar.monthsToHear?.[closesOn.slice(5, 7)] ?? 1;
  const notifiedBy = later(lastWorkingDayOf(...yearAndMonth(addMonths(closesOn, months))), confirmedBy);
  return {
    opens,
    closes: { on: closesOn, time: calendar.closesAtTime },
    checkedBy,
    meetingOn,
    confirmedBy,
    notifiedBy,
    paidBy: paidWithin(calendar, notifiedBy),
  };
};

const proposalFor = (fund: Fund, { on, code, title }: Deadline, today: CivilDate): RoundProposal => {
  const closesOn = fund.calendar.rolls === "never" ? on : nextWorkingDay(on);
  const opensOn = later(nextWorkingDay(addDays(today, 1)), nextWorkingDay(addDays(closesOn, -USUAL_OPEN_DAYS)));
  const [source] = fund.sources;
  return {
    code,
    title,
    dates: datesFrom(fund.calendar, { on: opensOn, time: OPENS_AT }, closesOn),
    pot: source === undefined ? [] : [{ sourceId: source.id, amountPence: fund.potPence }],
  };
};

/**
 * What a new round of a fund is proposed as at an instant (milliseconds): the next deadline of the fund's calendar, at the
 * fund's hour on a working day (decision 5), and the dates that follow from it. The officer changes what does not fit.
 * @param takenCodes codes that rounds of this fund already have
 */
export const proposedRound = (fund: Fund, takenCodes: readonly string[], at: number): RoundProposal => {
  const today = londonDate(toInstant(at));
  return proposalFor(fund, nextDeadline(fund.calendar, today, takenCodes) ?? announced(today, takenCodes), today);
};

/**
 * What the rounds of a calendar year are proposed as at an instant (milliseconds): one for each deadline of the fund that is
 * still to come, in their order (DOMAIN 5.1). None for a fund that opens when it is announced.
 */
export const proposedYear = (fund: Fund, year: number, at: number): RoundProposal[] => {
  const today = londonDate(toInstant(at));
  return deadlinesOf(fund.calendar, year)
    .filter(({ on }) => on > addDays(today, 1))
    .map((deadline) => proposalFor(fund, deadline, today));
};
