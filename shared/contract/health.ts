import * as z from "zod/mini";
import { endpoint } from "../contract.ts";
import { Instant } from "../rules/london.ts";

export const health = {
  check: endpoint("GET /healthz", { who: ["anyone"], returns: z.strictObject({ ok: z.literal(true), at: Instant }) }),
} as const;
