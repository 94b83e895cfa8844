import { runInNewContext } from "node:vm";
import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { PAGES, VIEWER } from "../../../infra/aws/edge-functions.ts";
import { BLOCKING, COUNTING, REQUESTS_IN_FIVE_MINUTES } from "../../../infra/aws/firewall.ts";
import { securityHeaders } from "../../../shared/headers.ts";
import { PROBLEMS, Problem } from "../../../shared/problem.ts";
import { counts, has, ofType, synthesised } from "./templates.ts";

const { portal, edge } = await synthesised("site");
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
    for (const { ResponseHeadersPolicyId } of [site, ...behaviours])
      expect(ResponseHeadersPolicyId).toEqual(site.ResponseHeadersPolicyId);
  });
});

describe("the distribution", () => {
  it("turns no refusal of the API into a page", () => {
    expect(distribution).not.toHaveProperty("CustomErrorResponses");
  });

  it("hands /api/*, and each page route, to the API with every header but Host, and keeps nothing", () => {
    const uncached = behaviours.filter(({ CachePolicyId }) => CachePolicyId === "4135ea2d-6df8-44a3-9df3-4b5a84be39ad");
    expect(uncached.map(({ PathPattern }) => PathPattern)).toEqual([
      "/api/*",
      "/healthz",
      "/sign-in/staff",
      "/sign-in/staff/return",
    ]);
    for (const behaviour of behaviours) {
      expect(behaviour.TargetOriginId).not.toBe(site.TargetOriginId);
      expect(behaviour).toMatchObject({
        OriginRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
        ViewerProtocolPolicy: "redirect-to-https",
      });
    }
  });

  it("keeps public answers only, before anything else, without cookies", () => {
    const patterns = behaviours.map(({ PathPattern }) => PathPattern);
    const kept = patterns.slice(0, patterns.indexOf("/api/*"));
    expect(kept).toContain("/api/funds");
    // Others read what is theirs under these, so that none of them may be kept.
    expect(
      kept.filter((pattern) => /^\/api\/(applications|office|desk|people|session|funds\/\*$)/.test(pattern ?? "")),
    ).toEqual([]);
    has(portal, "AWS::CloudFront::CachePolicy", {
      CachePolicyConfig: Match.objectLike({
        DefaultTTL: 0,
        MinTTL: 0,
        ParametersInCacheKeyAndForwardedToOrigin: Match.objectLike({ CookiesConfig: { CookieBehavior: "none" } }),
      }),
    });
  });

  it("says a secret word to the API, one of two", () => {
    counts(portal, "AWS::SecretsManager::Secret", 2);
    has(portal, "AWS::CloudFront::Distribution", {
      DistributionConfig: Match.objectLike({
        Origins: Match.arrayWith([
          Match.objectLike({ OriginCustomHeaders: [Match.objectLike({ HeaderName: "x-front-door" })] }),
        ]),
      }),
    });
    expect(JSON.stringify(portal.toJSON())).toMatch(/\{\{resolve:secretsmanager:/);
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

const Rule = z.looseObject({ Name: z.string(), Action: z.optional(z.unknown()), Statement: z.looseObject({}) });
const Acl = z.looseObject({
  DefaultAction: z.unknown(),
  Rules: z.array(Rule),
  CustomResponseBodies: z.record(z.string(), z.object({ Content: z.string() })),
});
const [acl] = Object.values(ofType(edge, "AWS::WAFv2::WebACL")).map((each) => Acl.parse(each));

describe("the firewall", () => {
  it("looks at no body in any rule that blocks: a draft may say what it likes", () => {
    expect(
      Object.values(BLOCKING)
        .flat()
        .filter((rule) => rule.endsWith("_BODY")),
    ).toEqual([]);
    expect(
      Object.values(COUNTING)
        .flat()
        .every((rule) => rule.endsWith("_BODY")),
    ).toBe(true);
    const counted = JSON.stringify(acl).match(/\{"ActionToUse":\{"Count":\{\}\},"Name":"\w+"\}/g) ?? [];
    expect(counted).toHaveLength(Object.values(COUNTING).flat().length);
    expect(acl?.DefaultAction).toEqual({ Allow: {} });
    expect(acl?.Rules.map(({ Name }) => Name)).toEqual(["flood", ...Object.keys(BLOCKING)]);
  });

  it("lets a hall of thirty people behind one address save every two seconds", () => {
    expect(REQUESTS_IN_FIVE_MINUTES).toBeGreaterThan(30 * (300 / 2) * 2);
    expect(acl?.Rules[0]?.Statement).toMatchObject({ RateBasedStatement: { Limit: REQUESTS_IN_FIVE_MINUTES } });
  });

  it("refuses in the portal's own words", () => {
    for (const [slug, { Content }] of Object.entries(acl?.CustomResponseBodies ?? {}))
      expect(PROBLEMS).toHaveProperty(slug, {
        status: Problem.parse(JSON.parse(Content)).status,
        title: JSON.parse(Content).title,
      });
    expect(Object.keys(acl?.CustomResponseBodies ?? {})).toEqual(["forbidden", "too-many"]);
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
