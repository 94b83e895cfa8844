import middy from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import type * as z from "zod/mini";
import { type Asked, type Contract, DEFAULT_LIMIT_BYTES, type Endpoint, type Reply } from "../../shared/contract.ts";
import { Refused } from "../../shared/problem.ts";
import { type Deps, makeDeps } from "../deps.ts";
import { type Caller, callerOf, refuseUnlessAllowed } from "../identity.ts";
import { log } from "../log.ts";
import { refusePastFrontDoor } from "./front-door.ts";
import { findingsOf, problemAnswer } from "./problems.ts";
import { refuseCrossSite } from "./same-origin.ts";
import { viewerAddress } from "./viewer-address.ts";

/** What an answer gets: the parsed request, who asks, and the instant API Gateway received it (`at`, milliseconds UTC). */
type Request<E extends Endpoint> = Asked<E> & {
  caller: "anyone" extends E["who"][number] ? Caller | undefined : Caller;
  at: number;
  /** Where the request came from (`edge/viewer-address.ts`): for limits, never for who somebody is. */
  sourceIp: string;
  cookies: readonly string[];
  setCookie: (cookie: string) => void;
};

/** One answer for every endpoint of a contract: a missing one does not compile. */
export type Answers<C extends Contract> = {
  [K in keyof C]: (request: Request<C[K]>) => Promise<Reply<C[K]>>;
};

/** A page route: what is not JSON (sign-in, its return, sign-out, a calendar feed). */
type Page = (request: PageRequest) => Promise<APIGatewayProxyStructuredResultV2>;
type PageRequest = {
  at: number;
  caller: Caller | undefined;
  params: Readonly<Record<string, string | undefined>>;
  query: Readonly<Record<string, string | undefined>>;
  cookies: readonly string[];
  body: string;
};
export type Pages = Readonly<Record<string, Page>>;

type HttpEvent = APIGatewayProxyEventV2;
type HttpResult = APIGatewayProxyStructuredResultV2;
type AnyAnswer = (request: unknown) => Promise<unknown>;

const bodyText = (event: HttpEvent): string =>
  event.isBase64Encoded === true ? Buffer.from(event.body ?? "", "base64").toString("utf8") : (event.body ?? "");

const parsedBody = (event: HttpEvent, endpoint: Endpoint): unknown => {
  if (endpoint.body === undefined) return undefined;
  const text = bodyText(event);
  if (Buffer.byteLength(text) > (endpoint.limitBytes ?? DEFAULT_LIMIT_BYTES)) throw new Refused("too-large");
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused("malformed", { detail: "The body is not JSON." });
  }
};

const parsed = (schema: z.ZodMiniType | undefined, value: unknown, where: string): unknown => {
  if (schema === undefined) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Refused("invalid-request", { errors: findingsOf(result.error, where) });
};

const answer = async (endpoint: Endpoint, run: AnyAnswer, event: HttpEvent, deps: Deps): Promise<HttpResult> => {
  const at = event.requestContext.timeEpoch;
  refuseCrossSite(event, deps.settings.siteAddress);
  const caller = await callerOf(event.cookies ?? [], at, deps.store);
  refuseUnlessAllowed(endpoint.who, caller);
  const setCookies: string[] = [];
  const reply = await run({
    params: parsed(endpoint.params, event.pathParameters ?? {}, "/params"),
    query: parsed(endpoint.query, event.queryStringParameters ?? {}, "/query"),
    body: parsed(endpoint.body, parsedBody(event, endpoint), ""),
    caller,
    at,
    sourceIp: viewerAddress(event),
    cookies: event.cookies ?? [],
    setCookie: (cookie: string) => setCookies.push(cookie),
  });
  // A reply that does not fit its own contract is our fault: it throws, and is answered as `unexpected`.
  const body = JSON.stringify(endpoint.returns.parse(reply));
  const cacheControl = endpoint.fresh === undefined ? "no-store" : `public, max-age=${endpoint.fresh}`;
  return {
    statusCode: 200,
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": cacheControl },
    ...(setCookies.length > 0 ? { cookies: setCookies } : {}),
    body,
  };
};

const page = async (run: Page, event: HttpEvent, deps: Deps): Promise<HttpResult> => {
  const at = event.requestContext.timeEpoch;
  refuseCrossSite(event, deps.settings.siteAddress);
  return run({
    at,
    caller: await callerOf(event.cookies ?? [], at, deps.store),
    params: event.pathParameters ?? {},
    query: event.queryStringParameters ?? {},
    cookies: event.cookies ?? [],
    body: bodyText(event),
  });
};

/**
 * The Lambda of one contract group: middleware logs the route, the caller's id never; every refusal leaves as a problem.
 * @param pages page routes beside the contract, by route key
 */
export const http = <C extends Contract>(
  contract: C,
  answersOf: (deps: Deps) => Answers<C>,
  pagesOf: (deps: Deps) => Pages = () => ({}),
) => {
  const byRoute = new Map(
    Object.entries(contract).map(([name, endpoint]) => [endpoint.route as string, { name, endpoint }]),
  );
  const withDeps = (deps: Deps) => {
    // The generic seam: contract and answers are held together by type, key by key, above this line.
    const answers = answersOf(deps) as unknown as Record<string, AnyAnswer>;
    const pages = pagesOf(deps);
    const base = async (event: HttpEvent, _context: Context): Promise<HttpResult> => {
      refusePastFrontDoor(event, deps.settings.frontDoorHashes);
      const found = byRoute.get(event.routeKey);
      const run = found === undefined ? undefined : answers[found.name];
      if (found !== undefined && run !== undefined) return answer(found.endpoint, run, event, deps);
      const asPage = pages[event.routeKey];
      if (asPage !== undefined) return page(asPage, event, deps);
      throw new Refused("not-found");
    };
    return middy(base)
      .onError((request) => {
        request.response = problemAnswer(request.error, request.event);
      })
      .after((request) => {
        const { routeKey, requestContext } = request.event;
        log.info("answered", {
          route: routeKey,
          status: request.response?.statusCode,
          requestId: requestContext.requestId,
        });
      });
  };
  // Clients are made at the first call, so that a test or a tool may import a handler without any environment.
  let live: ReturnType<typeof withDeps> | undefined;
  const handler = (event: HttpEvent, context: Context) => {
    live ??= withDeps(makeDeps());
    return live(event, context);
  };
  return Object.assign(handler, { withDeps });
};
