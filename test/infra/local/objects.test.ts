import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { Readable } from "node:stream";
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import {
  at,
  bucket,
  clientOf,
  errorOf,
  get,
  keys,
  objectsForFile,
  objectsInTemporaryFolder,
  origin,
  put,
} from "../../support/objects.ts";

const store = objectsForFile();

describe("PutObject", () => {
  it.each([0, 1, 100_000, 11_000_000])("keeps all of %i bytes, and no more", async (size) => {
    const content = randomBytes(size);
    await put(store.it.s3, "exact", content);
    expect(Buffer.compare(await get(store.it.s3, "exact"), content)).toBe(0);
    expect((await store.it.s3.send(new HeadObjectCommand(at("exact")))).ContentLength).toBe(size);
  });

  it("takes a stream out of its aws-chunked framing", async () => {
    const content = randomBytes(100_000);
    const s3 = new S3Client({ endpoint: store.it.url, region: keys.region, credentials: keys, forcePathStyle: true });
    const Body = Readable.from([content.subarray(0, 70_001), content.subarray(70_001)]);
    const sent = await s3.send(new PutObjectCommand({ ...at("stream"), Body, ContentLength: content.length }));
    expect(sent.ChecksumCRC32).toMatch(/^.{6}==$/);
    const got = await s3.send(new GetObjectCommand({ ...at("stream"), ChecksumMode: "ENABLED" }));
    expect(got.ChecksumCRC32).toBe(sent.ChecksumCRC32);
    expect(Buffer.compare(Buffer.from((await got.Body?.transformToByteArray()) ?? []), content)).toBe(0);
  });

  it.each([
    ["SHA-256", { ChecksumSHA256: createHash("sha256").update("other").digest("base64") }],
    ["CRC32", { ChecksumCRC32: "AAAAAA==" }],
    ["MD5", { ContentMD5: createHash("md5").update("other").digest("base64") }],
  ])("refuses content that is not what its %s says", async (_, sum) => {
    const sent = store.it.s3.send(new PutObjectCommand({ ...at("summed"), Body: "this", ...sum }));
    expect(await errorOf(sent)).toBe("BadDigest 400");
    expect(await errorOf(get(store.it.s3, "summed"))).toBe("NoSuchKey 404");
  });

  it("refuses content that changed after it was signed", async () => {
    const s3 = clientOf(store.it.url);
    s3.middlewareStack.add(
      (next) => (args) => next({ ...args, request: Object.assign(Object(args.request), { body: "that" }) }),
      {
        step: "finalizeRequest",
        priority: "low",
      },
    );
    const sent = s3.send(new PutObjectCommand({ ...at("changed"), Body: "this" }));
    expect(await errorOf(sent)).toBe("XAmzContentSHA256Mismatch 400");
  });

  it("keeps the SHA-256 it verified, and gives it back when asked", async () => {
    const ChecksumSHA256 = createHash("sha256").update("this").digest("base64");
    await store.it.s3.send(new PutObjectCommand({ ...at("sha"), Body: "this", ChecksumSHA256 }));
    const head = await store.it.s3.send(new HeadObjectCommand({ ...at("sha"), ChecksumMode: "ENABLED" }));
    expect(head.ChecksumSHA256).toBe(ChecksumSHA256);
  });

  it.each(["../../x", "/etc/passwd", "a/../../b", "..\\..\\x", "%2e%2e/x", "ключ/é +&<>\"'*.pdf", "a?b#c"])(
    "treats the key %s as a name, never as a path",
    async (key) => {
      await put(store.it.s3, key, `content of ${key}`);
      expect((await get(store.it.s3, key)).toString()).toBe(`content of ${key}`);
      const listed = await store.it.s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: key }));
      expect(listed.Contents?.map(({ Key }) => Key)).toEqual([key]);
      expect((await readdir(store.it.folder)).every((name) => /^[0-9a-f]{32}\.(blob|json)(\.tmp)?$/.test(name))).toBe(
        true,
      );
    },
  );

  it("refuses a bucket it was not given, and a key over 1,024 bytes", async () => {
    const elsewhere = new PutObjectCommand({ Bucket: "elsewhere", Key: "a", Body: "a" });
    expect(await errorOf(store.it.s3.send(elsewhere))).toBe("NoSuchBucket 404");
    expect(await errorOf(put(store.it.s3, "é".repeat(513), "a"))).toBe("KeyTooLongError 400");
  });
});

describe("ListObjectsV2", () => {
  it("pages through the keys of a prefix in byte order, without deleted ones", async () => {
    for (const key of ["l/b", "l/a", "l/é", "l/c", "m/a"]) await put(store.it.s3, key, key);
    await store.it.s3.send(new DeleteObjectCommand(at("l/c")));
    const list = (ContinuationToken?: string) =>
      store.it.s3.send(
        new ListObjectsV2Command({
          Bucket: bucket,
          Prefix: "l/",
          MaxKeys: 2,
          ...(ContinuationToken ? { ContinuationToken } : {}),
        }),
      );
    const first = await list();
    const second = await list(first.NextContinuationToken);
    const keysOf = ({ Contents = [] }: typeof first) => Contents.map(({ Key, Size }) => [Key, Size]);
    expect([keysOf(first), first.IsTruncated]).toEqual([
      [
        ["l/a", 3],
        ["l/b", 3],
      ],
      true,
    ]);
    expect([keysOf(second), second.IsTruncated]).toEqual([[["l/é", 4]], false]);
  });
});

describe("what is not implemented", () => {
  it.each([
    ["a copy", () => store.it.s3.send(new CopyObjectCommand({ ...at("c"), CopySource: `${bucket}/exact` }))],
    ["a new bucket", () => store.it.s3.send(new CreateBucketCommand({ Bucket: "new" }))],
    ["a list of versions", () => store.it.s3.send(new ListObjectVersionsCommand({ Bucket: bucket }))],
    ["a delimiter", () => store.it.s3.send(new ListObjectsV2Command({ Bucket: bucket, Delimiter: "/" }))],
    ["a range", () => store.it.s3.send(new GetObjectCommand({ ...at("exact"), Range: "bytes=0-1" }))],
    ["metadata", () => store.it.s3.send(new PutObjectCommand({ ...at("m"), Body: "a", Metadata: { a: "b" } }))],
    ["an acl", () => store.it.s3.send(new PutObjectCommand({ ...at("m"), Body: "a", ACL: "public-read" }))],
    ["a condition", () => store.it.s3.send(new PutObjectCommand({ ...at("m"), Body: "a", IfNoneMatch: "*" }))],
    [
      "tags beside the content",
      () => store.it.s3.send(new PutObjectCommand({ ...at("m"), Body: "a", Tagging: "a=b" })),
    ],
    [
      "another checksum",
      () => store.it.s3.send(new PutObjectCommand({ ...at("m"), Body: "a", ChecksumAlgorithm: "CRC32C" })),
    ],
  ])("is refused as such: %s", async (_, sent) => {
    expect(await errorOf(sent())).toBe("NotImplemented 501");
  });
});

describe("CORS", () => {
  const preflight = (headers: Record<string, string>) =>
    fetch(`${store.it.url}/${bucket}`, {
      method: "OPTIONS",
      headers: { "access-control-request-method": "POST", ...headers },
    });

  it("lets the portal's own origin upload", async () => {
    const { status, headers } = await preflight({ origin, "access-control-request-headers": "content-type" });
    expect([status, headers.get("access-control-allow-origin")]).toEqual([200, origin]);
    expect(headers.get("access-control-allow-methods")).toContain("POST");
  });

  it.each([
    ["another origin", { origin: "http://127.0.0.1:8081" }],
    ["no origin", {}],
    ["another method", { origin, "access-control-request-method": "PUT" }],
    ["another header", { origin, "access-control-request-headers": "content-type, x-amz-acl" }],
  ])("refuses %s", async (_, headers) => {
    expect((await preflight(headers)).status).toBe(403);
  });

  it("tells another origin nothing", async () => {
    const { headers } = await fetch(`${store.it.url}/${bucket}/exact`, {
      headers: { origin: "http://127.0.0.1:8081" },
    });
    expect(headers.get("access-control-allow-origin")).toBeNull();
  });
});

describe("startObjects", () => {
  it("refuses a port in use, and leaves alone what its holder is writing", async () => {
    const half = join(store.it.folder, `${"c".repeat(32)}.blob`);
    await writeFile(half, "its JSON comes next");
    const second = objectsInTemporaryFolder({ port: Number(new URL(store.it.url).port), folder: store.it.folder });
    await expect(second).rejects.toThrow("EADDRINUSE");
    expect(await readFile(half, "utf8")).toBe("its JSON comes next");
  });

  it("answers an address that does not decode, and lives on when a sender goes away", async () => {
    const { hostname, port } = new URL(store.it.url);
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST /${bucket} HTTP/1.1\r\nhost: x\r\ncontent-type: multipart/form-data; boundary=x\r\ncontent-length: 99\r\n\r\n--x`,
    );
    await once(socket, "ready");
    socket.destroy();
    const broken = await fetch(`${store.it.url}/${bucket}/%E0%A4%A`);
    expect([broken.status, await broken.text()]).toEqual([400, expect.stringContaining("InvalidURI")]);
  });
});
