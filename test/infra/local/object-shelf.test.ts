import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  DeleteObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectTaggingCommand,
} from "@aws-sdk/client-s3";
import { describe, expect, it, onTestFinished } from "vitest";
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

describe("versions", () => {
  it("are each read by their id, the newest without", async () => {
    const [first, second] = [await put(store.it.s3, "v", "one"), await put(store.it.s3, "v", "two")];
    expect(first).not.toBe(second);
    expect(
      [await get(store.it.s3, "v", first), await get(store.it.s3, "v", second), await get(store.it.s3, "v")].map(
        String,
      ),
    ).toEqual(["one", "two", "two"]);
    const head = await store.it.s3.send(new HeadObjectCommand({ ...at("v"), VersionId: first }));
    expect([head.VersionId, head.ContentType]).toEqual([first, "application/pdf"]);
  });

  it("are of one key: the id of another key finds nothing", async () => {
    const version = await put(store.it.s3, "mine", "mine");
    await put(store.it.s3, "yours", "yours");
    expect(await errorOf(get(store.it.s3, "yours", version))).toBe("NoSuchVersion 404");
  });

  it("stay under a delete marker, and go for good when named", async () => {
    const version = await put(store.it.s3, "gone", "here");
    const marker = await store.it.s3.send(new DeleteObjectCommand(at("gone")));
    expect(marker.DeleteMarker).toBe(true);
    expect(await errorOf(get(store.it.s3, "gone"))).toBe("NoSuchKey 404");
    expect(await errorOf(get(store.it.s3, "gone", marker.VersionId))).toBe("MethodNotAllowed 405");
    expect(String(await get(store.it.s3, "gone", version))).toBe("here");
    for (const _ of ["once", "and again"]) {
      await store.it.s3.send(new DeleteObjectCommand({ ...at("gone"), VersionId: version }));
      expect(await errorOf(get(store.it.s3, "gone", version))).toBe("NoSuchVersion 404");
    }
    expect((await readdir(store.it.folder)).filter((name) => name.startsWith(version))).toEqual([]);
  });
});

describe("object tagging", () => {
  it("belongs to a version, replaces its tags and leaves its content alone", async () => {
    const content = randomBytes(1000);
    const [first, second] = [await put(store.it.s3, "tagged", content), await put(store.it.s3, "tagged", "newer")];
    for (const Value of ["pending", "clean <&> 'ok'"]) {
      const Tagging = { TagSet: [{ Key: "scan", Value }] };
      await store.it.s3.send(new PutObjectTaggingCommand({ ...at("tagged"), VersionId: first, Tagging }));
    }
    const tagsOf = async (VersionId: string) =>
      (await store.it.s3.send(new GetObjectTaggingCommand({ ...at("tagged"), VersionId }))).TagSet;
    expect(await tagsOf(first)).toEqual([{ Key: "scan", Value: "clean <&> 'ok'" }]);
    expect(await tagsOf(second)).toEqual([]);
    expect(Buffer.compare(await get(store.it.s3, "tagged", first), content)).toBe(0);
    expect(String(await get(store.it.s3, "tagged"))).toBe("newer");
  });

  it.each([
    [
      "the same key twice",
      [
        { Key: "a", Value: "1" },
        { Key: "a", Value: "2" },
      ],
    ],
    ["eleven tags", Array.from({ length: 11 }, (_, n) => ({ Key: `k${n}`, Value: "v" }))],
    ["a value over 256", [{ Key: "a", Value: "v".repeat(257) }]],
  ])("refuses %s", async (_, TagSet) => {
    await put(store.it.s3, "tags", "x");
    const sent = store.it.s3.send(new PutObjectTaggingCommand({ ...at("tags"), Tagging: { TagSet } }));
    expect(await errorOf(sent)).toBe("InvalidTag 400");
  });
});

describe("a restart", () => {
  it("keeps versions, tags, types and markers, and clears what was half written", async () => {
    const before = await objectsInTemporaryFolder();
    const version = await put(before.s3, "kept", "one");
    await put(before.s3, "kept", "two");
    await put(before.s3, "marked", "x");
    await before.s3.send(new DeleteObjectCommand(at("marked")));
    const Tagging = { TagSet: [{ Key: "scan", Value: "clean" }] };
    await before.s3.send(new PutObjectTaggingCommand({ ...at("kept"), VersionId: version, Tagging }));
    await before.close();
    const strays = ["a".repeat(32), "b".repeat(32)].flatMap((id) => [`${id}.blob`, `${id}.json.tmp`]);
    for (const name of strays) await writeFile(join(before.folder, name), "{");
    const after = await objectsInTemporaryFolder({ folder: before.folder });
    expect([await get(after.s3, "kept", version), await get(after.s3, "kept")].map(String)).toEqual(["one", "two"]);
    expect(await errorOf(get(after.s3, "marked"))).toBe("NoSuchKey 404");
    const tags = await after.s3.send(new GetObjectTaggingCommand({ ...at("kept"), VersionId: version }));
    expect(tags.TagSet).toEqual(Tagging.TagSet);
    expect((await readdir(after.folder)).filter((name) => strays.includes(name))).toEqual([]);
    await after.remove();
  });

  it("after a kill in the middle of writing keeps every object it had answered for", async () => {
    const { folder, close, remove } = await objectsInTemporaryFolder();
    await close();
    const options = { host: "127.0.0.1", port: 0, folder, buckets: [bucket], allowedOrigin: origin, ...keys };
    const program = `import { startObjects } from "./infra/local/objects.ts";
      console.log((await startObjects(${JSON.stringify(options)})).url);`;
    const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    const [line] = await once(child.stdout, "data");
    const s3 = clientOf(String(line).trim());
    const answered = new Map<string, Buffer>();
    const writer = async (name: string): Promise<void> => {
      for (let n = 0; ; n += 1) {
        const content = randomBytes(50_000);
        await put(s3, `${name}/${n}`, content);
        answered.set(`${name}/${n}`, content);
        if (answered.size === 20) child.kill("SIGKILL");
      }
    };
    const stopped = await Promise.allSettled(["a", "b", "c"].map(writer));
    expect(stopped.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    const after = await objectsInTemporaryFolder({ folder });
    for (const [key, content] of answered) {
      expect(Buffer.compare(await get(after.s3, key), content)).toBe(0);
    }
    await after.close();
    await remove();
  });
});
