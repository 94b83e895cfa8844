import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTable, localClient, startDynamo } from "../../../infra/local/engine.ts";
import { dropStreamRecords, indexStreamRecords } from "../../../infra/local/stream-records.ts";

const folder = mkdtempSync(join(tmpdir(), "records-"));
const file = join(folder, "table.db");
let client: DynamoDBClient;
let stop: () => void;
beforeAll(async () => {
  const dynamo = await startDynamo(file);
  stop = dynamo.stop;
  client = localClient(dynamo.url);
  await createTable(client, "grants");
});
afterAll(() => {
  stop();
  rmSync(folder, { recursive: true, force: true });
});

const put = (n: number) =>
  client.send(new PutItemCommand({ TableName: "grants", Item: { pk: { S: `portal/${n}` }, sk: { S: "pulse" } } }));
const look = (sql: string): unknown[] => {
  const database = new DatabaseSync(file);
  try {
    return database
      .prepare(sql)
      .all()
      .map((row) => Object.values(row)[0]);
  } finally {
    database.close();
  }
};
const numbers = () => look("SELECT CAST(sequence_number AS INTEGER) FROM _stream_records ORDER BY 1");
const tomorrow = () => Math.floor(Date.now() / 1000) + 86_401;

describe("stream records", () => {
  it("are indexed beside the running engine, again without harm", () => {
    indexStreamRecords(file);
    indexStreamRecords(file);
    expect(look("SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = '_stream_records'")).toHaveLength(
      2,
    );
  });

  it("are kept for a day, and while a consumer still needs them", async () => {
    for (let n = 1; n <= 6; n += 1) await put(n);
    expect(dropStreamRecords(file, "grants", 6, Math.floor(Date.now() / 1000))).toBe(0);
    expect(dropStreamRecords(file, "grants", 3, tomorrow())).toBe(3);
    expect(numbers()).toEqual([4, 5, 6]);
  });

  it("keep their newest, so that the engine counts on", async () => {
    expect(dropStreamRecords(file, "grants", 6, tomorrow())).toBe(2);
    expect(numbers()).toEqual([6]);
    await put(7);
    expect(numbers()).toEqual([6, 7]);
  });
});
