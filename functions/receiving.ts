import { createHash } from "node:crypto";
import type { Event } from "../shared/events.ts";
import { Refused } from "../shared/problem.ts";
import {
  claimedType,
  DOCUMENT_TYPES,
  type Document,
  nameAs,
  type ScanResult,
  scanAfter,
} from "../shared/rules/document.ts";
import { contentFinding, contentTypeOf } from "../shared/rules/document-content.ts";
import { toInstant } from "../shared/rules/london.ts";
import type { Deps } from "./deps.ts";

const MOST_TRIES = 5;

type Where = { applicationId: string; documentId: string };
type Object = { bytes: Uint8Array; versionId: string };

const factsOfEvent = ({ applicationId, roundId, organisationId, id, addedBy }: Document, at: number) => ({
  ...{ at: toInstant(at), by: addedBy, applicationId, roundId, organisationId, documentId: id },
});

/** The document as its object shows it to be: bound to one version and its hash, or refused for what it holds. */
const judged = (document: Document, { bytes, versionId }: Object): Document => {
  const bound = { ...document, versionId, sha256: createHash("sha256").update(bytes).digest("hex") };
  const claimed = claimedType(document.name, document.declaredType);
  const type = bytes.length === document.sizeBytes ? contentTypeOf(bytes, claimed) : undefined;
  if (type === undefined) return { ...bound, state: "refused", refusal: contentFinding().detail };
  const { contentType } = DOCUMENT_TYPES[type];
  return { ...bound, state: "received", contentType, name: nameAs(document.name, type) };
};

const eventsOf = (document: Document, at: number): Event[] => {
  const facts = factsOfEvent(document, at);
  if (document.state === "refused") return [{ type: "document-refused", ...facts, rule: contentFinding().rule }];
  return [
    { type: "document-received", ...facts },
    ...(document.replaces === undefined
      ? []
      : [{ type: "document-replaced" as const, ...facts, replacedId: document.replaces }]),
  ];
};

/**
 * Takes receipt of a document once: reads its object, decides the type by content, binds version and hash. Told by the
 * browser, by the bucket or by the scan, whichever comes first; the others change nothing. A document whose object is
 * not there is answered as it is; undefined when there is no such document.
 */
export const receive = async (
  { store, files }: Pick<Deps, "store" | "files">,
  { applicationId, documentId }: Where,
  told: { versionId?: string; writeId: string; at: number },
): Promise<Document | undefined> => {
  let object: Object | undefined;
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const document = await store.documents.read(applicationId, documentId);
    if (document === undefined || document.state !== "uploading") return document;
    object ??= await files.read(document.key, told.versionId);
    if (object === undefined) return document;
    const next = judged(document, object);
    const { outcome } = await store.documents.change(
      next,
      { writeId: told.writeId, at: told.at },
      eventsOf(next, told.at),
    );
    if (outcome !== "refused") return next;
  }
  throw new Refused("stale");
};

/** Records what a scan found of one version, once: a later or a strange result changes nothing. */
export const recordScan = async (
  deps: Pick<Deps, "store" | "files">,
  where: Where,
  found: { versionId: string; result: ScanResult; writeId: string; at: number },
): Promise<void> => {
  const { versionId, writeId, at, result } = found;
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    // A scan may be told before the object is: the document is then received here.
    await receive(deps, where, { versionId, writeId, at });
    const document = await deps.store.documents.read(where.applicationId, where.documentId);
    if (document === undefined) throw new Error(`A scan names the document ${where.documentId}, which does not exist.`);
    const scan = scanAfter(document, versionId, result);
    if (scan === document.scan) return;
    const event: Event = { type: "document-scanned", ...factsOfEvent(document, at), by: "system", result: scan };
    const scanned = { ...document, scan, scannedAt: toInstant(at) };
    const { outcome } = await deps.store.documents.scanned(scanned, { writeId, at }, [event]);
    if (outcome !== "refused") return;
  }
  throw new Refused("stale");
};
