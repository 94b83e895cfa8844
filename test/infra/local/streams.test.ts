import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import type { DynamoDBRecord } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { handler as events } from "../../../functions/stream/events.ts";
import { handler as mail } from "../../../functions/stream/mail.ts";
import { LOCAL_CREDENTIALS, LOCAL_REGION } from "../../../infra/local/engine.ts";
import { failuresTo, localS3 } from "../../../infra/local/failures.ts";
import { startObjects } from "../../../infra/local/objects.ts";
import { deliver, lambdaRecord } from "../../../infra/local/stream-batches.ts";
import { startStreams } from "../../../infra/local/streams.ts";
import { engineForFile, NO_CONTEXT, SETTINGS } from "../../support/engine.ts";
import { groupOf, headOf, postbox, writeHead } from "../../support/relay.ts";

const engine = engineForFile();
const at = "2026-12-01T12:00:00.000Z";
const ms = Date.parse(at);
const folder = mkdtempSync(join(tmpdir(), "streams-"));
let objects: Awaited<ReturnType<typeof startObjects>>;

beforeAll(async () => {
  objects = await startObjects({
    ...{
      host: "127.0.0.1",
      port: 0,
      folder: join(folder, "objects"),
      buckets: ["failures"],
      allowedOrigin: "http://x",
    },
    ...LOCAL_CREDENTIALS,
    region: LOCAL_REGION,
  });
  await groupOf(engine.it, "o_1", ["p_ash"], ms);
});
afterAll(async () => {
  await objects.close();
  rmSync(folder, { recursive: true, force: true });
});

const FUNCTIONS: Record<string, typeof events> = { "stream/events": events, "stream/mail": mail };
const run = async (name: string, batch: unknown): Promise<unknown> => {
  const handler = FUNCTIONS[name];
  if (handler === undefined) throw new Error(`The test runs no ${name}.`);
  const Records: DynamoDBRecord[] = JSON.parse(JSON.stringify(batch)).Records;
  return handler.withDeps({ ...engine.it.deps, mailer: postbox().mailer })({ Records }, NO_CONTEXT);
};
const start = () =>
  startStreams({
    run,
    endpoint: engine.it.url,
    tableName: SETTINGS.tableName,
    folder,
    putAside: failuresTo(localS3(objects.url), "failures"),
  });
const begin = (number: number) => {
  const id = `CAF-26Q4-${String(number).padStart(4, "0")}-K`;
  const event = { at, by: "p_ash", applicationId: id, roundId: "CAF-26Q4", organisationId: "o_1" };
  return writeHead(engine.it, headOf(id, "o_1"), [{ type: "application-started", ...event }], ms);
};
const drafts = async () => (await engine.it.deps.store.totals.ofRounds(["CAF-26Q4"]))[0]?.drafts;
const positions = join(folder, "stream-positions.json");

describe("startStreams", () => {
  it("delivers a write promptly when it is woken", async () => {
    const streams = await start();
    await vi.waitFor(() => expect(streams.doneUpTo()).toBeDefined(), { timeout: 5_000, interval: 5 });
    const before = performance.now();
    await begin(1);
    streams.wake();
    await vi.waitFor(async () => expect(await drafts()).toBe(1), { timeout: 5_000, interval: 5 });
    expect(performance.now() - before).toBeLessThan(900);
    await streams.stop();
  });

  it("goes on where it stopped, and takes again what it may not have finished", async () => {
    const old = readFileSync(positions, "utf8");
    await begin(2);
    const second = await start();
    await vi.waitFor(async () => expect(await drafts()).toBe(2), { timeout: 5_000, interval: 5 });
    await second.stop();
    expect(readFileSync(positions, "utf8")).not.toBe(old);
    // Killed before the position was written: the old one is found, the records come again, and nothing counts twice.
    writeFileSync(positions, old);
    await begin(3);
    const third = await start();
    await vi.waitFor(async () => expect(await drafts()).toBe(3), { timeout: 5_000, interval: 5 });
    await third.stop();
    expect(await drafts()).toBe(3);
  });

  it("keeps what it gives up whole in the bucket of failures, and goes on", async () => {
    const dying = async () => Promise.reject(new Error("out of memory"));
    const said = vi.spyOn(console, "error").mockReturnValue();
    const s3 = localS3(objects.url);
    const record = lambdaRecord(
      { eventID: "e-1", dynamodb: { SequenceNumber: "77", NewImage: { note: { S: "x" } } } },
      "arn",
    );
    const wait = async () => undefined;
    await deliver("stream/events", [record], {
      run: dying,
      putAside: failuresTo(s3, "failures"),
      wait,
      stopped: () => false,
    });
    expect(said).toHaveBeenCalledOnce();
    said.mockRestore();
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: "failures" }));
    const kept = await s3.send(new GetObjectCommand({ Bucket: "failures", Key: Contents[0]?.Key }));
    const { payload, ...invocation } = JSON.parse((await kept.Body?.transformToString()) ?? "");
    expect(invocation).toMatchObject({
      requestContext: {
        functionArn: "arn:aws:lambda:eu-west-2:000000000000:function:grants-stream-events",
        condition: "RetryAttemptsExhausted",
        approximateInvokeCount: 8,
      },
      DDBStreamBatchInfo: { startSequenceNumber: "77", batchSize: 1 },
      problem: "Error: out of memory",
    });
    expect(JSON.parse(payload)).toMatchObject({
      Records: [{ eventID: "e-1", dynamodb: { NewImage: { note: { S: "x" } } } }],
    });
  });
});
