import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import {
  CreateTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { TABLE } from "../../functions/store/shape.ts";

/** The credentials of every local engine: they open nothing but loopback. */
export const LOCAL_CREDENTIALS = { accessKeyId: "local", secretAccessKey: "local-secret" };
export const LOCAL_REGION = "eu-west-2";

/** A port nobody listens on, on loopback. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });

const binaryPath = (): string | undefined => {
  const suffix = process.platform === "win32" ? ".exe" : "";
  const here = fileURLToPath(
    new URL(`../../node_modules/@dynoxide/${process.platform}-${process.arch}/dynoxide${suffix}`, import.meta.url),
  );
  return existsSync(here) ? here : undefined;
};

export const NO_ENGINE =
  "No embedded DynamoDB exists for this platform. Start any DynamoDB yourself (Amazon's DynamoDB Local, for one) and set AWS_ENDPOINT_URL_DYNAMODB and AWS_ENDPOINT_URL_DYNAMODB_STREAMS to its address.";

/** Waits until something answers HTTP at an address; gives up after ten seconds. */
export const answering = async (url: string): Promise<void> => {
  const until = Date.now() + 10_000;
  for (;;) {
    try {
      await fetch(url);
      return;
    } catch (error) {
      if (Date.now() > until) throw new Error(`Nothing answers at ${url}.`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
};

/** A start that was killed outright leaves its engine behind, holding the file: it is stopped first, if it still is one. */
const stopLeftOver = (pidFile: string): void => {
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, "utf8"));
  try {
    const command = existsSync(`/proc/${pid}/cmdline`) ? readFileSync(`/proc/${pid}/cmdline`, "utf8") : "";
    if (command.includes("dynoxide")) process.kill(pid);
  } catch (error) {
    // The usual case: it is gone.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
  rmSync(pidFile, { force: true });
};

/** Starts the embedded DynamoDB on loopback, in a file or in memory. The one from the environment is used where there is one. */
export const startDynamo = async (
  databaseFile?: string,
): Promise<{ url: string; streamsUrl: string; pid?: number; stop: () => void }> => {
  const given = process.env.AWS_ENDPOINT_URL_DYNAMODB;
  if (given !== undefined)
    return { url: given, streamsUrl: process.env.AWS_ENDPOINT_URL_DYNAMODB_STREAMS ?? given, stop: () => undefined };
  const binary = binaryPath();
  if (binary === undefined) throw new Error(NO_ENGINE);
  const pidFile = databaseFile === undefined ? undefined : `${databaseFile}.pid`;
  if (pidFile !== undefined) stopLeftOver(pidFile);
  const port = await freePort();
  const child = spawn(
    binary,
    ["--host", "127.0.0.1", "--port", String(port), ...(databaseFile === undefined ? [] : ["--db-path", databaseFile])],
    // An inherited stderr would keep the pipe of whoever started us open.
    { stdio: "ignore" },
  );
  if (pidFile !== undefined) writeFileSync(pidFile, String(child.pid));
  const stop = () => {
    child.kill();
  };
  process.once("exit", stop);
  const url = `http://127.0.0.1:${port}`;
  await answering(url);
  return { url, streamsUrl: url, ...(child.pid === undefined ? {} : { pid: child.pid }), stop };
};

/** Creates the table as `store/shape.ts` describes it; an existing one is left as it is. */
export const createTable = async (client: DynamoDBClient, TableName: string): Promise<void> => {
  const indexes = Object.entries(TABLE.indexes);
  const names = new Set([
    TABLE.key.partition,
    TABLE.key.sort,
    ...indexes.flatMap(([, { partition, sort }]) => [partition, sort]),
  ]);
  const schemaOf = ({ partition, sort }: { partition: string; sort: string }) => [
    { AttributeName: partition, KeyType: "HASH" as const },
    { AttributeName: sort, KeyType: "RANGE" as const },
  ];
  try {
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [...names].map((AttributeName) => ({ AttributeName, AttributeType: "S" as const })),
        KeySchema: schemaOf(TABLE.key),
        GlobalSecondaryIndexes: indexes.map(([IndexName, index]) => ({
          IndexName,
          KeySchema: schemaOf(index),
          Projection: { ProjectionType: "INCLUDE" as const, NonKeyAttributes: [...index.projects] },
        })),
        StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
      }),
    );
    await client.send(
      new UpdateTimeToLiveCommand({
        TableName,
        TimeToLiveSpecification: { Enabled: true, AttributeName: TABLE.timeToLive },
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
};

export const localClient = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({ endpoint, region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS });
