import { PutObjectTaggingCommand } from "@aws-sdk/client-s3";
import { beforeAll } from "vitest";
import { type Deps, makeDeps } from "../../functions/deps.ts";
import { handler as received } from "../../functions/event/document-received.ts";
import { handler as scanned } from "../../functions/event/document-scanned.ts";
import { handler } from "../../functions/http/documents.ts";
import { as, guarded } from "../../infra/local/guard.ts";
import type { ObjectCreated } from "../../infra/local/object-events.ts";
import { type ScanStatus, scanEvent, scanObject } from "../../infra/local/scanner.ts";
import { documents } from "../../shared/contract/documents.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { nextWriteId } from "./bid.ts";
import { type Engine, NO_CONTEXT, SETTINGS, send } from "./engine.ts";
import { objectsForFile } from "./objects.ts";

/** The engine of a test file with a real object store beside it. What the store tells is kept until a test passes it on. */
export const documentsForFile = (engine: { readonly it: Engine }) => {
  const told: ObjectCreated[] = [];
  const objects = objectsForFile({ onCreated: (event) => void told.push(event) });
  beforeAll(() => {
    guarded({ ...engine.it.clients, s3: objects.it.s3 });
  });
  const deps = (): Deps => makeDeps({ clients: { ...engine.it.clients, s3: objects.it.s3 }, settings: SETTINGS });

  const timed = <E extends { time: string }>(event: E, at: number): E => ({ ...event, time: toInstant(at) });
  /** What the store told of a document's objects, oldest first. */
  const createdOf = (documentId: string): ObjectCreated[] =>
    told.filter(({ detail }) => detail.object.key.includes(`/${documentId}/`));
  const lastOf = (documentId: string): ObjectCreated => {
    const last = createdOf(documentId).at(-1);
    if (last === undefined) throw new Error(`No object was told of for ${documentId}.`);
    return last;
  };

  return {
    s3: () => objects.it.s3,
    deps,
    createdOf,
    /** The bucket's event reaches its function. */
    tellCreated: (documentId: string, at: number) =>
      as("event/document-received", () => received.withDeps(deps())(timed(lastOf(documentId), at), NO_CONTEXT)),
    /** The newest object is scanned, tagged and told of. */
    scan: async (documentId: string, at: number) => {
      const event = lastOf(documentId);
      const status = await scanObject(objects.it.s3, event.detail);
      await as("event/document-scanned", () =>
        scanned.withDeps(deps())(scanEvent(event, status, toInstant(at)), NO_CONTEXT),
      );
      return status;
    },
    /** A result is told without any scan, as given. */
    tellScanned: (documentId: string, status: string, at: number, versionId?: string) => {
      const event = scanEvent(lastOf(documentId), "THREATS_FOUND", toInstant(at));
      const { s3ObjectDetails, scanResultDetails } = event.detail;
      const detail = {
        s3ObjectDetails: { ...s3ObjectDetails, ...(versionId === undefined ? {} : { versionId }) },
        scanResultDetails: { ...scanResultDetails, scanResultStatus: status },
      };
      return as("event/document-scanned", () => scanned.withDeps(deps())({ ...event, detail }, NO_CONTEXT));
    },
    /** Marks the newest object of a document as a scan does. */
    tag: async (documentId: string, status: ScanStatus) => {
      const { bucket, object } = lastOf(documentId).detail;
      const where = { Bucket: bucket.name, Key: object.key, VersionId: object["version-id"] };
      await objects.it.s3.send(
        new PutObjectTaggingCommand({
          ...where,
          Tagging: { TagSet: [{ Key: "GuardDutyMalwareScanStatus", Value: status }] },
        }),
      );
    },
    /** Calls the documents' endpoints as one person. */
    asking: (cookie: string) => ({
      list: (id: string, at: number) =>
        send(engine.it, handler, documents.list, { at, cookie, params: { id }, deps: deps() }),
      begin: (id: string, slot: string, name: string, sizeBytes: number, at: number, writeId = nextWriteId()) =>
        send(engine.it, handler, documents.begin, {
          ...{ at, cookie, params: { id }, deps: deps() },
          body: { slot, name, sizeBytes, contentType: "", writeId },
        }),
      replace: (id: string, document: string, name: string, sizeBytes: number, at: number, writeId = nextWriteId()) =>
        send(engine.it, handler, documents.replace, {
          ...{ at, cookie, params: { id, document }, deps: deps() },
          body: { name, sizeBytes, contentType: "", writeId },
        }),
      received: (id: string, document: string, at: number, writeId = nextWriteId()) =>
        send(engine.it, handler, documents.received, {
          at,
          cookie,
          params: { id, document },
          deps: deps(),
          body: { writeId },
        }),
      remove: (id: string, document: string, at: number, writeId = nextWriteId()) =>
        send(engine.it, handler, documents.remove, {
          at,
          cookie,
          params: { id, document },
          deps: deps(),
          body: { writeId },
        }),
      file: (id: string, document: string, at: number, query: { show?: "page" } = {}) =>
        send(engine.it, handler, documents.file, { at, cookie, params: { id, document }, query, deps: deps() }),
    }),
  };
};
export type Documents = ReturnType<typeof documentsForFile>;

/** Sends a file with the form it was given, as a browser does; the status of the answer. */
export const sendFile = async (
  upload: { url: string; fields: Record<string, string> },
  bytes: Uint8Array<ArrayBuffer>,
): Promise<number> => {
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
  form.append("file", new Blob([bytes]));
  return (await fetch(upload.url, { method: "POST", body: form })).status;
};
