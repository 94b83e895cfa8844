import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  claimedType,
  cleanName,
  DOCUMENT_TYPES,
  type Document,
  documentsJudged,
  factsOf,
  formatSize,
  MOST_FILE_BYTES,
  MOST_TOTAL_BYTES,
  mayReplace,
  nameAs,
  offerFindings,
  receivedDocuments,
  replaceUntil,
  SCAN_RESULTS,
  scanAfter,
  slotFindings,
  UPLOAD_ABANDONED_AFTER,
} from "../../../shared/rules/document.ts";
import { msOf, toInstant } from "../../../shared/rules/london.ts";

const at = Date.parse("2026-11-25T12:00:00.000Z");
const document = (over: Partial<Document> = {}): Document => ({
  id: "f_1",
  applicationId: "CAF-26Q4-0001-A",
  roundId: "CAF-26Q4",
  organisationId: "o_1",
  slot: "accounts",
  name: "accounts.pdf",
  declaredType: "application/pdf",
  contentType: "application/pdf",
  sizeBytes: 1_000,
  key: "documents/CAF-26Q4-0001-A/f_1/k_1",
  state: "received",
  scan: "waiting",
  addedAt: toInstant(at),
  addedBy: "p_1",
  version: 1,
  ...over,
});

const rulesOf = (name: string, sizeBytes = 1_000, others: Document[] = [], contentType = "") =>
  offerFindings({ name, sizeBytes, contentType }, others, at).map(({ rule }) => rule);

describe("document/type", () => {
  it.each([
    "a.pdf",
    "A.PDF",
    "a.doc",
    "a.docx",
    "a.odt",
    "a.ods",
    "a.xls",
    "a.xlsx",
    "a.csv",
    "a.jpg",
    "a.jpeg",
    "a.png",
    "a.heic",
    "minutes.exe.pdf",
  ])("takes %s", (name) => {
    expect(rulesOf(name)).toEqual([]);
  });

  it.each(["a.exe", "a.pdf.exe", "a.docm", "a.zip", "a.html", "a.svg", "a", "pdf", "a.pages"])("refuses %s", (name) => {
    expect(rulesOf(name)).toEqual(["document/type"]);
  });

  it("takes the browser's word only for a name without an ending", () => {
    expect(claimedType("photo", "image/heic")).toBe("heic");
    expect(claimedType("photo.exe", "image/heic")).toBeUndefined();
    expect(claimedType("table.csv", "application/vnd.ms-excel")).toBe("csv");
  });
});

describe("document/name", () => {
  it.each([
    ["../../etc/passwd.pdf", "passwd.pdf"],
    ["C:\\Users\\ash\\Our accounts.pdf", "Our accounts.pdf"],
    ["  two\n lines\t.pdf ", "two lines .pdf"],
    ["bell\u0007\u0000.pdf", "bell.pdf"],
    ["fdp\u202eexe.pdf", "fdpexe.pdf"],
    ["a<b>|c?.pdf", "a-b--c-.pdf"],
    ["...hidden.pdf", "hidden.pdf"],
    ["résumé 😀.pdf", "résumé 😀.pdf"],
    ["../", ""],
    [`${"x".repeat(300)}.docx`, `${"x".repeat(115)}.docx`],
  ])("makes %j into %j", (typed, name) => {
    expect(cleanName(typed)).toBe(name);
  });

  it("refuses a name of which nothing is left", () => {
    expect(rulesOf("../..")).toEqual(["document/name"]);
  });

  it("leaves no path, no control character and no more than 120 characters of any name, and cleans once", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400, size: "max" }), (typed) => {
        const name = cleanName(typed);
        expect(name).not.toMatch(/[/\\\p{Cc}]|^\.|\p{Surrogate}/u);
        expect(name.length).toBeLessThanOrEqual(120);
        expect(cleanName(name)).toBe(name);
      }),
      { numRuns: 1_000 },
    );
  });

  it("ends as what the file is", () => {
    expect(nameAs("photo.jpg", "png")).toBe("photo.png");
    expect(nameAs("photo.jpeg", "jpg")).toBe("photo.jpeg");
    expect(nameAs("photo", "heic")).toBe("photo.heic");
    expect(nameAs("minutes 1.2", "pdf")).toBe("minutes 1.2.pdf");
  });
});

describe("document/empty", () => {
  it("refuses a file of no bytes", () => {
    expect(rulesOf("a.pdf", 0)).toEqual(["document/empty"]);
  });
});

describe("document/size", () => {
  it("takes ten megabytes and not a byte more", () => {
    expect(rulesOf("a.pdf", MOST_FILE_BYTES)).toEqual([]);
    expect(rulesOf("a.pdf", MOST_FILE_BYTES + 1)).toEqual(["document/size"]);
  });

  it("says how large the file is", () => {
    const [found] = offerFindings({ name: "a.pdf", sizeBytes: 11 * 1024 * 1024, contentType: "" }, [], at);
    expect(found?.detail).toBe("This file is 11 MB. Choose one of 10 MB or less.");
    expect([1, 2_000, 1_572_864].map(formatSize)).toEqual(["1 KB", "2 KB", "1.5 MB"]);
  });
});

describe("document/total", () => {
  const ten = (over: Partial<Document> = {}) => document({ sizeBytes: MOST_FILE_BYTES, ...over });

  it("counts what was received and what is on its way", () => {
    expect(rulesOf("a.pdf", 1, [ten(), ten(), ten({ state: "uploading" })])).toEqual(["document/total"]);
    expect(rulesOf("a.pdf", MOST_FILE_BYTES, [ten(), ten()])).toEqual([]);
  });

  it("does not count what was removed, refused or never arrived", () => {
    const abandoned = ten({ state: "uploading", addedAt: toInstant(at - UPLOAD_ABANDONED_AFTER) });
    expect(
      rulesOf("a.pdf", 1, [ten(), ten(), ten({ state: "removed" }), ten({ state: "refused" }), abandoned]),
    ).toEqual([]);
  });

  it("takes thirty files", () => {
    const thirty = Array.from({ length: 30 }, () => document());
    expect(rulesOf("a.pdf", 1, thirty)).toEqual(["document/total"]);
    expect(rulesOf("a.pdf", 1, thirty.slice(1))).toEqual([]);
  });

  it("never lets the files it takes be more together than 30 MB", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: MOST_FILE_BYTES + 10 }), { maxLength: 40 }), (sizes) => {
        const taken: Document[] = [];
        for (const sizeBytes of sizes)
          if (rulesOf("a.pdf", sizeBytes, taken).length === 0) taken.push(document({ sizeBytes }));
        expect(taken.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)).toBeLessThanOrEqual(MOST_TOTAL_BYTES);
      }),
    );
  });
});

describe("document/slot", () => {
  it("takes a document that the form asks for, and no other", () => {
    expect(slotFindings("accounts", [{ id: "accounts" }])).toEqual([]);
    expect(slotFindings("quotes", [{ id: "accounts" }]).map(({ rule }) => rule)).toEqual(["document/slot"]);
  });
});

describe("receivedDocuments", () => {
  it("has what was received, whatever the scan says", () => {
    const all = SCAN_RESULTS.map((scan) => document({ scan }));
    expect(receivedDocuments([...all, document({ state: "uploading" }), document({ state: "removed" })])).toEqual(all);
  });
});

describe("scanAfter", () => {
  it("takes the first result for its own version, and never goes back", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom("v1", "v2"), fc.constantFrom(...SCAN_RESULTS)), { maxLength: 8 }),
        (told) => {
          let scan = scanAfter({ scan: "waiting", versionId: "v1" }, "v1", "waiting");
          for (const [versionId, result] of told) scan = scanAfter({ scan, versionId: "v1" }, versionId, result);
          const first = told.find(([versionId, result]) => versionId === "v1" && result !== "waiting");
          expect(scan).toBe(first?.[1] ?? "waiting");
        },
      ),
    );
  });

  it("changes nothing before the document is bound to a version", () => {
    expect(scanAfter({ scan: "waiting" }, "v1", "clean")).toBe("waiting");
  });
});

describe("document/replace-window", () => {
  // A Wednesday; the window ends with Monday. Before Christmas it ends with the last working day of the year.
  it.each([
    ["2026-11-25T12:00:00.000Z", "2026-12-01T00:00:00.000Z"],
    ["2026-12-23T12:00:00.000Z", "2026-12-31T00:00:00.000Z"],
    ["2026-06-10T22:59:59.999Z", "2026-06-15T23:00:00.000Z"],
    ["2026-06-10T23:00:00.000Z", "2026-06-16T23:00:00.000Z"],
  ])("ends, after a refusal at %s, at %s", (scannedAt, until) => {
    expect(replaceUntil({ scan: "refused", scannedAt })).toBe(until);
    const refused = document({ scan: "refused", scannedAt });
    expect(mayReplace(refused, [refused], msOf(until) - 1)).toBe(true);
    expect(mayReplace(refused, [refused], msOf(until))).toBe(false);
  });

  it("is for what nobody may open, and once", () => {
    const scannedAt = toInstant(at);
    const refused = document({ scan: "refused", scannedAt });
    const sent = document({ id: "f_2", replaces: "f_1" });
    expect(mayReplace(document({ scan: "clean", scannedAt }), [], at)).toBe(false);
    expect(mayReplace(document(), [], at)).toBe(false);
    expect(mayReplace(document({ scan: "unsupported", scannedAt }), [], at)).toBe(true);
    expect(mayReplace(refused, [refused, sent], at)).toBe(false);
    expect(mayReplace(refused, [refused, { ...sent, state: "uploading" }], at)).toBe(true);
  });
});

describe("documentsJudged", () => {
  it("is what a submission names and what stands in for it, through a second replacement too", () => {
    const all = [
      document({ id: "f_3", replaces: "f_2" }),
      document({ id: "f_2", replaces: "f_1" }),
      document(),
      document({ id: "f_9" }),
    ];
    expect(documentsJudged(["f_1"], all).map(({ id }) => id)).toEqual(["f_3", "f_2", "f_1"]);
    expect(documentsJudged([], all)).toEqual([]);
  });
});

describe("factsOf", () => {
  it("keeps key, version and the name of the sender to the server", () => {
    const facts = factsOf(document({ versionId: "v1", sha256: "00" }));
    expect(Object.keys(facts).sort()).toEqual([
      "addedAt",
      "contentType",
      "id",
      "name",
      "scan",
      "sha256",
      "sizeBytes",
      "slot",
      "state",
    ]);
  });

  it("has a type for every ending of the table", () => {
    for (const [type, { endings }] of Object.entries(DOCUMENT_TYPES))
      for (const ending of endings) expect(claimedType(`a.${ending}`, "")).toBe(type);
    expect.hasAssertions();
  });
});
