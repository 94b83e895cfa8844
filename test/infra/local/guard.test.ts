import {
  BatchGetCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
} from "@aws-sdk/lib-dynamodb";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { describe, expect, it } from "vitest";
import { makeFiles } from "../../../functions/files.ts";
import type { FunctionName } from "../../../functions/manifest.ts";
import { AccessDenied, as, runningNow } from "../../../infra/local/guard.ts";
import { engineForFile, SETTINGS } from "../../support/engine.ts";

// What is refused here on purpose is no finding of a whole run.
delete process.env.PORTAL_RECORD;

const engine = engineForFile();
const TableName = SETTINGS.tableName;
const said = async (sent: Promise<unknown>): Promise<string> => {
  try {
    await sent;
    return "done";
  } catch (error) {
    return error instanceof AccessDenied ? error.message.replace(/:.it stands.*/, "") : String(error);
  }
};
const at = (pk: string) => ({ pk, sk: "x" });
const dynamo = () => engine.it.clients.dynamo;
const send = (name: FunctionName, call: () => Promise<unknown>) => said(as(name, call));

describe("guarded", () => {
  it("lets a function do what it is granted, kind by kind", async () => {
    expect(
      await send("http/messages", () => dynamo().send(new GetCommand({ TableName, Key: at("message/p_1") }))),
    ).toBe("done");
    expect(
      await send("http/messages", () => dynamo().send(new PutCommand({ TableName, Item: at("message/p_1") }))),
    ).toBe("done");
  });

  it.each([
    ["reads", () => dynamo().send(new GetCommand({ TableName, Key: at("round/R") })), "dynamodb:GetItem on round"],
    ["writes", () => dynamo().send(new PutCommand({ TableName, Item: at("round/R") })), "dynamodb:PutItem on round"],
    [
      "reads one of many of another kind",
      () =>
        dynamo().send(
          new BatchGetCommand({ RequestItems: { [TableName]: { Keys: [at("message/p_1"), at("round/R")] } } }),
        ),
      "dynamodb:BatchGetItem on round",
    ],
    [
      "asks for a partition of another kind",
      () =>
        dynamo().send(
          new QueryCommand({
            TableName,
            KeyConditionExpression: "pk = :pk",
            ExpressionAttributeValues: { ":pk": "audit/round/R" },
          }),
        ),
      "dynamodb:Query on audit",
    ],
    [
      "asks an index",
      () =>
        dynamo().send(
          new QueryCommand({
            TableName,
            IndexName: "byRound",
            KeyConditionExpression: "inRound = :pk",
            ExpressionAttributeValues: { ":pk": "R" },
          }),
        ),
      "dynamodb:Query on byRound",
    ],
    [
      "deletes within a transaction",
      () =>
        dynamo().send(
          new TransactWriteCommand({
            TransactItems: [
              { Put: { TableName, Item: at("message/p_2") } },
              { Delete: { TableName, Key: at("message/p_1") } },
            ],
          }),
        ),
      "dynamodb:DeleteItem on message",
    ],
    ["scans", () => dynamo().send(new ScanCommand({ TableName })), "ScanCommand on anything"],
  ] as const)("refuses a function that %s without a grant, before anything is sent", async (_what, command, right) => {
    expect(await send("http/messages", command)).toBe(`http/messages may not ${right}`);
    expect(await engine.it.table.get(at("message/p_2"))).toBeUndefined();
  });

  it("lets the history be added to, and changed by nobody", async () => {
    const row = { TableName, Item: at("audit/round/R") };
    expect(await send("stream/events", () => dynamo().send(new PutCommand(row)))).toBe("done");
    expect(await send("http/rounds", () => dynamo().send(new PutCommand(row)))).toBe(
      "http/rounds may not dynamodb:PutItem on audit",
    );
  });

  it("takes a signature for a call", async () => {
    const { s3 } = engine.it.clients;
    const files = makeFiles(s3, "documents");
    const sign = (name: FunctionName) =>
      said(as(name, () => createPresignedPost(s3, { Bucket: "documents", Key: "documents/a" })));
    const link = (name: FunctionName) =>
      said(as(name, () => files.signDownload({ key: "k", versionId: "1", name: "a.pdf", contentType: "text/csv" })));
    expect(await sign("http/documents")).toBe("done");
    expect(await sign("event/document-scanned")).toBe("event/document-scanned may not s3:PutObject on documents");
    expect(await link("http/documents")).toBe("done");
    expect(await link("http/messages")).toBe("http/messages may not s3:GetObjectVersion on documents");
  });

  it("leaves alone what no function does", async () => {
    expect(runningNow()).toBeUndefined();
    expect(await said(dynamo().send(new ScanCommand({ TableName })))).toBe("done");
  });
});
