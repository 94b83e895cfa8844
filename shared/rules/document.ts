import * as z from "zod/mini";
import { Instant } from "./london.ts";

/** What a scan found. It never goes back: the first of `clean`, `refused` and `unsupported` stands (ARCHITECTURE 5). */
export const SCAN_RESULTS = ["waiting", "clean", "refused", "unsupported"] as const;
export const ScanResult = z.enum(SCAN_RESULTS);
export type ScanResult = (typeof SCAN_RESULTS)[number];

/** One file of an application as its pages show it. */
export const DocumentFacts = z.strictObject({
  id: z.string(),
  slot: z.string(),
  name: z.string(),
  sizeBytes: z.int(),
  contentType: z.string(),
  sha256: z.optional(z.string()),
  /** `uploading` until the bucket has told us of the object. */
  state: z.enum(["uploading", "received", "refused", "removed"]),
  scan: ScanResult,
  refusal: z.optional(z.string()),
  addedAt: Instant,
});
export type DocumentFacts = z.infer<typeof DocumentFacts>;
