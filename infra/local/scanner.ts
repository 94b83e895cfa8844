// Plays EventBridge and GuardDuty Malware Protection for the documents bucket: the functions are told of a new object,
// the object is scanned, its version tagged, and the functions are told of the result, each at least once.
import { GetObjectCommand, PutObjectTaggingCommand, S3Client } from "@aws-sdk/client-s3";
import type { Clock } from "./clock.ts";
import { LOCAL_CREDENTIALS, LOCAL_REGION } from "./engine.ts";
import { FUNCTION_NAMES, invoke, specOf } from "./functions.ts";
import type { ObjectCreated } from "./object-events.ts";

/** An event that Lambda could not run is tried twice more. */
const TRIES = 3;
/** The EICAR test file, in two halves so that no scanner takes this source for it. */
const EICAR = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR", "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join("");
const TAG = "GuardDutyMalwareScanStatus";

export type ScanStatus = "NO_THREATS_FOUND" | "THREATS_FOUND";

/** GuardDuty's own event, as its user guide prints it. */
export const scanEvent = ({ account, region, detail }: ObjectCreated, status: ScanStatus, time: string) => ({
  version: "0",
  id: crypto.randomUUID(),
  "detail-type": "GuardDuty Malware Protection Object Scan Result",
  source: "aws.guardduty",
  account,
  time,
  region,
  resources: [`arn:aws:guardduty:${region}:${account}:malware-protection-plan/local`],
  detail: {
    schemaVersion: "1.0",
    scanStatus: "COMPLETED",
    resourceType: "S3_OBJECT",
    s3ObjectDetails: {
      bucketName: detail.bucket.name,
      objectKey: detail.object.key,
      eTag: detail.object.etag,
      versionId: detail.object["version-id"],
      s3Throttled: false,
    },
    scanResultDetails: {
      scanResultStatus: status,
      threats: status === "THREATS_FOUND" ? [{ name: "EICAR-Test-File (not a virus)" }] : null,
    },
  },
});

/** Scans one version of an object: reads it, tags it, answers what it found. */
export const scanObject = async (s3: S3Client, { bucket, object }: ObjectCreated["detail"]): Promise<ScanStatus> => {
  const where = { Bucket: bucket.name, Key: object.key, VersionId: object["version-id"] };
  const { Body } = await s3.send(new GetObjectCommand(where));
  const content = Buffer.from((await Body?.transformToByteArray()) ?? []);
  const status = content.includes(EICAR) ? "THREATS_FOUND" : "NO_THREATS_FOUND";
  await s3.send(new PutObjectTaggingCommand({ ...where, Tagging: { TagSet: [{ Key: TAG, Value: status }] } }));
  return status;
};

const tell = async (trigger: "object-created" | "object-scanned", event: unknown): Promise<void> => {
  const told = FUNCTION_NAMES.filter((name) => {
    const spec = specOf(name).trigger;
    return "event" in spec && spec.event === trigger;
  });
  for (const name of told) {
    for (let tries = 1; ; tries += 1) {
      try {
        await invoke(name, event);
        break;
      } catch (error) {
        if (tries === TRIES) throw error;
      }
    }
  }
};

/** What the object store tells of new objects goes to `created`; it rejects when a function could not be told. */
export const makeScanner = (options: { endpoint: string; bucket: string; clock: Clock }) => {
  const s3 = new S3Client({
    endpoint: options.endpoint,
    region: LOCAL_REGION,
    credentials: LOCAL_CREDENTIALS,
    forcePathStyle: true,
  });
  const scan = async (event: ObjectCreated): Promise<void> => {
    const status = await scanObject(s3, event.detail);
    await tell("object-scanned", scanEvent(event, status, new Date(options.clock.now()).toISOString()));
  };
  return {
    created: async (event: ObjectCreated): Promise<void> => {
      if (event.detail.bucket.name !== options.bucket) return;
      // On AWS nobody says which of the two arrives first.
      const time = new Date(options.clock.now()).toISOString();
      const both = await Promise.allSettled([tell("object-created", { ...event, time }), scan(event)]);
      const failed = both.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
      if (failed.length > 0) throw new AggregateError(failed, `${event.detail.object.key} could not be told of.`);
    },
  };
};
