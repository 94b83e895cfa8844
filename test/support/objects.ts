import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { type ObjectsOptions, startObjects } from "../../infra/local/objects.ts";
import { forFile } from "./for-file.ts";

export const origin = "http://127.0.0.1:8080";
export const bucket = "documents";
export const keys = { accessKeyId: "AKIALOCAL", secretAccessKey: "local/secret+key", region: "eu-west-2" };

export const clientOf = (endpoint: string, over: Partial<typeof keys> = {}): S3Client => {
  const { region, ...credentials } = { ...keys, ...over };
  return new S3Client({
    endpoint,
    region,
    credentials,
    forcePathStyle: true,
    maxAttempts: 1,
    requestChecksumCalculation: "WHEN_REQUIRED",
  });
};

/** A store on a folder of its own under the system's temporary one; `remove` closes the store and clears the folder. */
export const objectsInTemporaryFolder = async (over: Partial<ObjectsOptions> = {}) => {
  const folder = over.folder ?? (await mkdtemp(join(tmpdir(), "objects-")));
  const options = { host: "127.0.0.1", port: 0, folder, buckets: [bucket, "exports"], allowedOrigin: origin } as const;
  const store = await startObjects({ ...options, ...keys, ...over });
  const s3 = clientOf(store.url);
  const remove = async (): Promise<void> => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...store, folder, s3, remove };
};

/** Such a store for the tests of a file. */
export const objectsForFile = (over: Partial<ObjectsOptions> = {}) =>
  forFile(
    () => objectsInTemporaryFolder(over),
    (objects) => objects.remove(),
  );

export const at = (Key: string) => ({ Bucket: bucket, Key });

/** Stores a PDF in the first bucket; answers its version id. */
export const put = async (s3: S3Client, key: string, Body: string | Buffer): Promise<string> =>
  (await s3.send(new PutObjectCommand({ ...at(key), Body, ContentType: "application/pdf" }))).VersionId ?? "";

/** The bytes of a key in the first bucket, of its newest version when none is named. */
export const get = async (s3: S3Client, key: string, VersionId?: string): Promise<Buffer> => {
  const got = await s3.send(new GetObjectCommand({ ...at(key), ...(VersionId ? { VersionId } : {}) }));
  return Buffer.from((await got.Body?.transformToByteArray()) ?? []);
};

/** The name and HTTP status with which the SDK rejects, or "none" when it does not. */
export const errorOf = async (sent: Promise<unknown>): Promise<string> => {
  try {
    await sent;
    return "none";
  } catch (error) {
    const status = error instanceof Error && "$metadata" in error ? JSON.stringify(error.$metadata) : "";
    return error instanceof Error ? `${error.name} ${/"httpStatusCode":(\d+)/.exec(status)?.[1]}` : String(error);
  }
};
