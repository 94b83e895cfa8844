import * as z from "zod/mini";
import type { Event } from "../../shared/events.ts";
import type { Reminder } from "../../shared/rules/reminders.ts";
import type { OfficeReminder } from "../../shared/rules/reminders-office.ts";
import type { Reopened } from "../../shared/rules/reopened.ts";
import { ScoringHead } from "../../shared/rules/scoring.ts";
import { calendarReminderKey, type Key, reminderKey, scoringKey } from "./keys.ts";
import type { Change, Table, Write } from "./table.ts";

const Ends = z.object({ endsAt: ScoringHead.shape.endsAt, revealedAt: ScoringHead.shape.revealedAt });

const once = async (table: Table, key: Key, data: Change["data"], event: Event, at: number): Promise<void> => {
  const write: Write = { writeId: `reminder-${key.pk}-${key.sk}`, at };
  await table.write([{ key, kind: "reminder", schema: 1, was: "absent", events: [event], data }], write);
};

/** That reminders went out: each is one item, written once, and the stream tells whom it concerns. */
export const remindersStore = (table: Table) => ({
  /** When scoring of each of these rounds ends; undefined where it is not prepared. In their order, one hop. */
  scoringEnds: async (roundIds: readonly string[]): Promise<(z.infer<typeof Ends> | undefined)[]> =>
    (await table.getMany(roundIds.map(scoringKey))).map((raw) => (raw === undefined ? undefined : Ends.parse(raw))),

  /** Lets a reminder of a round go; one that has gone is left alone. */
  note: async (
    { id: roundId, title }: { id: string; title: string },
    reminder: Reminder | Reopened,
    event: Event,
    at: number,
  ): Promise<void> => once(table, reminderKey(roundId, reminder.id), { roundId, title, ...reminder }, event, at),

  /** Lets a reminder of the office's calendar go; one that has gone is left alone. */
  noteCalendar: async (reminder: OfficeReminder, event: Event, at: number): Promise<void> =>
    once(table, calendarReminderKey(reminder.id), reminder, event, at),
});
