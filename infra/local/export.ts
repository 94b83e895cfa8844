import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { type AttributeValue, BatchWriteItemCommand, type DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import type { Raw } from "../../functions/store/table.ts";

type Stored = Record<string, AttributeValue>;

/** Every item of a table, page by page, as DynamoDB itself spells it. An operator's right: no function may scan. */
export const scanned = async function* (client: DynamoDBClient, TableName: string): AsyncGenerator<Stored> {
  let from: Stored | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName, ConsistentRead: true, ...(from === undefined ? {} : { ExclusiveStartKey: from }) }),
    );
    yield* page.Items ?? [];
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
};

/** The same, as the portal reads them. */
export const rawItems = async function* (client: DynamoDBClient, TableName: string): AsyncGenerator<Raw> {
  for await (const item of scanned(client, TableName)) yield unmarshall(item);
};

/** What an export says of itself, beside its lines. */
const Label = z.object({ items: z.int(), sha256: z.string() });
export type Label = z.infer<typeof Label>;

const labelOf = (text: string): Label => ({
  items: text === "" ? 0 : text.trimEnd().split("\n").length,
  sha256: createHash("sha256").update(text).digest("hex"),
});

/** Writes every item of a table as a line of JSON, and a label with their number and checksum beside the file. */
export const exportTable = async (client: DynamoDBClient, tableName: string, file: string): Promise<Label> => {
  const lines: string[] = [];
  for await (const item of scanned(client, tableName)) lines.push(`${JSON.stringify(item)}\n`);
  const text = lines.join("");
  const label = labelOf(text);
  writeFileSync(file, text);
  writeFileSync(`${file}.label`, JSON.stringify(label));
  return label;
};

/** DynamoDB takes no more at once. */
const MOST_AT_ONCE = 25;
const AT_ONCE = 8;

const putAll = async (client: DynamoDBClient, tableName: string, items: readonly Stored[]): Promise<void> => {
  let left = items.map((Item) => ({ PutRequest: { Item } }));
  while (left.length > 0) {
    const reply = await client.send(new BatchWriteItemCommand({ RequestItems: { [tableName]: left } }));
    left = (reply.UnprocessedItems?.[tableName] ?? []).flatMap(({ PutRequest }) =>
      PutRequest?.Item === undefined ? [] : [{ PutRequest: { Item: PutRequest.Item } }],
    );
  }
};

/** Puts an export into an empty table. Refuses a file that is not what its label says: a half copied one, or one that was touched. */
export const importTable = async (client: DynamoDBClient, tableName: string, file: string): Promise<Label> => {
  const text = readFileSync(file, "utf8");
  const label = Label.parse(JSON.parse(readFileSync(`${file}.label`, "utf8")));
  if (labelOf(text).sha256 !== label.sha256) throw new Error(`${file} is not what its label says. Copy it again.`);
  const items = text
    .split("\n")
    .filter(Boolean)
    .map((line): Stored => JSON.parse(line));
  const parts = Array.from({ length: Math.ceil(items.length / MOST_AT_ONCE) }, (_, n) =>
    items.slice(n * MOST_AT_ONCE, (n + 1) * MOST_AT_ONCE),
  );
  while (parts.length > 0) await Promise.all(parts.splice(0, AT_ONCE).map((part) => putAll(client, tableName, part)));
  return label;
};
