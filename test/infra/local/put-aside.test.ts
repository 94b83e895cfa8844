import { PutObjectCommand } from "@aws-sdk/client-s3";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { makeDeps } from "../../../functions/deps.ts";
import { handler as events } from "../../../functions/stream/events.ts";
import { failuresTo } from "../../../infra/local/failures.ts";
import { as } from "../../../infra/local/guard.ts";
import { listPutAside, replayPutAside, type Shelf } from "../../../infra/local/put-aside.ts";
import { deliver, type LambdaRecord } from "../../../infra/local/stream-batches.ts";
import { engineForFile, NO_CONTEXT, SETTINGS } from "../../support/engine.ts";
import { bucket, objectsForFile } from "../../support/objects.ts";
import { groupOf, headOf, relayedRecords, writeHead } from "../../support/relay.ts";

const engine = engineForFile();
const at = "2026-12-01T11:59:59.000Z";
const ms = Date.parse(at);
const objects = objectsForFile();

beforeAll(async () => {
  await groupOf(engine.it, "o_1", ["p_ash"], ms);
});

/** What is wrong with the table's client just now: it refuses whatever goes into the history. */
let fault: "refuses-history" | "is-down" | undefined;
afterEach(() => {
  fault = undefined;
});
const faulty = () => {
  const send = (command: { input: unknown }): Promise<unknown> => {
    if (fault === "is-down") return Promise.reject(Object.assign(new Error("down"), { name: "ThrottlingException" }));
    if (fault === "refuses-history" && JSON.stringify(command.input).includes('"kind":"audit"'))
      return Promise.reject(Object.assign(new Error("no"), { name: "ValidationException" }));
    return Reflect.apply(engine.it.clients.dynamo.send, engine.it.clients.dynamo, [command]);
  };
  const dynamo = new Proxy(engine.it.clients.dynamo, {
    get: (client: DynamoDBDocumentClient, name) => (name === "send" ? send : Reflect.get(client, name)),
  });
  return makeDeps({ clients: { ...engine.it.clients, dynamo }, settings: SETTINGS });
};
const run = (_name: string, event: unknown): Promise<unknown> => {
  const { Records }: { Records: DynamoDBRecord[] } = JSON.parse(JSON.stringify(event));
  return as("stream/events", () => events.withDeps(faulty())({ Records }, NO_CONTEXT));
};
const shelf = (): Shelf => ({ s3: objects.it.s3, bucket, failures: engine.it.deps.store.failures, run });

let number = 0;
/** An application that is submitted; the records of both steps. */
const submitted = async () => {
  number += 1;
  const id = `CAF-26Q4-${String(number).padStart(4, "0")}-K`;
  const ids = { at, by: "p_ash", applicationId: id, roundId: "CAF-26Q4", organisationId: "o_1" };
  await writeHead(engine.it, headOf(id, "o_1"), [{ type: "application-started", ...ids }], ms);
  const latest = { number: 1, askedPence: 500, receivedAt: at, sha256: "ab".repeat(32), writeId: "w" };
  await writeHead(
    engine.it,
    headOf(id, "o_1", { state: "submitted", latest, version: 1 }),
    [{ type: "application-submitted", ...ids, submission: 1, askedPence: 500, previousPence: 0 }],
    ms,
  );
  const records = (await relayedRecords(engine.it)).filter(
    ({ dynamodb }) => dynamodb?.Keys?.pk?.S === `application/${id}`,
  );
  const told = async () => ({
    history: (await engine.it.deps.store.audit.history(`application/${id}`)).rows.map(({ event }) => event.type),
    messages: (await engine.it.deps.store.messages.ofPerson("p_ash")).filter((one) => one.facts.reference === id)
      .length,
  });
  return { id, records, told };
};
const ALL = { history: ["application-started", "application-submitted"], messages: 1 };
const NONE = { history: [], messages: 0 };

describe("replayPutAside", () => {
  it("carries a poisoned record on, once the fault is gone, and then has nothing left", async () => {
    const { id, records, told } = await submitted();
    fault = "refuses-history";
    await run("stream/events", { Records: records });
    expect(await told()).toEqual(NONE);
    expect(await listPutAside(shelf())).toEqual({
      left: 2,
      lines: records.map(
        ({ eventID }) => `stream/events: failure ${eventID} of application/${id} (ValidationException)`,
      ),
    });

    fault = undefined;
    expect(await replayPutAside(shelf())).toMatchObject({
      left: 0,
      lines: [/: delivered$/, /: delivered$/].map((each) => expect.stringMatching(each)),
    });
    expect(await told()).toEqual(ALL);
    expect(await replayPutAside(shelf())).toEqual({ left: 0, lines: [] });
    expect(await told()).toEqual(ALL);
  });

  it("leaves and names what is still wrong, as it was", async () => {
    const { records, told } = await submitted();
    fault = "refuses-history";
    await run("stream/events", { Records: records });
    const before = await listPutAside(shelf());
    const again = await replayPutAside(shelf());
    expect(again.left).toBe(2);
    expect(again.lines[0]).toMatch(/: left, ValidationException$/);
    expect(await listPutAside(shelf())).toEqual(before);
    fault = undefined;
    await replayPutAside(shelf());
    expect(await told()).toEqual(ALL);
  });

  it("carries on what a function could not take at all, whole from the bucket, and twice does no harm", async () => {
    const { records, told } = await submitted();
    const said = vi.spyOn(console, "error").mockReturnValue();
    fault = "is-down";
    const asRead: LambdaRecord[] = JSON.parse(JSON.stringify(records));
    await deliver("stream/events", asRead, {
      run,
      putAside: failuresTo(objects.it.s3, bucket),
      wait: async () => undefined,
      stopped: () => false,
    });
    said.mockRestore();
    expect((await listPutAside(shelf())).lines).toEqual([
      expect.stringMatching(
        /^stream\/events: object aws\/lambda\/grants-stream-events\/.* \(RetryAttemptsExhausted\)$/,
      ),
      expect.stringMatching(/^stream\/events: object /),
    ]);
    // Still down: nothing is lost.
    const down = await replayPutAside(shelf());
    expect(down).toMatchObject({ left: 2 });
    expect(down.lines[0]).toMatch(/left, the function asks for it again$/);
    fault = undefined;
    // Delivered before we come: it counts once.
    await run("stream/events", { Records: records });
    expect(await replayPutAside(shelf())).toMatchObject({ left: 0 });
    expect(await told()).toEqual(ALL);
    expect(await listPutAside(shelf())).toEqual({ left: 0, lines: [] });
  });

  it("hands an event to its function, and names what it cannot hand to anybody", async () => {
    const put = (Key: string, body: unknown) =>
      objects.it.s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: JSON.stringify(body) }));
    const arn = "arn:aws:lambda:eu-west-2:111122223333:function";
    await put("aws/lambda/async/1", {
      requestContext: { functionArn: `${arn}:grants-event-document-scanned:$LATEST`, condition: "RetriesExhausted" },
      requestPayload: { id: "e-1" },
    });
    await put("aws/lambda/async/2", { requestContext: { functionArn: `${arn}:grants-gone` }, requestPayload: {} });
    await put("note", "somebody's note");
    const ran: unknown[] = [];
    const recording = async (...call: unknown[]): Promise<void> => void ran.push(call);
    expect(await replayPutAside({ ...shelf(), run: recording })).toEqual({
      left: 2,
      lines: [
        "event/document-scanned: object aws/lambda/async/1: delivered",
        `${arn}:grants-gone: object aws/lambda/async/2: left, there is no such function any more`,
        "nobody: object note: left, it is nothing that Lambda wrote",
      ],
    });
    expect(ran).toEqual([["event/document-scanned", { id: "e-1" }]]);
  });
});
