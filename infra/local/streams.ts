import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type _Record,
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from "@aws-sdk/client-dynamodb-streams";
import type { FunctionName } from "../../functions/manifest.ts";
import { LOCAL_CREDENTIALS, LOCAL_REGION } from "./engine.ts";
import { FUNCTION_NAMES, invoke, specOf } from "./functions.ts";

/** What the event source mapping is set to on AWS; retries there last an hour, here a few tries, then the record is put aside. */
const MAPPING = { batchSize: 100, tries: 4, pollEvery: 250 } as const;

type Positions = Record<string, string>;

/** Only items that carry something to relay reach a consumer; a consumer may narrow that to one kind. */
const passes = (record: _Record, name: FunctionName): boolean => {
  const { trigger } = specOf(name);
  const image = record.dynamodb?.NewImage;
  return (
    "stream" in trigger &&
    image?.relay?.S === "yes" &&
    (trigger.kind === undefined || image.pk?.S?.startsWith(`${trigger.kind}/`) === true)
  );
};

/** The record in the words of a Lambda event: binary and dates as JSON carries them. */
const lambdaRecord = (record: _Record, streamArn: string) => ({
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
type LambdaRecord = ReturnType<typeof lambdaRecord>;

const failedFrom = (answer: unknown, records: readonly LambdaRecord[]): number => {
  const failures =
    typeof answer === "object" &&
    answer !== null &&
    "batchItemFailures" in answer &&
    Array.isArray(answer.batchItemFailures)
      ? answer.batchItemFailures
      : [];
  const wanted: unknown[] = failures.map((failure: { itemIdentifier?: unknown }) => failure.itemIdentifier);
  return records.findIndex(({ dynamodb }) => wanted.includes(dynamodb.SequenceNumber));
};

/** Reads the table's stream for every consumer of the manifest: in order, at least once, position on disk, failures put aside whole. */
export const startStreams = async (options: {
  endpoint: string;
  tableName: string;
  folder: string;
  putAside: (name: FunctionName, records: readonly LambdaRecord[], error: unknown) => Promise<void>;
}) => {
  const client = new DynamoDBStreamsClient({
    endpoint: options.endpoint,
    region: LOCAL_REGION,
    credentials: LOCAL_CREDENTIALS,
  });
  const consumers = FUNCTION_NAMES.filter((name) => "stream" in specOf(name).trigger);
  const file = join(options.folder, "stream-positions.json");
  const positions: Positions = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const remember = (consumer: string, shard: string, position: string): void => {
    positions[`${consumer} ${shard}`] = position;
    writeFileSync(`${file}.new`, JSON.stringify(positions));
    renameSync(`${file}.new`, file);
  };
  let stopped = false;

  /** Delivers a batch; a batch that fails is halved until the one bad record is alone, tried again, and put aside. */
  const deliver = async (name: FunctionName, records: readonly LambdaRecord[], tries = 1): Promise<void> => {
    if (records.length === 0) return;
    let left = records;
    let problem: unknown;
    try {
      const from = failedFrom(await invoke(name, { Records: records }), records);
      if (from === -1) return;
      left = records.slice(from);
      problem = new Error("reported as failed");
    } catch (error) {
      problem = error;
    }
    if (left.length > 1) {
      const half = Math.ceil(left.length / 2);
      await deliver(name, left.slice(0, half), tries);
      await deliver(name, left.slice(half), tries);
    } else if (tries < MAPPING.tries && !stopped) {
      await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** tries));
      await deliver(name, left, tries + 1);
    } else if (!stopped) {
      console.error(`${name}: a stream record was put aside:`, problem);
      await options.putAside(name, left, problem);
    }
  };

  const shardsOf = async (): Promise<{ arn: string; shards: string[] }> => {
    const { Streams = [] } = await client.send(new ListStreamsCommand({ TableName: options.tableName }));
    const arn = Streams[0]?.StreamArn ?? "";
    if (arn === "") return { arn, shards: [] };
    const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn: arn }));
    return { arn, shards: (StreamDescription?.Shards ?? []).map(({ ShardId = "" }) => ShardId) };
  };

  /** Everything that is there now for one consumer, shard by shard; true when something was delivered. */
  const drain = async (name: FunctionName): Promise<boolean> => {
    const { arn, shards } = await shardsOf();
    let delivered = false;
    for (const shard of shards) {
      for (;;) {
        const position = positions[`${name} ${shard}`];
        const { ShardIterator } = await client.send(
          new GetShardIteratorCommand({
            StreamArn: arn,
            ShardId: shard,
            ...(position === undefined
              ? { ShardIteratorType: "TRIM_HORIZON" }
              : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: position }),
          }),
        );
        const { Records = [] } = await client.send(new GetRecordsCommand({ ShardIterator, Limit: MAPPING.batchSize }));
        const last = Records.at(-1)?.dynamodb?.SequenceNumber;
        if (last === undefined || stopped) break;
        await deliver(
          name,
          Records.filter((record) => passes(record, name)).map((record) => lambdaRecord(record, arn)),
        );
        if (stopped) break;
        remember(name, shard, last);
        delivered = true;
      }
    }
    return delivered;
  };

  const loop = async (name: FunctionName): Promise<void> => {
    while (!stopped) {
      let busy = false;
      try {
        busy = await drain(name);
      } catch (error) {
        if (!stopped) console.error(`${name}: the stream could not be read:`, error);
      }
      if (!busy && !stopped) await new Promise((resolve) => setTimeout(resolve, MAPPING.pollEvery));
    }
  };
  const loops = consumers.map(loop);
  return {
    stop: async () => {
      stopped = true;
      await Promise.all(loops);
    },
  };
};
