import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { Refused } from "../../shared/problem.ts";

const READING = new Set(["GET", "HEAD"]);

/**
 * A changing request must come from our own pages: `Origin` is the configured site (CloudFront rewrites `Host`), and
 * `Sec-Fetch-Site`, where the browser sends it, says same-origin. Refuses with `forbidden`.
 */
export const refuseCrossSite = (event: APIGatewayProxyEventV2, siteAddress: string): void => {
  if (READING.has(event.requestContext.http.method)) return;
  const { origin, "sec-fetch-site": site } = event.headers;
  if (origin === siteAddress && (site === undefined || site === "same-origin")) return;
  throw new Refused("forbidden", { detail: "This request came from another site." });
};
