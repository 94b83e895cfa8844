import type { APIGatewayProxyEventV2 } from "aws-lambda";

/** Where CloudFront states the viewer's address, over whatever the request says. */
export const VIEWER_HEADER = "x-viewer-address";

/** The first four groups of an IPv6 address: one household or office has 2^64 addresses, and counts as one. */
const network = (address: string): string => {
  const [front = "", back] = address.toLowerCase().split("::");
  const groups = front.split(":").filter(Boolean);
  const rest = (back ?? "").split(":").filter(Boolean);
  const filled =
    back === undefined
      ? groups
      : [...groups, ...Array(Math.max(0, 8 - groups.length - rest.length)).fill("0"), ...rest];
  return `${filled.slice(0, 4).join(":")}::/64`;
};

/**
 * Where a request came from, for limits: the viewer's address as the program inside CloudFront states it
 * (`infra/aws/edge-functions.ts`), or else the peer. It can be believed because nothing comes past CloudFront
 * (`front-door.ts`). An IPv6 address stands for its network.
 */
export const viewerAddress = ({ headers, requestContext }: APIGatewayProxyEventV2): string => {
  const address = headers[VIEWER_HEADER] ?? requestContext.http.sourceIp;
  return address.includes(":") ? network(address) : address;
};
