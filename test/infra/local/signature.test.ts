import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { beforeAll, describe, expect, it } from "vitest";
import { bucket, clientOf, errorOf, keys, objectsForFile } from "../../support/objects.ts";

let skewMs = 0;
const store = objectsForFile({ now: () => Date.now() + skewMs });
beforeAll(async () => {
  await store.it.s3.send(new PutObjectCommand({ Bucket: bucket, Key: "plan é+ (1)*'!.pdf", Body: "the plan" }));
  await store.it.s3.send(new PutObjectCommand({ Bucket: bucket, Key: "other.pdf", Body: "not for you" }));
});

const at = async <T>(shiftMs: number, work: () => Promise<T>): Promise<T> => {
  skewMs = shiftMs;
  return work().finally(() => {
    skewMs = 0;
  });
};
const asked = async (address: string, init: RequestInit = {}) => {
  const response = await fetch(address, init);
  const body = await response.text();
  return { status: response.status, code: /<Code>(.*)<\/Code>/.exec(body)?.[1], body, headers: response.headers };
};
const link = (over: { VersionId?: string; ResponseContentDisposition?: string; ResponseContentType?: string } = {}) =>
  getSignedUrl(store.it.s3, new GetObjectCommand({ Bucket: bucket, Key: "plan é+ (1)*'!.pdf", ...over }), {
    expiresIn: 600,
  });

describe("checkSignature in the Authorization header", () => {
  const list = new ListObjectsV2Command({ Bucket: bucket, Prefix: "plan é+ (1)*" });

  it("accepts what the SDK signs, whatever characters are in the query", async () => {
    expect((await store.it.s3.send(list)).Contents?.map(({ Key }) => Key)).toEqual(["plan é+ (1)*'!.pdf"]);
  });

  it.each([
    ["another secret", { secretAccessKey: "local/secret+kez" }, "SignatureDoesNotMatch 403"],
    ["another access key", { accessKeyId: "AKIAOTHER" }, "InvalidAccessKeyId 403"],
    ["another region", { region: "us-east-1" }, "AuthorizationHeaderMalformed 400"],
  ])("refuses %s", async (_, over, error) => {
    expect(await errorOf(clientOf(store.it.url, over).send(list))).toBe(error);
  });

  it.each([16, -16])("refuses a clock %i minutes away", async (minutes) => {
    expect(await at(minutes * 60_000, () => errorOf(store.it.s3.send(list)))).toBe("RequestTimeTooSkewed 403");
  });

  it("refuses a request without any signature", async () => {
    expect(await asked(`${store.it.url}/${bucket}/other.pdf`)).toMatchObject({ status: 403, code: "AccessDenied" });
  });

  it.each([
    ["the path", (url: URL) => url.pathname.replace("documents", "exports"), {}],
    ["the query", (url: URL) => `${url.pathname}${url.search}0`, {}],
    ["a signed header", (url: URL) => `${url.pathname}${url.search}`, { "x-amz-checksum-mode": "DISABLED" }],
  ])("refuses a request whose %s changed after signing", async (_, target, headers) => {
    const client = clientOf(store.it.url);
    let sent = {};
    // The SDK signs, then this step, nearest to the wire, alters what goes out.
    client.middlewareStack.add(
      (next) => async (args) => {
        const { request } = args;
        if (typeof request === "object" && request !== null && "headers" in request && "path" in request) {
          const url = new URL(`${store.it.url}${request.path}?versionId=1`);
          sent = { path: target(url).split("?")[0], query: target(url).includes("?") ? { versionId: "10" } : {} };
          Object.assign(request, sent, { headers: { ...Object(request.headers), ...headers } });
        }
        return next(args);
      },
      { step: "finalizeRequest", priority: "low" },
    );
    const get = new GetObjectCommand({ Bucket: bucket, Key: "other.pdf", VersionId: "1", ChecksumMode: "ENABLED" });
    expect(await errorOf(client.send(get))).toBe("SignatureDoesNotMatch 403");
    expect(sent).not.toEqual({});
  });
});

describe("checkSignature in a presigned address", () => {
  it("gives the bytes, under the name and type that were signed", async () => {
    const address = await link({
      ResponseContentDisposition: 'attachment; filename="a b.pdf"',
      ResponseContentType: "text/x",
    });
    const { status, body, headers } = await asked(address);
    expect([status, body]).toEqual([200, "the plan"]);
    expect(headers.get("content-disposition")).toBe('attachment; filename="a b.pdf"');
    expect(headers.get("content-type")).toBe("text/x");
  });

  it("is for the method it was signed for", async () => {
    expect(await asked(await link(), { method: "HEAD" })).toMatchObject({ status: 403 });
    expect(await asked(await link(), { method: "DELETE" })).toMatchObject({
      status: 403,
      code: "SignatureDoesNotMatch",
    });
  });

  it.each([
    ["the path", (address: string) => address.replace(/\/plan[^?]*/, "/other.pdf")],
    ["the disposition", (address: string) => address.replace("inline", "attachment")],
    ["the expiry", (address: string) => address.replace("Expires=600", "Expires=601")],
    ["an added parameter", (address: string) => `${address}&versionId=0`],
    ["a removed parameter", (address: string) => address.replace("&x-id=GetObject", "")],
    ["the signature", (address: string) => address.replace(/Signature=[0-9a-f]{4}/, "Signature=0000")],
  ])("is refused after a change of %s", async (_, tamper) => {
    const address = await link({ ResponseContentDisposition: "inline" });
    expect(tamper(address)).not.toBe(address);
    expect(await asked(tamper(address))).toMatchObject({ status: 403, code: "SignatureDoesNotMatch" });
  });

  it("carries no unsigned x-amz header", async () => {
    const { status, body } = await asked(await link(), { headers: { "x-amz-tagging": "scan=clean" } });
    expect([status, body]).toEqual([403, expect.stringContaining("which were not signed")]);
  });

  it("holds until its last second and is refused from then on", async () => {
    const address = await link();
    expect(await at(598_000, () => asked(address))).toMatchObject({ status: 200 });
    const late = await at(600_001, () => asked(address));
    expect(late).toMatchObject({ status: 403, code: "AccessDenied" });
    expect(late.body).toContain("Request has expired");
  });

  it("is refused before its time, with a foreign secret, or for longer than seven days", async () => {
    expect(await at(-16 * 60_000, async () => asked(await link()))).toMatchObject({
      status: 403,
      code: "AccessDenied",
    });
    const get = new GetObjectCommand({ Bucket: bucket, Key: "other.pdf" });
    const foreign = await getSignedUrl(clientOf(store.it.url, { secretAccessKey: "guess" }), get);
    expect(await asked(foreign)).toMatchObject({ status: 403, code: "SignatureDoesNotMatch" });
    const week = await getSignedUrl(store.it.s3, get, { expiresIn: 604_800 });
    expect(await asked(week.replace("=604800", "=604801"))).toMatchObject({
      code: "AuthorizationQueryParametersError",
    });
  });

  it("does not write: a presigned upload by PUT is not part of the engine", async () => {
    const address = await getSignedUrl(store.it.s3, new PutObjectCommand({ Bucket: bucket, Key: "x" }));
    expect(await asked(address, { method: "PUT", body: "x" })).toMatchObject({ status: 501, code: "NotImplemented" });
  });

  it("refuses a file name that no header can carry, as S3 does", async () => {
    const address = await link({ ResponseContentDisposition: 'attachment; filename="Łódź.pdf"' });
    expect(await asked(address)).toMatchObject({ status: 400, code: "InvalidArgument" });
  });

  it("uses the key id only in the scope, so the secret is nowhere in the address", async () => {
    expect(decodeURIComponent(await link())).not.toContain(keys.secretAccessKey);
  });
});
