import { GetCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { engineForFile, SETTINGS } from "../../support/engine.ts";

const engine = engineForFile();
const TableName = SETTINGS.tableName;

const put = (Item: Record<string, unknown>) => ({ Put: { TableName, Item } });
const write = (items: readonly Record<string, unknown>[]) =>
  engine.it.clients.dynamo.send(new TransactWriteCommand({ TransactItems: items.map(put) }));
const stored = async (pk: string) =>
  (await engine.it.clients.dynamo.send(new GetCommand({ TableName, Key: { pk, sk: "x" } }))).Item;

describe("startDynamo", () => {
  it.each([
    ["an item of 399 KB", 399, true],
    ["an item of more than 400 KB", 401, false],
  ])("is as strict as DynamoDB about %s", async (_what, kilobytes, taken) => {
    const item = { pk: `size/${kilobytes}`, sk: "x", text: "x".repeat(kilobytes * 1024) };
    const done = await write([item]).then(
      () => true,
      () => false,
    );
    expect([done, (await stored(item.pk)) !== undefined]).toEqual([taken, taken]);
  });

  it.each([
    [100, true],
    [101, false],
  ])("is as strict as DynamoDB about a transaction of %i actions", async (actions, taken) => {
    const items = Array.from({ length: actions }, (_, n) => ({ pk: `many/${actions}/${n}`, sk: "x" }));
    const done = await write(items).then(
      () => true,
      () => false,
    );
    expect([done, (await stored(`many/${actions}/0`)) !== undefined]).toEqual([taken, taken]);
  });
});
