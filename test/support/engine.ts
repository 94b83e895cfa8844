import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SESClient } from "@aws-sdk/client-ses";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import { type Deps, makeDeps, type Settings } from "../../functions/deps.ts";
import { FRONT_DOOR_HEADER } from "../../functions/edge/front-door.ts";
import { SESSION_COOKIE, sha256 } from "../../functions/identity.ts";
import { personKey, sessionKey } from "../../functions/store/keys.ts";
import { makeTable } from "../../functions/store/table.ts";
import { createTable, LOCAL_CREDENTIALS, LOCAL_REGION, startDynamo } from "../../infra/local/engine.ts";
import { matchRoute } from "../../infra/local/gateway.ts";
import { as, guarded } from "../../infra/local/guard.ts";
import type { Endpoint } from "../../shared/contract.ts";
import { toInstant } from "../../shared/rules/london.ts";
import type { Role } from "../../shared/rules/role.ts";
import { forFile } from "./for-file.ts";

/** What the front door says, and what it says once that is renewed. */
export const FRONT_DOOR_WORDS = ["the-word-of-today", "the-word-of-tomorrow"] as const;

export const SETTINGS: Settings = {
  tableName: "grants",
  documentsBucket: "documents",
  siteAddress: "http://localhost:3000",
  sender: "grants@example.org",
  replyTo: "grants@example.org",
  configurationSet: "grants",
  mail: "sending",
  mailOnlyTo: [],
  staffIssuer: "http://localhost:3000/local/people",
  staffClientId: "grants-portal",
  firstAdministrator: "administrator@example.org",
  frontDoorHashes: FRONT_DOOR_WORDS.map(sha256),
};

const nowhere = { region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS, endpoint: "http://127.0.0.1:9" };

/** A real engine with the table, in memory or in a portal's file, and dependencies on it. */
export const startEngine = async (databaseFile?: string) => {
  const dynamo = await startDynamo(databaseFile);
  const client = new DynamoDBClient({ ...nowhere, endpoint: dynamo.url });
  await createTable(client, SETTINGS.tableName);
  const clients = guarded({
    dynamo: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    s3: new S3Client({ ...nowhere, forcePathStyle: true }),
    ses: new SESClient(nowhere),
  });
  const deps = makeDeps({ clients, settings: SETTINGS });
  return { url: dynamo.url, clients, deps, table: makeTable(clients.dynamo, SETTINGS.tableName), stop: dynamo.stop };
};
export type Engine = Awaited<ReturnType<typeof startEngine>>;

/** The engine of a test file: started before its tests, stopped after them. Read `.it` inside tests only. */
export const engineForFile = (): { readonly it: Engine } => forFile(startEngine, (engine) => engine.stop());

/** A person with a live session, straight in the table; the cookie to send. */
export const signedIn = async (
  { table }: Engine,
  person: {
    id: string;
    name?: string;
    email?: string;
    roles?: readonly Role[];
    organisations?: readonly string[];
    door?: "code" | "staff";
  },
  at: number,
): Promise<{ cookie: string; personId: string }> => {
  const secret = `secret-of-${person.id}`;
  const instant = toInstant(at);
  const write = { writeId: `sign-in-${person.id}-${at}`, at };
  await table.write(
    [
      {
        key: personKey(person.id),
        kind: "person",
        schema: 1,
        was: "absent",
        events: [],
        data: {
          id: person.id,
          name: person.name ?? `Person ${person.id}`,
          email: person.email ?? `${person.id}@example.org`,
          door: person.door ?? "code",
          roles: person.roles ?? [],
          organisations: person.organisations ?? [],
        },
      },
    ],
    write,
  );
  await table.write(
    [
      {
        key: sessionKey(person.id, sha256(secret)),
        kind: "session",
        schema: 1,
        was: "absent",
        events: [],
        data: { door: person.door ?? "code", startedAt: instant, seenAt: instant, shared: false },
      },
    ],
    write,
  );
  return { cookie: `${SESSION_COOKIE}=${person.id}.${secret}`, personId: person.id };
};

export type Handler = {
  withDeps: (
    deps: Deps,
  ) => (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;
};

export type Sent = {
  at: number;
  cookie?: string | undefined;
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  /** Sent as it is instead of `body`. */
  rawBody?: string;
  headers?: Record<string, string>;
  sourceIp?: string;
  deps?: Deps;
};

export const NO_CONTEXT: Context = {
  awsRequestId: "test",
  callbackWaitsForEmptyEventLoop: false,
  functionName: "test",
  functionVersion: "1",
  invokedFunctionArn: "arn:aws:lambda:eu-west-2:000000000000:function:test",
  logGroupName: "test",
  logStreamName: "test",
  memoryLimitInMB: "512",
  getRemainingTimeInMillis: () => 10_000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
};

/** Sends one request to a handler as API Gateway does, held to its function's grants, and reads the JSON it answers with. */
export const send = async (engine: Engine, handler: Handler, endpoint: Pick<Endpoint, "route">, sent: Sent) => {
  const [method = "", template = ""] = endpoint.route.split(" ");
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(sent.params?.[name] ?? ""));
  const body = sent.rawBody ?? (sent.body === undefined ? undefined : JSON.stringify(sent.body));
  const event: APIGatewayProxyEventV2 = {
    version: "2.0",
    routeKey: endpoint.route,
    rawPath: path,
    rawQueryString: new URLSearchParams(sent.query ?? {}).toString(),
    ...(sent.cookie === undefined ? {} : { cookies: sent.cookie.split("; ") }),
    headers: {
      origin: SETTINGS.siteAddress,
      "sec-fetch-site": "same-origin",
      "content-type": "application/json",
      [FRONT_DOOR_HEADER]: FRONT_DOOR_WORDS[0],
      ...sent.headers,
    },
    ...(sent.query === undefined ? {} : { queryStringParameters: sent.query }),
    ...(sent.params === undefined ? {} : { pathParameters: sent.params }),
    requestContext: {
      accountId: "000000000000",
      apiId: "test",
      domainName: "localhost",
      domainPrefix: "test",
      http: { method, path, protocol: "HTTP/1.1", sourceIp: sent.sourceIp ?? "127.0.0.1", userAgent: "test" },
      requestId: "test",
      routeKey: endpoint.route,
      stage: "$default",
      time: toInstant(sent.at),
      timeEpoch: sent.at,
    },
    ...(body === undefined ? {} : { body }),
    isBase64Encoded: false,
  };
  const answer = () => handler.withDeps(sent.deps ?? engine.deps)(event, NO_CONTEXT);
  // A test may bring a contract of its own, which is no function's.
  const name = matchRoute(method, path)?.name;
  const result = await (name === undefined ? answer() : as(name, answer));
  return {
    status: result.statusCode ?? 0,
    cookies: result.cookies ?? [],
    headers: result.headers ?? {},
    text: result.body ?? "",
    body:
      result.headers?.["content-type"]?.toString().includes("json") === true
        ? JSON.parse(result.body ?? "null")
        : undefined,
  };
};
