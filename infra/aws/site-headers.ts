import { Duration, type Stack } from "aws-cdk-lib";
import { HeadersFrameOption, HeadersReferrerPolicy, ResponseHeadersPolicy } from "aws-cdk-lib/aws-cloudfront";

const REFERRER: Readonly<Record<string, HeadersReferrerPolicy>> = {
  "same-origin": HeadersReferrerPolicy.SAME_ORIGIN,
  "no-referrer": HeadersReferrerPolicy.NO_REFERRER,
};

const required = (headers: Readonly<Record<string, string>>, name: string): string => {
  const value = headers[name];
  if (value === undefined) throw new Error(`shared/headers.ts has no ${name}.`);
  return value;
};

/** CloudFront's own fields take the headers it knows, and refuses them as custom ones; the others travel as they are. */
export const headersPolicy = (stack: Stack, headers: Readonly<Record<string, string>>): ResponseHeadersPolicy => {
  const {
    "content-security-policy": _csp,
    "strict-transport-security": transport = "",
    "x-content-type-options": _type,
    "referrer-policy": referrer = "",
    "x-frame-options": frame = "",
    ...others
  } = headers;
  const [, seconds] = /^max-age=(\d+); includeSubDomains$/.exec(transport) ?? [];
  const referrerPolicy = REFERRER[referrer];
  if (seconds === undefined || referrerPolicy === undefined || frame !== "DENY")
    throw new Error("shared/headers.ts says something that CloudFront has to be told in its own words.");
  const override = true;
  return new ResponseHeadersPolicy(stack, "Headers", {
    comment: "shared/headers.ts",
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy: required(headers, "content-security-policy"), override },
      strictTransportSecurity: {
        accessControlMaxAge: Duration.seconds(Number(seconds)),
        includeSubdomains: true,
        override,
      },
      contentTypeOptions: { override },
      referrerPolicy: { referrerPolicy, override },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override },
    },
    customHeadersBehavior: {
      customHeaders: Object.entries(others).map(([header, value]) => ({ header, value, override })),
    },
  });
};
