import { createHash } from "node:crypto";
import * as z from "zod/mini";
import { lowerEmail } from "../../shared/rules/identifiers.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { COPY_LIMIT, Message, type Template, URGENT_HEAD_START } from "../../shared/rules/messages.ts";
import { messageKey } from "./keys.ts";
import { countOne } from "./limits.ts";
import { shardOf, URGENT_SHARD } from "./shape.ts";
import type { Change, Table } from "./table.ts";

const SCHEMA = 1;

/** A message as the table keeps it; `recipient` is whose partition it lies in. */
export const StoredMessage = z.object({
  ...Message.shape,
  recipient: z.string(),
  version: z.int(),
  writeId: z.optional(z.string()),
  mailId: z.optional(z.string()),
});
export type StoredMessage = z.infer<typeof StoredMessage>;

/** What whoever causes a message says of it. */
export type NewMessage = {
  id: string;
  template: Template;
  to: string;
  facts: Record<string, string>;
  /** Somebody waits for it: a code, a receipt, an invitation. */
  urgent: boolean;
  personId?: string | undefined;
  applicationId?: string | undefined;
  /** Seconds since 1970 at which the table may forget it: for what must not lie about, like a code. */
  expiresAt?: number | undefined;
};

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Where a message waits in `byDue`. */
export const dueShardOf = ({ urgent, id }: Pick<NewMessage, "urgent" | "id">): string =>
  urgent ? URGENT_SHARD : shardOf(id);

/** The recipient that stands for an address: its lower-case form, hashed, so that no key spells an address. */
export const addressRecipient = (address: string): string => sha256(lowerEmail(address));

/**
 * The id of a message is event × recipient × template, so the same event told twice makes one message. The instant in front
 * sorts a person's messages; the rest cannot be guessed from it.
 */
export const messageIdOf = (of: { eventId: string; recipient: string; template: Template }, at: number): string =>
  `${toInstant(at).replace(/\D/g, "")}-${sha256(`${of.eventId}\n${of.recipient}\n${of.template}`).slice(0, 20)}`;

/**
 * A new message as a change, to be written with what causes it (a sign-in code) or by `create`. It waits in `byDue`; an
 * urgent one is relayed to `stream/mail` too, and the minute's job takes it only when that has not.
 * @param recipient a person's id, or `addressRecipient` for an address that belongs to nobody yet
 */
export const messageChange = (
  recipient: string,
  message: NewMessage,
  events: Change["events"],
  at: number,
): Change => ({
  key: messageKey(recipient, message.id),
  kind: "message",
  schema: SCHEMA,
  was: "absent",
  events,
  data: {
    ...message,
    recipient,
    state: "waiting",
    createdAt: toInstant(at),
    tries: 0,
    dueShard: dueShardOf(message),
    dueAt: toInstant(message.urgent ? at + URGENT_HEAD_START : at),
    ...(message.urgent ? { relay: "yes" } : {}),
  },
});

const MOST_SHOWN = 100;

/** Messages as they are written and read; how they are sent is `sending.ts`. */
export const messagesStore = (table: Table) => {
  return {
    /** Stores each message that is not there yet; those that are, in whatever state, stay as they are. */
    create: async (messages: readonly (NewMessage & { recipient: string })[], at: number): Promise<void> => {
      const left = [...messages];
      // A few at a time: a notice to everyone with a draft makes a thousand.
      while (left.length > 0)
        await Promise.all(
          left
            .splice(0, 20)
            .map(({ recipient, ...message }) =>
              table.write([messageChange(recipient, message, [], at)], { writeId: `message-${message.id}`, at }),
            ),
        );
    },

    /** A person's messages, newest first, at most a hundred; codes are not shown again. */
    ofPerson: async (personId: string): Promise<StoredMessage[]> => {
      const raws = await table.pages(
        {
          ConsistentRead: true,
          KeyConditionExpression: "pk = :pk",
          ExpressionAttributeValues: { ":pk": messageKey(personId, "").pk },
          ScanIndexForward: false,
          Limit: MOST_SHOWN,
        },
        MOST_SHOWN,
      );
      return (
        raws
          .map((raw) => StoredMessage.parse(raw))
          .filter(({ template }) => template !== "sign-in-code")
          // A copy of answers lies at the instant of its submission.
          .toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0))
      );
    },

    /** How many of a person's newest hundred messages they have not read. */
    unread: async (personId: string): Promise<number> => {
      const raws = await table.pages(
        {
          KeyConditionExpression: "pk = :pk",
          FilterExpression: "attribute_not_exists(readAt)",
          ProjectionExpression: "sk",
          ExpressionAttributeValues: { ":pk": messageKey(personId, "").pk },
          ScanIndexForward: false,
          Limit: MOST_SHOWN,
        },
        // One page, whatever is left after the filter.
        0,
      );
      return raws.length;
    },

    isThere: async (recipient: string, messageId: string): Promise<boolean> =>
      (await table.get(messageKey(recipient, messageId))) !== undefined,

    /** Counts one more copy of answers for a person; false when the day's limit is reached. */
    countCopy: (personHash: string, at: number): Promise<boolean> => countOne(table, COPY_LIMIT, personHash, at),

    /** Marks a person's message as read, once; false when it is not there. */
    markRead: async (personId: string, messageId: string, at: number): Promise<boolean> => {
      const outcome = await table.update(
        {
          Key: messageKey(personId, messageId),
          UpdateExpression: "SET readAt = if_not_exists(readAt, :at)",
          ConditionExpression: "attribute_exists(pk)",
          ExpressionAttributeValues: { ":at": toInstant(at) },
        },
        "read",
      );
      return outcome.outcome !== "refused";
    },
  };
};
