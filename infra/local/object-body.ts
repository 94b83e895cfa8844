// The bytes of a request: read under a cap, taken out of aws-chunked framing, and held against every digest the sender gave.
import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { crc32 } from "node:zlib";
import { isRefusal, type Refusal, refuse } from "./object-replies.ts";

export type Digests = Record<string, string>;

/** Reads the whole body, or refuses as soon as it passes the cap. The rest is then drained, so that the sender hears why. */
export const readBody = async (request: IncomingMessage, capBytes: number): Promise<Buffer<ArrayBuffer> | Refusal> => {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    sizeBytes += chunk.length;
    if (sizeBytes > capBytes) return refuse("EntityTooLarge");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const digestOf: Record<string, (content: Buffer) => string> = {
  "x-amz-checksum-sha256": (content) => createHash("sha256").update(content).digest("base64"),
  "x-amz-checksum-crc32": (content) => {
    const four = Buffer.alloc(4);
    four.writeUInt32BE(crc32(content));
    return four.toString("base64");
  },
  "content-md5": (content) => createHash("md5").update(content).digest("base64"),
};

/** Holds the content against each digest given; answers those S3 keeps with the object. */
export const checkDigests = (content: Buffer, given: (name: string) => string | undefined): Digests | Refusal => {
  const kept: Digests = {};
  for (const [name, compute] of Object.entries(digestOf)) {
    const claimed = given(name);
    if (claimed === undefined) continue;
    if (claimed !== compute(content)) return refuse("BadDigest", `The ${name} you specified did not match.`);
    if (name !== "content-md5") kept[name] = claimed;
  }
  return kept;
};

/** `<hex size>\r\n<bytes>\r\n … 0\r\n<trailers>\r\n\r\n`, as the SDK sends a stream. */
const unchunk = (raw: Buffer): { content: Buffer; trailers: Map<string, string> } | Refusal => {
  const parts: Buffer[] = [];
  for (let offset = 0; ; ) {
    const lineEnd = raw.indexOf("\r\n", offset);
    const size = raw.toString("latin1", offset, Math.max(lineEnd, offset));
    if (!/^[0-9a-f]{1,8}$/i.test(size)) return refuse("IncompleteBody");
    const start = lineEnd + 2;
    const end = start + Number.parseInt(size, 16);
    if (end === start) {
      const lines = raw.toString("latin1", start).split("\r\n");
      const pairs = lines.filter((line) => line !== "").map((line) => line.split(/:(.*)/s));
      const trailers = new Map(pairs.map(([name = "", value = ""]) => [name.toLowerCase(), value.trim()]));
      return { content: Buffer.concat(parts), trailers };
    }
    if (raw.toString("latin1", end, end + 2) !== "\r\n") return refuse("IncompleteBody");
    parts.push(raw.subarray(start, end));
    offset = end + 2;
  }
};

/** The content of a signed request and the digests to keep with it; refuses any that does not agree. */
export const openPayload = (
  header: (name: string) => string | undefined,
  raw: Buffer,
): { content: Buffer; digests: Digests } | Refusal => {
  const signed = header("x-amz-content-sha256") ?? "";
  if (signed === "STREAMING-UNSIGNED-PAYLOAD-TRAILER") {
    const opened = unchunk(raw);
    if (isRefusal(opened)) return opened;
    const { content, trailers } = opened;
    if (header("x-amz-decoded-content-length") !== String(content.length)) return refuse("IncompleteBody");
    if ([...trailers.keys()].some((name) => digestOf[name] === undefined)) return refuse("NotImplemented");
    if ((header("x-amz-trailer") ?? "") !== [...trailers.keys()].join(",")) return refuse("IncompleteBody");
    const digests = checkDigests(content, (name) => trailers.get(name) ?? header(name));
    return isRefusal(digests) ? digests : { content, digests };
  }
  if (signed.startsWith("STREAMING-")) return refuse("NotImplemented");
  if (signed !== "UNSIGNED-PAYLOAD" && signed !== createHash("sha256").update(raw).digest("hex")) {
    return refuse("XAmzContentSHA256Mismatch");
  }
  const digests = checkDigests(raw, header);
  return isRefusal(digests) ? digests : { content: raw, digests };
};
