import { describe, expect, it } from "vitest";
import { handler } from "../../../functions/http/openapi.ts";
import type { FunctionSpec } from "../../../functions/manifest/spec.ts";
import { MANIFEST } from "../../../functions/manifest.ts";
import { CONTRACTS } from "../../../shared/contract/contracts.ts";
import { openapi } from "../../../shared/contract/openapi.ts";
import { engineForFile, send } from "../../support/engine.ts";

const engine = engineForFile();
const at = Date.parse("2026-11-22T12:00:00.000Z");
const specs: readonly FunctionSpec[] = Object.values(MANIFEST);
const routesOf = (contracts: readonly object[]): string[] =>
  contracts.flatMap((contract) => Object.values(contract).map(({ route }: { route: string }) => route)).toSorted();

describe("GET /api/openapi.json", () => {
  it("prints every route that the manifest runs, and no other", async () => {
    const { body, status } = await send(engine.it, handler, openapi.read, { at });
    expect(status).toBe(200);
    const printed = Object.entries<object>(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const run = routesOf(specs.flatMap(({ trigger }) => ("http" in trigger ? [trigger.http] : [])));
    expect(printed.toSorted()).toEqual(run);
    expect(routesOf(Object.values(CONTRACTS))).toEqual(run);
  });

  it("names no operation twice, and describes the body and the reply of each", async () => {
    const { body } = await send(engine.it, handler, openapi.read, { at });
    const operations = Object.values<Record<string, { operationId: string; responses: Record<string, object> }>>(
      body.paths,
    ).flatMap(Object.values);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { responses } of operations) expect(Object.keys(responses)).toEqual(["200", "default"]);
  });
});
