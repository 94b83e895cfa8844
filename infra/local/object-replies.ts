// What the object engine says: S3's own codes, statuses and XML, so that the SDK names every error as it would on AWS.

export type Reply = { status: number; headers?: Record<string, string>; body?: string | Buffer };
export type Refusal = { code: keyof typeof refusals; message: string; headers?: Record<string, string> };

const refusals = {
  AccessDenied: [403, "Access Denied"],
  AccessForbidden: [403, "CORSResponse: This CORS request is not allowed."],
  AuthorizationHeaderMalformed: [400, "The authorization header that you provided is not valid."],
  AuthorizationQueryParametersError: [400, "The authorization query parameters that you provided are not valid."],
  BadDigest: [400, "The digest or checksum you specified did not match what we received."],
  EntityTooLarge: [400, "Your proposed upload exceeds the maximum allowed size"],
  EntityTooSmall: [400, "Your proposed upload is smaller than the minimum allowed size"],
  IncompleteBody: [400, "The request body is not the length it declares."],
  InternalError: [500, "We encountered an internal error. Try again."],
  InvalidAccessKeyId: [403, "The AWS Access Key Id you provided does not exist in our records."],
  InvalidArgument: [400, "Invalid Argument"],
  InvalidPolicyDocument: [
    400,
    "The content of the form does not meet the conditions specified in the policy document.",
  ],
  InvalidRequest: [400, "Invalid Request"],
  InvalidTag: [400, "The tag provided was not a valid tag."],
  InvalidURI: [400, "Couldn't parse the specified URI."],
  KeyTooLongError: [400, "Your key is too long"],
  MalformedPOSTRequest: [400, "The body of your POST request is not well-formed multipart/form-data."],
  MalformedXML: [400, "The XML you provided was not well-formed or did not validate against our published schema"],
  MethodNotAllowed: [405, "The specified method is not allowed against this resource."],
  NoSuchBucket: [404, "The specified bucket does not exist"],
  NoSuchKey: [404, "The specified key does not exist."],
  NoSuchVersion: [404, "The specified version does not exist."],
  NotImplemented: [501, "A header, field, query parameter or operation you provided is not implemented"],
  RequestTimeTooSkewed: [403, "The difference between the request time and the current time is too large."],
  SignatureDoesNotMatch: [403, "The request signature we calculated does not match the signature you provided."],
  XAmzContentSHA256Mismatch: [400, "The provided 'x-amz-content-sha256' header does not match what was computed."],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export const refuse = (code: Refusal["code"], message: string = refusals[code][1]): Refusal => ({ code, message });

export const isRefusal = (value: object): value is Refusal => "code" in value && "message" in value;

/** Text as XML character data; control characters go as references, because a key may hold any of them. */
export const escapeXml = (text: string): string =>
  text.replace(/[&<>"'\p{Cc}]/gu, (char) => `&#x${char.charCodeAt(0).toString(16)};`);

/** One XML document from a root name and already escaped inner elements. */
export const xml = (root: string, inner: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inner}</${root}>`;

export const element = (name: string, text: string | number | boolean): string =>
  `<${name}>${escapeXml(String(text))}</${name}>`;

export const refusalReply = ({ code, message, headers }: Refusal, resource: string, requestId: string): Reply => ({
  status: refusals[code][0],
  headers: { ...headers, "content-type": "application/xml" },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${element("Code", code)}${element("Message", message)}${element("Resource", resource)}${element("RequestId", requestId)}</Error>`,
});

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

const unescapeXml = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]{1,5})|#(\d{1,6})|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return entities[name] ?? whole;
    return String.fromCodePoint(hex === undefined ? Number.parseInt(decimal, 10) : Number.parseInt(hex, 16));
  });

const tagging =
  /^(?:<\?xml[^>]*\?>)?\s*<Tagging[^>]*>\s*<TagSet>((?:<Tag>.*?<\/Tag>\s*)*)<\/TagSet>\s*<\/Tagging>\s*$/s;
const oneTag = /<Tag>\s*<Key>([^<]*)<\/Key>\s*<Value>([^<]*)<\/Value>\s*<\/Tag>/g;

/** The tags of a Tagging document; refuses what S3 refuses: more than ten, repeated keys, keys over 128, values over 256. */
export const readTags = (document: string): Record<string, string> | Refusal => {
  const inside = tagging.exec(document)?.[1];
  if (inside === undefined) return refuse("MalformedXML");
  const pairs = [...inside.matchAll(oneTag)].map(([, key = "", value = ""]): [string, string] => [
    unescapeXml(key),
    unescapeXml(value),
  ]);
  if (inside.replace(oneTag, "").trim() !== "") return refuse("MalformedXML");
  const tags = new Map(pairs);
  const tooLong = pairs.some(([key, value]) => key === "" || key.length > 128 || value.length > 256);
  if (tags.size !== pairs.length || pairs.length > 10 || tooLong) return refuse("InvalidTag");
  return Object.fromEntries(tags);
};
