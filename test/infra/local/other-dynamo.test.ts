import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startDynamo } from "../../../infra/local/engine.ts";
import { personAt } from "../../support/by-api.ts";
import { type PortalProcess, startPortalProcess } from "../../support/portal.ts";

let dynamo: Awaited<ReturnType<typeof startDynamo>>;
let portal: PortalProcess;

beforeAll(async () => {
  dynamo = await startDynamo();
  process.env.AWS_ENDPOINT_URL_DYNAMODB = dynamo.url;
  process.env.AWS_ENDPOINT_URL_DYNAMODB_STREAMS = dynamo.streamsUrl;
  portal = await startPortalProcess({ empty: true });
}, 120_000);
afterAll(async () => {
  delete process.env.AWS_ENDPOINT_URL_DYNAMODB;
  delete process.env.AWS_ENDPOINT_URL_DYNAMODB_STREAMS;
  await portal.stop();
  dynamo.stop();
});

describe("a DynamoDB of one's own", () => {
  it("is used as it is told by its address, with its stream, and none is embedded beside it", async () => {
    // The code arrives by way of the stream.
    const ash = await personAt(portal, "ash@harbour.example");
    expect((await ash.ask("GET", "/api/session")).person.email).toBe("ash@harbour.example");
    expect(existsSync(join(portal.folder, "table.db"))).toBe(false);
  });
});
