import { instantOf } from "./london.ts";
import { type Poll, proposedDates } from "./poll.ts";

const NAME = "Police and Crime Commissioner election";

/** Polls held before the portal: the first day of the term stands for a declaration that nobody recorded here (DOMAIN 5.3). */
const heldOn = (pollOn: string, sensitiveFrom?: string, note = ""): Poll => {
  const dates = proposedDates({ pollOn, kind: "own", type: "ordinary" });
  const madeOn = dates.termStartsOn ?? pollOn;
  return {
    ...{ id: `commissioner-${pollOn.slice(0, 4)}`, name: NAME, kind: "own", type: "ordinary", status: "held", pollOn },
    ...dates,
    ...(sensitiveFrom === undefined ? {} : { sensitiveFrom }),
    declaration: { madeOn, recordedAt: instantOf(madeOn, "00:00") ?? `${madeOn}T00:00:00.000Z`, by: "system" },
    note,
  };
};

/** The polls that the portal comes with; an officer's rows stand in their place as soon as one is changed. DOMAIN 5.2. */
export const SHIPPED_POLLS: readonly Poll[] = [
  heldOn("2012-11-15"),
  heldOn("2016-05-05"),
  heldOn("2021-05-06", undefined, "Postponed from 7 May 2020: a term of three years."),
  heldOn("2024-05-02"),
  {
    ...{ id: "commissioner-2028", name: NAME, kind: "own", type: "ordinary", status: "expected", pollOn: "2028-05-04" },
    ...proposedDates({ pollOn: "2028-05-04", kind: "own", type: "ordinary" }),
    note: "The first Thursday in May, four years after the last. Nothing is called. Check it against the law then in force.",
  },
];
