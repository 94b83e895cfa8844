import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contentFinding, contentTypeOf } from "../../../shared/rules/document-content.ts";
import { compoundOf, FILES, PROGRAM, zipOf } from "../../support/files.ts";

const utf16 = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);

describe("contentTypeOf", () => {
  it.each(Object.entries(FILES))("knows a %s by its content", (type, bytes) => {
    expect(contentTypeOf(bytes, type === "csv" ? "csv" : undefined)).toBe(type);
  });

  it.each([
    ["a PNG that is called .jpg", FILES.png, "jpg", "png"],
    ["a table in Windows-1252", Buffer.from("hall,\xa340\r\n", "latin1"), "csv", "csv"],
    ["a table in UTF-16", utf16("hall;£40\n"), "csv", "csv"],
    ["a spreadsheet that is called .csv", FILES.xlsx, "csv", "xlsx"],
  ] as const)("takes %s for what it is", (_, bytes, claimed, type) => {
    expect(contentTypeOf(bytes, claimed)).toBe(type);
  });
});

describe("document/content", () => {
  it.each([
    ["a program called .pdf", PROGRAM, "pdf"],
    ["a program called .csv", PROGRAM, "csv"],
    ["text called .pdf", FILES.csv, "pdf"],
    ["nothing called .csv", Buffer.alloc(0), "csv"],
    ["a zip of anything", zipOf({ "setup.exe": "MZ" }), "docx"],
    ["a zip cut short", FILES.docx.subarray(0, 60), "docx"],
    ["a presentation", zipOf({ "[Content_Types].xml": "", "ppt/presentation.xml": "" }), "docx"],
    [
      "a Word file with macros",
      zipOf({ "[Content_Types].xml": "", "word/document.xml": "", "word/vbaProject.bin": "" }),
      "docx",
    ],
    ["a drawing of OpenDocument", zipOf({ mimetype: "application/vnd.oasis.opendocument.graphics" }), "odt"],
    ["an installer", compoundOf("SummaryInformation", "Property"), "doc"],
    ["a Word file with a password", compoundOf("EncryptedPackage", "EncryptionInfo"), "docx"],
    ["a film", Buffer.concat([Buffer.from([0, 0, 0, 16]), Buffer.from("ftypisom00000000")]), "heic"],
    ["a picture in SVG", Buffer.from("<svg onload='alert(1)'/>"), "png"],
    ["a PDF behind a program", Buffer.concat([PROGRAM, FILES.pdf]), "pdf"],
  ] as const)("refuses %s", (_, bytes, claimed) => {
    expect(contentTypeOf(bytes, claimed)).toBeUndefined();
  });

  it("says what to do", () => {
    expect(contentFinding()).toEqual({
      rule: "document/content",
      pointer: "/name",
      detail: expect.stringContaining("Save it again as a PDF"),
    });
  });

  it("answers for any bytes, behind any beginning and cut anywhere", () => {
    const starts = [FILES.docx, FILES.doc, FILES.heic, FILES.odt, Buffer.alloc(0)];
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.nat(600), fc.uint8Array({ maxLength: 2_000 }), (start, cut, noise) => {
        const bytes = Buffer.concat([start.subarray(0, cut), noise]);
        return [undefined, ...Object.keys(FILES)].includes(contentTypeOf(bytes, "csv"));
      }),
    );
    expect(contentTypeOf(new Uint8Array(), undefined)).toBeUndefined();
  });

  it("refuses a first entry that claims to be enormous", () => {
    const zip = Buffer.concat([FILES.odt, Buffer.alloc(1_000_000)]);
    zip.writeUInt32LE(0x7fffffff, 18);
    expect(contentTypeOf(zip, "odt")).toBeUndefined();
  });
});
