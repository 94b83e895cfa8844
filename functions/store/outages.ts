import * as z from "zod/mini";
import type { Event } from "../../shared/events.ts";
import { Outage } from "../../shared/rules/availability.ts";
import { outageKey, roundKey } from "./keys.ts";
import type { Table } from "./table.ts";

const OutageItem = z.object(Outage.shape);

/** Gaps that lay in the last day of a round: kept with it, as what an extension rests on. */
export const outagesStore = (table: Table) => ({
  /** Those of some rounds, the earliest first; a query for each, all at once. */
  ofRounds: async (roundIds: readonly string[]): Promise<Outage[]> =>
    (await Promise.all(roundIds.map((id) => table.query(roundKey(id).pk, "outage/"))))
      .flat()
      .map((raw) => OutageItem.parse(raw)),

  /** Keeps one, and lets the office be told; one that is kept is left alone. */
  note: async (outage: Outage, event: Event, at: number): Promise<void> => {
    const key = outageKey(outage.roundId, outage.from);
    await table.write([{ key, kind: "outage", schema: 1, was: "absent", events: [event], data: outage }], {
      writeId: `outage-${outage.roundId}-${outage.from}`,
      at,
    });
  },
});
