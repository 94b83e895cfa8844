// What each operation of the local object store does, once it is known who asks.
import type { IncomingMessage } from "node:http";
import { checkDigests, openPayload, readBody } from "./object-body.ts";
import { checkPolicy, readForm } from "./object-form.ts";
import { element, isRefusal, type Refusal, type Reply, readTags, refuse, xml } from "./object-replies.ts";
import type { Shelf, Version } from "./object-shelf.ts";
import { type Asked, checkPolicySignature, type Keys } from "./signature.ts";

export type Call = Asked & {
  bucket: string;
  key: string;
  request: IncomingMessage;
  header: (name: string) => string | undefined;
};

/** One operation, with the query parameters and headers it understands beyond those of any request. */
export type Operation = {
  query: readonly string[];
  headers: readonly string[];
  answer: (call: Call) => Promise<Reply | Refusal>;
};

const largestFormBytes = 11 * 1024 * 1024;
const largestPutBytes = 64 * 1024 * 1024;
const headerText = /^[\t\x20-\x7e\xa0-\xff]*$/;
const storedHeaders = ["content-type", "content-disposition", "cache-control"];

const versionHeaders = ({ etag, versionId }: Version): Record<string, string> => ({
  etag: `"${etag}"`,
  "x-amz-version-id": versionId,
});

const digestHeaders = ({ digests }: Version): Record<string, string> =>
  Object.keys(digests).length > 0 ? { ...digests, "x-amz-checksum-type": "FULL_OBJECT" } : {};

/** The operations by method and what they address, and the presigned form, which brings its own signature. */
export const makeOperations = (shelf: Shelf, announce: (version: Version) => void, keys: Keys, now: () => number) => {
  const find = ({ bucket, key, query }: Call): Version | Refusal => {
    const versionId = query.get("versionId");
    const found = versionId === null ? shelf.latest(bucket, key) : shelf.version(bucket, key, versionId);
    if (found === undefined) return refuse(versionId === null ? "NoSuchKey" : "NoSuchVersion");
    if (found.kind === "object") return found;
    const headers = { "x-amz-delete-marker": "true", "x-amz-version-id": found.versionId };
    return { ...refuse(versionId === null ? "NoSuchKey" : "MethodNotAllowed"), headers };
  };

  const payload = async ({ request, header }: Call) => {
    const raw = await readBody(request, largestPutBytes);
    return isRefusal(raw) ? raw : openPayload(header, raw);
  };

  const put = async (call: Call): Promise<Reply | Refusal> => {
    const encoding = call.header("content-encoding");
    if (encoding !== undefined && encoding !== "aws-chunked") return refuse("NotImplemented");
    if (Buffer.byteLength(call.key) > 1024) return refuse("KeyTooLongError");
    const received = await payload(call);
    if (isRefusal(received)) return received;
    const headers = Object.fromEntries(
      storedHeaders.map((name) => [name, call.header(name) ?? ""]).filter(([, v]) => v !== ""),
    );
    const { bucket, key } = call;
    const placed = { bucket, key, reason: "PutObject" as const, headers, digests: received.digests };
    const version = await shelf.put(placed, received.content);
    announce(version);
    return { status: 200, headers: { ...versionHeaders(version), ...digestHeaders(version) } };
  };

  const get = async (call: Call): Promise<Reply | Refusal> => {
    const version = find(call);
    if (isRefusal(version)) return version;
    const overrides: Record<string, string> = {};
    for (const name of ["content-type", "content-disposition"]) {
      const wanted = call.query.get(`response-${name}`);
      // S3 refuses these too: a file name beyond Latin-1 belongs in filename*=UTF-8''…
      if (wanted !== null && !headerText.test(wanted)) {
        return refuse("InvalidArgument", `Header value cannot be represented using ISO-8859-1: response-${name}`);
      }
      if (wanted !== null) overrides[name] = wanted;
    }
    const checksumAsked = call.header("x-amz-checksum-mode") ?? call.query.get("x-amz-checksum-mode");
    const tagCount = Object.keys(version.tags).length;
    const headers = {
      "content-type": "binary/octet-stream",
      ...version.headers,
      ...overrides,
      ...versionHeaders(version),
      ...(checksumAsked === null ? {} : digestHeaders(version)),
      ...(tagCount > 0 ? { "x-amz-tagging-count": String(tagCount) } : {}),
      "content-length": String(version.sizeBytes),
      "last-modified": new Date(version.createdAt).toUTCString(),
    };
    return call.method === "HEAD"
      ? { status: 200, headers }
      : { status: 200, headers, body: await shelf.read(version) };
  };

  const remove = async ({ bucket, key, query }: Call): Promise<Reply> => {
    const versionId = query.get("versionId");
    if (versionId === null) {
      const marker = await shelf.mark(bucket, key);
      return { status: 204, headers: { "x-amz-delete-marker": "true", "x-amz-version-id": marker.versionId } };
    }
    const version = shelf.version(bucket, key, versionId);
    if (version !== undefined) await shelf.remove(version); // gone already is success: a delete may be sent again
    return { status: 204, headers: { "x-amz-version-id": versionId } };
  };

  const putTags = async (call: Call): Promise<Reply | Refusal> => {
    const version = find(call);
    if (isRefusal(version)) return version;
    const received = await payload(call);
    if (isRefusal(received)) return received;
    const tags = readTags(received.content.toString("utf8"));
    if (isRefusal(tags)) return tags;
    await shelf.tag(version.versionId, tags);
    return { status: 200, headers: { "x-amz-version-id": version.versionId } };
  };

  const getTags = async (call: Call): Promise<Reply | Refusal> => {
    const version = find(call);
    if (isRefusal(version)) return version;
    const tags = Object.entries(version.tags).map(
      ([key, value]) => `<Tag>${element("Key", key)}${element("Value", value)}</Tag>`,
    );
    const body = xml("Tagging", `<TagSet>${tags.join("")}</TagSet>`);
    return { status: 200, headers: { "content-type": "application/xml", "x-amz-version-id": version.versionId }, body };
  };

  const list = async ({ bucket, query }: Call): Promise<Reply | Refusal> => {
    if (query.get("list-type") !== "2") return refuse("NotImplemented");
    const prefix = query.get("prefix") ?? "";
    const most = Number(query.get("max-keys") ?? 1000);
    if (!Number.isInteger(most) || most < 0) return refuse("InvalidArgument");
    const after = Buffer.from(query.get("continuation-token") ?? "", "base64url");
    const left = shelf.list(bucket, prefix).filter(({ key }) => Buffer.compare(Buffer.from(key), after) > 0);
    const shown = left.slice(0, Math.min(most, 1000));
    const last = shown.at(-1);
    const more = left.length > shown.length && last !== undefined;
    const head = [
      element("Name", bucket),
      element("Prefix", prefix),
      element("KeyCount", shown.length),
      element("MaxKeys", most),
    ];
    const next = more ? element("NextContinuationToken", Buffer.from(last.key).toString("base64url")) : "";
    const contents = shown.map(
      ({ key, createdAt, etag, sizeBytes }) =>
        `<Contents>${element("Key", key)}${element("LastModified", createdAt)}${element("ETag", `"${etag}"`)}${element("Size", sizeBytes)}${element("StorageClass", "STANDARD")}</Contents>`,
    );
    const body = xml("ListBucketResult", [...head, element("IsTruncated", more), next, ...contents].join(""));
    return { status: 200, headers: { "content-type": "application/xml" }, body };
  };

  const post = async (call: Call): Promise<Reply | Refusal> => {
    const { request, bucket, header } = call;
    const body = await readBody(request, largestFormBytes);
    if (isRefusal(body)) return body;
    const form = await readForm(header("content-type") ?? "", body);
    if (isRefusal(form)) return form;
    const { fields, file } = form;
    const refusal = checkPolicySignature(fields, keys) ?? checkPolicy(form, bucket, now());
    if (refusal !== undefined) return refusal;
    const key = fields.get("key") ?? "";
    if (key === "") return refuse("InvalidArgument", "Bucket POST must contain a field named 'key'.");
    // S3 would put the file's own name here.
    if (/\$\{filename\}/.test(key)) return refuse("NotImplemented");
    if (Buffer.byteLength(key) > 1024) return refuse("KeyTooLongError");
    const digests = checkDigests(file, (name) => fields.get(name));
    if (isRefusal(digests)) return digests;
    const type = fields.get("content-type") ?? "";
    if (!headerText.test(type)) return refuse("InvalidArgument", "Content-Type is no header value");
    const headers: Record<string, string> = type === "" ? {} : { "content-type": type };
    const version = await shelf.put({ bucket, key, reason: "POST Object", headers, digests }, file);
    announce(version);
    const location = `http://${header("host")}/${bucket}/${encodeURIComponent(key)}`;
    const replied = { ...versionHeaders(version), ...digestHeaders(version), location };
    if (fields.get("success_action_status") === "200") return { status: 200, headers: replied };
    if (fields.get("success_action_status") !== "201") return { status: 204, headers: replied };
    const inner = [
      element("Location", location),
      element("Bucket", bucket),
      element("Key", key),
      element("ETag", `"${version.etag}"`),
    ];
    const content = `<?xml version="1.0" encoding="UTF-8"?>\n<PostResponse>${inner.join("")}</PostResponse>`;
    return { status: 201, headers: { ...replied, "content-type": "application/xml" }, body: content };
  };

  const reading = ["versionId", "response-content-type", "response-content-disposition"];
  const sparing = ["if-none-match", "if-modified-since"]; // they only spare a reply: the whole answer is right too
  const digests = ["x-amz-sdk-checksum-algorithm", "x-amz-checksum-crc32", "x-amz-checksum-sha256"];
  const streamed = ["x-amz-decoded-content-length", "x-amz-trailer", "content-encoding"];
  const signed: Record<string, Operation> = {
    "PUT object": { query: [], headers: [...digests, ...streamed], answer: put },
    "GET object": { query: reading, headers: sparing, answer: get },
    "HEAD object": { query: reading, headers: sparing, answer: get },
    "DELETE object": { query: ["versionId"], headers: [], answer: remove },
    "PUT object tagging": { query: ["tagging", "versionId"], headers: digests, answer: putTags },
    "GET object tagging": { query: ["tagging", "versionId"], headers: [], answer: getTags },
    "GET bucket": { query: ["list-type", "prefix", "max-keys", "continuation-token"], headers: [], answer: list },
  };

  return { post, signed };
};
