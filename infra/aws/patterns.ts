import { MANIFEST } from "../../functions/manifest.ts";
import { type Endpoint, type Route, routeParts } from "../../shared/contract.ts";
import { routesOf } from "./api.ts";
import { FUNCTION_NAMES, specOf } from "./names.ts";

const routes = (): Route[] => FUNCTION_NAMES.flatMap((name) => routesOf(specOf(name).trigger));

const endpoints = (): Endpoint[] =>
  Object.values(MANIFEST).flatMap(({ trigger }): Endpoint[] => ("http" in trigger ? Object.values(trigger.http) : []));

const keptPages = (): Route[] =>
  FUNCTION_NAMES.flatMap((name): readonly Route[] => {
    const { trigger } = specOf(name);
    return "http" in trigger ? (trigger.kept ?? []) : [];
  });

/** `GET /api/rounds/{id}` as CloudFront writes its path; its star also takes slashes. */
const patternOf = (route: Route): string => routeParts(route).path.replaceAll(/\{[^}]+\}/g, "*");

/** Whether CloudFront takes a path, or whatever another pattern stands for, by this pattern. */
export const takes = (pattern: string, path: string): boolean =>
  new RegExp(
    `^${pattern
      .split("*")
      .map((part) => part.replaceAll(/[.+?^$()|[\]\\]/g, "\\$&"))
      .join(".*")}$`,
  ).test(path);

/** `kept`: an answer may lie at the edge for as long as it says. */
export type ApiPattern = { readonly pattern: string; readonly kept: boolean };

const none = (patterns: readonly string[]): ApiPattern[] => patterns.map((pattern) => ({ pattern, kept: false }));

/**
 * What CloudFront hands to the API, in the order in which it looks: everything under /api/, and each route that lies
 * elsewhere. Paths that somebody reads for themselves stand before those that may be kept and would take them too. What
 * changes something is handed on from either: CloudFront keeps answers to reading alone.
 */
export const apiPatterns = (): ApiPattern[] => {
  const fresh = new Set([
    ...endpoints()
      .filter((endpoint) => endpoint.fresh !== undefined)
      .map(({ route }) => route),
    ...keptPages(),
  ]);
  const kept = [...new Set([...fresh].map(patternOf))].sort();
  const personal = routes()
    .filter((route) => routeParts(route).method === "GET" && !fresh.has(route))
    .map(patternOf);
  const elsewhere = routes()
    .map(patternOf)
    .filter((path) => !path.startsWith("/api/"));
  return [
    ...none([...new Set(personal)].filter((path) => kept.some((pattern) => takes(pattern, path))).sort()),
    ...kept.map((pattern) => ({ pattern, kept: true })),
    ...none(["/api/*", ...new Set(elsewhere)]),
  ];
};
