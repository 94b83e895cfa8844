// AWS Signature Version 4 as S3 checks it: in the Authorization header, in a presigned address, and over a POST policy.
// Every local engine that trusted a signature without checking it hid a mistake until the first day on AWS.
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { type Refusal, refuse } from "./object-replies.ts";

export type Keys = { accessKeyId: string; secretAccessKey: string; region: string };

/** One request as it is signed: the path decoded once, headers by lower-case name. */
export type Asked = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, readonly string[] | undefined>>;
};

type Claim = { credential: string; date: string; signedHeaders: string[]; signature: string; payloadHash: string };

const algorithm = "AWS4-HMAC-SHA256";
const skewMs = 15 * 60_000;
const longestPresignSeconds = 604_800;

const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

const uriEncode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** The instant of `20261122T161853Z` in milliseconds, NaN for anything else. */
const instantOf = (date: string): number => {
  const iso = date.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3:$4:$5Z");
  return iso === date ? Number.NaN : Date.parse(iso);
};

const signingKey = ({ secretAccessKey, region }: Keys, day: string): Buffer =>
  ["s3", "aws4_request"].reduce(hmac, hmac(hmac(`AWS4${secretAccessKey}`, day), region));

const matches = (expected: string, given: string): boolean =>
  expected.length === given.length && timingSafeEqual(Buffer.from(expected), Buffer.from(given));

const checkScope = (credential: string, date: string, keys: Keys): Refusal | undefined => {
  const [accessKeyId, day, region, service, end, ...rest] = credential.split("/");
  if (accessKeyId !== keys.accessKeyId) return refuse("InvalidAccessKeyId");
  const fits = day === date.slice(0, 8) && region === keys.region && service === "s3" && end === "aws4_request";
  if (fits && rest.length === 0) return undefined;
  return refuse("AuthorizationHeaderMalformed", `The credential scope is wrong; expecting '${keys.region}' and 's3'.`);
};

const canonicalRequest = ({ method, path, query, headers }: Asked, claim: Claim): string =>
  [
    method,
    path.split("/").map(uriEncode).join("/"),
    [...query]
      .filter(([name]) => name !== "X-Amz-Signature")
      .map(([name, value]) => `${uriEncode(name)}=${uriEncode(value)}`)
      .sort()
      .join("&"),
    ...claim.signedHeaders.map((name) => {
      const values = headers[name] ?? [];
      return `${name}:${values.map((value) => value.trim().replace(/ +/g, " ")).join(",")}`;
    }),
    "",
    claim.signedHeaders.join(";"),
    claim.payloadHash,
  ].join("\n");

const checkClaim = (asked: Asked, claim: Claim, keys: Keys): Refusal | undefined => {
  const scope = checkScope(claim.credential, claim.date, keys);
  if (scope !== undefined) return scope;
  const mustBeSigned = ["host", ...Object.keys(asked.headers).filter((name) => name.startsWith("x-amz-"))];
  if (mustBeSigned.some((name) => !claim.signedHeaders.includes(name))) {
    return refuse("AccessDenied", "There were headers present in the request which were not signed");
  }
  const digest = createHash("sha256").update(canonicalRequest(asked, claim)).digest("hex");
  const toSign = [algorithm, claim.date, claim.credential.slice(keys.accessKeyId.length + 1), digest].join("\n");
  const expected = hmac(signingKey(keys, claim.date.slice(0, 8)), toSign).toString("hex");
  return matches(expected, claim.signature) ? undefined : refuse("SignatureDoesNotMatch");
};

const checkHeader = (asked: Asked, authorization: string, keys: Keys, at: number): Refusal | undefined => {
  const form = /^AWS4-HMAC-SHA256 Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/;
  const [, credential, signedHeaders, signature] = form.exec(authorization) ?? [];
  if (credential === undefined || signedHeaders === undefined || signature === undefined) {
    return refuse("AuthorizationHeaderMalformed");
  }
  const date = asked.headers["x-amz-date"]?.[0] ?? "";
  if (!(Math.abs(instantOf(date) - at) <= skewMs)) return refuse("RequestTimeTooSkewed");
  const payloadHash = asked.headers["x-amz-content-sha256"]?.[0];
  if (payloadHash === undefined) return refuse("InvalidRequest", "Missing required header: x-amz-content-sha256");
  return checkClaim(asked, { credential, date, signedHeaders: signedHeaders.split(";"), signature, payloadHash }, keys);
};

const checkQuery = (asked: Asked, keys: Keys, at: number): Refusal | undefined => {
  const given = (name: string): string => asked.query.get(name) ?? "";
  const date = given("X-Amz-Date");
  const signedAt = instantOf(date);
  const seconds = Number(given("X-Amz-Expires"));
  const inRange = Number.isInteger(seconds) && seconds >= 1 && seconds <= longestPresignSeconds;
  if (given("X-Amz-Algorithm") !== algorithm || Number.isNaN(signedAt) || !inRange) {
    return refuse("AuthorizationQueryParametersError");
  }
  if (signedAt - at > skewMs) return refuse("AccessDenied", "Request is not yet valid");
  if (at >= signedAt + seconds * 1000) return refuse("AccessDenied", "Request has expired");
  const claim: Claim = {
    credential: given("X-Amz-Credential"),
    date,
    signedHeaders: given("X-Amz-SignedHeaders").split(";"),
    signature: given("X-Amz-Signature"),
    payloadHash: asked.query.get("X-Amz-Content-Sha256") ?? "UNSIGNED-PAYLOAD",
  };
  return checkClaim(asked, claim, keys);
};

/** Refuses a request that is unsigned, signed by other keys, altered since, too old or too early. `at` in milliseconds. */
export const checkSignature = (asked: Asked, keys: Keys, at: number): Refusal | undefined => {
  const authorization = asked.headers.authorization?.[0];
  const presigned = asked.query.has("X-Amz-Signature");
  if (authorization !== undefined && presigned) return refuse("InvalidArgument", "Only one auth mechanism allowed");
  if (authorization !== undefined) return checkHeader(asked, authorization, keys, at);
  return presigned ? checkQuery(asked, keys, at) : refuse("AccessDenied");
};

/** Refuses a POST form whose policy is missing or was not signed, as it stands, by these keys. */
export const checkPolicySignature = (fields: ReadonlyMap<string, string>, keys: Keys): Refusal | undefined => {
  const given = (name: string): string => fields.get(name) ?? "";
  const policy = given("policy");
  if (policy === "" || given("x-amz-algorithm") !== algorithm) return refuse("AccessDenied");
  const scope = checkScope(given("x-amz-credential"), given("x-amz-date"), keys);
  if (scope !== undefined) return scope;
  const expected = hmac(signingKey(keys, given("x-amz-date").slice(0, 8)), policy).toString("hex");
  return matches(expected, given("x-amz-signature")) ? undefined : refuse("SignatureDoesNotMatch");
};
