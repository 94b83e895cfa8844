import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { describe, expect, it } from "vitest";
import type { ObjectCreated } from "../../../infra/local/objects.ts";
import { at, bucket, keys, objectsForFile, objectsInTemporaryFolder, put } from "../../support/objects.ts";

const events: ObjectCreated[] = [];
const store = objectsForFile({ onCreated: (event) => void events.push(event) });

describe("Object Created", () => {
  const told = (key: string) => expect.poll(() => events.filter(({ detail }) => detail.object.key === key));

  it("has the shape EventBridge gives it", async () => {
    const version = await put(store.it.s3, "told/é 1", "hello");
    await told("told/é 1").toEqual([
      {
        version: "0",
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        "detail-type": "Object Created",
        source: "aws.s3",
        account: "111122223333",
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        region: keys.region,
        resources: [`arn:aws:s3:::${bucket}`],
        detail: {
          version: "0",
          bucket: { name: bucket },
          object: {
            key: "told/é 1",
            size: 5,
            etag: "5d41402abc4b2a76b9719d911017c592",
            "version-id": version,
            sequencer: expect.stringMatching(/^[0-9A-F]{16}$/),
          },
          "request-id": expect.any(String),
          requester: "111122223333",
          "source-ip-address": "127.0.0.1",
          reason: "PutObject",
        },
      },
    ]);
  });

  it("names the form as the reason, and rises in sequence", async () => {
    const { url, fields } = await createPresignedPost(store.it.s3, at("told/form"));
    for (const text of ["one", "two"]) {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      form.append("file", new Blob([text]));
      expect((await fetch(url, { method: "POST", body: form })).status).toBe(204);
    }
    await told("told/form").toHaveLength(2);
    const both = events.filter(({ detail }) => detail.object.key === "told/form").map(({ detail }) => detail);
    expect(both.map(({ reason }) => reason)).toEqual(["POST Object", "POST Object"]);
    const [first = "", second = ""] = both.map(({ object }) => object.sequencer);
    expect(first < second).toBe(true);
  });

  it("is told again at the next start when its listener failed, and only then", async () => {
    const failing = await objectsInTemporaryFolder({ onCreated: () => Promise.reject(new Error("not now")) });
    await put(failing.s3, "again", "hello");
    await failing.close();
    const heard: string[][] = [];
    for (const start of [0, 1]) {
      heard.push([]);
      const onCreated = ({ detail }: ObjectCreated) => void heard[start]?.push(detail.object.key);
      await (await objectsInTemporaryFolder({ folder: failing.folder, onCreated })).close();
    }
    await failing.remove();
    expect(heard).toEqual([["again"], []]);
  });
});
