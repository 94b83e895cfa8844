import * as z from "zod/mini";
import { endpoint } from "../contract.ts";
import { READERS } from "../rules/access.ts";
import { DocumentFacts } from "../rules/document.ts";
import { Instant } from "../rules/london.ts";
import { ApplicationId } from "./applications.ts";
import { WriteId, WriteOnly } from "./write-id.ts";

const InApplication = z.strictObject({ id: ApplicationId });
const OneDocument = z.strictObject({ id: ApplicationId, document: z.string().check(z.maxLength(40)) });
const offered = {
  name: z.string().check(z.maxLength(1_000, "Give the file a shorter name.")),
  sizeBytes: z.int().check(z.nonnegative()),
  /** What the browser calls it; empty where it does not know. The content decides. */
  contentType: z.string().check(z.regex(/^[\x20-\x7e]{0,200}$/, "This is no type of a file.")),
  writeId: WriteId,
};

/** Where to send the file: one form, signed until `expiresAt` for one key, one type and exactly the declared length. */
export const Upload = z.strictObject({
  document: DocumentFacts,
  url: z.string(),
  fields: z.record(z.string(), z.string()),
  expiresAt: Instant,
});
export type Upload = z.infer<typeof Upload>;

const one = z.strictObject({ document: DocumentFacts });

export const documents = {
  list: endpoint("GET /api/applications/{id}/documents", {
    who: ["applicant"],
    params: InApplication,
    returns: z.strictObject({ documents: z.array(DocumentFacts) }),
  }),
  begin: endpoint("POST /api/applications/{id}/documents", {
    who: ["applicant"],
    params: InApplication,
    body: z.strictObject({ slot: z.string().check(z.maxLength(80)), ...offered }),
    returns: Upload,
  }),
  /** A document whose scan was refused, in its own slot, while its working days last; also after the close. */
  replace: endpoint("POST /api/applications/{id}/documents/{document}/replacement", {
    who: ["applicant"],
    params: OneDocument,
    body: z.strictObject(offered),
    returns: Upload,
  }),
  /** The browser says that the file is there; the bucket says so too, and whichever comes first counts. */
  received: endpoint("POST /api/applications/{id}/documents/{document}/received", {
    who: ["applicant"],
    params: OneDocument,
    body: WriteOnly,
    returns: one,
  }),
  remove: endpoint("POST /api/applications/{id}/documents/{document}/removal", {
    who: ["applicant"],
    params: OneDocument,
    body: WriteOnly,
    returns: one,
  }),
  /** A link to the version that was scanned: saved as a file, or a picture or PDF to show where it is asked for so. */
  file: endpoint("GET /api/applications/{id}/documents/{document}/file", {
    who: ["applicant", ...READERS],
    params: OneDocument,
    query: z.strictObject({ show: z.optional(z.literal("page")) }),
    returns: z.strictObject({ url: z.string(), name: z.string(), expiresAt: Instant }),
  }),
} as const;
