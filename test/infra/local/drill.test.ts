import { DeleteItemCommand, type DynamoDBClient, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { describe, expect, it } from "vitest";
import type { Raw } from "../../../functions/store/table.ts";
import { drill } from "../../../infra/local/drill.ts";
import { examined, problemsOf } from "../../../infra/local/restored.ts";

/** The first item of a kind, for which more may be asked. */
const first = async (
  client: DynamoDBClient,
  TableName: string,
  kind: string,
  fits: (raw: Raw) => boolean = () => true,
): Promise<Raw> => {
  const { Items = [] } = await client.send(new ScanCommand({ TableName }));
  const found = Items.map((item) => unmarshall(item)).find((raw) => raw.kind === kind && fits(raw));
  if (found === undefined) throw new Error(`There is no ${kind}.`);
  return found;
};
const drop = (client: DynamoDBClient, TableName: string, { pk, sk }: Raw) =>
  client.send(new DeleteItemCommand({ TableName, Key: marshall({ pk, sk }) }));
const put = (client: DynamoDBClient, TableName: string, raw: Raw) =>
  client.send(new PutItemCommand({ TableName, Item: marshall(raw) }));

const at = Date.parse("2026-11-22T12:00:00.000Z");
const BIDS = 3;

describe("npm run drill", () => {
  it("restores, holds the mail back, finds nothing wrong and lets only new mail out", async () => {
    const said: string[] = [];
    expect(await drill((line) => said.push(line), { bids: BIDS }, at)).toEqual([]);
    expect(said[1]).toMatch(/^Restored with mail paused: 0 messages went out, \d+ older ones are marked as sent\.$/);
    expect(said[3]).toBe("Released: 1 message went out, the one that was written since.");
  });

  it("fails on a missing row, a changed submission and two gaps of a history, and names each", async () => {
    const problems = await drill(
      () => undefined,
      {
        bids: BIDS,
        spoil: async (client, table) => {
          await drop(client, table, await first(client, table, "person", ({ id }) => id === "p_drill-1"));
          const submission = await first(
            client,
            table,
            "submission",
            ({ pk }) => String(pk).endsWith("0002-C") || true,
          );
          await put(client, table, {
            ...submission,
            content: Object.assign({}, submission.content, { title: "Other" }),
          });
          // The last row of one history, and the first of another.
          const last = await first(client, table, "audit", ({ event }) =>
            JSON.stringify(event).includes("marked-eligible"),
          );
          await drop(client, table, last);
          await drop(
            client,
            table,
            await first(
              client,
              table,
              "audit",
              ({ pk, n, ofVersion }) =>
                pk !== last.pk && n === 0 && ofVersion === 1 && String(pk).startsWith("audit/application/"),
            ),
          );
        },
      },
      at,
    );
    expect(problems.join("\n")).toMatch(/person: \d+ before, \d+ restored/);
    expect(problems.join("\n")).toMatch(/submission \S+\/1 is not what its own hash was made of/);
    expect(problems.join("\n")).toMatch(/: the history lacks application\/\S+@\d+\.0/);
    expect(problems.join("\n")).toMatch(/: the history breaks at application\/\S+@\d+\.0/);
  });
});

const items = async function* (...raws: Raw[]) {
  yield* raws;
};

describe("examined", () => {
  const receipt = {
    pk: "message/p_1",
    sk: "m",
    kind: "message",
    template: "receipt",
    facts: { reference: "CAF-26Q4-0001-K", submission: "1", sha256: "abc" },
  };

  it("misses a submission that somebody has a receipt for", async () => {
    expect((await examined(items(receipt))).changed).toEqual([
      "submission CAF-26Q4-0001-K/1 has a receipt, and is missing",
    ]);
  });

  it("does not miss what retention has taken away", async () => {
    const tombstone = {
      pk: "application/CAF-26Q4-0001-K",
      sk: "application",
      kind: "application",
      id: "CAF-26Q4-0001-K",
      deletedOn: "2029-01-01",
      version: 7,
      relay: "yes",
      events: [{ type: "item-deleted" }],
    };
    expect(await examined(items(receipt, tombstone))).toMatchObject({ gaps: [], changed: [] });
  });

  it("finds too little to prove anything", async () => {
    expect(problemsOf(await examined(items()), 100)).toEqual(["only 0 submissions to hash, of 100"]);
  });
});
