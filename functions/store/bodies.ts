import * as z from "zod/mini";
import type { Event } from "../../shared/events.ts";
import { LEGAL_BODIES } from "../../shared/legal-bodies.ts";
import { type Bodies, Body, Term } from "../../shared/rules/bodies.ts";
import { bodiesKey } from "./keys.ts";
import { refuseStale, type Table, type Write } from "./table.ts";

const Kept = z.object({ bodies: z.array(Body), terms: z.array(Term), version: z.int(), writeId: z.string() });

/** The record with its version: 0, and no write of its own, while it is the one that the portal brings. */
type KeptBodies = Bodies & { version: number; writeId: string };

/** The legal bodies: one item, because who is the funder on a day is decided over all of them. */
export const bodiesStore = (table: Table) => ({
  read: async (): Promise<KeptBodies> => {
    const raw = await table.get(bodiesKey());
    return raw === undefined ? { ...LEGAL_BODIES, version: 0, writeId: "" } : Kept.parse(raw);
  },

  /** Keeps the record in place of the version that was read. Refuses `stale`. */
  change: async ({ bodies, terms }: Bodies, version: number, write: Write, event: Event): Promise<void> =>
    refuseStale(
      await table.write(
        [
          {
            key: bodiesKey(),
            kind: "bodies",
            schema: 1,
            was: version === 0 ? "absent" : version,
            events: [event],
            data: { bodies, terms },
          },
        ],
        write,
      ),
    ),
});
