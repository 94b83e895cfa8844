import { GetObjectTaggingCommand } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { makeClock } from "../../../infra/local/clock.ts";
import type { ObjectCreated } from "../../../infra/local/object-events.ts";
import { makeScanner, scanEvent, scanObject } from "../../../infra/local/scanner.ts";
import { EICAR, FILES } from "../../support/files.ts";
import { at, bucket, objectsForFile, put } from "../../support/objects.ts";

const told: ObjectCreated[] = [];
const store = objectsForFile({ onCreated: (event) => void told.push(event) });

const eventOf = async (key: string, content: Buffer): Promise<ObjectCreated> => {
  const version = await put(store.it.s3, key, content);
  const find = () => told.find(({ detail }) => detail.object["version-id"] === version);
  await expect.poll(find).toBeDefined();
  const event = find();
  if (event === undefined) throw new Error(`${key} was not told of.`);
  return event;
};
const tagsOf = async (key: string, VersionId: string) =>
  (await store.it.s3.send(new GetObjectTaggingCommand({ ...at(key), VersionId }))).TagSet;

describe("scanObject", () => {
  it.each([
    ["clean.pdf", FILES.pdf, "NO_THREATS_FOUND"],
    ["eicar.csv", Buffer.from(EICAR), "THREATS_FOUND"],
    ["eicar.pdf", Buffer.concat([FILES.pdf, Buffer.from(EICAR)]), "THREATS_FOUND"],
  ])("marks the version of %s as it found it", async (key, content, status) => {
    const { detail } = await eventOf(key, content);
    expect(await scanObject(store.it.s3, detail)).toBe(status);
    expect(await tagsOf(key, detail.object["version-id"])).toEqual([
      { Key: "GuardDutyMalwareScanStatus", Value: status },
    ]);
  });

  it("scans the version that it was told of, not the one that came after", async () => {
    const first = await eventOf("twice.csv", Buffer.from(EICAR));
    await eventOf("twice.csv", FILES.csv);
    expect(await scanObject(store.it.s3, first.detail)).toBe("THREATS_FOUND");
  });
});

describe("scanEvent", () => {
  it("is GuardDuty's, and names the version", async () => {
    const event = await eventOf("named.pdf", FILES.pdf);
    expect(scanEvent(event, "NO_THREATS_FOUND", "2026-11-25T12:00:00.000Z")).toMatchObject({
      "detail-type": "GuardDuty Malware Protection Object Scan Result",
      source: "aws.guardduty",
      time: "2026-11-25T12:00:00.000Z",
      detail: {
        scanStatus: "COMPLETED",
        s3ObjectDetails: { bucketName: bucket, objectKey: "named.pdf", versionId: event.detail.object["version-id"] },
        scanResultDetails: { scanResultStatus: "NO_THREATS_FOUND", threats: null },
      },
    });
  });
});

describe("makeScanner", () => {
  it("leaves every other bucket alone", async () => {
    const event = await eventOf("elsewhere.pdf", FILES.pdf);
    await makeScanner({ endpoint: store.it.url, bucket: "exports", clock: makeClock(undefined) }).created(event);
    expect(await tagsOf("elsewhere.pdf", event.detail.object["version-id"])).toEqual([]);
  });

  it("rejects when it could not scan, so that the object is told of again", async () => {
    const event = await eventOf("gone.pdf", FILES.pdf);
    const scanner = makeScanner({ endpoint: "http://127.0.0.1:9", bucket, clock: makeClock(undefined) });
    await expect(scanner.created(event)).rejects.toThrow("gone.pdf could not be told of.");
  });
});
