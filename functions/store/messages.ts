import { createHash } from "node:crypto";
import * as z from "zod/mini";
import { lowerEmail } from "../../shared/rules/identifiers.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { COPY_LIMIT, Message, type Template, URGENT_HEAD_START } from "../../shared/rules/messages.ts";
import { messageKey, SHARDS, shardOf } from "./keys.ts";
import { countOne } from "./limits.ts";
import type { Change, Outcome, Raw, Table } from "./table.ts";

const SCHEMA = 1;

/** A message as the table keeps it; `recipient` is whose partition it lies in. */
export const StoredMessage = z.object({ ...Message.shape, recipient: z.string(), version: z.int() });
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
    dueShard: shardOf(message.id),
    dueAt: toInstant(message.urgent ? at + URGENT_HEAD_START : at),
    ...(message.urgent ? { relay: "yes" } : {}),
  },
});

const MOST_SHOWN = 100;
const Pointer = z.object({ pk: z.string(), sk: z.string() });

/** A code, and a copy of answers, are kept no longer than it takes to send them, or to give them up. */
const blanked = ({ template, facts }: StoredMessage): Raw => {
  if (template === "sign-in-code") return { facts: {} };
  return template === "answers" ? { facts: { ...facts, answers: "[]" } } : {};
};

/** Messages: written once for each event and recipient, claimed before they are sent, marked after. */
export const messagesStore = (table: Table) => {
  /** One step of a message. It is not relayed again, and what happened is not said twice. */
  const step = (
    message: StoredMessage,
    writeId: string,
    says: { set: Raw; remove?: readonly string[]; condition: string; values: Raw },
  ): Promise<Outcome> => {
    const names = Object.keys(says.set);
    return table.update(
      {
        Key: messageKey(message.recipient, message.id),
        UpdateExpression: `SET version = version + :one, writeId = :writeId, events = :none, ${names.map((name) => `#${name} = :${name}`).join(", ")} REMOVE ${["relay", ...(says.remove ?? [])].join(", ")}`,
        ConditionExpression: says.condition,
        ExpressionAttributeNames: { "#state": "state", ...Object.fromEntries(names.map((name) => [`#${name}`, name])) },
        ExpressionAttributeValues: {
          ":one": 1,
          ":writeId": writeId,
          ":none": [],
          ...Object.fromEntries(names.map((name) => [`:${name}`, says.set[name]])),
          ...says.values,
        },
      },
      writeId,
    );
  };
  /** Only whoever holds the claim may say what became of it. */
  const mine = (claim: string) => ({
    condition: "#state = :held AND claim = :mine",
    values: { ":held": "sending", ":mine": claim },
  });

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

    /**
     * Takes a message to send it: true for one caller alone. A waiting one, or one whose claim is older than `staleBefore`
     * (its function died in the send window: then, and only then, a second e-mail is possible).
     */
    claim: async (message: StoredMessage, claim: string, now: number, staleBefore: number): Promise<boolean> => {
      const outcome = await step(message, claim, {
        set: { state: "sending", claimedAt: toInstant(now), claim, tries: message.tries + 1 },
        // A waiting one only as it was read: two that found it due must not both have it, one after the other.
        condition: "(#state = :waiting AND tries = :was) OR (#state = :held AND claimedAt < :stale)",
        values: { ":waiting": "waiting", ":was": message.tries, ":held": "sending", ":stale": toInstant(staleBefore) },
      });
      return outcome.outcome !== "refused";
    },

    /** SES has it. */
    sent: async (message: StoredMessage, claim: string, mailId: string, at: number): Promise<void> => {
      await step(message, `${claim}-sent`, {
        set: { state: "sent", sentAt: toInstant(at), mailId, ...blanked(message) },
        remove: ["dueShard", "dueAt"],
        ...mine(claim),
      });
    },

    /** It could not be sent: due again at an instant, or undelivered when there is none. */
    notSent: async (
      message: StoredMessage,
      claim: string,
      problem: string,
      dueAt: string | undefined,
    ): Promise<void> => {
      const says =
        dueAt === undefined
          ? { set: { state: "failed", problem, ...blanked(message) }, remove: ["dueShard", "dueAt"] }
          : { set: { state: "waiting", problem, dueAt } };
      await step(message, `${claim}-not-sent`, { ...says, ...mine(claim) });
    },

    /** Messages due at an instant, the oldest first, at most `most`: eight index queries and a read. */
    due: async (at: number, most: number): Promise<StoredMessage[]> => {
      const found = await Promise.all(
        SHARDS.map((shard) =>
          table.pages(
            {
              IndexName: "byDue",
              KeyConditionExpression: "dueShard = :shard AND dueAt <= :at",
              FilterExpression: "kind = :kind",
              ExpressionAttributeValues: { ":shard": shard, ":at": toInstant(at), ":kind": "message" },
            },
            most / SHARDS.length,
          ),
        ),
      );
      const keys = found.flat().map((raw) => Pointer.parse(raw));
      const raws: (Raw | undefined)[] = [];
      for (let from = 0; from < keys.length; from += 100)
        raws.push(...(await table.getMany(keys.slice(from, from + 100))));
      return raws
        .flatMap((raw) => (raw === undefined ? [] : [StoredMessage.parse(raw)]))
        .filter(({ state }) => state === "waiting" || state === "sending")
        .sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1))
        .slice(0, most);
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
