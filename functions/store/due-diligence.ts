import * as z from "zod/mini";
import type { Event } from "../../shared/events.ts";
import { DueDiligence } from "../../shared/rules/due-diligence.ts";
import { type StandsAs, standingFacts } from "../../shared/rules/match-standing.ts";
import { dueDiligenceKey } from "./keys.ts";
import { type Raw, refuseStale, type Table, type Write } from "./table.ts";

/** A sheet with the write that brought it to its version: a repeated one is known by it. */
const SheetItem = z.object({ ...DueDiligence.shape, writeId: z.string() });
type KeptSheet = z.infer<typeof SheetItem>;

export const sheetFrom = (raw: Raw | undefined): KeptSheet | undefined =>
  raw === undefined ? undefined : SheetItem.parse(raw);

/** What of a sheet, as it lies there, others than the office read: how lines of one submission's match stand. */
export const standingsIn = (raw: Raw | undefined, submission: number): StandsAs[] =>
  standingFacts(sheetFrom(raw)?.standings, submission);

/** The due-diligence sheets of bids (DOMAIN 7). */
export const dueDiligenceStore = (table: Table) => ({
  /** The sheets of bids, in the order of their ids; one hop. */
  ofBids: async (ids: readonly string[]): Promise<(KeptSheet | undefined)[]> =>
    (await table.getMany(ids.map(dueDiligenceKey))).map(sheetFrom),

  /** A sheet under the version it carries; version 0 is new. Refuses `stale`. */
  write: async (sheet: DueDiligence, write: Write, events: readonly Event[]): Promise<void> => {
    const { version, ...data } = sheet;
    refuseStale(
      await table.write(
        [
          {
            key: dueDiligenceKey(sheet.applicationId),
            kind: "due-diligence",
            schema: 1,
            was: version === 0 ? "absent" : version,
            events,
            data,
          },
        ],
        write,
      ),
    );
  },
});
