import type { Receipt } from "../shared/contract/applications.ts";
import type { Draft } from "../shared/rules/application.ts";
import { canonicalJson } from "../shared/rules/canonical.ts";
import { type ApplicationFacts, blockers } from "../shared/rules/completeness.ts";
import { DOCUMENTS_SECTION } from "../shared/rules/draft.ts";
import { organisationTypeFindings } from "../shared/rules/eligibility.ts";
import type { Finding } from "../shared/rules/finding.ts";
import { answersBySection } from "../shared/rules/form.ts";
import { frozen } from "../shared/rules/frozen.ts";
import type { Fund } from "../shared/rules/fund.ts";
import { toInstant } from "../shared/rules/london.ts";
import { type Organisation, organisationBlockers, organisationSnapshot } from "../shared/rules/organisation.ts";
import type { Round } from "../shared/rules/round.ts";
import { sha256 } from "./identity.ts";
import type { StoredSubmission, WholeApplication } from "./store/application-items.ts";

export type SubmissionParts = {
  whole: WholeApplication;
  draft: Draft;
  round: Round;
  form: Fund;
  organisation: Organisation;
  /** Rules that the office has waived for the group in this round. */
  allowed: readonly string[];
};

const textOf = (answer: unknown): string => (typeof answer === "string" ? answer : "");

/** What the rules read of an open draft: answers by section, documents received, and why others are missing. */
export const factsOf = ({
  whole,
  draft,
  round,
  form,
}: Omit<SubmissionParts, "organisation" | "allowed">): ApplicationFacts => {
  const notYet = draft.sections[DOCUMENTS_SECTION]?.answers ?? {};
  return {
    fund: form,
    notifiedBy: round.timetable.notifiedBy,
    answers: answersBySection(draft),
    // Submitting needs the upload, not the scan: a late, lost or unsupported scan never makes a bid late.
    documents: whole.documents.filter(({ state }) => state === "received"),
    notYet: Object.fromEntries(Object.entries(notYet).map(([slot, why]) => [slot, textOf(why)])),
  };
};

/** Everything that keeps a draft from being submitted, the organisation's part too. */
export const submissionBlockers = (parts: SubmissionParts): Finding[] => [
  ...organisationBlockers(parts.organisation),
  ...organisationTypeFindings(parts.form, parts.organisation.type, parts.allowed),
  ...blockers(factsOf(parts)),
];

/** The immutable submission of a draft without blockers: its canonical content and the SHA-256 of that. */
export const submissionOf = (
  parts: SubmissionParts,
  sent: { declaredBy: string; by: string; writeId: string; at: number },
): StoredSubmission => {
  const { whole, draft, round, form, organisation } = parts;
  const { answers, notYet } = factsOf(parts);
  const content = frozen({
    reference: whole.head.id,
    roundId: round.id,
    fund: form,
    organisation: organisationSnapshot(organisation),
    answers,
    documents: whole.documents.flatMap(({ id, slot, name, sizeBytes, sha256: hash, versionId, state }) =>
      state === "received" && hash !== undefined && versionId !== undefined
        ? [{ slot, documentId: id, name, sizeBytes, sha256: hash, versionId }]
        : [],
    ),
    notYet,
    declaredBy: sent.declaredBy,
  });
  return {
    applicationId: whole.head.id,
    number: (whole.head.latest?.number ?? 0) + 1,
    receivedAt: toInstant(sent.at),
    submittedBy: sent.by,
    sha256: sha256(canonicalJson(content)),
    content,
    sections: draft.sections,
    writeId: sent.writeId,
  };
};

export const receiptOf = ({ applicationId, number, receivedAt, sha256: hash, content }: StoredSubmission): Receipt => ({
  reference: applicationId,
  number,
  receivedAt,
  sha256: hash,
  title: content.title,
  askedPence: content.requestedPence,
});
