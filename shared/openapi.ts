import * as z from "zod/mini";
import { type Contract, DEFAULT_LIMIT_BYTES, type Endpoint, routeParts } from "./contract.ts";
import { Problem } from "./problem.ts";

const PROBLEM = {
  description: "A refusal or a failure, as RFC 9457 problem details.",
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
};

const schemaOf = (schema: z.ZodMiniType, io: "input" | "output") => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
};

const parametersOf = (schema: z.ZodMiniType | undefined, where: "path" | "query") => {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, "input");
  return Object.entries(properties).map(([name, each]) => ({
    name,
    in: where,
    required: where === "path" || required.includes(name),
    schema: each,
  }));
};

const operationOf = (noun: string, name: string, endpoint: Endpoint) => ({
  operationId: `${noun}-${name}`,
  tags: [noun],
  description: `May be called by: ${endpoint.who.join(", ")}.`,
  parameters: [...parametersOf(endpoint.params, "path"), ...parametersOf(endpoint.query, "query")],
  ...(endpoint.body === undefined
    ? {}
    : {
        requestBody: {
          required: true,
          description: `At most ${endpoint.limitBytes ?? DEFAULT_LIMIT_BYTES} bytes.`,
          content: { "application/json": { schema: schemaOf(endpoint.body, "input") } },
        },
      }),
  responses: {
    200: {
      description: "The reply.",
      content: { "application/json": { schema: schemaOf(endpoint.returns, "output") } },
    },
    default: PROBLEM,
  },
});

/** The whole API as OpenAPI 3.1, printed from the contracts alone. */
export const printOpenApi = (contracts: Readonly<Record<string, Contract>>) => {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [noun, contract] of Object.entries(contracts)) {
    for (const [name, endpoint] of Object.entries(contract)) {
      const { method, path } = routeParts(endpoint.route);
      paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(noun, name, endpoint) };
    }
  }
  return {
    openapi: "3.1.0" as const,
    info: { title: "Grants portal", version: "1", description: "Every endpoint of the grants portal." },
    paths,
    components: { schemas: { Problem: schemaOf(Problem, "output") } },
  };
};
