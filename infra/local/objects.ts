// The local object store: the part of S3 that the portal uses, over the protocol that the AWS SDK speaks, as strict as S3
// itself about signatures, policies and digests. Anything else is answered 501, so that nothing works here and not on AWS.
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { makeAnnouncer, type ObjectCreated } from "./object-events.ts";
import { type Call, makeOperations } from "./object-operations.ts";
import { isRefusal, type Refusal, type Reply, refusalReply, refuse } from "./object-replies.ts";
import { openShelf } from "./object-shelf.ts";
import { checkSignature } from "./signature.ts";

export type { ObjectCreated } from "./object-events.ts";

export type ObjectsOptions = {
  host: "127.0.0.1";
  port: number;
  folder: string;
  accessKeyId: string;
  secretAccessKey: string;
  region: string;
  buckets: readonly string[];
  allowedOrigin: string;
  onCreated?: (event: ObjectCreated) => void | Promise<void>;
  now?: () => number;
};

// Sent with any request: they sign it, time it or say who is asking.
const anyQuery =
  /^(?:x-id|x-amz-(?:algorithm|credential|date|expires|signature|signedheaders|content-sha256|checksum-mode|user-agent))$/i;
const anyHeader = ["x-amz-date", "x-amz-content-sha256", "x-amz-user-agent", "x-amz-checksum-mode"];
// Each would change what is asked for, so an operation that does not know it refuses it.
const meaningful = /^(?:x-amz-.*|range|if-.*|content-encoding|content-language|expires)$/;
const corsMethods = ["GET", "HEAD", "POST"];

/** A request as the engine sees it. The path is taken raw: a URL parser would fold `..`, which in a key is only text. */
const callOf = (request: IncomingMessage): Call | Refusal => {
  const [rawPath = "", ...rawQuery] = (request.url ?? "").split("?");
  let path: string;
  try {
    path = decodeURIComponent(rawPath);
  } catch {
    return refuse("InvalidURI");
  }
  const [, bucket = "", key = ""] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
  const headers = request.headersDistinct;
  const query = new URLSearchParams(rawQuery.join("?"));
  const header = (name: string): string | undefined => headers[name]?.[0];
  return { method: request.method ?? "", path, query, headers, bucket, key, request, header };
};

const send = (response: ServerResponse, { status, headers, body }: Reply): void => {
  const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
  response.writeHead(status, { ...length, ...headers }).end(body);
};

/** Starts the store on its folder. Objects an earlier run did not announce are announced now. Port 0 takes any free port. */
export const startObjects = async (options: ObjectsOptions): Promise<{ url: string; close(): Promise<void> }> => {
  const now = options.now ?? Date.now;
  const opened = Promise.withResolvers<(request: IncomingMessage, response: ServerResponse) => Promise<void>>();
  const server = createServer((request, response) => {
    opened.promise
      .then((handle) => handle(request, response))
      .catch((error) => {
        console.error(`No answer to ${request.method} ${request.url}`, error);
        response.destroy();
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(options.port, options.host, resolve);
  });
  // Opening tidies the folder, so only who holds the port may: a second start must not sweep what the first is writing.
  const shelf = await openShelf(options.folder, now).catch((error) => {
    server.close();
    throw error;
  });
  const { announce, settled } = makeAnnouncer(shelf, options.region, options.onCreated);
  const operations = makeOperations(shelf, announce, options, now);

  const preflight = ({ header }: Call): Reply | Refusal => {
    const asked = header("access-control-request-headers") ?? "content-type";
    const allowed =
      header("origin") === options.allowedOrigin &&
      corsMethods.includes(header("access-control-request-method") ?? "") &&
      asked.split(",").every((name) => name.trim().toLowerCase() === "content-type");
    if (!allowed) return refuse("AccessForbidden");
    const headers = {
      "access-control-allow-methods": corsMethods.join(", "),
      "access-control-allow-headers": "content-type",
      "access-control-max-age": "3000",
    };
    return { status: 200, headers };
  };

  const signed = async (call: Call): Promise<Reply | Refusal> => {
    const refusal = checkSignature(call, options, now());
    if (refusal !== undefined) return refusal;
    const addressed = call.key === "" ? "bucket" : "object";
    const operation = operations.signed[`${call.method} ${addressed}${call.query.has("tagging") ? " tagging" : ""}`];
    const writesPresigned = call.query.has("X-Amz-Signature") && !["GET", "HEAD"].includes(call.method);
    if (operation === undefined || writesPresigned) return refuse("NotImplemented");
    const unknown = [
      ...[...call.query.keys()].filter((name) => !anyQuery.test(name) && !operation.query.includes(name)),
      ...Object.keys(call.headers).filter(
        (name) => meaningful.test(name) && !anyHeader.includes(name) && !operation.headers.includes(name),
      ),
    ];
    if (unknown.length > 0) return refuse("NotImplemented", `Not implemented: ${unknown.join(", ")}`);
    return options.buckets.includes(call.bucket) ? operation.answer(call) : refuse("NoSuchBucket");
  };

  const answer = async (call: Call): Promise<Reply | Refusal> => {
    if (call.method === "OPTIONS") return preflight(call);
    const form = /^multipart\/form-data\b/i.test(call.header("content-type") ?? "");
    if (call.method !== "POST" || !form || call.key !== "" || call.query.size > 0) return signed(call);
    return options.buckets.includes(call.bucket) ? operations.post(call) : refuse("NoSuchBucket");
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = randomBytes(8).toString("hex").toUpperCase();
    response.setHeader("x-amz-request-id", requestId);
    response.setHeader("vary", "Origin, Access-Control-Request-Headers, Access-Control-Request-Method");
    if (
      request.headers.origin === options.allowedOrigin &&
      [...corsMethods, "OPTIONS"].includes(request.method ?? "")
    ) {
      response.setHeader("access-control-allow-origin", options.allowedOrigin);
      response.setHeader("access-control-expose-headers", "ETag, x-amz-version-id");
    }
    let reply: Reply | Refusal;
    try {
      const call = callOf(request);
      reply = isRefusal(call) ? call : await answer(call);
    } catch (error) {
      if (request.destroyed && !request.complete) return; // the sender went away in the middle
      console.error(`${request.method} ${request.url} failed`, error);
      reply = refuse("InternalError");
    }
    send(response, isRefusal(reply) ? refusalReply(reply, request.url ?? "", requestId) : reply);
  };

  opened.resolve(handle);
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : options.port;
  for (const version of shelf.unannounced()) announce(version);

  return {
    url: `http://${options.host}:${port}`,
    close: async () => {
      server.close();
      await settled();
      server.closeAllConnections();
      await shelf.settled();
    },
  };
};
