import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import middy from "@middy/core";
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import * as z from "zod/mini";
import { $ZodError } from "zod/v4/core";
import { Event } from "../../shared/events.ts";
import { type Deps, makeDeps } from "../deps.ts";
import { log } from "../log.ts";
import { subjectOf } from "../store/keys.ts";
import type { Raw } from "../store/table.ts";

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

type Image = NonNullable<DynamoDBRecord["dynamodb"]>["NewImage"];
// The event's types and the SDK's describe the same DynamoDB JSON under two names.
const itemIn = (image: NonNullable<Image>): Raw => unmarshall(image as Record<string, AttributeValue>);

const changedOf = (record: DynamoDBRecord): Changed | undefined => {
  const image = record.dynamodb?.NewImage;
  if (record.eventName === "REMOVE" || image === undefined) return undefined;
  const item = itemIn(image);
  return item.relay === "yes" ? Changed.parse(item) : undefined;
};

const beforeOf = (record: DynamoDBRecord): Raw | undefined => {
  const image = record.dynamodb?.OldImage;
  return image === undefined ? undefined : itemIn(image);
};

/** One change, and the item as it was before it (undefined: it is new). */
type Consume = (change: Changed, deps: Deps, before: Raw | undefined) => Promise<void>;

/** What the table says of an item it will never take; a missing grant or an expired key is no fault of the record. */
const NEVER_TAKEN = /^(ValidationException|ItemCollectionSizeLimitExceededException|TransactionCanceledException)$/;
const MAY_PASS = /Conflict|Throttl|ProvisionedThroughput/;

/**
 * Whether what went wrong lies in the record itself (it does not parse, the table refuses what we made of it, our own
 * code stumbles over it) and not in the moment: a throttle, a conflict or a lost connection passes, and is tried again.
 */
export const isOfRecord = (error: unknown): boolean => {
  if (!(error instanceof Error)) return true;
  if (error instanceof $ZodError || error instanceof TypeError || error instanceof RangeError) return true;
  return NEVER_TAKEN.test(error.name) && !MAY_PASS.test(error.message);
};

/**
 * A stream consumer: told one change at a time, in order for its item, at least once. A batch stops at the first record
 * that the moment does not let through and is sent again from there; a record that is itself wrong is put aside by
 * `store/failures`, loudly, and the next is taken.
 * @param name the function's name in the manifest
 */
export const stream = (name: string, consume: Consume) => {
  const putAside = async (record: DynamoDBRecord, error: unknown, { store }: Deps): Promise<void> => {
    const { Keys, ApproximateCreationDateTime = 0 } = record.dynamodb ?? {};
    await store.failures.putAside(
      {
        consumer: name,
        recordId: record.eventID ?? record.dynamodb?.SequenceNumber ?? "",
        item: subjectOf({ pk: Keys?.pk?.S ?? "", sk: Keys?.sk?.S ?? "" }),
        // The name alone: a message may quote what the item says.
        problem: error instanceof Error ? error.name : "unknown",
        record: JSON.stringify(record),
      },
      ApproximateCreationDateTime * 1000,
    );
  };
  const withDeps = (deps: Deps) =>
    middy(async (batch: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
      for (const record of batch.Records) {
        try {
          const change = changedOf(record);
          if (change !== undefined) await consume(change, deps, beforeOf(record));
        } catch (error) {
          const again = { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? "" }] };
          if (!isOfRecord(error)) {
            log.warn("batch to be sent again", { eventId: record.eventID, error });
            return again;
          }
          log.error("record put aside", { eventId: record.eventID, error });
          try {
            await putAside(record, error, deps);
          } catch (worse) {
            log.error("batch stopped", { eventId: record.eventID, error: worse });
            return again;
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
