import * as z from "zod/mini";
import { event } from "../edge/event.ts";
import { subjectOf } from "../files.ts";
import { receive } from "../receiving.ts";

/** `detail` of S3's "Object Created". */
const ObjectCreated = z.object({ object: z.object({ key: z.string(), "version-id": z.string() }) });

/** The bucket has a new object: what the browser says when it has sent a file, even when the browser cannot. */
export const handler = event(ObjectCreated, async ({ object }, at, deps) => {
  const subject = subjectOf(object.key);
  if (subject === undefined) return;
  const versionId = object["version-id"];
  const document = await receive(deps, subject, { versionId, writeId: `object-${versionId}`, at });
  if (document === undefined)
    throw new Error(`An object names the document ${subject.documentId}, which does not exist.`);
});
