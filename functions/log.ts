import { Logger } from "@aws-lambda-powertools/logger";

/** One logger, JSON lines. What is logged is routes, ids of requests, slugs and rule ids: never a name, an address or an answer. */
export const log = new Logger({ serviceName: "grants" });
