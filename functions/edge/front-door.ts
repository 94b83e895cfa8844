import { createHash, timingSafeEqual } from "node:crypto";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { Refused } from "../../shared/problem.ts";

/** What CloudFront adds to every request, over whatever the request says; a request past CloudFront lacks it. */
export const FRONT_DOOR_HEADER = "x-front-door";

const digestOf = (word: string): Buffer => createHash("sha256").update(word).digest();

/**
 * Only what came in by the front door is looked at: its word must be one of those whose SHA-256 (hex) the deployment names.
 * Hashes are compared, all of them and in constant time, so that neither a log of settings nor a stopwatch gives a word away.
 * Refuses with `forbidden`.
 */
export const refusePastFrontDoor = ({ headers }: APIGatewayProxyEventV2, hashes: readonly string[]): void => {
  const said = digestOf(headers[FRONT_DOOR_HEADER] ?? "");
  const fits = hashes.map((hash) => timingSafeEqual(said, Buffer.from(hash, "hex")));
  if (fits.includes(true)) return;
  throw new Refused("forbidden", { detail: "Use the portal at its own address." });
};
