import { runInNewContext } from "node:vm";
import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { FRONT_DOOR_HEADER } from "../../../functions/edge/front-door.ts";
import { PAGES, VIEWER } from "../../../infra/aws/edge-functions.ts";
import { FUNCTION_NAMES } from "../../../infra/aws/names.ts";
import { apiPatterns } from "../../../infra/aws/patterns.ts";
import { CONTRACTS } from "../../../shared/contract/contracts.ts";
import type { Contract } from "../../../shared/contract.ts";
import { securityHeaders } from "../../../shared/headers.ts";
import { counts, has, ofType, synthesised } from "./templates.ts";

const { portal, functions, edge } = synthesised();
const Behaviour = z.looseObject({
  PathPattern: z.optional(z.string()),
  TargetOriginId: z.string(),
  CachePolicyId: z.unknown(),
  ResponseHeadersPolicyId: z.unknown(),
});
const Site = z.object({
  DistributionConfig: z.looseObject({ DefaultCacheBehavior: Behaviour, CacheBehaviors: z.array(Behaviour) }),
});
const [distribution] = Object.values(ofType(portal, "AWS::CloudFront::Distribution")).map(
  (each) => Site.parse(each).DistributionConfig,
);
if (distribution === undefined) throw new Error("There is no distribution.");
const { DefaultCacheBehavior: site, CacheBehaviors: behaviours } = distribution;

const freshOf = (contract: Contract): number[] =>
  Object.values(contract).flatMap(({ fresh }) => (fresh === undefined ? [] : [fresh]));

const run = (code: string, uri: string, headers: Record<string, { value: string }> = {}): unknown =>
  runInNewContext(`${code}\nhandler(event)`, { event: { request: { uri, headers }, viewer: { ip: "198.51.100.10" } } });

describe("the headers", () => {
  it("are those of shared/headers.ts, word for word, on every path", () => {
    const [policy] = Object.values(ofType(portal, "AWS::CloudFront::ResponseHeadersPolicy"));
    const overridden = { override: true };
    const { "content-security-policy": csp, "permissions-policy": permissions } = securityHeaders({
      uploadOrigin: "https://s3.eu-west-2.amazonaws.com",
    });
    const names = Object.keys(securityHeaders());
    expect(names).toHaveLength(8);
    expect(policy).toMatchObject({
      ResponseHeadersPolicyConfig: {
        SecurityHeadersConfig: {
          ContentSecurityPolicy: { ContentSecurityPolicy: csp, Override: true },
          StrictTransportSecurity: { AccessControlMaxAgeSec: 63_072_000, IncludeSubdomains: true, Override: true },
          ContentTypeOptions: { Override: true },
          ReferrerPolicy: { ReferrerPolicy: "same-origin", Override: true },
          FrameOptions: { FrameOption: "DENY", Override: true },
        },
        CustomHeadersConfig: {
          Items: [
            { Header: "permissions-policy", Value: permissions, Override: overridden.override },
            { Header: "cross-origin-opener-policy", Value: "same-origin", Override: overridden.override },
            { Header: "cross-origin-resource-policy", Value: "same-origin", Override: overridden.override },
          ],
        },
      },
    });
    const ids = Object.keys(ofType(portal, "AWS::CloudFront::ResponseHeadersPolicy"));
    expect(ids).toHaveLength(1);
    expect(behaviours.length).toBeGreaterThan(8);
    for (const { ResponseHeadersPolicyId } of [site, ...behaviours])
      expect(ResponseHeadersPolicyId).toEqual({ Ref: ids[0] });
  });
});

const UNCACHED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const kept = behaviours.filter(({ CachePolicyId }) => CachePolicyId !== UNCACHED);

describe("the distribution", () => {
  it("turns no refusal of the API into a page, and keeps none", () => {
    const { CustomErrorResponses } = distribution;
    expect(CustomErrorResponses).toEqual(
      [404, 405, 414, 500, 501, 502, 503, 504].map((ErrorCode) => ({ ErrorCode, ErrorCachingMinTTL: 0 })),
    );
  });

  it("hands /api/*, and each page route, to the API with every header but Host", () => {
    expect(behaviours.map(({ PathPattern }) => PathPattern)).toEqual(apiPatterns().map(({ pattern }) => pattern));
    for (const behaviour of behaviours) {
      expect(behaviour.TargetOriginId).not.toBe(site.TargetOriginId);
      expect(behaviour).toMatchObject({
        OriginRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
        ViewerProtocolPolicy: "redirect-to-https",
        AllowedMethods: expect.arrayContaining(["DELETE", "POST", "PUT"]),
        // What CloudFront may keep at all: answers to reading.
        ...("CachedMethods" in behaviour ? { CachedMethods: ["GET", "HEAD"] } : {}),
        FunctionAssociations: [expect.objectContaining({ EventType: "viewer-request" })],
      });
    }
  });

  it("keeps of the API what an endpoint says is fresh, and nothing else", () => {
    expect(kept.map(({ PathPattern }) => PathPattern)).toEqual(
      apiPatterns()
        .filter((each) => each.kept)
        .map(({ pattern }) => pattern),
    );
    expect(new Set(kept.map(({ CachePolicyId }) => JSON.stringify(CachePolicyId))).size).toBe(1);
    counts(portal, "AWS::CloudFront::CachePolicy", 1);
    const longest = Math.max(...Object.values(CONTRACTS).flatMap(freshOf));
    has(portal, "AWS::CloudFront::CachePolicy", {
      CachePolicyConfig: {
        Comment: Match.anyValue(),
        Name: Match.anyValue(),
        // Nothing is kept that does not say so, and nothing for longer than it says.
        DefaultTTL: 0,
        MinTTL: 0,
        MaxTTL: longest,
        ParametersInCacheKeyAndForwardedToOrigin: {
          CookiesConfig: { CookieBehavior: "none" },
          HeadersConfig: { HeaderBehavior: "none" },
          QueryStringsConfig: { QueryStringBehavior: "all" },
          EnableAcceptEncodingBrotli: true,
          EnableAcceptEncodingGzip: true,
        },
      },
    });
  });

  it("says the newer word to the API, and nowhere else", () => {
    has(portal, "AWS::CloudFront::Distribution", {
      DistributionConfig: Match.objectLike({
        Origins: [
          Match.objectLike({ S3OriginConfig: Match.anyValue(), OriginCustomHeaders: Match.absent() }),
          Match.objectLike({ OriginCustomHeaders: [{ HeaderName: FRONT_DOOR_HEADER, HeaderValue: Match.anyValue() }] }),
        ],
      }),
    });
  });

  it("says a new word only when every function knows it", () => {
    const [found] = Object.values(portal.findResources("AWS::CloudFront::Distribution"));
    const within = Object.keys(ofType(portal, "AWS::CloudFormation::Stack"));
    expect(within).toHaveLength(1);
    expect(z.object({ DependsOn: z.array(z.string()) }).parse(found).DependsOn).toEqual(within);
    // Everything that asks for the word is in the stack that the distribution waits for.
    const told = Object.values(ofType(functions, "AWS::Lambda::Function")).filter((each) =>
      JSON.stringify(each).includes('"PORTAL_FRONT_DOOR_HASHES"'),
    );
    expect(told).toHaveLength(FUNCTION_NAMES.length);
    expect(JSON.stringify(portal.toJSON())).not.toContain("PORTAL_FRONT_DOOR_HASHES");
  });
});

describe("what runs inside CloudFront", () => {
  it.each([
    ["/", "/index.html"],
    ["/apply/CAF-26Q4-0017-K/budget", "/index.html"],
    ["/office/", "/index.html"],
    ["/index.html", "/index.html"],
    ["/assets/app-3f9c.js", "/assets/app-3f9c.js"],
    ["/icon.svg", "/icon.svg"],
  ])("answers %s with %s", (asked, answered) => {
    expect(run(PAGES, asked)).toMatchObject({ uri: answered });
  });

  it("says where a request came from, over whatever the request says", () => {
    const forged = { "x-viewer-address": { value: "203.0.113.9" } };
    expect(run(VIEWER, "/api/funds", forged)).toMatchObject({
      uri: "/api/funds",
      headers: { "x-viewer-address": { value: "198.51.100.10" } },
    });
  });
});

describe("the edge stack", () => {
  it("keeps a certificate and a firewall for CloudFront, and no data", () => {
    has(edge, "AWS::CertificateManager::Certificate", {
      DomainName: "grants.example.org",
      ValidationMethod: "DNS",
    });
    counts(edge, "AWS::S3::Bucket", 0);
    counts(edge, "AWS::DynamoDB::Table", 0);
    counts(edge, "AWS::Logs::LogGroup", 0);
  });
});
