import type { Event } from "../../shared/events.ts";
import { FUND_NAMES } from "../../shared/funds/names.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { type Reminder, remindersDue } from "../../shared/rules/reminders.ts";
import { type OfficeReminder, officeRemindersDue } from "../../shared/rules/reminders-office.ts";
import { reopenedOf } from "../../shared/rules/reopened.ts";
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

const officeEventOf = (reminder: OfficeReminder, at: number): Event => {
  const happened = { at: toInstant(at), by: "system", what: reminder.what };
  return reminder.of === "election"
    ? { type: "election-date-ahead", ...happened, pollId: reminder.pollId }
    : { type: "closure-date-ahead", ...happened, closureId: reminder.closureId };
};

/**
 * Reminds of what is near: draft owners of the close, trustees of the end of scoring, the office of each date, of elections and of
 * closures; and tells draft owners that a round is open again of which nobody has told them. Safe to run twice: a reminder is
 * one item that is written once. Safe to run late: what has passed its time is left out.
 */
export const handler = schedule(async (at, { store }) => {
  const [{ rounds, closures }, { polls }, records] = await Promise.all([
    store.rounds.roundsOf(FUND_NAMES.map(({ id }) => id)),
    store.polls.read(),
    // What has ended is no longer in the item that the clock reads.
    store.closures.all(),
  ]);
  const ids = rounds.map(({ id }) => id);
  const [ends, totals] = await Promise.all([store.reminders.scoringEnds(ids), store.totals.ofRounds(ids)]);
  for (const [n, round] of rounds.entries()) {
    const status = roundStatus(round, closures, at);
    const progress = { unchecked: uncheckedOf(totals[n] ?? NO_TOTALS) };
    for (const reminder of remindersDue(round, status, ends[n], at, progress))
      await store.reminders.note(round, reminder, eventOf(reminder, round.id, at), at);
    const again = reopenedOf(round, status, records, at);
    if (again === undefined) continue;
    const { closureId } = again;
    const event: Event = { type: "round-reopened", at: toInstant(at), by: "system", roundId: round.id, closureId };
    await store.reminders.note(round, again, event, at);
  }
  for (const reminder of officeRemindersDue(polls, records, at))
    await store.reminders.noteCalendar(reminder, officeEventOf(reminder, at), at);
});
