import type { Gap } from "../../../shared/rules/availability.ts";
import { addDays, endOfDay, formatShortDate, type Instant, londonDate, msOf } from "../../../shared/rules/london.ts";

const SHOWN_DAYS = 14;
/** A gap of a minute is seen: no part is drawn narrower, of 1,000. */
const LEAST_WIDTH = 4;

type Day = { on: string; parts: { from: number; width: number; known: boolean }[] };

/** What lies of a gap in a day, in thousandths of it; undefined where nothing does. */
const partOf = (start: number, end: number, from: number, to: number): { from: number; width: number } | undefined => {
  const [first, last] = [Math.max(start, from), Math.min(end, to)];
  if (last <= first) return undefined;
  const width = Math.max(LEAST_WIDTH, ((last - first) / (end - start)) * 1000);
  return { from: Math.min(((first - start) / (end - start)) * 1000, 1000 - width), width };
};

/** The last two weeks, day by day from midnight to midnight in London, the latest first. */
export const daysOf = (gaps: readonly Gap[], since: Instant, at: Instant): Day[] => {
  const today = londonDate(at);
  return Array.from({ length: SHOWN_DAYS }, (_, n) => addDays(today, -n))
    .filter((on) => on >= londonDate(since))
    .map((on) => {
      const [start, end] = [msOf(endOfDay(addDays(on, -1))), msOf(endOfDay(on))];
      const unknown = [partOf(start, end, start, msOf(since)), partOf(start, end, msOf(at), end)].flatMap((part) =>
        part === undefined ? [] : [{ ...part, known: false }],
      );
      const away = gaps.flatMap(({ from, to }) => partOf(start, end, msOf(from), msOf(to)) ?? []);
      return { on, parts: [...unknown, ...away.map((part) => ({ ...part, known: true }))] };
    });
};

/** Each day as a line: filled where the portal answered, hatched where it did not, empty where nothing is known. */
export const AvailabilityDays = ({ gaps, since, at }: { gaps: readonly Gap[]; since: Instant; at: Instant }) => (
  <figure class="days">
    <figcaption class="govuk-body soft small">
      The last two weeks, each day from midnight to midnight. Hatched: no answer. The same is in the table.
    </figcaption>
    <svg width="0" height="0" aria-hidden="true">
      <defs>
        <pattern id="no-answer" width="12" height="12" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
          <rect class="fill-left" width="12" height="12" />
          <rect class="fill-hatch" width="6" height="12" />
        </pattern>
      </defs>
    </svg>
    {daysOf(gaps, since, at).map(({ on, parts }) => (
      <div class="days__line" key={on}>
        <span class="days__day">{formatShortDate(on).replace(/ \d{4}$/, "")}</span>
        <svg viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true">
          <rect class="fill-done" width="1000" height="20" />
          {parts.map(({ from, width, known }, n) => (
            <rect
              key={n}
              x={from}
              width={width}
              height="20"
              {...(known ? { fill: "url(#no-answer)" } : { class: "fill-left" })}
            />
          ))}
        </svg>
      </div>
    ))}
  </figure>
);
