import type { Receipt } from "../shared/contract/application-views.ts";
import type { Draft } from "../shared/rules/application.ts";
import { canonicalJson } from "../shared/rules/canonical.ts";
import { type ApplicationFacts, bandOfAnswers, blockers } from "../shared/rules/completeness.ts";
import { DOCUMENTS_SECTION } from "../shared/rules/draft.ts";
import { eligibilityFindings } from "../shared/rules/eligibility.ts";
import { withEligibility } from "../shared/rules/eligibility-form.ts";
import { type Finding, finding } from "../shared/rules/finding.ts";
import { answersBySection, flatAnswers } from "../shared/rules/form.ts";
import { frozen } from "../shared/rules/frozen.ts";
import type { Fund } from "../shared/rules/fund.ts";
import { ledgerOf } from "../shared/rules/ledger.ts";
import { londonDate, toInstant } from "../shared/rules/london.ts";
import { type Organisation, organisationBlockers, organisationSnapshot } from "../shared/rules/organisation.ts";
import type { GroupRecord } from "../shared/rules/record.ts";
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

/** A draft with what the office has on record of its group, at the instant (milliseconds) it is judged. */
type Judged = SubmissionParts & { record: GroupRecord; at: number };

const textOf = (answer: unknown): string => (typeof answer === "string" ? answer : "");

/** What the rules read of an open draft: answers by section, documents received, and why others are missing. */
const factsOf = ({
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

/** What the fund's rules find against a draft, its group and the group's record. */
const eligibilityOf = ({ whole, round, form, organisation, allowed, record, at }: Judged, facts: ApplicationFacts) => {
  const answers = flatAnswers(form, facts.answers);
  return eligibilityFindings(form, {
    group: organisation,
    record: {
      record,
      fundId: form.id,
      roundId: round.id,
      today: londonDate(toInstant(at)),
      applicationId: whole.head.id,
    },
    form: {
      fund: form,
      band: bandOfAnswers(form, answers),
      answers,
      documents: facts.documents.map(({ slot }) => slot),
    },
    allowed,
  }).map(({ rule, pointer, detail }) => finding(rule, pointer, detail));
};

/** Everything that keeps a draft from being submitted at an instant: the group's part, the fund's rules, and the form. */
export const submissionBlockers = (parts: Judged): Finding[] => {
  const facts = factsOf(parts);
  return [
    ...organisationBlockers(parts.organisation),
    ...withEligibility(eligibilityOf(parts, facts), blockers(facts)),
  ];
};

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
    notifiedBy: round.timetable.notifiedBy,
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
  ledger: ledgerOf(content),
});
