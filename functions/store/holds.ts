import * as z from "zod/mini";
import type { Event } from "../../shared/events.ts";
import { Refused } from "../../shared/problem.ts";
import { Hold, inForce } from "../../shared/rules/hold.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { holdKey } from "./keys.ts";
import { type Change, type Raw, refuseStale, type Table, type Write } from "./table.ts";

const Stored = z.object({ ...Hold.shape, version: z.int(), writeId: z.string() });
type Stored = z.infer<typeof Stored>;

const holdOf = ({ version: _, writeId: __, ...hold }: Stored): Hold => hold;

const holdChange = (hold: Hold, was: Change["was"], event: Event): Change => ({
  key: holdKey(hold.id),
  kind: "hold",
  schema: 1,
  was,
  events: [event],
  data: hold,
});

/** Legal holds: placed by an officer, lifted by an approver, each with a reason (DOMAIN 13). */
export const holdsStore = (table: Table) => {
  const read = async (id: string): Promise<Stored> => {
    const raw: Raw | undefined = await table.get(holdKey(id));
    if (raw === undefined) throw new Refused("not-found");
    return Stored.parse(raw);
  };
  return {
    /** Every hold, lifted ones too, in one consistent query. */
    all: async (): Promise<Hold[]> => (await table.query(holdKey("").pk)).map((raw) => holdOf(Stored.parse(raw))),

    /** Places a hold. The same write again changes nothing: the id is made of it. */
    place: async (hold: Hold, write: Write): Promise<void> => {
      const event: Event = {
        type: "retention-hold-placed",
        at: hold.placedAt,
        by: hold.placedBy,
        holdId: hold.id,
        reason: hold.reason,
      };
      refuseStale(await table.write([holdChange(hold, "absent", event)], write));
    },

    /** Lifts a hold, once: what it covered can go from the next run on. Refuses `not-found`, and `wrong-state` when it is lifted. */
    lift: async (id: string, { by, reason }: { by: string; reason: string }, write: Write): Promise<void> => {
      const stored = await read(id);
      if (stored.writeId === write.writeId) return;
      if (!inForce(stored))
        throw new Refused("wrong-state", { rule: "hold/lifted", detail: "This hold has been lifted." });
      const at = toInstant(write.at);
      const lifted: Hold = { ...holdOf(stored), liftedAt: at, liftedBy: by, liftReason: reason };
      const event: Event = { type: "retention-hold-lifted", at, by, holdId: id, reason };
      refuseStale(await table.write([holdChange(lifted, stored.version, event)], write));
    },
  };
};
