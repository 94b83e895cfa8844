import { createHash } from "node:crypto";
import * as z from "zod/mini";
import type { Event } from "../../shared/events.ts";
import type { AddressMark } from "../../shared/rules/delivery.ts";
import { lowerEmail } from "../../shared/rules/identifiers.ts";
import { Instant, toInstant } from "../../shared/rules/london.ts";
import { Returned } from "../../shared/rules/messages.ts";
import { addressKey, messageKey } from "./keys.ts";
import { dueShardOf, StoredMessage } from "./messages.ts";
import { retained } from "./retained.ts";
import { UNDELIVERED_SHARD } from "./shape.ts";
import { refuseStale, type Table, type Write } from "./table.ts";

const Mark = z.object({
  ...Returned.shape,
  at: z.unknown(),
  returnedAt: Instant,
  confirmedAt: z.optional(Instant),
  seenAt: z.optional(Instant),
});
const Pointer = z.object({ pk: z.string(), sk: z.string() });

const keyOf = (address: string) => addressKey(createHash("sha256").update(lowerEmail(address)).digest("hex"));

/** What came back: marks on addresses, and messages that are undelivered. */
export const returnsStore = (table: Table) => {
  /** What is known of each address, in their order; undefined where nothing ever came back. One hop. */
  const marks = async (addresses: readonly string[]): Promise<(AddressMark | undefined)[]> =>
    (await table.getMany(addresses.map(keyOf))).map((raw) => {
      if (raw === undefined) return undefined;
      const { why, returnedAt, confirmedAt, seenAt } = Mark.parse(raw);
      return { why, at: returnedAt, confirmedAt, seenAt };
    });

  return {
    marks,

    /**
     * Marks an address, once, until it is confirmed.
     * @param sentAt when the e-mail was sent that came back: one from before the confirmation says nothing new
     */
    mark: async (address: string, { why, at }: Returned, sentAt: string): Promise<void> => {
      const key = keyOf(address);
      const { retentionShard, deleteOn } = {
        retentionShard: "",
        deleteOn: "",
        ...retained(key, "address", {}, Date.parse(at)),
      };
      await table.update(
        {
          Key: key,
          UpdateExpression:
            "SET kind = :kind, #schema = :one, version = if_not_exists(version, :zero) + :one, #at = :at, why = :why, returnedAt = :at, retentionShard = :shard, deleteOn = :day REMOVE confirmedAt, seenAt",
          ConditionExpression: "attribute_not_exists(pk) OR confirmedAt < :sentAt",
          ExpressionAttributeNames: { "#schema": "schema", "#at": "at" },
          ExpressionAttributeValues: {
            ":kind": "address",
            ":zero": 0,
            ":one": 1,
            ":why": why,
            ":at": at,
            ":sentAt": sentAt,
            ":shard": retentionShard,
            ":day": deleteOn,
          },
        },
        "mark",
      );
    },

    /** The address works: a code that was sent there has been entered, or its owner says so. Nothing where it is not marked. */
    confirm: async (address: string, at: number, how: "by-code" | "by-owner"): Promise<void> => {
      await table.update(
        {
          Key: keyOf(address),
          UpdateExpression: `SET confirmedAt = if_not_exists(confirmedAt, :at)${how === "by-owner" ? ", seenAt = :at" : ""}`,
          ConditionExpression: "attribute_exists(pk)",
          ExpressionAttributeValues: { ":at": toInstant(at) },
        },
        "confirm",
      );
    },

    message: async (recipient: string, messageId: string): Promise<StoredMessage | undefined> => {
      const raw = await table.get(messageKey(recipient, messageId));
      return raw === undefined ? undefined : StoredMessage.parse(raw);
    },

    /**
     * An e-mail came back. SES had taken it, so that whoever still holds its claim has nothing left to say; a bounced one is
     * listed as undelivered.
     */
    returned: async ({ recipient, id }: StoredMessage, returned: Returned, mailId: string): Promise<void> => {
      const listed = returned.why === "bounced" ? ", dueShard = :shard, dueAt = :at" : "";
      await table.update(
        {
          Key: messageKey(recipient, id),
          UpdateExpression: `SET version = version + :one, #state = :sent, mailId = :mailId, sentAt = if_not_exists(sentAt, :at), returned = :returned${listed} REMOVE ${listed === "" ? "relay, dueShard, dueAt" : "relay"}`,
          ConditionExpression:
            "attribute_exists(pk) AND attribute_not_exists(returned) AND (attribute_not_exists(formerMailId) OR formerMailId <> :mailId)",
          ExpressionAttributeNames: { "#state": "state" },
          ExpressionAttributeValues: {
            ":one": 1,
            ":sent": "sent",
            ":mailId": mailId,
            ":returned": returned,
            ":at": returned.at,
            ...(listed === "" ? {} : { ":shard": UNDELIVERED_SHARD }),
          },
        },
        "returned",
      );
    },

    /** Something came back that does no harm: it is noted, and that is all. */
    softReturned: async ({ recipient, id }: StoredMessage, at: string): Promise<void> => {
      await table.update(
        {
          Key: messageKey(recipient, id),
          UpdateExpression: "SET softReturnedAt = if_not_exists(softReturnedAt, :at)",
          ConditionExpression: "attribute_exists(pk)",
          ExpressionAttributeValues: { ":at": at },
        },
        "soft",
      );
    },

    /** What is undelivered, the newest first, at most `most`; the index may be seconds late. */
    undelivered: async (most: number): Promise<StoredMessage[]> => {
      const found = await table.pages(
        {
          IndexName: "byDue",
          KeyConditionExpression: "dueShard = :shard",
          ExpressionAttributeValues: { ":shard": UNDELIVERED_SHARD },
          ScanIndexForward: false,
          Limit: most,
        },
        most,
      );
      const raws = await table.getMany(found.slice(0, most).map((raw) => Pointer.parse(raw)));
      return raws.flatMap((raw) => (raw === undefined ? [] : [StoredMessage.parse(raw)]));
    },

    /** Lets an undelivered message go once more, as if it were new; at once where somebody waits for it. Refuses `stale`. */
    sendAgain: async (message: StoredMessage, event: Event, write: Write): Promise<void> => {
      const outcome = await table.update(
        {
          Key: messageKey(message.recipient, message.id),
          UpdateExpression:
            "SET version = version + :one, writeId = :writeId, #at = :at, events = :events, relay = :yes, #state = :waiting, dueShard = :shard, dueAt = :at, formerMailId = :former REMOVE problem, returned, softReturnedAt, firstTriedAt, claim, claimedAt, mailId, sentAt, deliveredAt",
          ConditionExpression: "version = :was",
          ExpressionAttributeNames: { "#state": "state", "#at": "at" },
          ExpressionAttributeValues: {
            ":one": 1,
            ":was": message.version,
            ":writeId": write.writeId,
            ":at": toInstant(write.at),
            ":events": [event],
            ":yes": "yes",
            ":former": message.mailId ?? "",
            ":waiting": "waiting",
            ":shard": dueShardOf(message),
          },
        },
        write.writeId,
      );
      refuseStale(outcome);
    },
  };
};
