import * as z from "zod/mini";
import type { Event } from "../../shared/events.ts";
import { Poll } from "../../shared/rules/poll.ts";
import { SHIPPED_POLLS } from "../../shared/rules/poll-history.ts";
import { Override } from "../../shared/rules/viability.ts";
import { pollsKey } from "./keys.ts";
import { type Change, type Outcome, type Raw, refuseStale, type Table, type Write } from "./table.ts";

const SCHEMA = 1;

const PollsItem = z.object({
  polls: z.array(Poll),
  overrides: z.array(Override),
  version: z.int(),
  writeId: z.string(),
});

/** All elections and what was allowed in spite of them: one small item, so that whatever is decided reads it in one go. */
export type KeptPolls = { polls: readonly Poll[]; overrides: readonly Override[]; version: number; writeId?: string };

/** The rows of the item as read; a portal that has none yet has those it came with, as version 0. */
const pollsFrom = (raw: Raw | undefined): KeptPolls =>
  raw === undefined ? { polls: SHIPPED_POLLS, overrides: [], version: 0 } : PollsItem.parse(raw);

/** The rows as they are to be, over the version that was read. */
export const pollsChange = (kept: KeptPolls, events: readonly Event[]): Change => ({
  key: pollsKey(),
  kind: "polls",
  schema: SCHEMA,
  was: kept.version === 0 ? "absent" : kept.version,
  events,
  data: { polls: kept.polls, overrides: kept.overrides },
});

/** Elections, their periods and overrides (DOMAIN 5.2, 5.3). What is closed because of them is the closures' own. */
export const pollsStore = (table: Table) => ({
  /** The rows, consistently: one read. */
  read: async (): Promise<KeptPolls> => pollsFrom(await table.get(pollsKey())),

  /** The rows under the version that was read, with whatever ends or begins with them. Refuses `stale`. */
  write: async (
    kept: KeptPolls,
    write: Write,
    events: readonly Event[],
    beside: readonly Change[] = [],
  ): Promise<Outcome> => {
    const outcome = await table.write([pollsChange(kept, events), ...beside], write);
    refuseStale(outcome);
    return outcome;
  },
});
