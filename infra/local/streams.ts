import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from "@aws-sdk/client-dynamodb-streams";
import * as z from "zod/mini";
import type { FunctionName } from "../../functions/manifest.ts";
import { LOCAL_CREDENTIALS, LOCAL_REGION } from "./engine.ts";
import { FUNCTION_NAMES, invoke, specOf, whenAnswered } from "./functions.ts";
import { deliver, lambdaRecord, MAPPING, type PutAside, passes } from "./stream-batches.ts";

/** How often an idle reader looks, in milliseconds; a write through the portal wakes it at once. */
const IDLE = 1_000;
/** A batch waits no longer than this for requests to be answered. */
const LONGEST_WAIT = 2_000;
/** How often the list of shards is read again. */
const SHARDS_FOR = 30_000;

/** The last sequence number that a consumer is done with, by `<consumer> <shard>`. */
const Positions = z.record(z.string(), z.string());

/** Lets a reader sleep until it is woken or a time has passed; a ring while it is awake is not lost. */
const makeBell = () => {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    ring: (): void => {
      rung = true;
      wake?.();
    },
    heard: async (milliseconds: number): Promise<void> => {
      if (!rung)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      rung = false;
      wake = undefined;
    },
  };
};

type Stream = { arn: string; shards: string[] };

/**
 * Reads the table's stream for every consumer of the manifest, as an event source mapping does: in order for an item, at
 * least once, the position on disk only when a batch is done, what cannot be delivered put aside whole.
 */
export const startStreams = async (options: {
  endpoint: string;
  tableName: string;
  folder: string;
  putAside: PutAside;
  /** How a function is run; `invoke` but in tests, whose runner cannot import by a computed name. */
  run?: typeof invoke;
}) => {
  const { putAside, run = invoke } = options;
  const client = new DynamoDBStreamsClient({
    endpoint: options.endpoint,
    region: LOCAL_REGION,
    credentials: LOCAL_CREDENTIALS,
  });
  const consumers = FUNCTION_NAMES.filter((name) => "stream" in specOf(name).trigger);
  const file = join(options.folder, "stream-positions.json");
  const positions = existsSync(file) ? Positions.parse(JSON.parse(readFileSync(file, "utf8"))) : {};
  // Written beside and renamed: whoever is killed here leaves the old file or the new one, never half of one.
  const remember = (consumer: string, shard: string, position: string): void => {
    positions[`${consumer} ${shard}`] = position;
    writeFileSync(`${file}.new`, JSON.stringify(positions));
    renameSync(`${file}.new`, file);
  };
  let stopped = false;
  const bells = new Map(consumers.map((name) => [name, makeBell()]));
  const wake = (): void => {
    for (const bell of bells.values()) bell.ring();
  };

  let known: (Stream & { readAt: number }) | undefined;
  const streamNow = async (): Promise<Stream> => {
    if (known !== undefined && known.arn !== "" && Date.now() - known.readAt < SHARDS_FOR) return known;
    const { Streams = [] } = await client.send(new ListStreamsCommand({ TableName: options.tableName }));
    const arn = Streams[0]?.StreamArn ?? "";
    const found =
      arn === "" ? undefined : (await client.send(new DescribeStreamCommand({ StreamArn: arn }))).StreamDescription;
    // A shard's id grows with its time, so a parent comes before its children and an item stays in order.
    known = { arn, shards: (found?.Shards ?? []).map(({ ShardId = "" }) => ShardId).sort(), readAt: Date.now() };
    return known;
  };

  const iteratorFor = async (arn: string, shard: string, position: string | undefined) =>
    (
      await client.send(
        new GetShardIteratorCommand({
          StreamArn: arn,
          ShardId: shard,
          ...(position === undefined
            ? { ShardIteratorType: "TRIM_HORIZON" }
            : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: position }),
        }),
      )
    ).ShardIterator;

  /** Everything that is there now for one consumer, shard by shard; true when there was anything. */
  const drain = async (name: FunctionName, iterators: Map<string, string>): Promise<boolean> => {
    const { arn, shards } = await streamNow();
    // Between two tries: a write that rings meanwhile does not shorten it, stopping does.
    const wait = async (milliseconds: number) => {
      const until = Date.now() + milliseconds;
      while (!stopped && Date.now() < until) await bells.get(name)?.heard(until - Date.now());
    };
    let busy = false;
    for (const shard of shards) {
      while (!stopped) {
        const ShardIterator = iterators.get(shard) ?? (await iteratorFor(arn, shard, positions[`${name} ${shard}`]));
        // Forgotten until the batch is done: whatever throws below reads again from the position on disk.
        iterators.delete(shard);
        const { Records = [], NextShardIterator } = await client.send(
          new GetRecordsCommand({ ShardIterator, Limit: MAPPING.batchSize }),
        );
        const last = Records.at(-1)?.dynamodb?.SequenceNumber;
        if (last !== undefined) {
          await whenAnswered(LONGEST_WAIT);
          const wanted = Records.filter((record) => passes(record, name)).map((record) => lambdaRecord(record, arn));
          if (!(await deliver(name, wanted, { run, putAside, wait, stopped: () => stopped }))) return busy;
          remember(name, shard, last);
          busy ||= wanted.length > 0;
        }
        if (NextShardIterator !== undefined) iterators.set(shard, NextShardIterator);
        if (last === undefined) break;
      }
    }
    return busy;
  };

  const loop = async (name: FunctionName): Promise<void> => {
    const iterators = new Map<string, string>();
    while (!stopped) {
      try {
        // What a consumer wrote is news to the others, and to itself.
        if (await drain(name, iterators)) wake();
      } catch (error) {
        iterators.clear();
        if (!stopped) console.error(`${name}: the stream could not be read:`, error);
      }
      if (!stopped) await bells.get(name)?.heard(IDLE);
    }
  };
  const loops = consumers.map(loop);
  return {
    /** Something was written: look now. */
    wake,
    /** The sequence number up to which every consumer is done, in every shard; undefined while one has not begun. */
    doneUpTo: (): number | undefined => {
      const done = Object.entries(positions);
      const all = consumers.every((name) => done.some(([where]) => where.startsWith(`${name} `)));
      return all && done.length > 0 ? Math.min(...done.map(([, position]) => Number(position))) : undefined;
    },
    stop: async () => {
      stopped = true;
      wake();
      await Promise.all(loops);
      client.destroy();
    },
  };
};
