/** Files as people send them, small and true to their formats; sizes in bytes. */

const ascii = (text: string): Buffer<ArrayBuffer> => Buffer.from(text, "latin1");
const u16 = (value: number): Buffer<ArrayBuffer> => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
};
const u32 = (value: number): Buffer<ArrayBuffer> => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

/** A zip of stored entries: what Office and OpenDocument files are. */
export const zipOf = (entries: Readonly<Record<string, string>>): Buffer<ArrayBuffer> => {
  const locals: Buffer<ArrayBuffer>[] = [];
  const directory: Buffer<ArrayBuffer>[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(entries)) {
    const [nameBytes, content] = [ascii(name), Buffer.from(text)];
    const sizes = Buffer.concat([u32(0), u32(content.length), u32(content.length), u16(nameBytes.length), u16(0)]);
    const fixed = Buffer.concat([u16(20), u16(0), u16(0), u32(0)]);
    const local = Buffer.concat([ascii("PK\u0003\u0004"), fixed, sizes, nameBytes, content]);
    const rest = Buffer.concat([u16(0), u16(0), u16(0), u32(0), u32(offset)]);
    directory.push(Buffer.concat([ascii("PK\u0001\u0002"), u16(20), fixed, sizes, rest, nameBytes]));
    locals.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const count = u16(directory.length);
  const end = Buffer.concat([u16(0), u16(0), count, count, u32(listed.length), u32(offset), u16(0)]);
  return Buffer.concat([...locals, listed, ascii("PK\u0005\u0006"), end]);
};

/** An old Office file: header, one table sector, one directory sector with the named streams. */
export const compoundOf = (...streams: readonly string[]): Buffer<ArrayBuffer> => {
  const header = Buffer.alloc(512);
  Buffer.from("d0cf11e0a1b11ae1", "hex").copy(header);
  header.writeUInt16LE(9, 30);
  header.writeUInt32LE(1, 48);
  header.fill(0xff, 76);
  header.writeUInt32LE(0, 76);
  const table = Buffer.alloc(512, 0xff);
  table.writeUInt32LE(0xfffffffd, 0);
  table.writeUInt32LE(0xfffffffe, 4);
  const directory = Buffer.alloc(512);
  for (const [n, name] of ["Root Entry", ...streams].entries()) {
    const bytes = Buffer.from(name, "utf16le");
    bytes.copy(directory, n * 128);
    directory.writeUInt16LE(bytes.length + 2, n * 128 + 64);
  }
  return Buffer.concat([header, table, directory]);
};

export const FILES = {
  pdf: ascii("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"),
  doc: compoundOf("WordDocument", "1Table"),
  docx: zipOf({ "[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>" }),
  odt: zipOf({ mimetype: "application/vnd.oasis.opendocument.text", "content.xml": "<office/>" }),
  ods: zipOf({ mimetype: "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<office/>" }),
  xls: compoundOf("Workbook"),
  xlsx: zipOf({ "[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>" }),
  csv: Buffer.from("item,cost\nhall hire,£40\n"),
  jpg: Buffer.from("ffd8ffe000104a46494600010100000100010000ffd9", "hex"),
  png: Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"),
  heic: Buffer.concat([Buffer.from("00000018", "hex"), ascii("ftypheic"), u32(0), ascii("mif1heic"), u32(0)]),
} as const;

/** The start of a Windows program. */
export const PROGRAM = Buffer.concat([
  ascii("MZ"),
  Buffer.alloc(62),
  ascii("This program cannot be run in DOS mode."),
  Buffer.alloc(64),
]);

/** The EICAR test file, in two halves so that no scanner takes this source for it. */
export const EICAR = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR", "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join("");
