import { describe, expect, it } from "vitest";
import { rehabilitation } from "../../../../shared/funds/rehabilitation.ts";
import { blockers } from "../../../../shared/rules/completeness.ts";
import type { DocumentFacts } from "../../../../shared/rules/document.ts";
import { formEligibility, withEligibility } from "../../../../shared/rules/eligibility-form.ts";
import { documentsFor } from "../../../../shared/rules/form.ts";
import { documentsTask } from "../../../../web/pages/apply/section-tasks.tsx";
import { NOTIFIED_BY } from "../../../support/application.ts";

const form = rehabilitation;
const asked = documentsFor(form, "L").map(({ id }) => id);
const file = (slot: string, n: number): DocumentFacts => ({
  ...{ id: `d_${n}`, slot, name: "a.pdf", sizeBytes: 1, contentType: "application/pdf" },
  ...{ state: "received", scan: "clean", addedAt: "2026-11-22T10:00:00.000Z" },
});

/** What the list of tasks says of the page of documents, with files in slots and reasons for others. */
const task = (files: readonly string[], explained: readonly string[]) => {
  const documents = files.map(file);
  const notYet = Object.fromEntries(explained.map((slot) => [slot, "We meet in May."]));
  const found = withEligibility(
    formEligibility(form.eligibility, { fund: form, band: "L", answers: {}, documents: files }),
    blockers({ fund: form, notifiedBy: NOTIFIED_BY, answers: {}, documents, notYet }),
  );
  const sections = { documents: { answers: notYet, version: 1, done: true } };
  const { hint, status } = documentsTask({ id: "a", form, documents }, { sections, band: "L" }, found, true);
  return [hint, status];
};

describe("documentsTask", () => {
  it("is not completed by a reason where the fund takes no application without the document", () => {
    expect(task([], asked)[1]).toBe("In progress");
    expect(task(["governing-document", "accounts"], asked)[1]).toBe("Completed");
  });

  it("counts documents that are asked for: two files for one are one, what no band asks is none", () => {
    const [hint] = task(["accounts", "accounts", "of-another-band"], ["governing-document", "of-a-third"]);
    expect(hint).toBe(`${asked.length} documents are asked for. 1 added, 1 explained.`);
  });
});
