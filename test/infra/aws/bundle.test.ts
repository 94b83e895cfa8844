import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SESClient } from "@aws-sdk/client-ses";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import * as z from "zod/mini";
import type * as deps from "../../../functions/deps.ts";
import { makeFiles } from "../../../functions/files.ts";
import { bundleAll, bundleFaults, LIMIT_BYTES, OPTIONS } from "../../../infra/aws/bundle.ts";
import { environmentOf } from "../../../infra/aws/functions.ts";
import { FUNCTION_NAMES } from "../../../infra/aws/names.ts";
import { dynamodb, s3, ses } from "../../../infra/aws/regional-endpoints.ts";
import { startOutbox } from "../../../infra/local/outbox.ts";
import { engineForFile, SETTINGS } from "../../support/engine.ts";
import { bucket, keys, objectsInTemporaryFolder } from "../../support/objects.ts";
import { CONFIG } from "./templates.ts";

const HASHES = `${"a".repeat(64)} ${"b".repeat(64)}`;
const bundles = await bundleAll("node_modules/.cache/functions-bundle");

describe("bundleAll", () => {
  it("makes a bundle of each function that may be deployed: under the limit, with nothing of development in it", () => {
    expect([...bundles.keys()].sort()).toEqual([...FUNCTION_NAMES].sort());
    expect(bundleFaults(bundles)).toEqual([]);
  });

  it("leaves out what needs a module", () => {
    for (const [, { folder }] of bundles)
      expect(readFileSync(join(folder, "index.js"), "utf8")).not.toContain("import.meta");
  });

  it("brings one copy of each of the SDK's packages", () => {
    const { packages } = z
      .object({ packages: z.record(z.string(), z.unknown()) })
      .parse(JSON.parse(readFileSync("package-lock.json", "utf8")));
    const carried = new Set([...bundles.values()].flatMap(({ packages: of }) => of));
    const nested = Object.keys(packages).filter((path) => path.match(/node_modules\//g)?.length === 2);
    const twice = nested.filter((path) => carried.has(path.split("node_modules/").at(-1) ?? ""));
    expect(twice.filter((path) => carried.has(/^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? ""))).toEqual(
      [],
    );
  });
});

describe("a bundle", () => {
  const Entry = z.object({ handler: z.custom<(event: unknown, context: unknown) => unknown>() });

  it.each(FUNCTION_NAMES)("of %s starts as Lambda starts it, with every client it makes", async (name) => {
    for (const [setting, value] of Object.entries(
      environmentOf(CONFIG, { staff: { issuer: "https://login.example.org", clientId: "x" } }, { hashes: HASHES }),
    ))
      vi.stubEnv(setting, value);
    vi.stubEnv("AWS_REGION", CONFIG.region);
    const { handler } = Entry.parse(createRequire(import.meta.url)(join(bundles.get(name)?.folder ?? "", "index.js")));
    // Clients are made before the first promise: what is missing in a bundle is thrown here. The event is nobody's.
    const answer = handler({}, {});
    expect(answer).toBeInstanceOf(Promise);
    await Promise.allSettled([answer]);
  });
});

describe("bundleFaults", () => {
  it.each([
    [
      "one byte too many",
      { sizeBytes: LIMIT_BYTES + 1 },
      "http/health weighs 500.0 KB: a function may weigh 500.0 KB.",
    ],
    [
      "a development dependency",
      { packages: ["vitest", "zod"] },
      "http/health carries vitest, which is a development dependency.",
    ],
    [
      "what only that brings along",
      { packages: ["chai"] },
      "http/health carries chai, which is a development dependency.",
    ],
  ])("names %s", (_what, over, fault) => {
    const bundle = { folder: "", sizeBytes: LIMIT_BYTES, packages: ["zod"] };
    expect(bundleFaults(new Map([["http/health", { ...bundle, ...over }]]))).toEqual([fault]);
    expect(bundleFaults(new Map([["http/health", bundle]]))).toEqual([]);
  });
});

describe("the endpoints of a bundle", () => {
  const region = "eu-west-2";
  const asked = { Region: region, UseFIPS: false, UseDualStack: false };
  it.each([
    ["S3", new S3Client({ region }).config.endpointProvider, s3, { ...asked, Bucket: bucket, ForcePathStyle: true }],
    ["DynamoDB", new DynamoDBClient({ region }).config.endpointProvider, dynamodb, asked],
    ["SES", new SESClient({ region }).config.endpointProvider, ses, asked],
  ])("are those that the SDK itself finds for %s, in the region and on a laptop", (_name, theirs, ours, params) => {
    for (const Endpoint of [undefined, "http://127.0.0.1:9"]) {
      const where = Endpoint === undefined ? params : { ...params, Endpoint };
      const { url, properties = {} } = theirs(where);
      expect({ url: url.href, properties }).toEqual({ ...ours(where), url: ours(where).url.href, headers: undefined });
    }
  });
});

describe("the bundled clients", () => {
  const engine = engineForFile();
  const FOLDER = "node_modules/.cache/bundled-deps";
  let objects: Awaited<ReturnType<typeof objectsInTemporaryFolder>>;
  let outbox: Awaited<ReturnType<typeof startOutbox>>;
  let bundled: deps.Deps;

  beforeAll(async () => {
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(join(FOLDER, "package.json"), '{ "type": "commonjs" }');
    await build({ ...OPTIONS, entryPoints: ["functions/deps.ts"], outfile: join(FOLDER, "index.js") });
    objects = await objectsInTemporaryFolder();
    outbox = await startOutbox(objects.folder);
    vi.stubEnv("AWS_REGION", keys.region);
    vi.stubEnv("AWS_ACCESS_KEY_ID", keys.accessKeyId);
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", keys.secretAccessKey);
    vi.stubEnv("AWS_ENDPOINT_URL_DYNAMODB", engine.it.url);
    vi.stubEnv("AWS_ENDPOINT_URL_S3", objects.url);
    vi.stubEnv("AWS_ENDPOINT_URL_SES", outbox.url);
    const Deps = z.object({ makeDeps: z.custom<typeof deps.makeDeps>() });
    bundled = Deps.parse(createRequire(import.meta.url)(join(process.cwd(), FOLDER, "index.js"))).makeDeps({
      settings: SETTINGS,
    });
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await outbox.stop();
    await objects.remove();
  });

  it("tell a condition that failed from a write, and a write of one's own from another's", async () => {
    const failed = { consumer: "stream/mail", recordId: "r", item: "person/p", problem: "TypeError", record: "{}" };
    await bundled.store.failures.putAside(failed, 0);
    await bundled.store.failures.putAside(failed, 0);
    expect(await bundled.store.failures.of("stream/mail")).toHaveLength(1);
    expect(await engine.it.deps.store.failures.of("stream/mail")).toHaveLength(1);
  });

  it("sign what the SDK itself signs", async () => {
    vi.useFakeTimers({ now: 0, toFake: ["Date"] });
    const wanted = { key: "documents/a/d/s", versionId: "v", name: "A file.pdf", contentType: "application/pdf" };
    const whole = makeFiles(objects.s3, bucket);
    try {
      expect(await bundled.files.signDownload(wanted)).toBe(await whole.signDownload(wanted));
      expect(await bundled.files.signUpload({ ...wanted, sizeBytes: 3 })).toEqual(
        await whole.signUpload({ ...wanted, sizeBytes: 3 }),
      );
    } finally {
      vi.useRealTimers();
    }
  });

  it("write, read and remove an object, and know one that is not there", async () => {
    const key = "exports/r/e";
    const versionId = await bundled.files.write({ key, contentType: "text/csv", bytes: Buffer.from("a,b") });
    expect(Buffer.from((await bundled.files.read(key))?.bytes ?? []).toString()).toBe("a,b");
    expect(await bundled.files.isTaggedClean(key, versionId)).toBe(false);
    await bundled.files.remove(key);
    await bundled.files.remove(key);
    expect(await bundled.files.read(key)).toBeUndefined();
    expect(await bundled.files.read(key, versionId)).toBeUndefined();
  });

  it("send a message", async () => {
    const message = { recipient: "p_1", id: "m_1" };
    const mail = { to: "someone@example.org", subject: "A word", text: "A word", html: "<p>A word</p>", message };
    expect(await bundled.mailer.send(mail)).not.toBe("");
  });
});
