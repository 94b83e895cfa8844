import type { ComponentChildren } from "preact";

/** One point: the date with its weekday ("by Friday 18 December"), and what happens. */
export type TimelinePoint = {
  when: ComponentChildren;
  what: ComponentChildren;
  state?: "done" | "now" | "to-come" | undefined;
};

const STATE = {
  done: { class: "timeline__done", words: " (done)" },
  now: { class: "timeline__now", words: " (now)" },
  "to-come": { class: "", words: "" },
} as const;

/** The timetable as a line of points. */
export const Timeline = ({ points }: { points: readonly TimelinePoint[] }) => (
  <ol class="timeline">
    {points.map(({ when, what, state = "to-come" }, index) => (
      <li key={index} class={STATE[state].class}>
        <span class="timeline__when">{when}</span>
        {what}
        <span class="govuk-visually-hidden">{STATE[state].words}</span>
      </li>
    ))}
  </ol>
);
