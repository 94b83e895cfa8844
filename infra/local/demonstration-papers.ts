import type { Deps } from "../../functions/deps.ts";
import { objectKeyOf } from "../../functions/files.ts";
import { receive } from "../../functions/receiving.ts";
import type { Document } from "../../shared/rules/document.ts";
import { toInstant } from "../../shared/rules/london.ts";

/** One invented paper that a group sends with its bid; two with the same lines are the same file, to the byte. */
export type DemonstrationPaper = { slot: string; name: string; lines: readonly string[] };

/** A PDF of one page with these lines, which every reader opens. */
export const pdfOf = (lines: readonly string[]): Uint8Array => {
  const words = lines.map((line) => `(${line.replace(/[()\\]/g, "\\$&")}) Tj T*`).join("\n");
  const content = `BT /F1 12 Tf 16 TL 72 770 Td\n${words}\nET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${Buffer.byteLength(content, "latin1")} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let text = "%PDF-1.4\n";
  const starts = objects.map((object, n) => {
    const start = text.length;
    text += `${n + 1} 0 obj\n${object}\nendobj\n`;
    return start;
  });
  const rows = starts.map((start) => `${String(start).padStart(10, "0")} 00000 n \n`).join("");
  const end = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${end}\n%%EOF\n`;
  return Buffer.from(text, "latin1");
};

type Where = { applicationId: string; roundId: string; organisationId: string; personId: string };

/** Uploads the papers of an open draft, as its group would. Safe to repeat. */
export const addPapers = async (
  { store, files, newId }: Deps,
  { applicationId, roundId, organisationId, personId }: Where,
  papers: readonly DemonstrationPaper[],
  at: number,
): Promise<void> => {
  for (const [n, { slot, name, lines }] of papers.entries()) {
    const id = `doc_demo-${n}`;
    const bytes = pdfOf(lines);
    const head = await store.applications.head(applicationId);
    const before = await store.documents.read(applicationId, id);
    const document: Document = before ?? {
      ...{ id, slot, name, applicationId, roundId, organisationId, addedBy: personId, addedAt: toInstant(at) },
      ...{ sizeBytes: bytes.length, contentType: "application/pdf", declaredType: "application/pdf" },
      ...{ state: "uploading", scan: "waiting", key: objectKeyOf(applicationId, id, newId("s")), version: 0 },
    };
    const write = { writeId: `demonstration-${applicationId}-${n}`, at };
    if (before === undefined) await store.documents.add(document, head?.version ?? 0, write);
    if (document.state !== "uploading") continue;
    await files.write({ key: document.key, contentType: document.contentType, bytes });
    await receive({ store, files }, { applicationId, documentId: id }, { ...write, writeId: `${write.writeId}-here` });
  }
};
