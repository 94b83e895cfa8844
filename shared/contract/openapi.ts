import * as z from "zod/mini";
import { endpoint } from "../contract.ts";

export const openapi = {
  read: endpoint("GET /api/openapi.json", {
    who: ["anyone"],
    returns: z.strictObject({
      openapi: z.literal("3.1.0"),
      info: z.strictObject({ title: z.string(), version: z.string(), description: z.string() }),
      paths: z.record(z.string(), z.record(z.string(), z.unknown())),
      components: z.strictObject({ schemas: z.record(z.string(), z.unknown()) }),
    }),
    fresh: 300,
  }),
} as const;
