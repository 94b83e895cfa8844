import * as z from "zod/mini";
import { NO_TOTALS, Totals } from "../../shared/rules/totals.ts";
import { totalsKey } from "./keys.ts";
import type { Table } from "./table.ts";

// A total that nothing has moved yet is not on the item.
const Stored = z.partial(Totals);

/** The totals of rounds, as `audit.record` moves them: up to a second behind the applications, never counted twice. */
export const totalsStore = (table: Table) => ({
  /** In the order asked, in one hop; a round without applications has noughts. */
  ofRounds: async (roundIds: readonly string[]): Promise<Totals[]> => {
    const raws = await table.getMany(roundIds.map(totalsKey));
    return raws.map((raw) => ({ ...NO_TOTALS, ...(raw === undefined ? {} : defined(Stored.parse(raw))) }));
  },
});

const defined = (some: z.infer<typeof Stored>): Partial<Totals> =>
  Object.fromEntries(Object.entries(some).filter(([, value]) => value !== undefined));
