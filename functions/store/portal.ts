import * as z from "zod/mini";
import { Closure } from "../../shared/rules/closure.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { Preflight } from "../../shared/rules/preflight.ts";
import { closuresKey, preflightKey, pulseKey } from "./keys.ts";
import type { Raw, Table } from "./table.ts";

const Closures = z.object({ closures: z.array(Closure) });

/** What holds for the whole portal: the closures, one small item that is read consistently wherever the clock decides. */
export const portalStore = (table: Table) => ({
  closures: async (): Promise<Closure[]> => closuresFrom(await table.get(closuresKey())),
  /** What preflight found when it last ran; undefined where it never did, as on a laptop. */
  preflight: async (): Promise<Preflight | undefined> => {
    const raw = await table.get(preflightKey());
    return raw === undefined ? undefined : Preflight.parse(raw);
  },
  /** Keeps what preflight found, in place of what it found before. */
  keepPreflight: async ({ checkedAt, findings }: Preflight): Promise<void> => {
    await table.update(
      {
        Key: preflightKey(),
        UpdateExpression: "SET checkedAt = :at, findings = :findings, kind = :kind",
        ExpressionAttributeValues: { ":at": checkedAt, ":findings": findings, ":kind": "preflight" },
      },
      "preflight",
    );
  },
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
