import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { viewerAddress } from "../../../functions/edge/viewer-address.ts";

const eventFrom = (sourceIp: string, stated?: string): APIGatewayProxyEventV2 => ({
  version: "2.0",
  routeKey: "GET /",
  rawPath: "/",
  rawQueryString: "",
  headers: stated === undefined ? {} : { "x-viewer-address": stated },
  requestContext: {
    accountId: "",
    apiId: "",
    domainName: "",
    domainPrefix: "",
    http: { method: "GET", path: "/", protocol: "HTTP/1.1", sourceIp, userAgent: "" },
    requestId: "",
    routeKey: "GET /",
    stage: "$default",
    time: "",
    timeEpoch: 0,
  },
  isBase64Encoded: false,
});

describe("viewerAddress", () => {
  it.each([
    ["127.0.0.1", undefined, "127.0.0.1"],
    ["130.176.0.1", "198.51.100.10", "198.51.100.10"],
    ["130.176.0.1", "2001:db8:85a3:8d3:1319:8a2e:370:7348", "2001:db8:85a3:8d3::/64"],
    ["130.176.0.1", "2001:DB8::1", "2001:db8:0:0::/64"],
    ["2001:db8::1", undefined, "2001:db8:0:0::/64"],
    ["::1", undefined, "0:0:0:0::/64"],
  ])("from the peer %s, stated as %s, is %s", (sourceIp, stated, address) => {
    expect(viewerAddress(eventFrom(sourceIp, stated))).toBe(address);
  });
});
