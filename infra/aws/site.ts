import { CfnOutput, Duration, Fn, RemovalPolicy, type Stack } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import {
  AllowedMethods,
  type BehaviorOptions,
  CacheCookieBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin, S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { BlockPublicAccess, Bucket, BucketEncryption } from "aws-cdk-lib/aws-s3";
import { securityHeaders } from "../../shared/headers.ts";
import { writtenDown } from "./access-logs.ts";
import type { Config } from "./config.ts";
import type { Edge } from "./edge.ts";
import { PAGES, VIEWER } from "./edge-functions.ts";
import type { FrontDoor } from "./front-door.ts";
import { namesOf } from "./names.ts";
import { apiPatterns } from "./patterns.ts";
import { headersPolicy } from "./site-headers.ts";

/** The failures that CloudFront keeps of itself. */
const KEPT_FAILURES = [404, 405, 414, 500, 501, 502, 503, 504];

const edgeFunction = (stack: Stack, id: string, comment: string, code: string) => ({
  eventType: FunctionEventType.VIEWER_REQUEST,
  function: new EdgeFunction(stack, id, {
    comment,
    code: FunctionCode.fromInline(code),
    runtime: FunctionRuntime.JS_2_0,
  }),
});

/** What `npm run deploy` asks for: where the site goes, and what the office's name is to point at. */
const outputs = (stack: Stack, bucket: Bucket, distribution: Distribution): void => {
  new CfnOutput(stack, "SiteBucket", { value: bucket.bucketName, description: "Where the built site lies" });
  new CfnOutput(stack, "SiteAddress", {
    value: distribution.distributionDomainName,
    description: "CloudFront's own name: the office's domain is a CNAME of it",
  });
};

const siteBucket = (stack: Stack, config: Config): Bucket => {
  const bucket = new Bucket(stack, "Site", {
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    // Files of the release before stay: pages that are open in a browser still ask for them.
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  writtenDown(bucket, config, "site");
  return bucket;
};

/** What the edge may keep is what the answer says it may, without cookies and for at most five minutes. */
const freshPolicy = (stack: Stack): CachePolicy =>
  new CachePolicy(stack, "Fresh", {
    comment: "Public answers, as long as they say",
    minTtl: Duration.seconds(0),
    defaultTtl: Duration.seconds(0),
    maxTtl: Duration.minutes(5),
    cookieBehavior: CacheCookieBehavior.none(),
    queryStringBehavior: CacheQueryStringBehavior.all(),
    enableAcceptEncodingBrotli: true,
    enableAcceptEncodingGzip: true,
  });

/** CloudFront: the site from its bucket, the API behind it, one address and one set of headers for both. */
export const buildSite = (
  stack: Stack,
  config: Config,
  { edge, api, frontDoor }: { edge: Edge; api: HttpApi; frontDoor: FrontDoor },
): Distribution => {
  const { uploadOrigin } = namesOf(config);
  const shared = {
    viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    responseHeadersPolicy: headersPolicy(stack, securityHeaders({ uploadOrigin })),
    compress: true,
  };
  const behind: BehaviorOptions = {
    ...shared,
    origin: new HttpOrigin(Fn.select(2, Fn.split("/", api.apiEndpoint)), {
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      readTimeout: Duration.seconds(30),
      customHeaders: frontDoor.headers,
    }),
    allowedMethods: AllowedMethods.ALLOW_ALL,
    cachePolicy: CachePolicy.CACHING_DISABLED,
    originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    functionAssociations: [edgeFunction(stack, "Viewer", "Tells the API where a request came from", VIEWER)],
  };
  const fresh = { ...behind, cachePolicy: freshPolicy(stack) };
  const bucket = siteBucket(stack, config);
  const distribution = new Distribution(stack, "Distribution", {
    comment: config.office,
    domainNames: [config.domain],
    certificate: edge.certificate,
    webAclId: edge.webAclArn,
    httpVersion: HttpVersion.HTTP2_AND_3,
    minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    // Europe and North America: whoever applies lives in one police area.
    priceClass: PriceClass.PRICE_CLASS_100,
    defaultBehavior: {
      ...shared,
      origin: S3BucketOrigin.withOriginAccessControl(bucket),
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      functionAssociations: [edgeFunction(stack, "Pages", "Answers every page with the one page", PAGES)],
    },
    // The first that fits is taken.
    additionalBehaviors: Object.fromEntries(apiPatterns().map(({ pattern, kept }) => [pattern, kept ? fresh : behind])),
    // No page stands in for a refusal. CloudFront would keep these for ten seconds, whatever they say: a "not found" told to
    // one person would be told to the next, who may see it.
    errorResponses: KEPT_FAILURES.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
  });
  outputs(stack, bucket, distribution);
  return distribution;
};
