import type { APIGatewayProxyEventV2 } from "aws-lambda";

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
 * Where a request came from, for limits: the viewer's address as the program inside CloudFront states it over whatever the
 * request says (`infra/aws/edge-functions.ts`), or the peer where nothing stands in front. An IPv6 address stands for its
 * network.
 */
export const viewerAddress = ({ headers, requestContext }: APIGatewayProxyEventV2): string => {
  const address = headers["x-viewer-address"] ?? requestContext.http.sourceIp;
  return address.includes(":") ? network(address) : address;
};
