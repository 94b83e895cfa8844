import * as z from "zod/mini";
import { Instant } from "../../shared/rules/london.ts";
import { failureKey } from "./keys.ts";
import type { Table } from "./table.ts";

const SCHEMA = 1;
/** An item holds 400 KB; a record with both images may be larger, and its item and version then say where to look. */
const MOST_BYTES = 300_000;

/** A record of the stream that a consumer could not take: what was wrong, and the whole record, to be taken up again. */
const Failure = z.object({
  id: z.string(),
  consumer: z.string(),
  item: z.string(),
  problem: z.string(),
  record: z.optional(z.string()),
  at: Instant,
});
type Failure = z.infer<typeof Failure>;

/** What was put aside, one item for each record and consumer. */
export const failuresStore = (table: Table) => ({
  /** Puts a record aside; once, however often it is told. `item` is the subject of the item it is a version of. */
  putAside: async (
    failed: { consumer: string; recordId: string; item: string; problem: string; record: string },
    at: number,
  ): Promise<void> => {
    const { consumer, recordId, item, problem, record } = failed;
    await table.write(
      [
        {
          key: failureKey(consumer, recordId),
          kind: "failure",
          schema: SCHEMA,
          was: "absent",
          events: [],
          data: {
            id: recordId,
            consumer,
            item,
            problem,
            ...(Buffer.byteLength(record) > MOST_BYTES ? {} : { record }),
          },
        },
      ],
      { writeId: `failure-${consumer}-${recordId}`, at },
    );
  },

  /** Takes away what was put aside, once it has been carried on. Safe to repeat. */
  remove: async (consumer: string, recordId: string): Promise<void> => {
    await table.write([], { writeId: `carried-${consumer}-${recordId}`, at: 0 }, [
      { Delete: { TableName: table.name, Key: failureKey(consumer, recordId) } },
    ]);
  },

  /** Everything a consumer has put aside. */
  of: async (consumer: string): Promise<Failure[]> =>
    (await table.query(failureKey(consumer, "").pk)).map((raw) => Failure.parse(raw)),
});
