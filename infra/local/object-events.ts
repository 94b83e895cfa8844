// The event EventBridge sends for a new object, and its delivery: at least once, also when the process was killed between
// the object and the event, because a version stays unannounced on disk until its listener has returned.
import { randomUUID } from "node:crypto";
import type { Shelf, Version } from "./object-shelf.ts";

export type ObjectCreated = {
  version: "0";
  id: string;
  "detail-type": "Object Created";
  source: "aws.s3";
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: {
    version: "0";
    bucket: { name: string };
    object: { key: string; size: number; etag: string; "version-id": string; sequencer: string };
    "request-id": string;
    requester: string;
    "source-ip-address": string;
    reason: Version["reason"];
  };
};

// The example account of AWS's own documentation.
const account = "111122223333";

const objectCreated = (version: Version, region: string): ObjectCreated => ({
  version: "0",
  id: randomUUID(),
  "detail-type": "Object Created",
  source: "aws.s3",
  account,
  time: version.createdAt.replace(/\.\d{3}Z$/, "Z"),
  region,
  resources: [`arn:aws:s3:::${version.bucket}`],
  detail: {
    version: "0",
    bucket: { name: version.bucket },
    object: {
      key: version.key,
      size: version.sizeBytes,
      etag: version.etag,
      "version-id": version.versionId,
      sequencer: version.sequencer,
    },
    "request-id": version.versionId.slice(0, 16).toUpperCase(),
    requester: account,
    "source-ip-address": "127.0.0.1",
    reason: version.reason,
  },
});

/** Tells the listener of new objects, without keeping the one who stored them waiting. A listener that fails is told again
 * at the next start. */
export const makeAnnouncer = (
  shelf: Shelf,
  region: string,
  onCreated: ((event: ObjectCreated) => void | Promise<void>) | undefined,
) => {
  const underWay = new Set<Promise<void>>();

  const tell = async (version: Version): Promise<void> => {
    try {
      await onCreated?.(objectCreated(version, region));
      await shelf.announced(version.versionId);
    } catch (error) {
      console.error(
        `Object Created was not taken for ${version.bucket}/${version.key}; told again at the next start.`,
        error,
      );
    }
  };

  return {
    announce: (version: Version): void => {
      const telling = tell(version).finally(() => underWay.delete(telling));
      underWay.add(telling);
    },
    settled: (): Promise<unknown> => Promise.all(underWay),
  };
};
