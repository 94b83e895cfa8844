import { windowOf } from "../../shared/rules/sign-in.ts";
import { limitKey } from "./keys.ts";
import type { Table } from "./table.ts";

/** So many in a window of so many milliseconds; a counter for each of whatever is limited. */
export type Limit = { readonly name: string; readonly windowMs: number; readonly most: number };

/**
 * Counts one more of what is limited; false when the limit is reached.
 * @param hash of whom or what it is counted for: no key spells an address
 */
export const countOne = async (table: Table, limit: Limit, hash: string, at: number): Promise<boolean> => {
  const outcome = await table.update(
    {
      Key: limitKey(limit.name, hash, windowOf(limit, at)),
      UpdateExpression: "SET kind = :kind, expiresAt = :expiresAt ADD #count :one",
      ConditionExpression: "attribute_not_exists(#count) OR #count < :most",
      ExpressionAttributeNames: { "#count": "count" },
      ExpressionAttributeValues: {
        ":kind": "limit",
        ":expiresAt": Math.floor((at + 2 * limit.windowMs) / 1000),
        ":one": 1,
        ":most": limit.most,
      },
    },
    "count",
  );
  return outcome.outcome !== "refused";
};
