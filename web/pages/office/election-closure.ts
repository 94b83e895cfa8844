import type { ClosureEntered } from "../../../shared/contract/closures.ts";
import type { Touched } from "../../../shared/contract/polls.ts";
import { firstAnnouncedDay } from "../../../shared/rules/closure-findings.ts";
import { addDays, formatDate, later, londonDate, msOf } from "../../../shared/rules/london.ts";

/** What is held in the period of an own election whatever a fund says; submissions too, where a round cannot be decided in time. */
const ALWAYS = ["new-rounds", "meetings", "confirmations", "publicity"] as const;

const wordingOf = ({ view: { poll } }: Touched): string => {
  const which = `${poll.name} ${poll.status === "expected" ? "expected on" : "on"} ${formatDate(poll.pollOn)}`;
  return poll.kind === "own"
    ? `No rounds are opened and no grants are decided in the period before and after the ${which}. Grants that were made are paid as always.`
    : `We do not publish news of grants in the period before the ${which}.`;
};

/**
 * The first day of the period; where that is too near to be announced ten working days ahead, the first day that is not.
 * Publicity alone takes nothing from anybody who applies, and is held at once where the period has begun.
 */
const beginning = ({ at, view: { poll } }: Touched): ClosureEntered["from"] => {
  const first = poll.kind === "own" ? firstAnnouncedDay(msOf(at)) : addDays(londonDate(at), 1);
  if (poll.kind === "other" && poll.sensitiveFrom < first) return { of: "at-once" };
  return { of: "wall", on: later(poll.sensitiveFrom, first), time: "00:00" };
};

/**
 * The closure that the portal proposes for an election; the officer changes what does not fit. An own election's lasts from its
 * first day until the declaration is recorded; another's holds publicity alone, until its poll is over (DOMAIN 5.3).
 */
export const closureFor = (touched: Touched): ClosureEntered => {
  const { poll } = touched.view;
  const inTheWay = touched.rounds.some(
    ({ status, findings }) => findings.length > 0 && (status === "open" || status === "scheduled"),
  );
  const from = beginning(touched);
  if (poll.kind === "other")
    return {
      ...{ scope: { of: "publicity" }, from, until: { of: "wall", on: poll.pollOn, time: "23:59" } },
      ...{ reason: "election", wording: wordingOf(touched), freezes: ["publicity"] },
      ...{ deadlines: "kept", drafts: "editable" },
    };
  return {
    ...{ scope: { of: "portal" }, from, until: { of: "declaration", pollId: poll.id } },
    reason: poll.type === "by-election" ? "by-election" : "election",
    wording: wordingOf(touched),
    freezes: inTheWay ? [...ALWAYS, "submissions", "new-drafts"] : [...ALWAYS],
    ...{ deadlines: "moved", drafts: "editable" },
  };
};
