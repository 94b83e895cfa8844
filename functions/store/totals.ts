import * as z from "zod/mini";
import { NO_TOTALS, Totals } from "../../shared/rules/totals.ts";
import { totalsKey } from "./keys.ts";
import type { Raw, Table } from "./table.ts";

// A total that nothing has moved yet is not on the item.
const Stored = z.partial(Totals);

/** The totals of an item as read, for those who read it in a hop of their own; noughts where there is none. */
export const totalsFrom = (raw: Raw | undefined): Totals => ({
  ...NO_TOTALS,
  ...(raw === undefined ? {} : defined(Stored.parse(raw))),
});

/** The totals of rounds, as `audit.record` moves them: up to a second behind the applications, never counted twice. */
export const totalsStore = (table: Table) => ({
  /** In the order asked, in one hop; a round without applications has noughts. */
  ofRounds: async (roundIds: readonly string[]): Promise<Totals[]> =>
    (await table.getMany(roundIds.map(totalsKey))).map(totalsFrom),
});

const defined = (some: z.infer<typeof Stored>): Partial<Totals> =>
  Object.fromEntries(Object.entries(some).filter(([, value]) => value !== undefined));
