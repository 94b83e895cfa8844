import { createHash, randomBytes } from "node:crypto";
import { GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { createPresignedPost, type PresignedPostOptions } from "@aws-sdk/s3-presigned-post";
import { describe, expect, it } from "vitest";
import { bucket, clientOf, objectsForFile, origin } from "../../support/objects.ts";

let skewMs = 0;
const store = objectsForFile({ now: () => Date.now() + skewMs });

const range = (least: number, most: number): ["content-length-range", number, number] => [
  "content-length-range",
  least,
  most,
];
const grant = (over: Partial<PresignedPostOptions> = {}) =>
  createPresignedPost(store.it.s3, {
    Bucket: bucket,
    Key: "quarantine/one",
    Conditions: [range(1, 10_000_000)],
    Fields: { "Content-Type": "application/pdf" },
    Expires: 600,
    ...over,
  });
type Grant = Awaited<ReturnType<typeof grant>>;

const send = async ({ url, fields }: Grant, file: Uint8Array<ArrayBuffer>, changes: Record<string, string> = {}) => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...changes })) form.append(name, value);
  form.append("file", new Blob([file]), "plan.pdf");
  const response = await fetch(url, { method: "POST", body: form, headers: { origin } });
  const body = await response.text();
  return { status: response.status, code: /<Code>(.*)<\/Code>/.exec(body)?.[1], body, headers: response.headers };
};
const bytes = (size: number) => new Uint8Array(randomBytes(size));
const keptKeys = async () =>
  (await store.it.s3.send(new ListObjectsV2Command({ Bucket: bucket }))).Contents?.map(({ Key }) => Key) ?? [];

describe("a presigned POST", () => {
  it.each([1, 100_000, 9_999_999])("keeps exactly %i bytes", async (size) => {
    const file = bytes(size);
    const { status, headers } = await send(await grant({ Key: `exact/${size}` }), file);
    expect(status).toBe(204);
    const VersionId = headers.get("x-amz-version-id") ?? "";
    const got = await store.it.s3.send(new GetObjectCommand({ Bucket: bucket, Key: `exact/${size}`, VersionId }));
    expect([got.ContentLength, got.ContentType]).toEqual([size, "application/pdf"]);
    expect(Buffer.compare((await got.Body?.transformToByteArray()) ?? new Uint8Array(), file)).toBe(0);
    expect(headers.get("etag")).toBe(`"${createHash("md5").update(file).digest("hex")}"`);
  });

  it("keeps bytes that look like the end of a part", async () => {
    const file = new TextEncoder().encode("\r\n--\r\n------formdata-undici-0\r\n\r\n--\r\n");
    await send(await grant({ Key: "boundary" }), file);
    const got = await store.it.s3.send(new GetObjectCommand({ Bucket: bucket, Key: "boundary" }));
    expect(await got.Body?.transformToByteArray()).toEqual(file);
  });

  it.each(["200", "201", "204"])("answers %s when the form asks for it", async (wanted) => {
    const Fields = { success_action_status: wanted, "Content-Type": "application/pdf" };
    const { status, body } = await send(await grant({ Key: "answer", Fields }), bytes(3));
    expect(status).toBe(Number(wanted));
    expect(body.includes("<Key>answer</Key>")).toBe(wanted === "201");
  });

  it("lets a key begin as the policy says, and not otherwise", async () => {
    const prefixed = await grant({ Key: "up/$" + "{filename}" });
    expect(await send(prefixed, bytes(3), { key: "up/mine" })).toMatchObject({ status: 204 });
    expect(await send(prefixed, bytes(3), { key: "elsewhere" })).toMatchObject({ status: 403, code: "AccessDenied" });
    expect(await send(prefixed, bytes(3))).toMatchObject({ status: 501, code: "NotImplemented" });
  });

  it.each([
    ["another key", { key: "quarantine/two" }, 403, "AccessDenied", '"$key"'],
    ["another type", { "Content-Type": "text/html" }, 403, "AccessDenied", '"$Content-Type"'],
    ["another bucket in the form", { bucket: "exports" }, 403, "AccessDenied", "bucket"],
    [
      "a checksum no policy names",
      { "x-amz-checksum-sha256": "AAAA" },
      403,
      "AccessDenied",
      "Extra input fields: x-amz-checksum-sha256",
    ],
    ["metadata no policy names", { "x-amz-meta-a": "b" }, 403, "AccessDenied", "Extra input fields: x-amz-meta-a"],
    ["an acl no policy names", { acl: "public-read" }, 403, "AccessDenied", "Extra input fields: acl"],
    ["a status no policy names", { success_action_status: "201" }, 403, "AccessDenied", "Extra input fields"],
    ["another signature", { "X-Amz-Signature": "0".repeat(64) }, 403, "SignatureDoesNotMatch", ""],
    ["a signature of no length", { "X-Amz-Signature": "" }, 403, "SignatureDoesNotMatch", ""],
    ["no policy", { Policy: "" }, 403, "AccessDenied", ""],
    ["another day in the scope", { "X-Amz-Date": "20200101T000000Z" }, 400, "AuthorizationHeaderMalformed", ""],
  ])("refuses %s", async (_, changes, status, code, words) => {
    const refused = await send(await grant(), bytes(10), changes);
    expect(refused).toMatchObject({ status, code });
    expect(refused.body.replaceAll("&#x22;", '"')).toContain(words);
    expect(await keptKeys()).not.toContain("quarantine/one");
  });

  it("refuses a policy that was rewritten to allow more", async () => {
    const { url, fields } = await grant();
    const policy = Buffer.from(fields.Policy ?? "", "base64")
      .toString()
      .replace("10000000", "99000000");
    const refused = await send({ url, fields }, bytes(10), { Policy: Buffer.from(policy).toString("base64") });
    expect(refused).toMatchObject({ status: 403, code: "SignatureDoesNotMatch" });
  });

  it("refuses a policy signed with another secret", async () => {
    const s3 = clientOf(store.it.url, { secretAccessKey: "guess" });
    const foreign = await createPresignedPost(s3, { Bucket: bucket, Key: "quarantine/one" });
    expect(await send(foreign, bytes(10))).toMatchObject({ status: 403, code: "SignatureDoesNotMatch" });
  });

  it("refuses a policy of another bucket, sent to this one", async () => {
    const { url, fields } = await grant({ Bucket: "exports" });
    const here = url.replace("exports", bucket);
    expect(await send({ url: here, fields }, bytes(10))).toMatchObject({ status: 403, code: "AccessDenied" });
    expect(await send({ url: here, fields }, bytes(10), { bucket })).toMatchObject({
      status: 403,
      code: "AccessDenied",
    });
  });

  it("takes the bucket from the address when the form does not repeat it", async () => {
    const { url, fields } = await grant({ Key: "unnamed" });
    const { bucket: _, ...unnamed } = fields;
    expect(await send({ url, fields: unnamed }, bytes(10))).toMatchObject({ status: 204 });
    const there = url.replace(bucket, "exports");
    expect(await send({ url: there, fields: unnamed }, bytes(10))).toMatchObject({ status: 403, code: "AccessDenied" });
  });

  it("refuses a policy from its last second on", async () => {
    const granted = await grant();
    skewMs = 600_001;
    const late = await send(granted, bytes(10)).finally(() => {
      skewMs = 0;
    });
    expect(late).toMatchObject({ status: 403, code: "AccessDenied" });
    expect(late.body).toContain("Policy expired");
  });

  it.each([
    ["no byte at all", 0, range(1, 10_000_000), "EntityTooSmall"],
    ["one byte more than declared", 101, range(100, 100), "EntityTooLarge"],
    ["one byte less than declared", 99, range(100, 100), "EntityTooSmall"],
    ["11 MB under a limit of 10 MB", 11_000_000, range(1, 10_000_000), "EntityTooLarge"],
    ["more than the engine holds", 30_000_000, range(1, 99_000_000), "EntityTooLarge"],
  ])("refuses %s", async (_, size, condition, code) => {
    const refused = await send(await grant({ Conditions: [condition] }), bytes(size));
    expect(refused).toMatchObject({ status: 400, code });
    expect(refused.headers.get("access-control-allow-origin")).toBe(origin);
    expect(await keptKeys()).not.toContain("quarantine/one");
  });

  it("holds the file against a checksum that the policy names", async () => {
    const file = bytes(50);
    const sum = createHash("sha256").update(file).digest("base64");
    const granted = await grant({ Key: "summed", Fields: { "x-amz-checksum-sha256": sum } });
    expect(await send(granted, bytes(50))).toMatchObject({ status: 400, code: "BadDigest" });
    expect(await send(granted, file)).toMatchObject({ status: 204 });
  });

  it("does not pass over a field it cannot honour, though the policy names it", async () => {
    const granted = await grant({ Fields: { acl: "public-read" } });
    expect(await send(granted, bytes(5))).toMatchObject({ status: 501, code: "NotImplemented" });
  });

  it("refuses a body that is no form, or a form without a file", async () => {
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    const broken = await fetch(`${store.it.url}/${bucket}`, { method: "POST", body: "--y\r\nhello", headers });
    expect([broken.status, await broken.text()]).toEqual([400, expect.stringContaining("MalformedPOSTRequest")]);
    const empty = new FormData();
    empty.append("key", "a");
    const without = await fetch(`${store.it.url}/${bucket}`, { method: "POST", body: empty });
    expect([without.status, await without.text()]).toEqual([400, expect.stringContaining("exactly one file")]);
  });
});
