import type { _Record } from "@aws-sdk/client-dynamodb-streams";
import type { FunctionName } from "../../functions/manifest.ts";
import { LOCAL_REGION } from "./engine.ts";
import { specOf } from "./functions.ts";

/** What the event source mapping is set to on AWS; retries there last an hour, here seconds, then the record is put aside. */
export const MAPPING = { batchSize: 100, tries: 8, longestWait: 5_000 } as const;

/** Only items that carry something to relay reach a consumer; a consumer may narrow that to one kind. */
export const passes = (record: _Record, name: FunctionName): boolean => {
  const { trigger } = specOf(name);
  const image = record.dynamodb?.NewImage;
  return (
    "stream" in trigger &&
    image?.relay?.S === "yes" &&
    (trigger.kind === undefined || image.pk?.S?.startsWith(`${trigger.kind}/`) === true)
  );
};

/** The record in the words of a Lambda event: dates as JSON carries them. */
export const lambdaRecord = (record: _Record, streamArn: string) => ({
  eventID: record.eventID,
  eventName: record.eventName,
  eventVersion: "1.1",
  eventSource: "aws:dynamodb",
  awsRegion: LOCAL_REGION,
  eventSourceARN: streamArn,
  dynamodb: {
    ...record.dynamodb,
    ApproximateCreationDateTime: Math.floor(
      (record.dynamodb?.ApproximateCreationDateTime?.getTime() ?? Date.now()) / 1000,
    ),
  },
});
export type LambdaRecord = ReturnType<typeof lambdaRecord>;

/** Where an answer says the batch stopped: -1 for nowhere. As on AWS, an answer that names no record of the batch fails it whole. */
export const failedFrom = (answer: unknown, records: readonly LambdaRecord[]): number => {
  if (typeof answer !== "object" || answer === null || !("batchItemFailures" in answer)) return -1;
  const { batchItemFailures } = answer;
  if (!Array.isArray(batchItemFailures) || batchItemFailures.length === 0) return -1;
  const named: unknown[] = batchItemFailures.map((failure: { itemIdentifier?: unknown }) => failure.itemIdentifier);
  return Math.max(
    0,
    records.findIndex(({ dynamodb }) => named.includes(dynamodb.SequenceNumber)),
  );
};

/** A record that a consumer would not take: whole, with what the last try said. */
export type PutAside = (name: FunctionName, record: LambdaRecord, problem: unknown, tries: number) => Promise<void>;

type Delivery = {
  run: (name: FunctionName, event: unknown) => Promise<unknown>;
  putAside: PutAside;
  wait: (milliseconds: number) => Promise<void>;
  stopped: () => boolean;
};

/**
 * Delivers a batch in order. One that fails is halved until the record that fails is alone; that is tried again with growing
 * waits, and put aside. Answers false when it was stopped before everything was delivered: the batch comes again.
 */
export const deliver = async (
  name: FunctionName,
  records: readonly LambdaRecord[],
  delivery: Delivery,
  tries = 1,
): Promise<boolean> => {
  if (records.length === 0) return true;
  if (delivery.stopped()) return false;
  let left = records;
  let problem: unknown;
  try {
    const from = failedFrom(await delivery.run(name, { Records: records }), records);
    if (from === -1) return true;
    left = records.slice(from);
    problem = new Error("The function reported it as failed.");
  } catch (error) {
    problem = error;
  }
  const [only] = left;
  if (only === undefined) return true;
  if (left.length > 1) {
    const half = Math.ceil(left.length / 2);
    return (
      (await deliver(name, left.slice(0, half), delivery, tries)) &&
      (await deliver(name, left.slice(half), delivery, tries))
    );
  }
  if (tries < MAPPING.tries) {
    await delivery.wait(Math.min(100 * 2 ** tries, MAPPING.longestWait));
    return deliver(name, left, delivery, tries + 1);
  }
  console.error(`${name}: a stream record was put aside:`, problem);
  await delivery.putAside(name, only, problem, tries);
  return true;
};
