import { describe, expect, it } from "vitest";
import { MANIFEST } from "../../../functions/manifest.ts";
import { routesOf } from "../../../infra/aws/api.ts";
import { apiPatterns, takes } from "../../../infra/aws/patterns.ts";
import { CONTRACTS } from "../../../shared/contract/contracts.ts";
import { type Endpoint, routeParts } from "../../../shared/contract.ts";

const patterns = apiPatterns();
/** What CloudFront takes a path by: the first that fits. */
const takenBy = (path: string) => patterns.find(({ pattern }) => takes(pattern, path));
const asked = (path: string): string => path.replaceAll(/\{[^}]+\}/g, "CAF-26Q4");

const endpoints: Endpoint[] = Object.values(CONTRACTS).flatMap((contract): Endpoint[] => Object.values(contract));
const fresh = endpoints.filter((endpoint) => endpoint.fresh !== undefined);
const freshRoutes = fresh.map(({ route }) => route);
const keptPages: string[] = Object.values(MANIFEST).flatMap(({ trigger }) =>
  "kept" in trigger ? [...trigger.kept] : [],
);
const READING = Object.values(MANIFEST)
  .flatMap(({ trigger }) => routesOf(trigger))
  .filter((route) => routeParts(route).method === "GET");

describe("apiPatterns", () => {
  it("keeps what everybody may read of bodies, funds, rounds and awards", () => {
    expect([...freshRoutes].sort()).toEqual([
      "GET /api/bodies",
      "GET /api/candidates",
      "GET /api/funded",
      "GET /api/funds",
      "GET /api/funds/{id}",
      "GET /api/funds/{id}/questions",
      "GET /api/openapi.json",
      "GET /api/rounds/{id}",
    ]);
    for (const { route, who } of fresh) expect([route, who]).toEqual([route, ["anyone"]]);
  });

  it("keeps the calendars of funds, the one page that is the same for everybody", () => {
    expect(keptPages).toEqual(["GET /api/funds/{id}/calendar.ics"]);
  });

  it.each(READING)("takes %s by one that keeps it exactly where its contract, or the manifest, says so", (route) => {
    const { path } = routeParts(route);
    expect(takenBy(asked(path))?.kept).toBe([...freshRoutes, ...keptPages].includes(route));
  });

  it.each([
    "/api/applications/CAF-26Q4-0017-K",
    "/api/rounds/CAF-26Q4/eligibility-questions",
    "/api/office/funds/community-action/round-proposal",
    "/api/nothing",
  ])("keeps nothing of %s", (path) => {
    expect(takenBy(path)).toMatchObject({ kept: false });
  });

  it("leaves pages to the site", () => {
    for (const path of ["/", "/funds/community-action", "/sign-in", "/office/rounds", "/assets/app.js"])
      expect(takenBy(path)).toBeUndefined();
  });

  it("stays within the patterns that a distribution takes", () => {
    expect(patterns.length).toBeLessThanOrEqual(24);
    expect(new Set(patterns.map(({ pattern }) => pattern)).size).toBe(patterns.length);
  });
});
