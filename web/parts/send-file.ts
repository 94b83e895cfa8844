import type { documents, Upload } from "../../shared/contract/documents.ts";
import { call, Refusal } from "../api.ts";

/** A file on its way: to a slot of the form, or in the place of a refused one. The write id stays over every try. */
export type Outgoing = {
  readonly applicationId: string;
  readonly place: { readonly slot: string } | { readonly replaces: string };
  readonly file: File;
  readonly writeId: string;
};

const LONGEST_SIDE = 2_000;
const JPEG_QUALITY = 0.85;
/** A picture of fewer bytes than this is sent as it is. */
const SMALL_BYTES = 300 * 1024;

/** The size of a picture whose longer side is at most `LONGEST_SIDE` pixels; never larger than it was. */
export const shrunkSize = (width: number, height: number): { width: number; height: number } => {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
};

const drawn = async (file: File): Promise<Blob | null> => {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const canvas = document.createElement("canvas");
  Object.assign(canvas, shrunkSize(picture.width, picture.height));
  const pen = canvas.getContext("2d");
  if (pen === null) return null;
  // JPEG has no transparency: what was clear in a PNG becomes paper, not black.
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", JPEG_QUALITY));
};

/**
 * A large picture made smaller on the device, as a JPEG, which also leaves the place it was taken behind; any other file,
 * and a picture this browser cannot read (HEIC), as it is.
 */
export const shrunk = async (file: File): Promise<File> => {
  if (!["image/jpeg", "image/png"].includes(file.type) || file.size < SMALL_BYTES) return file;
  try {
    const smaller = await drawn(file);
    if (smaller === null || smaller.size >= file.size) return file;
    return new File([smaller], file.name.replace(/(\.[^.]*)?$/, ".jpg"), { type: "image/jpeg" });
  } catch {
    return file; // a picture that cannot be drawn is judged by the portal
  }
};

const begin = ({ applicationId, place, file, writeId }: Outgoing, signal: AbortSignal): Promise<Upload> => {
  const offered = { name: file.name, sizeBytes: file.size, contentType: file.type, writeId };
  return "slot" in place
    ? call<typeof documents.begin>("POST /api/applications/{id}/documents", {
        params: { id: applicationId },
        body: { slot: place.slot, ...offered },
        signal,
      })
    : call<typeof documents.replace>("POST /api/applications/{id}/documents/{document}/replacement", {
        params: { id: applicationId, document: place.replaces },
        body: offered,
        signal,
      });
};

/** Posts the form to the bucket. fetch cannot say how far it is; this can. */
const post = (upload: Upload, file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
    form.append("file", file);
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    const settle = (done: () => void) => () => {
      signal.removeEventListener("abort", stop);
      done();
    };
    request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total));
    request.addEventListener(
      "error",
      settle(() => reject(new Refusal("unreachable"))),
    );
    request.addEventListener(
      "abort",
      settle(() => reject(signal.reason)),
    );
    request.addEventListener(
      "load",
      settle(() => {
        if (request.status < 300) resolve();
        // The form has expired, or the bucket is in trouble: a fresh form is worth a try.
        else reject(new Refusal(request.status === 403 || request.status >= 500 ? "unreachable" : "unexpected"));
      }),
    );
    signal.addEventListener("abort", stop);
    request.open("POST", upload.url);
    request.send(form);
  });

const WAITS_MS = [1_000, 3_000, 9_000] as const;

/** Waits, but no longer than until the device is back online. */
const pause = (waitMs: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const go = () => {
      clearTimeout(timer);
      removeEventListener("online", go);
      if (signal.aborted) reject(signal.reason);
      else resolve();
    };
    const timer = setTimeout(go, waitMs);
    addEventListener("online", go);
    signal.addEventListener("abort", go, { once: true });
  });

/** Asks again, a few times, when the connection drops; anything the portal itself says stands. */
const patiently = async <T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> => {
  for (const waitMs of WAITS_MS) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind !== "unreachable") throw error;
      await pause(waitMs, signal);
    }
  }
  return ask();
};

/**
 * Sends a file from beginning to end and answers the document. Safe to call again with the same write id, after a dropped
 * connection too: it is the same document, whichever try arrives. Throws `Refusal` (`document/sent` when an earlier try
 * had arrived after all), or the signal's reason.
 */
export const sendFile = async (
  outgoing: Outgoing,
  on: { begun: (documentId: string) => void; progress: (share: number) => void },
  signal: AbortSignal,
): Promise<void> => {
  const id = await patiently(async () => {
    const upload = await begin(outgoing, signal);
    on.begun(upload.document.id);
    await post(upload, outgoing.file, on.progress, signal);
    return upload.document.id;
  }, signal);
  on.progress(1);
  await patiently(
    () =>
      call<typeof documents.received>("POST /api/applications/{id}/documents/{document}/received", {
        params: { id: outgoing.applicationId, document: id },
        body: { writeId: outgoing.writeId },
        signal,
      }),
    signal,
  );
};

/** Takes a file out of the draft. Safe to call again. Throws `Refusal`. */
export const removeFile = async (applicationId: string, documentId: string, writeId: string): Promise<void> => {
  await call<typeof documents.remove>("POST /api/applications/{id}/documents/{document}/removal", {
    params: { id: applicationId, document: documentId },
    body: { writeId },
  });
};

/** Opens a scanned file: the browser saves it, the page stays. Throws `Refusal`. */
export const openFile = async (applicationId: string, documentId: string): Promise<void> => {
  const { url } = await call<typeof documents.file>("GET /api/applications/{id}/documents/{document}/file", {
    params: { id: applicationId, document: documentId },
    query: {},
  });
  location.assign(url);
};
