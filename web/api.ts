import type * as z from "zod/mini";
import { type Endpoint, type Reply, type Route, routeParts } from "../shared/contract.ts";
import { PROBLEMS, type Problem, type ProblemSlug, problemPath } from "../shared/problem.ts";
import type { Finding } from "../shared/rules/finding.ts";

type Key = "params" | "query" | "body";
type Sent<E> = {
  [K in Key as E extends { readonly [key in K]: z.ZodMiniType } ? K : never]: E extends {
    readonly [key in K]: infer S extends z.ZodMiniType;
  }
    ? z.input<S>
    : never;
};
type Options = { signal?: AbortSignal | undefined };
type Rest<E> = keyof Sent<E> extends never ? [asked?: Options] : [asked: Sent<E> & Options];

/** `unreachable`: no network, or an answer that is not the portal's (a proxy's page, a firewall's block). */
export type RefusalKind = ProblemSlug | "unreachable";

const UNREACHABLE_TITLE = "The portal could not be reached";

/** The one way a call fails. Callers decide what to do by `kind`; `findings` belong beside fields. */
export class Refusal extends Error {
  readonly kind: RefusalKind;
  readonly problem: Problem | undefined;
  constructor(kind: RefusalKind, problem?: Problem) {
    super(problem?.detail ?? problem?.title ?? UNREACHABLE_TITLE);
    this.kind = kind;
    this.problem = problem;
  }
  get findings(): readonly Finding[] {
    return this.problem?.errors ?? [];
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

const isProblem = (value: unknown): value is Problem =>
  isRecord(value) &&
  typeof value.type === "string" &&
  typeof value.title === "string" &&
  typeof value.status === "number";

const slugs = Object.keys(PROBLEMS).filter((slug): slug is ProblemSlug => slug in PROBLEMS);

/** What was refused, from the answer's JSON; anything that is not one of our problems is `unreachable`. */
export const refusalOf = (json: unknown): Refusal => {
  if (!isProblem(json)) return new Refusal("unreachable");
  const slug = slugs.find((known) => problemPath(known) === json.type);
  return slug === undefined ? new Refusal("unreachable") : new Refusal(slug, json);
};

/** The address of a route with its `{names}` filled in and its query behind; entries that are undefined are left out. */
export const addressOf = (route: Route, params: unknown, query: unknown): string => {
  const values = isRecord(params) ? params : {};
  const path = routeParts(route).path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(values[name])));
  const pairs = Object.entries(isRecord(query) ? query : {}).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs)}`;
};

const send = async (address: string, init: RequestInit): Promise<{ ok: boolean; json: unknown }> => {
  try {
    const response = await fetch(address, init);
    // A redirect or a page of HTML comes from something in between, never from the portal.
    const ours = /^application\/(problem\+)?json\b/.test(response.headers.get("content-type") ?? "");
    return { ok: response.ok && ours, json: ours ? await response.json() : undefined };
  } catch (error) {
    if (init.signal?.aborted) throw error;
    return { ok: false, json: undefined };
  }
};

const isRefused = ({ kind }: Refusal): boolean => kind !== "unreachable" && kind !== "unexpected";

/** The last write to each address that had no answer: what was asked, and its id. */
const unanswered = new Map<string, { wish: string; writeId: unknown }>();

/**
 * Calls one endpoint of the contract: `call<typeof rounds.one>("GET /api/rounds/{id}", { params: { id } })`. Import the
 * contract as a type only: the route is checked against it, and no schema reaches the browser (the server has parsed the
 * reply with it). Throws `Refusal`, or the abort of the caller's own signal; retrying is the caller's decision. The same
 * write again after no answer carries the same id, so that a lost reply never does a thing twice; another one carries its own.
 */
export const call = async <E extends Endpoint>(route: E["route"], ...[asked]: Rest<E>): Promise<Reply<E>> => {
  const { params, query, body, signal }: { params?: unknown; query?: unknown; body?: object } & Options = asked ?? {};
  const address = addressOf(route, params, query);
  const place = `${route} ${address}`;
  const wish = JSON.stringify({ ...body, writeId: "" });
  const before = unanswered.get(place);
  const given = isRecord(body) ? body.writeId : undefined;
  const writeId = before?.wish === wish ? before.writeId : given;
  const { ok, json } = await send(address, {
    method: routeParts(route).method,
    headers: body === undefined ? {} : { "content-type": "application/json" },
    body: body === undefined ? null : JSON.stringify({ ...body, writeId }),
    signal: signal ?? null,
    redirect: "error",
  });
  const refusal = ok ? undefined : refusalOf(json);
  if (refusal === undefined || isRefused(refusal)) unanswered.delete(place);
  else if (given !== undefined) unanswered.set(place, { wish, writeId });
  if (refusal !== undefined) throw refusal;
  // The generic seam of the web: the edge has parsed this very reply with the contract's schema.
  return json as Reply<E>;
};
