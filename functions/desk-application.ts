import type { DeskApplication, DeskInquiry, HistoryLine } from "../shared/contract/desk.ts";
import type { Event } from "../shared/events.ts";
import { Refused } from "../shared/problem.ts";
import { hasRole, isOffice, mayReadDraft } from "../shared/rules/access.ts";
import { checksOf } from "../shared/rules/checks.ts";
import { COMPARISON_RESULTS, RESULT_WORDS } from "../shared/rules/comparison.ts";
import { documentsJudged, factsOf, receivedDocuments } from "../shared/rules/document.ts";
import { type DueDiligence, entriesOf } from "../shared/rules/due-diligence.ts";
import { mayRecord } from "../shared/rules/eligibility-decision.ts";
import { exceptionState, statusFor } from "../shared/rules/exception.ts";
import { mayInquire } from "../shared/rules/inquiry.ts";
import { toInstant } from "../shared/rules/london.ts";
import { STANDING_STATUSES, standingFacts, statusInWords } from "../shared/rules/match-standing.ts";
import { withoutContacts } from "../shared/rules/without-contacts.ts";
import { applicationWork, roundOf } from "./application-work.ts";
import type { Deps } from "./deps.ts";
import type { DeskReader } from "./desk-round.ts";
import type { Caller } from "./identity.ts";
import type { StoredInquiry, StoredSubmission, WholeApplication } from "./store/application-items.ts";
import type { AuditRow } from "./store/audit.ts";
import type { View } from "./store/desk.ts";
import { sheetFrom } from "./store/due-diligence.ts";
import { applicationKey, dueDiligenceKey, subjectOf } from "./store/keys.ts";
import { receiptOf } from "./submission.ts";

type NameOf = (personId: string) => string;

const rulesIn = (event: Event): string[] => {
  if ("rule" in event) return [event.rule];
  return event.type === "application-submitted" ? (event.failedChecks ?? []) : [];
};

const aboutOf = (event: Event): string | undefined => {
  switch (event.type) {
    case "application-submitted":
      return `submission ${event.submission}`;
    case "marked-not-eligible":
      return event.putRightBy === undefined ? undefined : `to put right by ${event.putRightBy}`;
    case "draft-shared":
      return event.shared ? "shown to the office" : "no longer shown to the office";
    case "comparison-decided":
      return RESULT_WORDS[COMPARISON_RESULTS.find((one) => one === event.result) ?? "explained"].toLowerCase();
    case "match-standing-recorded": {
      const status = STANDING_STATUSES.find((one) => one === event.status);
      return `source ${event.line + 1}: ${status === undefined ? event.status : statusInWords(status)}`;
    }
    case "draft-carried":
      return `to ${event.toApplicationId}`;
    default:
      return undefined;
  }
};

const eventLine = ({ id, event }: AuditRow, nameOf: NameOf): HistoryLine => {
  const about = aboutOf(event);
  const reason = "reason" in event ? event.reason : undefined;
  return {
    id,
    at: event.at,
    type: event.type,
    by: nameOf(event.by),
    rules: rulesIn(event),
    ...(reason === undefined ? {} : { reason }),
    ...(about === undefined ? {} : { about }),
  };
};

/** What of the due diligence stands in the bid's own history; each check stands on the sheet. */
const OF_SHEET: readonly Event["type"][] = [
  "match-standing-recorded",
  "due-diligence-finished",
  "due-diligence-reopened",
];

/** What was decided about things that are in other groups' bids too is the office's alone. */
const isShownTo =
  (caller: Caller) =>
  ({ event }: AuditRow): boolean =>
    event.type !== "comparison-decided" || isOffice(caller);

const viewLine = ({ subject, personId, day, firstAt, as, how }: View, nameOf: NameOf): HistoryLine => ({
  id: `view/${subject}/${day}/${personId}`,
  at: firstAt,
  type: how === "exported" ? "round-exported" : "application-read",
  by: nameOf(personId),
  rules: [],
  about: as,
});

const inquiryLine = (inquiry: StoredInquiry, nameOf: NameOf): DeskInquiry => {
  const { id, question, askedAt, askedBy, answerBy, answer, answeredAt, answeredBy } = inquiry;
  return {
    ...{ id, question, askedAt, askedBy: nameOf(askedBy) },
    ...(answerBy === undefined ? {} : { answerBy }),
    ...(answer === undefined ? {} : { answer }),
    ...(answeredAt === undefined ? {} : { answeredAt }),
    ...(answeredBy === undefined ? {} : { answeredBy: nameOf(answeredBy) }),
  };
};

const documentsShown = ({ documents }: WholeApplication, of: StoredSubmission | undefined, draftShown: boolean) => {
  const named = of?.content.documents.map(({ documentId }) => documentId) ?? [];
  const ofDraft = draftShown ? receivedDocuments(documents) : [];
  const judged = documentsJudged(named, documents);
  return [...judged, ...ofDraft.filter((document) => !judged.includes(document))].map(factsOf);
};

/** How far the sheet has come about the submission that stands. */
const diligenceOf = (sheet: DueDiligence, submission: number): NonNullable<DeskApplication["dueDiligence"]> => {
  const { ending } = sheet;
  return {
    done: entriesOf(sheet, submission).length,
    ...(ending?.submission === submission ? { ending: ending.overall, condition: ending.condition } : {}),
  };
};

const idsIn = (whole: WholeApplication, rows: readonly AuditRow[], views: readonly View[]): string[] => [
  ...new Set([
    ...rows.map(({ event }) => event.by),
    ...views.map(({ personId }) => personId),
    ...whole.submissions.map(({ submittedBy }) => submittedBy),
    ...whole.inquiries.flatMap(({ askedBy, answeredBy }) => [
      askedBy,
      ...(answeredBy === undefined ? [] : [answeredBy]),
    ]),
  ]),
];

/** One application on one page, with its history; two hops after the session. That it was read is kept before it is shown. */
export const deskApplications = (deps: Deps) => {
  const { store, newWriteId } = deps;
  const { read } = applicationWork(deps);

  return async (
    { id, number }: { id: string; number: number | undefined },
    caller: Caller,
    as: DeskReader,
    at: number,
  ): Promise<DeskApplication> => {
    const [{ whole, head, round, form, closures }, ofBid, ofSheet, seen, exported] = await Promise.all([
      read(id, at),
      store.audit.history(subjectOf(applicationKey(id))),
      store.audit.history(subjectOf(dueDiligenceKey(id))),
      store.desk.viewsOf(id),
      store.desk.viewsOf(roundOf(id)),
    ]);
    const rows = [...ofBid.rows, ...ofSheet.rows.filter(({ event }) => OF_SHEET.includes(event.type))];
    const sheet = sheetFrom(whole.sheet);
    const draftAccess = mayReadDraft(caller, head);
    if (head.latest === undefined && draftAccess === "hidden") throw new Refused("not-found");
    const submission = whole.submissions.find((one) => one.number === (number ?? head.latest?.number));
    if (number !== undefined && submission === undefined) throw new Refused("not-found");
    // An export before the first submission did not hold it.
    const firstSent = whole.submissions[0]?.receivedAt;
    const views = [...seen, ...exported.filter(({ firstAt }) => firstSent !== undefined && firstAt > firstSent)];

    const [people, organisation, exception] = await Promise.all([
      store.people.people(idsIn(whole, rows, views).filter((person) => person.startsWith("p_"))),
      isOffice(caller) ? store.organisations.read(head.organisationId) : undefined,
      store.exceptions.of(round.id, head.organisationId),
      store.desk.saw({ subject: id, personId: caller.personId, as, how: "read" }, { writeId: newWriteId(), at }),
    ]);
    const names = new Map(people.map((person) => [person.id, person.name]));
    const nameOf: NameOf = (personId) => (personId === "system" ? "The portal" : (names.get(personId) ?? personId));

    const status = statusFor(round, closures, exception, at);
    const isOfficer = hasRole(caller, "officer");
    const draftShown = head.draft !== undefined && draftAccess === "allowed";
    const { eligible, notEligible, putRight } = mayRecord(head, status);
    return {
      at: toInstant(at),
      ...{ id: head.id, state: head.state, startedAt: head.startedAt, changedAt: head.changedAt },
      ...{ organisationId: head.organisationId, organisationName: head.organisationName },
      ...{ round, roundStatus: status, form },
      ...(exception === undefined
        ? {}
        : { exception: { until: exception.until, state: exceptionState(exception, at) } }),
      ...(submission === undefined
        ? {}
        : {
            submission: {
              receipt: receiptOf(submission),
              submittedBy: nameOf(submission.submittedBy),
              stands: submission.number === head.latest?.number,
              content: isOffice(caller) ? submission.content : withoutContacts(submission.content),
              checks: checksOf(submission.content),
              standings: standingFacts(sheet?.standings, submission.number),
            },
          }),
      submissions: whole.submissions.map((one) => ({ receipt: receiptOf(one), submittedBy: nameOf(one.submittedBy) })),
      ...(head.draft === undefined || draftAccess === "hidden"
        ? {}
        : {
            draft: {
              changedAt: head.changedAt,
              isChange: head.latest !== undefined,
              ...(draftShown ? { text: head.draft } : {}),
            },
          }),
      documents: documentsShown(whole, submission, draftShown),
      ...(organisation === undefined ? {} : { organisation }),
      inquiries: whole.inquiries
        .map((inquiry) => inquiryLine(inquiry, nameOf))
        .toSorted((a, b) => a.askedAt.localeCompare(b.askedAt)),
      ...(head.notEligible === undefined ? {} : { notEligible: head.notEligible }),
      ...(sheet === undefined ? {} : { dueDiligence: diligenceOf(sheet, head.latest?.number ?? 0) }),
      ...(head.enteredByOffice === undefined ? {} : { enteredByOffice: head.enteredByOffice }),
      historyIntact: ofBid.intact && ofSheet.intact,
      history: [
        ...rows.filter(isShownTo(caller)).map((row) => eventLine(row, nameOf)),
        ...views.map((view) => viewLine(view, nameOf)),
      ].toSorted((a, b) => a.at.localeCompare(b.at)),
      may: {
        ask: isOfficer && mayInquire(head.state),
        eligible: isOfficer && eligible,
        notEligible: isOfficer && notEligible,
        putRight: isOfficer && putRight,
        enter: isOfficer && head.enteredByOffice !== undefined && head.draft !== undefined && head.sharedWithOffice,
      },
    };
  };
};
