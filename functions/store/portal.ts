import * as z from "zod/mini";
import { toInstant } from "../../shared/rules/london.ts";
import { Closure } from "../../shared/rules/round.ts";
import { closuresKey, pulseKey } from "./keys.ts";
import type { Raw, Table } from "./table.ts";

const Closures = z.object({ closures: z.array(Closure) });

/** What holds for the whole portal: the closures, one small item that is read consistently wherever the clock decides. */
export const portalStore = (table: Table) => ({
  closures: async (): Promise<Closure[]> => closuresFrom(await table.get(closuresKey())),
  /** One write and one read, for the health check. */
  touch: async (at: number): Promise<void> => {
    await table.update(
      {
        Key: pulseKey(),
        UpdateExpression: "SET seenAt = :at, kind = :kind",
        ExpressionAttributeValues: { ":at": toInstant(at), ":kind": "pulse" },
      },
      "pulse",
    );
    await table.get(pulseKey());
  },
});

/** The closures of the item as read; a portal without one has none. */
export const closuresFrom = (raw: Raw | undefined): Closure[] =>
  raw === undefined ? [] : Closures.parse(raw).closures;
