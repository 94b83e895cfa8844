import { isBankHoliday } from "./bank-holidays.ts";
import { addDays, type CivilDate, lastDayOf, weekday } from "./london.ts";

/** Monday to Friday and no bank holiday of England and Wales (known from 2012 to 2028). DOMAIN 5.4. */
export const isWorkingDay = (date: CivilDate): boolean => weekday(date) <= 5 && !isBankHoliday(date);

/** The date this many working days later, or earlier when negative. The start day is not counted. DOMAIN 5.4. */
export const addWorkingDays = (date: CivilDate, workingDays: number): CivilDate => {
  const step = Math.sign(workingDays);
  let day = date;
  for (let left = Math.abs(workingDays); left > 0; left -= isWorkingDay(day) ? 1 : 0) day = addDays(day, step);
  return day;
};

/** The date itself when it is a working day, else the first working day after it. */
export const nextWorkingDay = (date: CivilDate): CivilDate => addWorkingDays(addDays(date, -1), 1);

/** The last working day of a month (1 to 12): by when a round is decided (DOMAIN 5.1). */
export const lastWorkingDayOf = (year: number, month: number): CivilDate =>
  addWorkingDays(addDays(lastDayOf(year, month), 1), -1);
