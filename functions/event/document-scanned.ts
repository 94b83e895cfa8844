import * as z from "zod/mini";
import type { ScanResult } from "../../shared/rules/document.ts";
import { event } from "../edge/event.ts";
import { subjectOf } from "../files.ts";
import { recordScan } from "../receiving.ts";

/** `detail` of "GuardDuty Malware Protection Object Scan Result". */
const Scanned = z.object({
  s3ObjectDetails: z.object({ objectKey: z.string(), versionId: z.string() }),
  scanResultDetails: z.object({
    scanResultStatus: z.enum(["NO_THREATS_FOUND", "THREATS_FOUND", "UNSUPPORTED", "ACCESS_DENIED", "FAILED"]),
  }),
});
type ScanStatus = z.infer<typeof Scanned>["scanResultDetails"]["scanResultStatus"];

/** A scan that could not be made leaves the document waiting: the alarm says so, and a later scan is taken. */
const RESULT_OF: Record<ScanStatus, ScanResult> = {
  NO_THREATS_FOUND: "clean",
  THREATS_FOUND: "refused",
  UNSUPPORTED: "unsupported",
  ACCESS_DENIED: "waiting",
  FAILED: "waiting",
};

/** What a scan found of one version. Clean is believed only when the version itself bears the scan's mark. */
export const handler = event(Scanned, async ({ s3ObjectDetails, scanResultDetails }, at, deps) => {
  const { objectKey, versionId } = s3ObjectDetails;
  const subject = subjectOf(objectKey);
  if (subject === undefined) return;
  const result = RESULT_OF[scanResultDetails.scanResultStatus];
  if (result === "waiting") throw new Error(`The scan of ${objectKey} ended as ${scanResultDetails.scanResultStatus}.`);
  // The event may overtake the mark: thrown, so that it is told again.
  if (result === "clean" && !(await deps.files.isTaggedClean(objectKey, versionId)))
    throw new Error(`${objectKey} is not marked as clean.`);
  await recordScan(deps, subject, { versionId, result, writeId: `scan-${versionId}`, at });
});
