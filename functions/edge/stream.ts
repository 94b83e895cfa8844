import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import middy from "@middy/core";
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import * as z from "zod/mini";
import { Event } from "../../shared/events.ts";
import { type Deps, makeDeps } from "../deps.ts";
import { log } from "../log.ts";

/** One version of one item, with what happened in it. Records that carry nothing to relay never get here. */
export const Changed = z.looseObject({
  pk: z.string(),
  sk: z.string(),
  kind: z.string(),
  version: z.int(),
  at: z.string(),
  events: z.array(Event),
  relay: z.literal("yes"),
});
export type Changed = z.infer<typeof Changed>;

const changedOf = (record: DynamoDBRecord): Changed | undefined => {
  const image = record.dynamodb?.NewImage;
  if (record.eventName === "REMOVE" || image === undefined) return undefined;
  // The event's types and the SDK's describe the same DynamoDB JSON under two names.
  const item = unmarshall(image as Record<string, AttributeValue>);
  return item.relay === "yes" ? Changed.parse(item) : undefined;
};

type Consume = (change: Changed, deps: Deps) => Promise<void>;

/**
 * A stream consumer: told one change at a time, in order for its item, at least once. A batch stops at the first record that
 * cannot be consumed and is sent again from there; what is wrong with one record is put aside by `putAside`, and the next is taken.
 */
export const stream = (
  consume: Consume,
  putAside: (record: DynamoDBRecord, error: unknown, deps: Deps) => Promise<void>,
) => {
  const withDeps = (deps: Deps) =>
    middy(async (batch: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
      for (const record of batch.Records) {
        try {
          const change = changedOf(record);
          if (change !== undefined) await consume(change, deps);
        } catch (error) {
          log.error("record put aside", { eventId: record.eventID, error });
          try {
            await putAside(record, error, deps);
          } catch (worse) {
            log.error("batch stopped", { eventId: record.eventID, error: worse });
            return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? "" }] };
          }
        }
      }
      return { batchItemFailures: [] };
    });
  let live: ReturnType<typeof withDeps> | undefined;
  const handler = (batch: DynamoDBStreamEvent, context: Parameters<ReturnType<typeof withDeps>>[1]) => {
    live ??= withDeps(makeDeps());
    return live(batch, context);
  };
  return Object.assign(handler, { withDeps });
};
