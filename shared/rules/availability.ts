import * as z from "zod/mini";
import { addDays, type CivilDate, endOfDay, Instant, later, msOf, toInstant } from "./london.ts";
import { closingInstant, closingWall, type LaterDates, type Round, type Timetable } from "./round.ts";
import { nextWorkingDay } from "./working-days.ts";

/** The portal asks itself through its public address once in this time. */
export const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;

/** What is known of one minute: how long the answer took, or that there was none; and what pages had thrown away in it. */
export type Minute = {
  /** Its beginning, in milliseconds. */
  readonly at: number;
  /** Milliseconds until the answer; undefined: asked, and no answer came, or not asked. */
  readonly tookMs: number | undefined;
  /** Saves and submissions that our side threw away (429, 5xx, no answer), as the pages told afterwards. */
  readonly failed: number;
};

/** Minutes one after the other in which the portal gave no answer: from the first to the first with an answer. */
export const Gap = z.strictObject({
  from: Instant,
  to: Instant,
  minutes: z.int(),
  /** Attempts to save or submit in it that pages told of afterwards. */
  failed: z.int(),
});
export type Gap = z.infer<typeof Gap>;

/** The beginning of the minute of an instant (milliseconds). */
export const minuteOf = (at: number): number => Math.floor(at / MINUTE_MS) * MINUTE_MS;

/**
 * The gaps between two instants (milliseconds): minutes without an answer, also those in which nothing ran that could ask
 * (`availability/gap`). The earliest first.
 * @param from not before the portal first asked itself: what was before is not known
 * @param to the end of the last minute that has been asked about
 */
export const gapsIn = (minutes: readonly Minute[], from: number, to: number): Gap[] => {
  const known = new Map(minutes.map((minute) => [minute.at, minute]));
  const gaps: { from: number; to: number; failed: number }[] = [];
  for (let at = minuteOf(from); at < minuteOf(to); at += MINUTE_MS) {
    const minute = known.get(at);
    if (minute?.tookMs !== undefined) continue;
    const last = gaps.at(-1);
    const failed = minute?.failed ?? 0;
    if (last?.to === at) {
      last.to = at + MINUTE_MS;
      last.failed += failed;
    } else gaps.push({ from: at, to: at + MINUTE_MS, failed });
  }
  return gaps.map((gap) => gapOf(gap.from, gap.to, gap.failed));
};

/** A gap between two instants in milliseconds. */
export const gapOf = (from: number, to: number, failed: number): Gap => ({
  from: toInstant(from),
  to: toInstant(to),
  minutes: Math.round((to - from) / MINUTE_MS),
  failed,
});

/** One minute alone may be the scheduler's own: it counts where a page was turned away in it. */
const LEAST_MINUTES = 2;

/**
 * Whether a gap gives a reason to extend a round (`availability/extension`): it lasted, or turned somebody away, and some of
 * it lay in the last 24 hours before the close.
 */
export const deservesExtension = (
  { from, to, minutes, failed }: Gap,
  { closesAt }: Pick<Timetable, "closesAt">,
): boolean =>
  (minutes >= LEAST_MINUTES || failed > 0) && msOf(from) < msOf(closesAt) && msOf(to) > msOf(closesAt) - DAY_MS;

/** The closing instant of a day at the time of day that a round closes. */
const closingOn = (on: CivilDate, time: string): number => {
  const closesAt = closingInstant({ on, time });
  return msOf(typeof closesAt === "string" ? closesAt : endOfDay(on));
};

/**
 * The dates that an extension after a gap proposes: the same time of day, on the first working day after the close that is a
 * whole day after the gap's end too. A promised day is kept where it can be. The officer changes what does not fit.
 */
export const datesAfter = ({ timetable }: Pick<Round, "timetable">, { to }: Pick<Gap, "to">): LaterDates => {
  const wall = closingWall(timetable.closesAt);
  let on = nextWorkingDay(addDays(wall.on, 1));
  while (closingOn(on, wall.time) < msOf(to) + DAY_MS) on = nextWorkingDay(addDays(on, 1));
  const checkedBy = later(timetable.checkedBy, on);
  const meetingOn = later(later(timetable.meetingOn, nextWorkingDay(addDays(on, 1))), checkedBy);
  const confirmedBy = later(timetable.confirmedBy, meetingOn);
  const notifiedBy = later(timetable.notifiedBy, confirmedBy);
  const paidBy = later(timetable.paidBy, notifiedBy);
  return { closes: { ...wall, on }, checkedBy, meetingOn, confirmedBy, notifiedBy, paidBy };
};

/** A gap that overlapped the last 24 hours of a round, kept with the round: what an extension is proposed on. */
export const Outage = z.strictObject({ roundId: z.string(), title: z.string(), ...Gap.shape });
export type Outage = z.infer<typeof Outage>;

/** Whether an outage still waits for an officer: nobody has extended the round since it ended. */
export const waitsForExtension = (
  outage: Pick<Outage, "to">,
  { extensions = [] }: Pick<Round, "extensions">,
): boolean => extensions.every(({ at, was, until }) => was === until || at < outage.to);

/** Reports of pages are few; one address sends no more of them than this. */
export const REPORT_LIMIT = { name: "failed-attempts", windowMs: 3_600_000, most: 30 } as const;
/** A page tells of the last day at most, and counts no more than this in a minute. */
export const REPORT_DAY_MS = DAY_MS;
export const MOST_FAILED_IN_MINUTE = 100;
