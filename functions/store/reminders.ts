import * as z from "zod/mini";
import type { Event } from "../../shared/events.ts";
import type { Reminder } from "../../shared/rules/reminders.ts";
import { ScoringHead } from "../../shared/rules/scoring.ts";
import { reminderKey, scoringKey } from "./keys.ts";
import type { Table, Write } from "./table.ts";

const Ends = z.object({ endsAt: ScoringHead.shape.endsAt, revealedAt: ScoringHead.shape.revealedAt });

/** That reminders went out: each is one item, written once, and the stream tells whom it concerns. */
export const remindersStore = (table: Table) => ({
  /** When scoring of each of these rounds ends; undefined where it is not prepared. In their order, one hop. */
  scoringEnds: async (roundIds: readonly string[]): Promise<(z.infer<typeof Ends> | undefined)[]> =>
    (await table.getMany(roundIds.map(scoringKey))).map((raw) => (raw === undefined ? undefined : Ends.parse(raw))),

  /** Lets a reminder go; one that has gone is left alone. */
  note: async (
    { id: roundId, title }: { id: string; title: string },
    { id, ...about }: Reminder,
    event: Event,
    at: number,
  ): Promise<void> => {
    const data = { id, roundId, title, ...about };
    const write: Write = { writeId: `reminder-${roundId}-${id}`, at };
    await table.write(
      [{ key: reminderKey(roundId, id), kind: "reminder", schema: 1, was: "absent", events: [event], data }],
      write,
    );
  },
});
