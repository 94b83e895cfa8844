import { DOCUMENT_TYPES, type DocumentType } from "./document.ts";
import { type Finding, finding } from "./finding.ts";

/** Text of a run of bytes, one character a byte. */
const latin = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));
const begins = (bytes: Uint8Array, ...signature: number[]): boolean => signature.every((byte, n) => bytes[n] === byte);
const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const MOST_ENTRIES = 5_000;

/** The names in a zip's central directory (APPNOTE 4.3.12); undefined when it has none that can be read. */
const zipNames = (bytes: Uint8Array): string[] | undefined => {
  const view = viewOf(bytes);
  // The directory's end is the last 22 bytes, before a comment of at most 65,535.
  let end = bytes.length - 22;
  while (end >= Math.max(0, bytes.length - 65_557) && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50) return undefined;
  const count = view.getUint16(end + 10, true);
  if (count > MOST_ENTRIES) return undefined;
  const names: string[] = [];
  let at = view.getUint32(end + 16, true);
  for (let n = 0; n < count; n += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) return undefined;
    const nameBytes = view.getUint16(at + 28, true);
    names.push(latin(bytes, at + 46, at + 46 + nameBytes));
    at += 46 + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return names;
};

/** An OpenDocument file says what it is in its first entry, stored as it is (ODF 1.2, part 3, 3.3). */
const openDocumentType = (bytes: Uint8Array): string => {
  const view = viewOf(bytes);
  const nameBytes = view.getUint16(26, true);
  const from = 30 + nameBytes + view.getUint16(28, true);
  return latin(bytes, 30, 30 + nameBytes) === "mimetype"
    ? latin(bytes, from, from + Math.min(view.getUint32(18, true), 100))
    : "";
};

const zipped = (bytes: Uint8Array): DocumentType | undefined => {
  const names = bytes.length > 30 ? zipNames(bytes) : undefined;
  // A file with macros in it runs when it is opened; the kinds we take by name have none.
  if (names === undefined || names.some((name) => /vbaProject\.bin$/i.test(name))) return undefined;
  if (names.includes("[Content_Types].xml")) {
    if (names.includes("word/document.xml")) return "docx";
    return names.includes("xl/workbook.xml") ? "xlsx" : undefined;
  }
  const type = openDocumentType(bytes);
  if (type === DOCUMENT_TYPES.odt.contentType) return "odt";
  return type === DOCUMENT_TYPES.ods.contentType ? "ods" : undefined;
};

/** Old Word and Excel are a small file system; the names in its directory tell them from an installer or an e-mail (MS-CFB 2.6). */
const compound = (bytes: Uint8Array): DocumentType | undefined => {
  if (bytes.length < 1024) return undefined;
  const view = viewOf(bytes);
  const size = 2 ** view.getUint16(30, true);
  if (size !== 512 && size !== 4096) return undefined;
  const next = (sector: number): number => {
    const table = Math.floor(sector / (size / 4));
    const place =
      table < 109 ? (view.getUint32(76 + table * 4, true) + 1) * size + (sector % (size / 4)) * 4 : bytes.length;
    return place + 4 <= bytes.length ? view.getUint32(place, true) : 0xfffffffe;
  };
  const names = new Set<string>();
  let sector = view.getUint32(48, true);
  for (let read = 0; read < 256 && (sector + 2) * size <= bytes.length; read += 1) {
    for (let entry = (sector + 1) * size; entry < (sector + 2) * size; entry += 128) {
      const nameBytes = Math.min(view.getUint16(entry + 64, true), 64);
      names.add(new TextDecoder("utf-16le").decode(bytes.subarray(entry, entry + Math.max(0, nameBytes - 2))));
    }
    sector = next(sector);
  }
  if (names.has("WordDocument")) return "doc";
  return names.has("Workbook") || names.has("Book") ? "xls" : undefined;
};

/** HEIC names its brand in the first box (ISO/IEC 23008-12): the main one, or one of the compatible ones. */
const isHeic = (bytes: Uint8Array): boolean => {
  if (bytes.length < 16 || latin(bytes, 4, 8) !== "ftyp") return false;
  const brands = latin(bytes, 8, Math.min(viewOf(bytes).getUint32(0), 256));
  return /hei[cxms]|hev[cxms]/.test(brands);
};

const decodes = (bytes: Uint8Array, encoding: string): string | undefined => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined; // the one way a decoder says no
  }
};

/** Text in UTF-8, in UTF-16 with its mark, or as older spreadsheets write it (Windows-1252), without control characters. */
const isText = (bytes: Uint8Array): boolean => {
  const marked = begins(bytes, 0xff, 0xfe) ? "utf-16le" : begins(bytes, 0xfe, 0xff) ? "utf-16be" : undefined;
  const text =
    marked === undefined ? (decodes(bytes, "utf-8") ?? decodes(bytes, "windows-1252")) : decodes(bytes, marked);
  // Control characters tell a program from a table; a table has tabs, line breaks and page breaks.
  return text !== undefined && !/(?![\t\n\f\r])\p{Cc}/u.test(text);
};

/**
 * The type of a file by its content; a table of values has no mark of its own and is text under a name that says so.
 * Undefined is a file we do not take.
 */
export const contentTypeOf = (bytes: Uint8Array, claimed: DocumentType | undefined): DocumentType | undefined => {
  if (begins(bytes, 0x25, 0x50, 0x44, 0x46, 0x2d)) return "pdf";
  if (begins(bytes, 0xff, 0xd8, 0xff)) return "jpg";
  if (begins(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return "png";
  if (begins(bytes, 0x50, 0x4b, 0x03, 0x04)) return zipped(bytes);
  if (begins(bytes, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) return compound(bytes);
  if (isHeic(bytes)) return "heic";
  return claimed === "csv" && bytes.length > 0 && isText(bytes) ? "csv" : undefined;
};

/** `document/content`: what the file holds is none of the kinds we take, whatever its name says. */
export const contentFinding = (): Finding =>
  finding(
    "document/content",
    "/name",
    "The portal cannot read this file: it is not what its name says, has a password, or holds macros. Save it again as a PDF and choose that.",
  );
