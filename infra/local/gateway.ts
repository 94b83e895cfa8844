import type { IncomingMessage, ServerResponse } from "node:http";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { FunctionName } from "../../functions/manifest.ts";
import type { Clock } from "./clock.ts";
import type { FrontDoor } from "./front-door.ts";
import { FUNCTION_NAMES, invoke, LIMITS, specOf } from "./functions.ts";

type Matched = { name: FunctionName; routeKey: string; params: Record<string, string> };

const ROUTES = FUNCTION_NAMES.flatMap((name) => {
  const { trigger } = specOf(name);
  if (!("http" in trigger)) return [];
  return [...Object.values(trigger.http).map(({ route }) => route), ...(trigger.pages ?? [])].map((routeKey) => {
    const [method = "", path = ""] = routeKey.split(" ");
    return { name, routeKey, method, parts: path.split("/") };
  });
});

const isVariable = (part: string): boolean => part.startsWith("{");

const paramsOf = (parts: readonly string[], asked: readonly string[]): Record<string, string> | undefined => {
  if (parts.length !== asked.length) return undefined;
  const params: Record<string, string> = {};
  for (const [n, part] of parts.entries()) {
    const given = asked[n] ?? "";
    // A variable stands for something: API Gateway has no route for a path that leaves it out.
    if (isVariable(part) && given === "") return undefined;
    if (isVariable(part)) params[part.slice(1, -1)] = given;
    else if (part !== given) return undefined;
  }
  return params;
};

/** The route of a request as API Gateway chooses it: the one with the fewest variables wins. */
export const matchRoute = (method: string, path: string): Matched | undefined => {
  let asked: string[];
  try {
    asked = path.split("/").map(decodeURIComponent);
  } catch {
    return undefined;
  }
  return ROUTES.filter((route) => route.method === method)
    .flatMap((route) => {
      const params = paramsOf(route.parts, asked);
      return params === undefined ? [] : [{ ...route, params }];
    })
    .sort((a, b) => a.parts.filter(isVariable).length - b.parts.filter(isVariable).length)[0];
};

/** Whether CloudFront hands a path to the API (`infra/aws/patterns.ts`); everything else is the site. */
export const isForApi = (path: string): boolean =>
  path.startsWith("/api/") || ROUTES.some(({ parts }) => paramsOf(parts, path.split("/")) !== undefined);

const bodyOf = async (request: IncomingMessage): Promise<Buffer | "too-large"> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes <= LIMITS.payloadBytes) chunks.push(chunk);
  }
  return bytes > LIMITS.payloadBytes ? "too-large" : Buffer.concat(chunks);
};

/** The event of payload format 2.0, from what a request says. */
export const eventOf = (
  request: Pick<IncomingMessage, "headers" | "method"> & {
    readonly socket: { readonly remoteAddress?: string | undefined };
  },
  url: URL,
  body: Buffer,
  matched: Matched,
  timeEpoch: number,
): APIGatewayProxyEventV2 => {
  const { cookie, ...rest } = request.headers;
  const headers = Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : (value ?? "")]),
  );
  const query = Object.fromEntries(
    [...new Set(url.searchParams.keys())].map((name) => [name, url.searchParams.getAll(name).join(",")]),
  );
  const isText = /json|text|urlencoded/.test(headers["content-type"] ?? "text");
  return {
    version: "2.0",
    routeKey: matched.routeKey,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    ...(cookie === undefined ? {} : { cookies: cookie.split(/;\s*/) }),
    headers,
    ...(Object.keys(query).length > 0 ? { queryStringParameters: query } : {}),
    ...(Object.keys(matched.params).length > 0 ? { pathParameters: matched.params } : {}),
    requestContext: {
      accountId: "000000000000",
      apiId: "local",
      domainName: headers.host ?? "localhost",
      domainPrefix: "local",
      http: {
        method: request.method ?? "GET",
        path: url.pathname,
        protocol: "HTTP/1.1",
        sourceIp: request.socket.remoteAddress ?? "127.0.0.1",
        userAgent: headers["user-agent"] ?? "",
      },
      requestId: crypto.randomUUID(),
      routeKey: matched.routeKey,
      stage: "$default",
      time: new Date(timeEpoch).toISOString(),
      timeEpoch,
    },
    ...(body.length > 0 ? { body: isText ? body.toString("utf8") : body.toString("base64") } : {}),
    isBase64Encoded: !isText && body.length > 0,
  };
};

const isResult = (value: unknown): value is APIGatewayProxyStructuredResultV2 =>
  typeof value === "object" && value !== null && "statusCode" in value;

const plain = (response: ServerResponse, status: number, message: string): void => {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ message }));
};

/** One request through the front door and the local API Gateway, with its event, its sizes, its times and its own words for failure. */
export const serveApi = async (
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  { clock, frontDoor, after }: { clock: Clock; frontDoor: FrontDoor; after: () => void },
): Promise<void> => {
  // The instant that counts is taken before the body is read or anything waits (ARCHITECTURE 1.4).
  const timeEpoch = clock.now();
  const matched = matchRoute(request.method ?? "GET", url.pathname);
  const body = await bodyOf(request);
  if (matched === undefined) return plain(response, 404, "Not Found");
  if (body === "too-large") return plain(response, 413, "Request Entity Too Large");
  try {
    const { method, socket } = request;
    const forwarded = { method, socket, headers: frontDoor.headersOf(request) };
    const result = await invoke(matched.name, eventOf(forwarded, url, body, matched, timeEpoch));
    if (!isResult(result)) return plain(response, 500, "Internal Server Error");
    const { statusCode = 200, headers = {}, cookies = [], body: text = "", isBase64Encoded } = result;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, String(value));
    if (cookies.length > 0) response.setHeader("set-cookie", cookies);
    response.writeHead(statusCode).end(isBase64Encoded === true ? Buffer.from(text, "base64") : text);
  } catch (error) {
    console.error(`${matched.name} failed:`, error);
    plain(response, 500, "Internal Server Error");
  } finally {
    after();
  }
};
