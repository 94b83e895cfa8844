import { type Finding, finding } from "./finding.ts";
import { isCivilDate, londonDate, toInstant } from "./london.ts";
import { singleLine } from "./text.ts";

export const HOW_ASKED = { telephone: "By telephone", paper: "On paper" } as const;

/**
 * Who of the group agreed that the office enters its application, and when: `entry/agreed-by`, `entry/agreed-on` (a London
 * day that is not to come). The application is the group's own; without its word there is none.
 */
export const entryFindings = (agreed: { agreedBy: string; agreedOn: string }, at: number): Finding[] => {
  const isDay = isCivilDate(agreed.agreedOn) && agreed.agreedOn <= londonDate(toInstant(at));
  return [
    ...(singleLine(agreed.agreedBy) === ""
      ? [finding("entry/agreed-by", "/agreedBy", "Enter the name of the person of the group who agreed to this.")]
      : []),
    ...(isDay
      ? []
      : [finding("entry/agreed-on", "/agreedOn", "Enter the day on which they agreed: today or earlier.")]),
  ];
};
