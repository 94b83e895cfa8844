import { mkdirSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { makeDeps } from "../../functions/deps.ts";
import { securityHeaders } from "../../shared/headers.ts";
import { accountedPage } from "./accounted.ts";
import { type Clock, makeClock } from "./clock.ts";
import { dataOf, fillOnce } from "./demonstration.ts";
import { DEMONSTRATION_ADMINISTRATOR } from "./demonstration-people.ts";
import { createTable, LOCAL_CREDENTIALS, LOCAL_REGION, localClient, startDynamo } from "./engine.ts";
import { failuresTo, localS3 } from "./failures.ts";
import { makeFrontDoor } from "./front-door.ts";
import { invoke, LIMITS } from "./functions.ts";
import { isForApi, serveApi } from "./gateway.ts";
import { deliveryEvent, returnPage } from "./mail-returns.ts";
import { startObjects } from "./objects.ts";
import { startOutbox } from "./outbox.ts";
import { PEOPLE_PATH, serveDemonstration, startPeople } from "./people.ts";
import { clockPage, enginesPage, schedulePage } from "./rehearsal.ts";
import { failuresPage } from "./replay.ts";
import { makeScanner } from "./scanner.ts";
import { startSchedules } from "./schedules.ts";
import { serveSite } from "./site.ts";
import { tendStreamRecords } from "./stream-records.ts";
import { startStreams } from "./streams.ts";

const TABLE_NAME = "grants";
const DOCUMENTS = "documents";
const FAILURES = "failures";
const STAFF_CLIENT = "grants-portal";

type Serve = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void> | void;

/** Listens before anything is started: a second start on the same port must not touch the first one's data. */
const listen = async (port: number, serve: () => Serve) => {
  const server = createServer({ maxHeaderSize: LIMITS.headerBytes }, (request, response) => {
    const path = request.url ?? "/";
    // "//elsewhere" is a path of ours here, and not the name of another host.
    const answer = async () =>
      serve()(request, response, new URL(path.startsWith("/") ? `http://localhost${path}` : path));
    answer().catch((error: unknown) => {
      console.error("The local portal failed:", error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((done, fail) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      fail(
        error.code === "EADDRINUSE"
          ? new Error(`Port ${port} is taken. Stop what listens there, or choose another: PORT=3100 npm start.`)
          : error,
      ),
    );
    server.listen(port, "127.0.0.1", done);
  });
  return server;
};

const notReady: Serve = (_request, response) => {
  response.writeHead(503, { "content-type": "text/plain", "retry-after": "1" }).end("The portal is starting.");
};

/** Starts every engine and function, and serves them at one address. Resolves with the address and a way to stop. */
export const startPortal = async (options: { port: number; folder: string; now?: string | undefined }) => {
  const clock: Clock = makeClock(options.now);
  const siteAddress = `http://localhost:${options.port}`;
  let serve: Serve = notReady;
  const server = await listen(options.port, () => serve);

  mkdirSync(options.folder, { recursive: true });
  const databaseFile = join(options.folder, "table.db");
  const dynamo = await startDynamo(databaseFile);
  const outbox = await startOutbox(options.folder, async (email) => {
    await invoke("event/mail-sent", deliveryEvent(email, clock.now()));
  });
  // An earlier run's objects may be told of at once, but only when there is a table and an environment to tell.
  const scanner = Promise.withResolvers<ReturnType<typeof makeScanner>>();
  const objects = await startObjects({
    host: "127.0.0.1",
    port: 0,
    folder: join(options.folder, "objects"),
    ...LOCAL_CREDENTIALS,
    region: LOCAL_REGION,
    buckets: [DOCUMENTS, FAILURES],
    allowedOrigin: siteAddress,
    onCreated: async (event) => (await scanner.promise).created(event),
  });
  const frontDoor = makeFrontDoor();
  // The environment that a deployment gives its functions; they read it at their first call.
  Object.assign(process.env, {
    AWS_REGION: LOCAL_REGION,
    AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: dynamo.url,
    AWS_ENDPOINT_URL_S3: objects.url,
    AWS_ENDPOINT_URL_SES: outbox.url,
    PORTAL_TABLE: TABLE_NAME,
    PORTAL_DOCUMENTS_BUCKET: DOCUMENTS,
    PORTAL_SITE_ADDRESS: siteAddress,
    PORTAL_SENDER: "grants@example.org",
    PORTAL_REPLY_TO: "grants@example.org",
    PORTAL_CONFIGURATION_SET: "grants",
    PORTAL_MAIL: process.env.PORTAL_MAIL ?? "sending",
    PORTAL_MAIL_ONLY_TO: process.env.PORTAL_MAIL_ONLY_TO ?? "",
    PORTAL_STAFF_ISSUER: `${siteAddress}${PEOPLE_PATH}`,
    PORTAL_STAFF_CLIENT_ID: STAFF_CLIENT,
    PORTAL_FIRST_ADMINISTRATOR: DEMONSTRATION_ADMINISTRATOR,
    PORTAL_FRONT_DOOR_HASHES: frontDoor.hashes,
    POWERTOOLS_LOG_LEVEL: process.env.POWERTOOLS_LOG_LEVEL ?? "ERROR",
  });
  await createTable(localClient(dynamo.url), TABLE_NAME);
  scanner.resolve(makeScanner({ endpoint: objects.url, bucket: DOCUMENTS, clock }));
  const failuresS3 = localS3(objects.url);
  const streams = await startStreams({
    endpoint: dynamo.streamsUrl,
    tableName: TABLE_NAME,
    folder: options.folder,
    putAside: failuresTo(failuresS3, FAILURES),
  });
  // Only the engine that we started keeps its records in this file.
  const records = dynamo.pid === undefined ? undefined : tendStreamRecords(databaseFile, TABLE_NAME, streams.doneUpTo);
  const deps = makeDeps();
  await fillOnce(options.folder, deps, clock.now());
  const schedules = startSchedules(clock);
  const people = startPeople({ siteAddress, clientId: STAFF_CLIENT, folder: options.folder });

  /** Pages of the laptop alone, by the beginning of their path; the longest wins by standing first. */
  const local: readonly (readonly [string, Serve])[] = [
    [
      "/local/mail-accounted",
      accountedPage(DynamoDBDocumentClient.from(localClient(dynamo.url)), TABLE_NAME, outbox.all, clock),
    ],
    ["/local/mail-returned", returnPage(outbox.find, clock)],
    ["/local/mail", (_request, response, url) => outbox.serve(url, response)],
    ["/local/clock", clockPage(clock)],
    ["/local/schedules", schedulePage(clock)],
    ["/local/engines", enginesPage({ dynamo: dynamo.url, objects: objects.url })],
    ["/local/failures", failuresPage({ s3: failuresS3, bucket: FAILURES, failures: deps.store.failures, run: invoke })],
    [PEOPLE_PATH, people.serve],
    ["/local", (_request, response) => serveDemonstration(response, dataOf(options.folder))],
  ];
  const headers = securityHeaders({ uploadOrigin: objects.url });
  serve = (request, response, url) => {
    const page = local.find(([path]) => url.pathname.startsWith(path));
    if (page !== undefined) return page[1](request, response, url);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (isForApi(url.pathname)) {
      const after = request.method === "GET" ? () => undefined : streams.wake;
      return serveApi(request, response, url, { clock, frontDoor, after });
    }
    return serveSite(url.pathname, response);
  };

  return {
    siteAddress,
    clock,
    stop: async (): Promise<void> => {
      server.close();
      server.closeAllConnections();
      await schedules.stop();
      records?.stop();
      await streams.stop();
      await outbox.stop();
      await objects.close();
      dynamo.stop();
    },
  };
};
