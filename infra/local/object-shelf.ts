// Where the object engine keeps what it was given: per version one blob and one JSON beside it, both named by the random
// version id, so no key ever becomes a path. The JSON is written last: a version exists when its JSON does.
import { createHash, randomBytes } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod/mini";

const Version = z.object({
  bucket: z.string(),
  key: z.string(),
  versionId: z.string(),
  sequencer: z.string(),
  createdAt: z.iso.datetime(),
  kind: z.literal(["object", "delete-marker"]),
  reason: z.literal(["PutObject", "POST Object", "DeleteObject"]),
  sizeBytes: z.int(),
  etag: z.string(),
  headers: z.record(z.string(), z.string()),
  digests: z.record(z.string(), z.string()),
  tags: z.record(z.string(), z.string()),
  announced: z.boolean(),
});
export type Version = z.infer<typeof Version>;
export type Shelf = Awaited<ReturnType<typeof openShelf>>;
type Placed = Pick<Version, "bucket" | "key" | "reason" | "headers" | "digests">;

const ours = /^([0-9a-f]{32})\.(?:blob|json)(\.tmp)?$/;

/** Opens the folder, forgetting what a killed process left half written. `now` in milliseconds. */
export const openShelf = async (folder: string, now: () => number) => {
  const versions = new Map<string, Version>();
  const byKey = new Map<string, Version[]>();
  let lastSequence = 0;
  let turn: Promise<unknown> = Promise.resolve();

  /** Index writes go one after another, so two changes of one version cannot overwrite each other. */
  const inTurn = <T>(job: () => Promise<T>): Promise<T> => {
    const done = turn.then(job);
    turn = done.catch(() => undefined); // whoever asked for the job hears of its failure
    return done;
  };

  const write = async (name: string, content: string | Buffer): Promise<void> => {
    const file = await open(join(folder, `${name}.tmp`), "w");
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(join(folder, `${name}.tmp`), join(folder, name));
  };

  // A bucket's name has no slash, so bucket/key is unambiguous.
  const index = (version: Version): void => {
    versions.set(version.versionId, version);
    const name = `${version.bucket}/${version.key}`;
    const others = (byKey.get(name) ?? []).filter(({ versionId }) => versionId !== version.versionId);
    byKey.set(
      name,
      [...others, version].sort((a, b) => (a.sequencer < b.sequencer ? -1 : 1)),
    );
    lastSequence = Math.max(lastSequence, Number.parseInt(version.sequencer, 16));
  };

  const keep = async (version: Version): Promise<Version> => {
    await write(`${version.versionId}.json`, JSON.stringify(version));
    index(version);
    return version;
  };

  const add = async (placed: Placed, kind: Version["kind"], content: Buffer): Promise<Version> => {
    const versionId = randomBytes(16).toString("hex");
    if (kind === "object") await write(`${versionId}.blob`, content);
    const etag = createHash("md5").update(content).digest("hex");
    return inTurn(() => {
      const sequence = Math.max(lastSequence + 1, now() * 1000);
      const sequencer = sequence.toString(16).toUpperCase().padStart(16, "0");
      const createdAt = new Date(now()).toISOString();
      const entry = { kind, sizeBytes: content.length, etag, tags: {}, announced: kind === "delete-marker" };
      return keep({ ...placed, ...entry, versionId, sequencer, createdAt });
    });
  };

  /** Changes the newest state of a version; silent when it was removed meanwhile. */
  const change = (versionId: string, part: Pick<Version, "tags"> | Pick<Version, "announced">): Promise<void> =>
    inTurn(async () => {
      const version = versions.get(versionId);
      if (version !== undefined) await keep({ ...version, ...part });
    });

  await mkdir(folder, { recursive: true });
  const names = (await readdir(folder)).filter((name) => ours.test(name));
  for (const name of names.filter((each) => each.endsWith(".json"))) {
    index(Version.parse(JSON.parse(await readFile(join(folder, name), "utf8"))));
  }
  for (const name of names) {
    const [, versionId = "", unfinished] = ours.exec(name) ?? [];
    if (unfinished !== undefined || !versions.has(versionId)) await rm(join(folder, name));
  }

  return {
    put: (placed: Placed, content: Buffer) => add(placed, "object", content),
    mark: (bucket: string, key: string) =>
      add({ bucket, key, reason: "DeleteObject", headers: {}, digests: {} }, "delete-marker", Buffer.alloc(0)),
    tag: (versionId: string, tags: Version["tags"]) => change(versionId, { tags }),
    announced: (versionId: string) => change(versionId, { announced: true }),
    remove: ({ bucket, key, versionId }: Version): Promise<void> =>
      inTurn(async () => {
        await rm(join(folder, `${versionId}.json`), { force: true });
        await rm(join(folder, `${versionId}.blob`), { force: true });
        versions.delete(versionId);
        const left = (byKey.get(`${bucket}/${key}`) ?? []).filter((each) => each.versionId !== versionId);
        if (left.length > 0) byKey.set(`${bucket}/${key}`, left);
        else byKey.delete(`${bucket}/${key}`);
      }),
    read: ({ versionId }: Version): Promise<Buffer> => readFile(join(folder, `${versionId}.blob`)),
    latest: (bucket: string, key: string): Version | undefined => byKey.get(`${bucket}/${key}`)?.at(-1),
    version: (bucket: string, key: string, versionId: string): Version | undefined =>
      byKey.get(`${bucket}/${key}`)?.find((each) => each.versionId === versionId),
    /** What a listing shows: the newest of each key, unless that is a delete marker, in S3's order (UTF-8 bytes). */
    list: (bucket: string, prefix: string): Version[] =>
      [...byKey.values()]
        .flatMap((each) => each.slice(-1))
        .filter((each) => each.kind === "object" && each.bucket === bucket && each.key.startsWith(prefix))
        .sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key))),
    unannounced: (): Version[] =>
      [...versions.values()].filter(({ announced }) => !announced).sort((a, b) => (a.sequencer < b.sequencer ? -1 : 1)),
    settled: (): Promise<unknown> => turn,
  };
};
