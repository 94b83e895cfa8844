import type * as z from "zod/mini";
import type { Role } from "./rules/role.ts";

/** `"POST /api/applications/{id}/submission"`: API Gateway's route key, the local route, the log field and the OpenAPI path. */
export type Route = `${"GET" | "POST" | "PUT" | "DELETE"} /${string}`;

/** Who may call: everybody, whoever is signed in, or one of the roles. The item itself is checked by the answer. */
export type Who = readonly ("anyone" | "signed-in" | Role)[];

type Schema = z.ZodMiniType;

export type Endpoint = {
  readonly route: Route;
  readonly who: Who;
  readonly params?: Schema;
  readonly query?: Schema;
  readonly body?: Schema;
  readonly returns: Schema;
  /** Bytes of body taken; 64 KiB unless told. */
  readonly limitBytes?: number;
  /** Seconds a public answer may be kept at the edge. */
  readonly fresh?: number;
};

export type Contract = Readonly<Record<string, Endpoint>>;

/** One endpoint of the contract; the literal types of its schemas are kept. */
export const endpoint = <const R extends Route, const E extends Omit<Endpoint, "route">>(
  route: R,
  rest: E,
): E & { readonly route: R } => ({ ...rest, route });

export const DEFAULT_LIMIT_BYTES = 64 * 1024;

type Parsed<E, K extends "params" | "query" | "body"> = E extends { readonly [key in K]: infer S extends Schema }
  ? z.infer<S>
  : undefined;

/** What an answer is given of the request, parsed. */
export type Asked<E extends Endpoint> = {
  params: Parsed<E, "params">;
  query: Parsed<E, "query">;
  body: Parsed<E, "body">;
};

/** What an answer must give back. */
export type Reply<E extends Endpoint> = z.infer<E["returns"]>;

/** Splits a route into its method and path. */
export const routeParts = (route: Route): { method: string; path: string } => {
  const space = route.indexOf(" ");
  return { method: route.slice(0, space), path: route.slice(space + 1) };
};
