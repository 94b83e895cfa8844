import * as z from "zod/mini";
import { msOf, toInstant } from "../../shared/rules/london.ts";
import { CLAIM_HOLDS, TURN_HOLDS } from "../../shared/rules/messages.ts";
import { messageKey, senderKey } from "./keys.ts";
import { StoredMessage } from "./messages.ts";
import { SHARDS, UNDELIVERED_SHARD, URGENT_SHARD } from "./shape.ts";
import type { Outcome, Raw, Table } from "./table.ts";

const Pointer = z.object({ pk: z.string(), sk: z.string() });

/** A code, and a copy of answers, are kept no longer than it takes to send them, or to give them up. */
const blanked = ({ template, facts }: StoredMessage): Raw => {
  if (template === "sign-in-code") return { facts: {} };
  return template === "answers" ? { facts: { ...facts, answers: "[]" } } : {};
};

/** How many of `most` one key of the index gives. */
const share = (shard: string, most: number): number =>
  shard === URGENT_SHARD ? most : Math.ceil(most / SHARDS.length);

/** How messages are sent: found when they are due, claimed before they are sent, marked after. One run at a time. */
export const sendingStore = (table: Table) => {
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
    /**
     * Takes a message to send it: true for one caller alone. A waiting one, or one whose claim has run out by the machine's
     * clock (its function died in the send window: then, and only then, a second e-mail is possible).
     */
    claim: async (
      message: StoredMessage,
      claim: string,
      firstTriedAt: string | undefined,
      now: number,
    ): Promise<boolean> => {
      const outcome = await step(message, claim, {
        set: {
          state: "sending",
          claimedAt: toInstant(now),
          claim,
          tries: message.tries + 1,
          ...(firstTriedAt === undefined ? {} : { firstTriedAt }),
        },
        // As it was read: two that found it due must not both have it, one after the other.
        condition: "tries = :was AND (#state = :waiting OR (#state = :held AND claimedAt < :stale))",
        values: {
          ":waiting": "waiting",
          ":was": message.tries,
          ":held": "sending",
          ":stale": toInstant(now - CLAIM_HOLDS),
        },
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

    /** It could not be sent: due again at an instant, or undelivered when there is none, and listed as such from `at`. */
    notSent: async (
      message: StoredMessage,
      claim: string,
      problem: string,
      { dueAt, at }: { dueAt: string | undefined; at: number },
    ): Promise<void> => {
      const set =
        dueAt === undefined
          ? { state: "failed", problem, dueShard: UNDELIVERED_SHARD, dueAt: toInstant(at), ...blanked(message) }
          : { state: "waiting", problem, dueAt };
      await step(message, `${claim}-not-sent`, { set, ...mine(claim) });
    },

    /**
     * Nobody knows whether SES took it: the claim holds on until an instant of the machine's clock, so that whoever finds
     * it due leaves it, and SES has time to tell.
     */
    unsure: async (
      message: StoredMessage,
      claim: string,
      problem: string,
      { dueAt, until }: { dueAt: string; until: number },
    ): Promise<void> => {
      const set = { problem, dueAt, claimedAt: toInstant(until - CLAIM_HOLDS) };
      await step(message, `${claim}-unsure`, { set, ...mine(claim) });
    },

    /**
     * SES tells that it has taken an e-mail, or that it arrived: it is sent, whoever still holds its claim or waits to try
     * again. What it tells of an e-mail from before an officer sent the message again says nothing of this one.
     */
    told: async (message: StoredMessage, mailId: string, says: "sent" | "delivered", at: number): Promise<void> => {
      const { facts = message.facts } = blanked(message);
      await table.update(
        {
          Key: messageKey(message.recipient, message.id),
          UpdateExpression: `SET #state = :sent, mailId = :mailId, facts = :facts, sentAt = if_not_exists(sentAt, :at)${says === "delivered" ? ", deliveredAt = if_not_exists(deliveredAt, :at)" : ""} REMOVE relay, dueShard, dueAt, problem`,
          ConditionExpression:
            "attribute_exists(pk) AND attribute_not_exists(returned) AND (attribute_not_exists(formerMailId) OR formerMailId <> :mailId)",
          ExpressionAttributeNames: { "#state": "state" },
          ExpressionAttributeValues: {
            ":sent": "sent",
            ":mailId": mailId,
            ":facts": facts,
            ":at": toInstant(at),
          },
        },
        "told",
      );
    },

    /** Messages due at an instant, at most `most`: what somebody waits for, then the oldest first. Nine queries and a read. */
    due: async (at: number, most: number): Promise<StoredMessage[]> => {
      const found = await Promise.all(
        [URGENT_SHARD, ...SHARDS].map((shard) =>
          table.pages(
            {
              IndexName: "byDue",
              KeyConditionExpression: "dueShard = :shard AND dueAt <= :at",
              // Rounds are due here too.
              FilterExpression: "kind = :kind",
              ExpressionAttributeValues: { ":shard": shard, ":at": toInstant(at), ":kind": "message" },
              Limit: share(shard, most),
            },
            share(shard, most),
          ),
        ),
      );
      const keys = found.flat().map((raw) => Pointer.parse(raw));
      // The index may be seconds late: what has been sent meanwhile is told by the item.
      return (await table.getMany(keys))
        .flatMap((raw) => (raw === undefined ? [] : [StoredMessage.parse(raw)]))
        .filter(({ state }) => state === "waiting" || state === "sending")
        .sort((a, b) => Number(b.urgent) - Number(a.urgent) || msOf(a.createdAt) - msOf(b.createdAt))
        .slice(0, most);
    },

    /**
     * Takes the turn to send what is due, or keeps it: true for one run alone, until it ends its turn or has not kept it for
     * half a minute of the machine's clock.
     */
    takeTurn: async (holder: string, now: number): Promise<boolean> => {
      const outcome = await table.update(
        {
          Key: senderKey(),
          UpdateExpression: "SET kind = :kind, holder = :holder, heldUntil = :until",
          // The last: it is kept, or its own answer was lost and the client asks again.
          ConditionExpression: "attribute_not_exists(pk) OR heldUntil < :now OR holder = :holder",
          ExpressionAttributeValues: {
            ":kind": "sender",
            ":holder": holder,
            ":now": toInstant(now),
            ":until": toInstant(now + TURN_HOLDS),
          },
        },
        holder,
      );
      return outcome.outcome !== "refused";
    },

    endTurn: async (holder: string): Promise<void> => {
      await table.update(
        {
          Key: senderKey(),
          UpdateExpression: "SET heldUntil = :over",
          ConditionExpression: "holder = :holder",
          ExpressionAttributeValues: { ":holder": holder, ":over": toInstant(0) },
        },
        holder,
      );
    },
  };
};
