import type { Receipt } from "../shared/contract/application-views.ts";
import type { Event } from "../shared/events.ts";
import { Refused, refuseIf } from "../shared/problem.ts";
import { asTold } from "../shared/rules/application.ts";
import { failedChecks } from "../shared/rules/checks.ts";
import type { Closure } from "../shared/rules/closure.ts";
import { type Exception, exceptionUsed } from "../shared/rules/exception.ts";
import { ledgerOf } from "../shared/rules/ledger.ts";
import { toInstant } from "../shared/rules/london.ts";
import { ownAnswers } from "../shared/rules/own-answers.ts";
import type { GroupRecord } from "../shared/rules/record.ts";
import { cleanText } from "../shared/rules/text.ts";
import { happenedTo, refuseUnlessOpen, refuseUnlessPossible } from "./application-work.ts";
import type { Deps } from "./deps.ts";
import type { Caller } from "./identity.ts";
import type { Head } from "./store/application-items.ts";
import { receiptOf, type SubmissionParts, submissionBlockers, submissionOf } from "./submission.ts";

const DRAFT_CLOSED = {
  rule: "draft/closed",
  detail: "This draft was submitted already. Open a change to send another.",
};

type Found = Omit<SubmissionParts, "draft"> & {
  head: Head;
  closures: readonly Closure[];
  record: GroupRecord;
  exception?: Exception | undefined;
};
type Sent = { draftId: string; declaredBy: string; writeId: string; caller: Caller; at: number };

/**
 * Submits what was read, by a member or by the officer who enters it: the same rules for both. The same write id again
 * answers with the same receipt. `moved`: the head changed since it was read.
 */
export const submitting =
  ({ store }: Deps) =>
  async (found: Found, { draftId, declaredBy, writeId, caller, at }: Sent): Promise<Receipt | "moved"> => {
    const { whole, head, round, closures, exception } = found;
    const before = whole.submissions.find((submission) => submission.writeId === writeId);
    if (before !== undefined) return receiptOf(before);
    const next = refuseUnlessPossible(head, "submit", asTold(head, toInstant(at)).state);
    refuseUnlessOpen(round, closures, at, exception);
    const { draft, leastUsefulPence: _, hadPublicMoney: __, ...rest } = head;
    if (draft === undefined || draft.id !== draftId) throw new Refused("wrong-state", DRAFT_CLOSED);
    const parts = { ...found, draft };
    refuseIf(submissionBlockers({ ...parts, at }));
    const submission = submissionOf(parts, { declaredBy: cleanText(declaredBy), by: caller.personId, writeId, at });
    const { number, receivedAt, sha256, content } = submission;
    const askedPence = content.requestedPence;
    const findings = failedChecks(content);
    const { cashCountedPence, inKindCountedPence, shortPence } = content.match;
    const submitted: Head = {
      ...rest,
      state: next,
      changedAt: toInstant(at),
      title: content.title,
      askedPence,
      band: content.band,
      matchCountedPence: cashCountedPence + inKindCountedPence,
      matchShortPence: shortPence,
      ...ownAnswers(found.form, content),
      findings,
      latest: { number, receivedAt, sha256, writeId, askedPence, ledger: ledgerOf(content) },
    };
    const event: Event = {
      type: "application-submitted",
      ...happenedTo(head, caller, at),
      submission: number,
      askedPence,
      previousPence: head.latest?.askedPence ?? 0,
      failedChecks: findings,
    };
    const leave = exceptionUsed(round, closures, exception, at);
    const used = { applicationId: head.id, submission: number, at: toInstant(at) };
    // Whoever sends another one at this moment finds it used: one of the two transactions does not hold.
    const uses =
      leave === undefined
        ? []
        : [
            store.exceptions.using(leave, used, {
              type: "exception-used",
              ...happenedTo(head, caller, at),
              submission: number,
            }),
          ];
    return (await store.applications.submit(submitted, submission, { writeId, at }, [event], uses))
      ? receiptOf(submission)
      : "moved";
  };
