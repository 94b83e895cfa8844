import * as z from "zod/mini";
import { counted } from "./counted.ts";

/** A day in the calendar, "YYYY-MM-DD" and real; it has no time and no zone. Compares as text. */
export const CivilDate = z.iso.date("Enter a real date, like 27 3 2027.");
export type CivilDate = z.infer<typeof CivilDate>;

/** An instant in UTC, always "YYYY-MM-DDTHH:mm:ss.sssZ": one spelling, so that instants compare as text. */
export const Instant = z.iso.datetime({ precision: 3, error: "Enter an instant in UTC with milliseconds" });
export type Instant = z.infer<typeof Instant>;

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** The instant of a count of milliseconds since 1970. */
export const toInstant = (ms: number): Instant => new Date(ms).toISOString();

/** Milliseconds since 1970 of an instant. */
export const msOf = (at: Instant): number => Date.parse(at);

/** The later of two days, or of two instants: each has one spelling, and compares as text. */
export const later = <T extends string>(one: T, other: T): T => (one > other ? one : other);

// Making a formatter costs milliseconds, using one microseconds: one for the life of the process.
const london = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});

/** What a clock on the wall in London shows, as "YYYY-MM-DDTHH:mm:ss". */
const wall = (ms: number): string => {
  const part: Record<string, string> = {};
  for (const { type, value } of london.formatToParts(ms)) part[type] = value;
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}`;
};

/** The instants at which London shows this date and time: one, or none or two in the hour of a clock change. */
const instantsOf = (date: CivilDate, time: string): number[] => {
  const asIfUtc = Date.parse(`${date}T${time}:00Z`);
  return [asIfUtc - hourMs, asIfUtc].filter((ms) => Number.isFinite(ms) && wall(ms) === `${date}T${time}:00`);
};

/**
 * The instant of a London date and time ("HH:mm"). Undefined when that time does not exist or happens twice there
 * (01:00 to 01:59 on the two nights the clocks change), or is no date or time at all. DOMAIN 5.1.
 */
export const instantOf = (date: CivilDate, time: string): Instant | undefined => {
  const [at, twice] = instantsOf(date, time);
  return at === undefined || twice !== undefined ? undefined : toInstant(at);
};

/** The midnight in London that ends the day: the `closesAt` of "11:59pm on" that day (DOMAIN, decision 1). */
export const endOfDay = (date: CivilDate): Instant => {
  const next = addDays(date, 1);
  // Clocks change at 01:00 UTC, so a midnight always exists once; the alternative is never taken.
  return instantOf(next, "00:00") ?? `${next}T00:00:00.000Z`;
};

/** The date in London at an instant. */
export const londonDate = (at: Instant): CivilDate => wall(msOf(at)).slice(0, 10);

/** The time in London at an instant, "HH:mm". */
export const londonTime = (at: Instant): string => wall(msOf(at)).slice(11, 16);

/** The time in London to the second, "14:02:07": for receipts. */
export const formatSecond = (at: Instant): string => wall(msOf(at)).slice(11);

const civilOf = (dayNumber: number): CivilDate => new Date(dayNumber * dayMs).toISOString().slice(0, 10);
const dayNumberOf = (date: CivilDate): number => Date.parse(`${date}T00:00:00Z`) / dayMs;
const yearOf = (date: CivilDate): number => Number(date.slice(0, 4));
const monthOf = (date: CivilDate): number => Number(date.slice(5, 7));

/** Whether a text is a civil date that exists. By hand, so that a page that reads dates brings no schema into the browser. */
export const isCivilDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(dayNumberOf(text)) && civilOf(dayNumberOf(text)) === text;

/** The date of a year, month (1 to 12) and day as typed into three boxes; undefined when there is none (31 February). */
export const civilDate = (year: number, month: number, day: number): CivilDate | undefined => {
  const pad = (value: number, width: number): string => String(value).padStart(width, "0");
  const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  return isCivilDate(text) ? text : undefined;
};

/** The date this many days later (earlier when negative). */
export const addDays = (date: CivilDate, days: number): CivilDate => civilOf(dayNumberOf(date) + days);

/** Days from one date to another; negative when the second is earlier. */
export const daysBetween = (from: CivilDate, to: CivilDate): number => dayNumberOf(to) - dayNumberOf(from);

/** The same day this many months later, or the last day of that month where there is no such day. DOMAIN 5.4. */
export const addMonths = (date: CivilDate, months: number): CivilDate => {
  const count = yearOf(date) * 12 + monthOf(date) - 1 + months;
  const [year, month] = [Math.floor(count / 12), (count % 12) + 1];
  return civilDate(year, month, Number(date.slice(8))) ?? lastDayOf(year, month);
};

/** The last day of a month (1 to 12). */
export const lastDayOf = (year: number, month: number): CivilDate => civilOf(Date.UTC(year, month, 0) / dayMs);

/** 1 for Monday to 7 for Sunday. */
export const weekday = (date: CivilDate): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7;

/** The financial year a date falls in, 1 April to 31 March: "2026/27". DOMAIN 5.4. */
export const financialYear = (date: CivilDate): string => {
  const starts = yearOf(date) - (monthOf(date) < 4 ? 1 : 0);
  return `${starts}/${String((starts + 1) % 100).padStart(2, "0")}`;
};

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const months = "January February March April May June July August September October November December".split(" ");

/** "1 December 2026". */
export const formatShortDate = (date: CivilDate): string =>
  `${Number(date.slice(8))} ${months[monthOf(date) - 1]} ${yearOf(date)}`;

/** "Tuesday 1 December 2026": dates people must keep are shown with the weekday. */
export const formatDate = (date: CivilDate): string => `${weekdays[weekday(date) - 1]} ${formatShortDate(date)}`;

/** The time in London as people say it: "9am", "2:05pm", "12 noon", "midnight". */
export const formatTime = (at: Instant): string => {
  const time = londonTime(at);
  if (time === "00:00") return "midnight";
  if (time === "12:00") return "12 noon";
  const [hour, minute] = [Number(time.slice(0, 2)), time.slice(3)];
  return `${hour % 12 || 12}${minute === "00" ? "" : `:${minute}`}${hour < 12 ? "am" : "pm"}`;
};

/** "2:05pm on Tuesday 1 December 2026". Midnight says which end of the day it is. */
export const formatDateTime = (at: Instant): string => {
  const time = formatTime(at);
  return `${time} ${time === "midnight" ? "at the start of" : "on"} ${formatDate(londonDate(at))}`;
};

/**
 * How a closing instant is told to people. It is the first instant that is too late, so a midnight is told as the last
 * minute in time, "11:59pm on Tuesday 1 December 2026"; any other as itself, "12 noon on …" (DOMAIN, decision 1).
 */
export const formatDeadline = (closesAt: Instant): string => {
  const lastDay = addDays(londonDate(closesAt), -1);
  return endOfDay(lastDay) === closesAt ? `11:59pm on ${formatDate(lastDay)}` : formatDateTime(closesAt);
};

/** The time left in its two largest units, never more than there is: "9 days, 2 hours left", "43 minutes left", "closed". */
export const formatLeft = (fromMs: number, toMs: number): string => {
  const left = toMs - fromMs;
  if (left <= 0) return "closed";
  const minutes = Math.floor(left / 60_000);
  if (minutes === 0) return "less than a minute left";
  const parts: [number, string][] = [
    [Math.floor(minutes / 1440), "day"],
    [Math.floor(minutes / 60) % 24, "hour"],
    [minutes % 60, "minute"],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  const shown = parts.slice(first, first + 2).filter(([count]) => count > 0);
  return `${shown.map(([count, unit]) => counted(count, unit)).join(", ")} left`;
};
