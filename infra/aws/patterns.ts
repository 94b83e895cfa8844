import { MANIFEST } from "../../functions/manifest.ts";
import { type Endpoint, routeParts } from "../../shared/contract.ts";
import { routesOf } from "./api.ts";
import { FUNCTION_NAMES, specOf } from "./names.ts";

const pathsOf = () =>
  FUNCTION_NAMES.flatMap((name) => routesOf(specOf(name).trigger)).map((route) => routeParts(route).path);

const endpoints = (): Endpoint[] =>
  Object.values(MANIFEST).flatMap(({ trigger }): Endpoint[] => ("http" in trigger ? Object.values(trigger.http) : []));

/** `/api/rounds/{id}` as CloudFront writes it; its star also takes slashes. */
const patternOf = (path: string): string => path.replaceAll(/\{[^}]+\}/g, "*");
const matches = (pattern: string, path: string): boolean =>
  new RegExp(
    `^${pattern
      .split("*")
      .map((part) => part.replaceAll(/[.+?^$()|[\]\\]/g, "\\$&"))
      .join(".*")}$`,
  ).test(path);

/** What CloudFront hands to the API: everything under /api/, and each route that lies elsewhere. */
export const apiPatterns = (): string[] => [
  "/api/*",
  ...new Set(
    pathsOf()
      .filter((path) => !path.startsWith("/api/"))
      .map(patternOf),
  ),
];

/**
 * Paths whose answers may be kept at the edge. A pattern is taken only where every route it meets may be: an answer to one
 * person must never lie on a path that is kept.
 */
export const freshPatterns = (): string[] => {
  const all = endpoints();
  const candidates = new Set(
    all.filter(({ fresh }) => fresh !== undefined).map(({ route }) => patternOf(routeParts(route).path)),
  );
  const personal = all.filter(({ fresh }) => fresh === undefined).map(({ route }) => routeParts(route).path);
  return [...candidates].filter((pattern) => !personal.some((path) => matches(pattern, path))).sort();
};
