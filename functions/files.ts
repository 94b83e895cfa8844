import {
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { SIGNED_FOR } from "../shared/rules/document.ts";

const SIGNED_SECONDS = SIGNED_FOR / 1000;
/** The tag that GuardDuty puts on a version it has scanned. */
export const SCAN_TAG = "GuardDutyMalwareScanStatus";
export const SCAN_TAG_CLEAN = "NO_THREATS_FOUND";

/** Where a document's object lies: no part of it comes from its name, and the last part is a secret. */
export const objectKeyOf = (applicationId: string, documentId: string, secret: string): string =>
  `documents/${applicationId}/${documentId}/${secret}`;

/** The document that an object belongs to; undefined for objects that are none (exports, packs). */
export const subjectOf = (objectKey: string): { applicationId: string; documentId: string } | undefined => {
  const [, applicationId, documentId] = /^documents\/([^/]+)\/([^/]+)\/[^/]+$/.exec(objectKey) ?? [];
  return applicationId === undefined || documentId === undefined ? undefined : { applicationId, documentId };
};

/** RFC 6266: an ASCII name for old readers, the real one in UTF-8. Always saved, never shown. */
const attachment = (name: string): string => {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const utf8 = encodeURIComponent(name).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${utf8}`;
};

/** The documents bucket: signing, reading and removing. Objects are private; a browser gets ten signed minutes. */
export const makeFiles = (client: S3Client, bucket: string) => ({
  client,
  bucket,

  /** A form for one new object: this key, this type, exactly this many bytes. */
  signUpload: async (wanted: { key: string; contentType: string; sizeBytes: number }) =>
    createPresignedPost(client, {
      Bucket: bucket,
      Key: wanted.key,
      Fields: { "Content-Type": wanted.contentType },
      Conditions: [["content-length-range", wanted.sizeBytes, wanted.sizeBytes]],
      Expires: SIGNED_SECONDS,
    }),

  /** Writes an object of the portal's own (an export, a pack) and answers its version. */
  write: async (wanted: { key: string; contentType: string; bytes: Uint8Array }): Promise<string> => {
    const { VersionId } = await client.send(
      new PutObjectCommand({ Bucket: bucket, Key: wanted.key, ContentType: wanted.contentType, Body: wanted.bytes }),
    );
    if (VersionId === undefined) throw new Error("The documents bucket keeps no versions.");
    return VersionId;
  },

  /** An object's bytes and the version they are of: the named one, else the newest. Undefined when there is none. */
  read: async (key: string, versionId?: string): Promise<{ bytes: Uint8Array; versionId: string } | undefined> => {
    try {
      const got = await client.send(
        new GetObjectCommand({
          Bucket: bucket,
          Key: key,
          ...(versionId === undefined ? {} : { VersionId: versionId }),
        }),
      );
      if (got.Body === undefined || got.VersionId === undefined)
        throw new Error("The documents bucket keeps no versions.");
      return { bytes: await got.Body.transformToByteArray(), versionId: got.VersionId };
    } catch (error) {
      // Nothing was sent yet, or the version is gone for good: facts, not faults.
      if (error instanceof NoSuchKey || (error instanceof Error && error.name === "NoSuchVersion")) return undefined;
      throw error;
    }
  },

  /** Whether the scan's own mark is on this version. Only what bears it may ever be opened. */
  isTaggedClean: async (key: string, versionId: string): Promise<boolean> => {
    const { TagSet = [] } = await client.send(
      new GetObjectTaggingCommand({ Bucket: bucket, Key: key, VersionId: versionId }),
    );
    return TagSet.some(({ Key, Value }) => Key === SCAN_TAG && Value === SCAN_TAG_CLEAN);
  },

  /** Removes an object for good, every version of it, the newest first. Safe to repeat: what is gone is gone. */
  remove: async (key: string): Promise<void> => {
    for (;;) {
      try {
        const { VersionId } = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
        if (VersionId === undefined) throw new Error("The documents bucket keeps no versions.");
        await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key, VersionId }));
      } catch (error) {
        if (error instanceof NotFound || error instanceof NoSuchKey) return;
        throw error;
      }
    }
  },

  /** A link that saves one version under a name, or shows it: what may be shown is the caller's to say. */
  signDownload: (wanted: {
    key: string;
    versionId: string;
    name: string;
    contentType: string;
    /** Shown by the browser instead of saved. */
    show?: "page" | undefined;
  }): Promise<string> =>
    getSignedUrl(
      client,
      new GetObjectCommand({
        Bucket: bucket,
        Key: wanted.key,
        VersionId: wanted.versionId,
        ResponseContentType: wanted.contentType,
        ResponseContentDisposition: wanted.show === "page" ? "inline" : attachment(wanted.name),
      }),
      { expiresIn: SIGNED_SECONDS },
    ),
});
export type Files = ReturnType<typeof makeFiles>;
