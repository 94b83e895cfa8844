import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HeadObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { afterAll, describe, expect, it } from "vitest";
import { uploadSite } from "../../../infra/aws/upload.ts";
import { bucket, get, objectsForFile } from "../../support/objects.ts";

const folder = mkdtempSync(join(tmpdir(), "site-"));
const arrived: string[] = [];
const objects = objectsForFile({ onCreated: ({ detail }) => void arrived.push(detail.object.key) });

const site = (hash: string): void => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "assets"), { recursive: true });
  mkdirSync(join(folder, ".vite"));
  writeFileSync(join(folder, ".vite/manifest.json"), "{}");
  writeFileSync(join(folder, "index.html"), `<script src="/assets/main-${hash}.js"></script>`);
  writeFileSync(join(folder, "icon.svg"), "<svg/>");
  for (const name of ["main", "page", "form"]) writeFileSync(join(folder, `assets/${name}-${hash}.js`), name);
  writeFileSync(join(folder, `assets/style-${hash}.css`), "a{}");
};
const keys = async () =>
  ((await objects.it.s3.send(new ListObjectsV2Command({ Bucket: bucket }))).Contents ?? []).map(({ Key }) => Key);

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
});

describe("uploadSite", () => {
  it("sends what carries a hash first and the page that names it last, without the bundler's notes", async () => {
    site("1a");
    expect(await uploadSite(objects.it.s3, bucket, folder)).toBe(6);
    expect(arrived.slice(0, 4).sort()).toEqual([
      "assets/form-1a.js",
      "assets/main-1a.js",
      "assets/page-1a.js",
      "assets/style-1a.css",
    ]);
    expect(arrived.slice(4)).toEqual(["icon.svg", "index.html"]);
  });

  it.each([
    ["assets/main-1a.js", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"],
    ["assets/style-1a.css", "text/css; charset=utf-8", "public, max-age=31536000, immutable"],
    ["icon.svg", "image/svg+xml", "no-cache"],
    ["index.html", "text/html; charset=utf-8", "no-cache"],
  ])("says what %s is and how long it may be kept", async (Key, ContentType, CacheControl) => {
    expect(await objects.it.s3.send(new HeadObjectCommand({ Bucket: bucket, Key }))).toMatchObject({
      ContentType,
      CacheControl,
    });
  });

  it("keeps the files of the release before: pages that are open still ask for them", async () => {
    site("2b");
    await uploadSite(objects.it.s3, bucket, folder);
    expect(await keys()).toEqual(expect.arrayContaining(["assets/main-1a.js", "assets/main-2b.js"]));
    expect((await get(objects.it.s3, "index.html")).toString()).toContain("main-2b");
  });
});
