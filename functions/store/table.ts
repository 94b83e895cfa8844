import { ConditionalCheckFailedException, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import type { Event } from "../../shared/events.ts";
import { Refused } from "../../shared/problem.ts";
import { toInstant } from "../../shared/rules/london.ts";
import type { ItemKind } from "../../shared/rules/retention.ts";
import type { Key } from "./keys.ts";
import { retained } from "./retained.ts";

export type Raw = Record<string, unknown>;

/** One item as a write states it: new, or replacing the version that was read. */
export type Change = {
  key: Key;
  /** A kind has a retention rule, or it cannot be written (`rules/retention.ts`). */
  kind: ItemKind;
  schema: number;
  /** The version that was read, or `absent`. */
  was: number | "absent";
  /** What happened with this write; empty too: the store has no other way to write. */
  events: readonly Event[];
  data: Raw;
};
export type Write = { writeId: string; at: number };
type TransactItem = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/** Attributes that only some items carry: what the indexes and time-to-live look at travels in `data`; the day of deletion is the rule's. */
export const itemOf = (change: Change, write: Write): Raw => ({
  ...change.key,
  kind: change.kind,
  schema: change.schema,
  version: change.was === "absent" ? 1 : change.was + 1,
  writeId: write.writeId,
  at: toInstant(write.at),
  events: change.events,
  ...(change.events.length > 0 ? { relay: "yes" } : {}),
  ...retained(change.key, change.kind, change.data, write.at),
  ...change.data,
});

const conditionOf = (was: Change["was"]) =>
  was === "absent"
    ? { ConditionExpression: "attribute_not_exists(pk)" }
    : {
        ConditionExpression: "#version = :was",
        ExpressionAttributeNames: { "#version": "version" },
        ExpressionAttributeValues: { ":was": was },
      };

const isRecord = (value: unknown): value is Raw => typeof value === "object" && value !== null;

/** The string `writeId` of an item in DynamoDB's own JSON, as a failed condition returns it. */
const writeIdIn = (item: unknown): string | undefined => {
  if (!isRecord(item) || !isRecord(item.writeId)) return undefined;
  return typeof item.writeId.S === "string" ? item.writeId.S : undefined;
};

const isConflict = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === "TransactionConflictException" ||
    (error instanceof TransactionCanceledException &&
      (error.CancellationReasons ?? []).some(({ Code }) => Code === "TransactionConflict") &&
      (error.CancellationReasons ?? []).every(({ Code }) => Code === "TransactionConflict" || Code === "None")));

/** What DynamoDB says of an item over 400 KB, of a put, of an update and of a part of a transaction alike. */
const ITEM_SIZE = /item size.*exceeded/i;

/** Whether a write was refused because an item would be larger than the table keeps: it was typed too long, and is no fault. */
export const isTooLarge = (error: unknown): boolean =>
  error instanceof Error &&
  (ITEM_SIZE.test(error.message) ||
    (error instanceof TransactionCanceledException &&
      (error.CancellationReasons ?? []).some(({ Message = "" }) => ITEM_SIZE.test(Message))));

/** BatchGetItem takes no more keys. */
const MOST_IN_ONE_HOP = 100;

const CONFLICT_TRIES = 5;

/** A write that met somebody's transaction was not judged: it is tried again at once, a few times, as the SDK does not. */
const retryingConflicts = async <T>(send: () => Promise<T>): Promise<T> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await send();
    } catch (error) {
      if (!isConflict(error) || tries === CONFLICT_TRIES) throw error;
    }
  }
};

/** `done`: stored now. `repeated`: this very write was stored before, its reply was lost. `refused`: the condition does not hold. */
export type Outcome = { outcome: "done" } | NotDone;
/** `found`: the item that a single write met, at the very instant of the condition; undefined: there is none. */
type NotDone = ({ outcome: "repeated" } | { outcome: "refused"; which: number }) & { found?: Raw | undefined };

/** The one table. Reads are consistent; writes are conditional, and a failed condition on an item with our own write id is success. */
export const makeTable = (client: DynamoDBDocumentClient, TableName: string) => {
  const get = async (key: Key): Promise<Raw | undefined> =>
    (await client.send(new GetCommand({ TableName, Key: key, ConsistentRead: true }))).Item;

  /**
   * Items by their keys, 100 a hop and all hops at once, in the order asked; what does not exist is undefined. A key may be
   * asked for twice: it is read once, because BatchGetItem takes no key two times.
   */
  const getMany = async (keys: readonly Key[]): Promise<(Raw | undefined)[]> => {
    const found = new Map<string, Raw>();
    const distinct = [...new Map(keys.map(({ pk, sk }) => [`${pk}\n${sk}`, { pk, sk }])).values()];
    const hop = async (from: number): Promise<void> => {
      let wanted: Raw[] = distinct.slice(from, from + MOST_IN_ONE_HOP);
      while (wanted.length > 0) {
        const reply = await client.send(
          new BatchGetCommand({ RequestItems: { [TableName]: { Keys: wanted, ConsistentRead: true } } }),
        );
        for (const item of reply.Responses?.[TableName] ?? []) found.set(`${item.pk}\n${item.sk}`, item);
        wanted = reply.UnprocessedKeys?.[TableName]?.Keys ?? [];
      }
    };
    await Promise.all(
      Array.from({ length: Math.ceil(distinct.length / MOST_IN_ONE_HOP) }, (_, n) => hop(n * MOST_IN_ONE_HOP)),
    );
    return keys.map(({ pk, sk }) => found.get(`${pk}\n${sk}`));
  };

  /** What a query finds, page by page, until there is no more or `most` have been found. */
  const pages = async (
    input: Omit<QueryCommandInput, "TableName">,
    most = Number.POSITIVE_INFINITY,
  ): Promise<Raw[]> => {
    const items: Raw[] = [];
    let from: Raw | undefined;
    do {
      const reply = await client.send(
        new QueryCommand({ TableName, ...input, ...(from === undefined ? {} : { ExclusiveStartKey: from }) }),
      );
      items.push(...(reply.Items ?? []));
      from = reply.LastEvaluatedKey;
    } while (from !== undefined && items.length < most);
    return items;
  };

  /** A partition, or the part of it whose sort key begins with `prefix`. */
  const query = (pk: string, prefix = ""): Promise<Raw[]> =>
    pages({
      ConsistentRead: true,
      KeyConditionExpression: prefix === "" ? "pk = :pk" : "pk = :pk AND begins_with(sk, :prefix)",
      ExpressionAttributeValues: prefix === "" ? { ":pk": pk } : { ":pk": pk, ":prefix": prefix },
    });

  const once = async (send: () => Promise<unknown>, writeId: string): Promise<Outcome> => {
    try {
      await retryingConflicts(send);
      return { outcome: "done" };
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) {
        const found = error.Item === undefined ? undefined : unmarshall(error.Item);
        return found?.writeId === writeId ? { outcome: "repeated", found } : { outcome: "refused", which: 0, found };
      }
      if (error instanceof TransactionCanceledException) {
        const failed = (error.CancellationReasons ?? [])
          .map(({ Code, Item }, which) => ({ Code, Item, which }))
          .filter(({ Code }) => Code === "ConditionalCheckFailed");
        const [first] = failed;
        if (first === undefined) throw error;
        return failed.some(({ Item }) => writeIdIn(Item) === writeId)
          ? { outcome: "repeated" }
          : { outcome: "refused", which: first.which };
      }
      throw error;
    }
  };

  /** One update in the words of DynamoDB, for what must not rewrite the whole item. The caller raises `version` and sets `writeId`. */
  const update = (input: Omit<UpdateCommandInput, "TableName">, writeId: string): Promise<Outcome> =>
    once(
      () => client.send(new UpdateCommand({ TableName, ReturnValuesOnConditionCheckFailure: "ALL_OLD", ...input })),
      writeId,
    );

  /** The changes and other actions of one write: a single conditional put, or one transaction. */
  const write = (changes: readonly Change[], by: Write, others: readonly TransactItem[] = []): Promise<Outcome> => {
    const [only] = changes;
    const put = (change: Change) => ({
      TableName,
      Item: itemOf(change, by),
      ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
      ...conditionOf(change.was),
    });
    if (only !== undefined && changes.length === 1 && others.length === 0)
      return once(() => client.send(new PutCommand(put(only))), by.writeId);
    return once(
      () =>
        client.send(
          new TransactWriteCommand({ TransactItems: [...changes.map((change) => ({ Put: put(change) })), ...others] }),
        ),
      by.writeId,
    );
  };

  /** The next value of a counter item, from 1. */
  const count = async (key: Key): Promise<number> => {
    const reply = await retryingConflicts(() =>
      client.send(
        new UpdateCommand({
          TableName,
          Key: key,
          UpdateExpression: "ADD #count :one",
          ExpressionAttributeNames: { "#count": "count" },
          ExpressionAttributeValues: { ":one": 1 },
          ReturnValues: "UPDATED_NEW",
        }),
      ),
    );
    return z.object({ count: z.int() }).parse(reply.Attributes).count;
  };

  return { name: TableName, client, get, getMany, pages, query, update, write, count };
};
export type Table = ReturnType<typeof makeTable>;

/** For writes whose only possible refusal is that the item moved since it was read. */
export const refuseStale = (outcome: Outcome): void => {
  if (outcome.outcome === "refused") throw new Refused("stale");
};
