import { mkdirSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join, resolve } from "node:path";
import { makeClock } from "./clock.ts";
import { createTable, freePort, LOCAL_CREDENTIALS, LOCAL_REGION, localClient, startDynamo } from "./engine.ts";
import { invoke } from "./functions.ts";
import { serveApi } from "./gateway.ts";
import { startObjects } from "./objects.ts";
import { startOutbox } from "./outbox.ts";
import { runSchedule, scheduledFunctions, startSchedules } from "./schedules.ts";
import { serveSite } from "./site.ts";
import { startStreams } from "./streams.ts";

const TABLE_NAME = "grants";
const BUCKET = "documents";
const FAILURES = "failures";
const OURS = ["/api/", "/sign-", "/healthz", "/calendar/"];

const portTaken = (port: number): Error =>
  new Error(`Port ${port} is taken. Stop what listens there, or choose another: PORT=3100 npm start.`);

/** Starts every engine and function, and serves them at one address. Resolves with the address and a way to stop. */
export const startPortal = async (options: { port: number; folder: string; now?: string | undefined }) => {
  mkdirSync(options.folder, { recursive: true });
  const clock = makeClock(options.now);
  const siteAddress = `http://localhost:${options.port}`;
  const dynamo = await startDynamo(join(options.folder, "table.db"));
  const outbox = await startOutbox(options.folder);
  const objects = await startObjects({
    host: "127.0.0.1",
    port: await freePort(),
    folder: join(options.folder, "objects"),
    ...LOCAL_CREDENTIALS,
    region: LOCAL_REGION,
    buckets: [BUCKET, FAILURES],
    allowedOrigin: siteAddress,
  });
  Object.assign(process.env, {
    AWS_REGION: LOCAL_REGION,
    AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: dynamo.url,
    AWS_ENDPOINT_URL_S3: objects.url,
    AWS_ENDPOINT_URL_SES: outbox.url,
    PORTAL_TABLE: TABLE_NAME,
    PORTAL_DOCUMENTS_BUCKET: BUCKET,
    PORTAL_SITE_ADDRESS: siteAddress,
    PORTAL_SENDER: "grants@example.org",
    PORTAL_REPLY_TO: "grants@example.org",
    PORTAL_STAFF_ISSUER: `${siteAddress}/local/people`,
    PORTAL_STAFF_CLIENT_ID: "grants-portal",
    PORTAL_FIRST_ADMINISTRATOR: "administrator@example.org",
    POWERTOOLS_LOG_LEVEL: process.env.POWERTOOLS_LOG_LEVEL ?? "ERROR",
  });
  await createTable(localClient(dynamo.url), TABLE_NAME);
  const streams = await startStreams({
    endpoint: dynamo.streamsUrl,
    tableName: TABLE_NAME,
    folder: options.folder,
    putAside: async () => undefined,
  });
  const schedules = startSchedules(clock);

  const route = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? "/", siteAddress);
    if (url.pathname.startsWith("/local/mail")) return outbox.serve(url, response);
    if (OURS.some((prefix) => url.pathname.startsWith(prefix)))
      return serveApi(request, response, url, clock, () => undefined);
    serveSite(url.pathname, response);
  };
  const server = createServer((request, response) => {
    route(request, response).catch((error: unknown) => {
      console.error("The local portal failed:", error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  const stop = async (): Promise<void> => {
    server.close();
    server.closeAllConnections();
    await schedules.stop();
    await streams.stop();
    await outbox.stop();
    await objects.close();
    dynamo.stop();
  };
  await new Promise<void>((done, fail) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      fail(error.code === "EADDRINUSE" ? portTaken(options.port) : error),
    );
    server.listen(options.port, "127.0.0.1", done);
  }).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { siteAddress, clock, stop };
};

void [invoke, runSchedule, scheduledFunctions];

/** `npm start`. */
export const run = async (): Promise<void> => {
  const port = Number(process.env.PORT ?? 3000);
  try {
    const portal = await startPortal({
      port,
      folder: resolve(process.env.PORTAL_DATA ?? ".portal"),
      now: process.env.PORTAL_NOW,
    });
    console.log(`The portal runs at ${portal.siteAddress}`);
    const end = () => {
      portal.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          console.error("The portal did not stop cleanly:", error);
          process.exit(1);
        },
      );
    };
    process.once("SIGINT", end);
    process.once("SIGTERM", end);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
};
