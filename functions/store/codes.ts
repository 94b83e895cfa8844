import * as z from "zod/mini";
import { Instant, toInstant } from "../../shared/rules/london.ts";
import { ASK_LIMITS, type AskLimit } from "../../shared/rules/sign-in.ts";
import { codeKey } from "./keys.ts";
import { countOne } from "./limits.ts";
import { messageChange } from "./messages.ts";
import type { Raw, Table, Write } from "./table.ts";

/** A code that was asked for. Only hashes: of the code with the browser's secret, and of that secret. */
export const StoredChallenge = z.object({
  id: z.string(),
  address: z.string(),
  secretHash: z.string(),
  codeHash: z.string(),
  askedAt: Instant,
  tries: z.int(),
  usedBy: z.optional(z.string()),
  personId: z.optional(z.string()),
  version: z.int(),
});
export type StoredChallenge = z.infer<typeof StoredChallenge>;

/** The code of an item as read. */
export const challengeFrom = (raw: Raw | undefined): StoredChallenge | undefined =>
  raw === undefined ? undefined : StoredChallenge.parse(raw);
const seconds = (ms: number): number => Math.floor(ms / 1000);
const HOUR = 3_600_000;

export const codesStore = (table: Table) => {
  return {
    /**
     * Counts one more code for an IP and an address; the limit that is reached, or undefined. Hashes only. One limit after
     * the other: a code that is refused uses up nothing of the next, least of all of somebody else's address.
     */
    countAsked: async (hashes: { address: string; ip: string }, at: number): Promise<AskLimit | undefined> => {
      for (const limit of ASK_LIMITS) if (!(await countOne(table, limit, hashes[limit.of], at))) return limit;
      return undefined;
    },

    challenge: async (id: string): Promise<StoredChallenge | undefined> => challengeFrom(await table.get(codeKey(id))),

    /** Keeps a code that was asked for, with the message that carries it. */
    ask: async (
      challenge: Pick<StoredChallenge, "id" | "address" | "secretHash" | "codeHash">,
      message: { id: string; recipient: string; code: string },
      write: Write,
    ): Promise<void> => {
      const askedAt = toInstant(write.at);
      const expiresAt = seconds(write.at + HOUR);
      await table.write(
        [
          {
            key: codeKey(challenge.id),
            kind: "code",
            schema: 1,
            was: "absent",
            events: [],
            data: { ...challenge, askedAt, tries: 0, expiresAt },
          },
          messageChange(
            message.recipient,
            {
              id: message.id,
              template: "sign-in-code",
              to: challenge.address,
              facts: { code: message.code },
              urgent: true,
              expiresAt,
            },
            [{ type: "code-asked", at: askedAt, by: "system", challengeId: challenge.id }],
            write.at,
          ),
        ],
        write,
      );
    },

    /** Spends one try before the code is looked at, so that guesses made at once are counted too. False when none is left. */
    spendTry: async (id: string, most: number): Promise<boolean> => {
      const outcome = await table.update(
        {
          Key: codeKey(id),
          UpdateExpression: "SET tries = tries + :one, version = version + :one",
          ConditionExpression: "attribute_exists(pk) AND tries < :most",
          ExpressionAttributeValues: { ":one": 1, ":most": most },
        },
        "try",
      );
      return outcome.outcome !== "refused";
    },

    /** Uses a code up in the transaction of what it allows. */
    usedUp: (challengeId: string, personId: string, write: Write) =>
      useChallenge(table.name, challengeId, personId, write),
  };
};

/** Uses a code up, once, in the transaction of the sign-in it opens. */
export const useChallenge = (TableName: string, challengeId: string, personId: string, write: Write) => ({
  Update: {
    TableName,
    Key: codeKey(challengeId),
    UpdateExpression: "SET usedBy = :writeId, personId = :personId, version = version + :one, writeId = :writeId",
    ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(usedBy)",
    ExpressionAttributeValues: { ":writeId": write.writeId, ":personId": personId, ":one": 1 },
    ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
  },
});
