import type { Event } from "../../shared/events.ts";
import { FUND_NAMES } from "../../shared/funds/names.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { type Reminder, remindersDue } from "../../shared/rules/reminders.ts";
import { roundStatus } from "../../shared/rules/round.ts";
import { NO_TOTALS, uncheckedOf } from "../../shared/rules/totals.ts";
import { schedule } from "../edge/schedule.ts";

const eventOf = (reminder: Reminder, roundId: string, at: number): Event => {
  const happened = { at: toInstant(at), by: "system", roundId };
  switch (reminder.of) {
    case "drafts":
      return { type: "drafts-reminded", ...happened, before: reminder.before };
    case "trustees":
      return { type: "trustees-reminded", ...happened, before: reminder.before };
    case "reveal":
      return { type: "scoring-revealed", ...happened };
    case "missed":
      return { type: "date-missed", ...happened, what: reminder.what };
    case "date":
      return { type: "date-ahead", ...happened, what: reminder.what };
  }
};

/**
 * Reminds of what is near: draft owners of the close, trustees of the end of scoring, the office of each date. Safe to run
 * twice: a reminder is one item that is written once. Safe to run late: what has passed its time is left out.
 */
export const handler = schedule(async (at, { store }) => {
  const { rounds, closures } = await store.rounds.roundsOf(FUND_NAMES.map(({ id }) => id));
  const ids = rounds.map(({ id }) => id);
  const [ends, totals] = await Promise.all([store.reminders.scoringEnds(ids), store.totals.ofRounds(ids)]);
  for (const [n, round] of rounds.entries())
    for (const reminder of remindersDue(round, roundStatus(round, closures, at), ends[n], at, {
      unchecked: uncheckedOf(totals[n] ?? NO_TOTALS),
    }))
      await store.reminders.note(round, reminder, eventOf(reminder, round.id, at), at);
});
