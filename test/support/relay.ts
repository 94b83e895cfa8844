import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from "@aws-sdk/client-dynamodb-streams";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { type Deps, makeDeps } from "../../functions/deps.ts";
import type { Mail } from "../../functions/mail/mailer.ts";
import { applicationKey, memberKey, organisationKey, personKey } from "../../functions/store/keys.ts";
import type { Change } from "../../functions/store/table.ts";
import { handler as streamMail } from "../../functions/stream/mail.ts";
import { LOCAL_CREDENTIALS, LOCAL_REGION } from "../../infra/local/engine.ts";
import { as } from "../../infra/local/guard.ts";
import { lambdaRecord } from "../../infra/local/stream-batches.ts";
import type { Event } from "../../shared/events.ts";
import type { Application } from "../../shared/rules/application.ts";
import { type Engine, NO_CONTEXT, SETTINGS } from "./engine.ts";

type Reading = {
  client: DynamoDBStreamsClient;
  StreamArn: string;
  iterators: (string | undefined)[];
  found: DynamoDBRecord[];
};
const readings = new WeakMap<Engine, Promise<Reading>>();

const startReading = async (engine: Engine): Promise<Reading> => {
  const client = new DynamoDBStreamsClient({
    endpoint: engine.url,
    region: LOCAL_REGION,
    credentials: LOCAL_CREDENTIALS,
  });
  const { Streams = [] } = await client.send(new ListStreamsCommand({ TableName: SETTINGS.tableName }));
  const StreamArn = Streams[0]?.StreamArn ?? "";
  const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn }));
  const iterators = await Promise.all(
    (StreamDescription?.Shards ?? []).map(async ({ ShardId }) => {
      const asked = { StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" as const };
      return (await client.send(new GetShardIteratorCommand(asked))).ShardIterator;
    }),
  );
  return { client, StreamArn, iterators, found: [] };
};

/** Every record of the engine's own stream that has something to relay, oldest first, as a Lambda gets them. */
export const relayedRecords = async (engine: Engine): Promise<DynamoDBRecord[]> => {
  const reading = await (readings.get(engine) ?? startReading(engine));
  readings.set(engine, Promise.resolve(reading));
  const { client, StreamArn, iterators, found } = reading;
  for (let shard = 0; shard < iterators.length; shard += 1)
    for (;;) {
      const asked = { ShardIterator: iterators[shard] };
      const { Records = [], NextShardIterator } = await client.send(new GetRecordsCommand(asked));
      iterators[shard] = NextShardIterator;
      if (Records.length === 0) break;
      // Binary values are the one difference between the two shapes, and the portal keeps none.
      found.push(
        ...Records.map((record): DynamoDBRecord => JSON.parse(JSON.stringify(lambdaRecord(record, StreamArn)))),
      );
    }
  return found.filter(({ dynamodb }) => dynamodb?.NewImage?.relay?.S === "yes");
};

type StreamHandler = {
  withDeps: (deps: Deps) => (batch: DynamoDBStreamEvent, context: Context) => Promise<DynamoDBBatchResponse>;
};

/** Delivers records as the event source does, from the failed one again, until all are taken; answers how often it took. */
export const deliverAll = async (
  handler: StreamHandler,
  records: readonly DynamoDBRecord[],
  deps: Deps,
): Promise<number> => {
  const name = handler === streamMail ? "stream/mail" : "stream/events";
  let left = [...records];
  for (let times = 1; ; times += 1) {
    const { batchItemFailures } = await as(name, () => handler.withDeps(deps)({ Records: left }, NO_CONTEXT));
    const [failed] = batchItemFailures;
    if (failed === undefined) return times;
    if (times === 50) throw new Error("The batch was never taken.");
    left = left.slice(left.findIndex(({ dynamodb }) => dynamodb?.SequenceNumber === failed.itemIdentifier));
  }
};

/** What a client does at its n-th call: nothing at all, or the work, with the answer lost. */
export type Fault = { call: number; how: "not-done" | "done-but-timed-out" };

/** Dependencies whose table fails once, at one call, with a time-out; `reached` tells whether that call was ever made. */
export const withFault = (engine: Engine, fault: Fault, more: Partial<Deps> = {}) => {
  let calls = 0;
  const send = async (command: never): Promise<unknown> => {
    calls += 1;
    const isFaulty = calls === fault.call;
    const answer = isFaulty && fault.how === "not-done" ? undefined : await engine.clients.dynamo.send(command);
    if (isFaulty) throw Object.assign(new Error("socket hang up"), { name: "TimeoutError" });
    return answer;
  };
  const dynamo = new Proxy(engine.clients.dynamo, {
    get: (client: DynamoDBDocumentClient, name) => (name === "send" ? send : Reflect.get(client, name)),
  });
  const deps = { ...makeDeps({ clients: { ...engine.clients, dynamo }, settings: SETTINGS }), ...more };
  return { deps, reached: () => calls >= fault.call };
};

/** A mailer that keeps what it is given, or fails as told. */
export const postbox = (fails: (mail: Mail) => boolean = () => false) => {
  const sent: Mail[] = [];
  const send = async (mail: Mail): Promise<string> => {
    if (fails(mail))
      throw Object.assign(new Error("Maximum sending rate exceeded."), {
        name: "ThrottlingException",
        $metadata: { httpStatusCode: 400 },
      });
    sent.push(mail);
    return `ses-${sent.length}`;
  };
  return { sent, mailer: { send, mostPerSecond: async () => 1_000 } };
};

const item = (key: Change["key"], kind: Change["kind"], data: Change["data"]): Change => ({
  key,
  kind,
  schema: 1,
  was: "absent",
  events: [],
  data,
});

/** A group with people in it, straight in the table. */
export const groupOf = async (engine: Engine, organisationId: string, people: readonly string[], at: number) => {
  await engine.table.write(
    [
      item(organisationKey(organisationId), "organisation", { id: organisationId, name: `Group ${organisationId}` }),
      ...people.flatMap((id) => [
        item(memberKey(organisationId, id), "member", { organisationId, personId: id, state: "active" }),
        item(personKey(id), "person", {
          id,
          name: `Person ${id}`,
          email: `${id}@example.org`,
          roles: [],
          organisations: [organisationId],
        }),
      ]),
    ],
    { writeId: `group-${organisationId}`, at },
  );
};

/** The head of an application in some state. */
export const headOf = (id: string, organisationId: string, over: Partial<Application> = {}): Application => ({
  id,
  roundId: id.split("-").slice(0, 2).join("-"),
  fundId: "fund",
  organisationId,
  organisationName: `Group ${organisationId}`,
  number: 1,
  state: "draft",
  startedAt: "2026-12-01T09:00:00.000Z",
  startedBy: "p_ash",
  changedAt: "2026-12-01T09:00:00.000Z",
  title: "Boxing on Saturdays",
  sharedWithOffice: false,
  openQuestions: 0,
  version: 0,
  ...over,
});

/** Writes one version of an application's head, with what happened in it. */
export const writeHead = async (engine: Engine, head: Application, events: readonly Event[], at: number) => {
  const { version, ...data } = head;
  await engine.table.write(
    [
      {
        key: applicationKey(head.id),
        kind: "application",
        schema: 1,
        was: version === 0 ? "absent" : version,
        events,
        data: { ...data, inRound: head.roundId, hasDraft: head.state === "draft" ? "yes" : "no" },
      },
    ],
    { writeId: `head-${head.id}-${version}`, at },
  );
};
