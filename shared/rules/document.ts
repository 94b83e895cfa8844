import * as z from "zod/mini";
import { type Finding, finding } from "./finding.ts";
import type { DocumentSlot } from "./form.ts";
import { endOfDay, Instant, londonDate, msOf } from "./london.ts";
import { cleanText, singleLine } from "./text.ts";
import { addWorkingDays } from "./working-days.ts";

/** What a scan found. It never goes back: the first of `clean`, `refused` and `unsupported` stands (ARCHITECTURE 5). */
export const SCAN_RESULTS = ["waiting", "clean", "refused", "unsupported"] as const;
export const ScanResult = z.enum(SCAN_RESULTS);
export type ScanResult = (typeof SCAN_RESULTS)[number];

/** `uploading` until we have read the object; `refused` when its content is not what we take; `removed` from the draft. */
const DOCUMENT_STATES = ["uploading", "received", "refused", "removed"] as const;
const DocumentState = z.enum(DOCUMENT_STATES);

/** One file of an application as its pages show it. */
export const DocumentFacts = z.strictObject({
  id: z.string(),
  slot: z.string(),
  name: z.string(),
  sizeBytes: z.int(),
  contentType: z.string(),
  sha256: z.optional(z.string()),
  state: DocumentState,
  scan: ScanResult,
  scannedAt: z.optional(Instant),
  refusal: z.optional(z.string()),
  /** The refused document of a submission that this one stands in for. */
  replaces: z.optional(z.string()),
  addedAt: Instant,
});
export type DocumentFacts = z.infer<typeof DocumentFacts>;

/** A document as it is kept: one key, and from its receipt one version of it. Key and version never leave the server. */
export const Document = z.object({
  ...DocumentFacts.shape,
  applicationId: z.string(),
  roundId: z.string(),
  organisationId: z.string(),
  /** What the browser called it; `contentType` is the name's until the content has decided. */
  declaredType: z.string(),
  key: z.string(),
  versionId: z.optional(z.string()),
  addedBy: z.string(),
  version: z.int(),
});
export type Document = z.infer<typeof Document>;

/** What leaves the server of a document, from all that is kept of it. */
export const factsOf = (document: DocumentFacts): DocumentFacts => {
  const { id, slot, name, sizeBytes, contentType, sha256, state, scan, scannedAt, refusal, replaces, addedAt } =
    document;
  return {
    ...{ id, slot, name, sizeBytes, contentType, state, scan, addedAt },
    ...(sha256 === undefined ? {} : { sha256 }),
    ...(scannedAt === undefined ? {} : { scannedAt }),
    ...(refusal === undefined ? {} : { refusal }),
    ...(replaces === undefined ? {} : { replaces }),
  };
};

/** The files we take: the type an object is stored under, and the endings its name may have; the first is its own. */
export const DOCUMENT_TYPES = {
  pdf: { contentType: "application/pdf", endings: ["pdf"] },
  doc: { contentType: "application/msword", endings: ["doc"] },
  docx: { contentType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", endings: ["docx"] },
  odt: { contentType: "application/vnd.oasis.opendocument.text", endings: ["odt"] },
  ods: { contentType: "application/vnd.oasis.opendocument.spreadsheet", endings: ["ods"] },
  xls: { contentType: "application/vnd.ms-excel", endings: ["xls"] },
  xlsx: { contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", endings: ["xlsx"] },
  csv: { contentType: "text/csv", endings: ["csv"] },
  jpg: { contentType: "image/jpeg", endings: ["jpg", "jpeg"] },
  png: { contentType: "image/png", endings: ["png"] },
  heic: { contentType: "image/heic", endings: ["heic", "heif"] },
} as const satisfies Record<string, { contentType: string; endings: readonly [string, ...string[]] }>;
export type DocumentType = keyof typeof DOCUMENT_TYPES;
const TYPE_NAMES = Object.keys(DOCUMENT_TYPES).filter((name): name is DocumentType => name in DOCUMENT_TYPES);

/** Whether a page shows a file of this type itself: what browsers draw and never run on the site's own origin. */
export const mayShow = (contentType: string): boolean =>
  [DOCUMENT_TYPES.pdf, DOCUMENT_TYPES.jpg, DOCUMENT_TYPES.png].some((type) => type.contentType === contentType);

/** Every ending we take, as a file picker wants it. */
export const ACCEPTED_ENDINGS = TYPE_NAMES.flatMap((type) =>
  DOCUMENT_TYPES[type].endings.map((ending) => `.${ending}`),
);
export const TYPES_IN_WORDS = "PDF, Word, OpenDocument, Excel, CSV, JPG, PNG or HEIC";

const MEGABYTE = 1024 * 1024;
export const MOST_FILE_BYTES = 10 * MEGABYTE;
export const MOST_TOTAL_BYTES = 30 * MEGABYTE;
/** With thirty files the documents of an application are always one page of a query. */
const MOST_FILES = 30;
/** A browser has this long to begin sending; a link to read lasts as long. Milliseconds. */
export const SIGNED_FOR = 10 * 60_000;
/** An upload that never arrived stops counting, and cannot be resumed, after this long. Milliseconds. */
export const UPLOAD_ABANDONED_AFTER = 60 * 60_000;
export const REPLACE_WORKING_DAYS = 3;
const MOST_NAME_CHARACTERS = 120;

const endingOf = (name: string): string => /\.([^.]*)$/.exec(name)?.[1]?.toLowerCase() ?? "";
const stemOf = (name: string): string => name.replace(/\.[^.]*$/, "");
const endsAs = (type: DocumentType, ending: string): boolean =>
  DOCUMENT_TYPES[type].endings.some((own) => own === ending);

/**
 * The type a file claims: by the ending of its name; by what the browser calls it only when the name has no ending, as
 * some cameras leave it. Undefined is a file we do not take (`document/type`).
 */
export const claimedType = (name: string, declaredType: string): DocumentType | undefined => {
  const ending = endingOf(name);
  if (ending !== "") return TYPE_NAMES.find((type) => endsAs(type, ending));
  return TYPE_NAMES.find((type) => DOCUMENT_TYPES[type].contentType === declaredType);
};

/** The type that a file's object is stored under until its content decides; a file we do not take has none. */
export const claimedContentType = (offered: { name: string; contentType: string }): string => {
  const type = claimedType(cleanName(offered.name), offered.contentType);
  return type === undefined ? "application/octet-stream" : DOCUMENT_TYPES[type].contentType;
};

/** Cut to a length, without half a character and without dots or spaces at the ends. */
const cut = (text: string, characters: number): string =>
  cleanText(text.slice(0, characters)).replace(/^[.\s]+|[.\s]+$/g, "");

/**
 * The name a file is shown and downloaded under: the last part of a path, on one line, without control or direction
 * marks and without what a file system cannot hold; its stem shortened, its ending kept. Empty when nothing is left.
 */
export const cleanName = (typed: string): string => {
  const name = cut(singleLine(typed.replace(/^.*[/\\]/s, "")).replace(/[<>:"|?*/\\]/g, "-"), typed.length * 3);
  const ending = endingOf(name);
  if (name.length <= MOST_NAME_CHARACTERS || ending === "" || ending.length > 8) return cut(name, MOST_NAME_CHARACTERS);
  return `${cut(stemOf(name), MOST_NAME_CHARACTERS - ending.length - 1)}.${ending}`;
};

/** A name with the ending of what the file really is: a picture called .jpg that is a PNG is given out as .png. */
export const nameAs = (name: string, type: DocumentType): string => {
  const ending = endingOf(name);
  if (endsAs(type, ending)) return name;
  return `${claimedType(name, "") === undefined ? name : stemOf(name)}.${DOCUMENT_TYPES[type].endings[0]}`;
};

/** "1.5 MB", "420 KB": a size as people read it, in units of 1,024. */
export const formatSize = (bytes: number): string => {
  if (bytes >= MEGABYTE) return `${(bytes / MEGABYTE).toFixed(1).replace(/\.0$/, "")} MB`;
  return `${Math.max(1, Math.round(bytes / 1024))} KB`;
};

/** Whether a document takes room at an instant (milliseconds): received, or still on its way. */
const counts = ({ state, addedAt }: Pick<Document, "state" | "addedAt">, at: number): boolean =>
  state === "received" || (state === "uploading" && at < msOf(addedAt) + UPLOAD_ABANDONED_AFTER);

type Offered = { name: string; sizeBytes: number; contentType: string };

/**
 * What is wrong with a file before it is sent: `document/name`, `document/type`, `document/empty`, `document/size`,
 * `document/total`. `others` are the application's documents; sizes in bytes, `at` in milliseconds.
 */
export const offerFindings = (
  offered: Offered,
  others: readonly Pick<Document, "state" | "addedAt" | "sizeBytes">[],
  at: number,
): Finding[] => {
  const name = cleanName(offered.name);
  const taken = others.filter((other) => counts(other, at));
  const left = MOST_TOTAL_BYTES - taken.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const found: Finding[] = [];
  if (name === "") found.push(finding("document/name", "/name", "Give the file a name and choose it again."));
  else if (claimedType(name, offered.contentType) === undefined)
    found.push(finding("document/type", "/name", `Choose a file that is ${TYPES_IN_WORDS}.`));
  if (offered.sizeBytes === 0)
    found.push(finding("document/empty", "/sizeBytes", "This file is empty. Choose one with something in it."));
  else if (offered.sizeBytes > MOST_FILE_BYTES)
    found.push(
      finding(
        "document/size",
        "/sizeBytes",
        `This file is ${formatSize(offered.sizeBytes)}. Choose one of ${formatSize(MOST_FILE_BYTES)} or less.`,
      ),
    );
  else if (offered.sizeBytes > left)
    found.push(
      finding(
        "document/total",
        "/sizeBytes",
        `All files together may be ${formatSize(MOST_TOTAL_BYTES)}. Remove one, or choose a smaller file.`,
      ),
    );
  else if (taken.length >= MOST_FILES)
    found.push(finding("document/total", "/sizeBytes", `You can send ${MOST_FILES} files. Remove one first.`));
  return found;
};

/** `document/slot`: a file goes to a document that the fund's form asks for, whatever the band is now. */
export const slotFindings = (slot: string, slots: readonly Pick<DocumentSlot, "id">[]): Finding[] =>
  slots.some(({ id }) => id === slot)
    ? []
    : [finding("document/slot", "/slot", "This form does not ask for that document. Open the page again.")];

/** Submitting needs the upload, not the scan: the received documents, whatever their scan says. */
export const receivedDocuments = <D extends Pick<DocumentFacts, "state">>(documents: readonly D[]): D[] =>
  documents.filter(({ state }) => state === "received");

/** The scan a document has after a result for one version of its object; a late or strange one changes nothing. */
export const scanAfter = (
  document: Pick<Document, "scan" | "versionId">,
  versionId: string,
  result: ScanResult,
): ScanResult => (document.scan === "waiting" && document.versionId === versionId ? result : document.scan);

/**
 * Until when a document of a submission that nobody may open may be replaced, in its slot alone: the end of the third
 * working day in London after the day of the scan. Undefined where the scan is waiting or clean.
 */
export const replaceUntil = ({ scan, scannedAt }: Pick<DocumentFacts, "scan" | "scannedAt">): Instant | undefined =>
  (scan === "refused" || scan === "unsupported") && scannedAt !== undefined
    ? endOfDay(addWorkingDays(londonDate(scannedAt), REPLACE_WORKING_DAYS))
    : undefined;

/** Why a document cannot be opened, `document/scan`: only what was scanned and found clean ever is. */
export const NOT_OPENED = {
  waiting: "This file is being checked for viruses. Try again in a few minutes.",
  refused: "This file holds something harmful. Nobody can open it.",
  unsupported: "This file could not be checked for viruses. Nobody can open it.",
} as const satisfies Record<Exclude<ScanResult, "clean">, string>;

/** The documents by which a submission is judged: those it names, and what stands in for a refused one of them. */
export const documentsJudged = <D extends Pick<DocumentFacts, "id" | "replaces">>(
  named: readonly string[],
  documents: readonly D[],
): D[] => {
  const judged = new Set(named);
  // A replacement that was refused too may itself be replaced, so one pass for each is enough.
  for (const _ of documents)
    for (const { id, replaces } of documents) if (replaces !== undefined && judged.has(replaces)) judged.add(id);
  return documents.filter(({ id }) => judged.has(id));
};

/** Whether another document has arrived to stand in for this one. */
export const isReplaced = (id: string, documents: readonly Pick<DocumentFacts, "replaces" | "state">[]): boolean =>
  documents.some(({ replaces, state }) => replaces === id && state === "received");

/** `document/replace-window`: whether a document may be replaced at an instant (milliseconds), and has not been yet. */
export const mayReplace = (document: DocumentFacts, documents: readonly DocumentFacts[], at: number): boolean => {
  const until = replaceUntil(document);
  return until !== undefined && at < msOf(until) && !isReplaced(document.id, documents);
};
