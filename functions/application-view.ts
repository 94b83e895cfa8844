import type { ApplicationLine, ApplicationView } from "../shared/contract/application-views.ts";
import { penceOf } from "../shared/rules/answers.ts";
import { asTold } from "../shared/rules/application.ts";
import { type Closure, closureOver, closureStateAt, isWithin, readableUnder } from "../shared/rules/closure.ts";
import { pausedWords, publicNotice } from "../shared/rules/closure-words.ts";
import { bandOfAnswers } from "../shared/rules/completeness.ts";
import { mayOf, titleOf } from "../shared/rules/draft.ts";
import { type Exception, exceptionUsed, statusFor } from "../shared/rules/exception.ts";
import type { Finding } from "../shared/rules/finding.ts";
import { answersBySection, flatAnswers, KNOWN } from "../shared/rules/form.ts";
import type { Fund } from "../shared/rules/fund.ts";
import { toInstant } from "../shared/rules/london.ts";
import type { Round, RoundStatus } from "../shared/rules/round.ts";
import type { Head, WholeApplication } from "./store/application-items.ts";

/** Whether an outcome is there for its group to read; one of a meeting before stays there when it is decided anew. */
const wasTold = ({ toldFrom }: Head, at: number): boolean => toldFrom !== undefined && toldFrom <= toInstant(at);

/** One line of "your applications". */
export const lineOf = (
  head: Head,
  { round, form, closures, exception }: Pick<ViewParts, "round" | "form" | "closures" | "exception">,
  at: number,
): ApplicationLine => ({
  id: head.id,
  roundId: round.id,
  roundTitle: round.title,
  fundName: form.name,
  organisationId: head.organisationId,
  organisationName: head.organisationName,
  title: titleOf(head),
  ...asTold(head, toInstant(at)),
  told: wasTold(head, at),
  changeOpen: head.latest !== undefined && head.draft !== undefined,
  closesAt: exceptionUsed(round, closures, exception, at)?.until ?? round.timetable.closesAt,
  roundStatus: statusFor(round, closures, exception, at),
  changedAt: head.changedAt,
  openQuestions: head.openQuestions,
});

type ViewParts = {
  whole: WholeApplication;
  round: Round;
  form: Fund;
  closures: readonly Closure[];
  /** As it is for this group: an exception counts. */
  status: RoundStatus;
  exception?: Exception | undefined;
  blockers: readonly Finding[];
  findings: readonly Finding[];
  nextRoundId: string | undefined;
  /** Rules that the office has waived for the group in this round. */
  allowed: readonly string[];
};

const sharedFacts = ({ organisationId, organisationName, startedAt, changedAt, sharedWithOffice, id }: Head) => ({
  id,
  organisationId,
  organisationName,
  startedAt,
  changedAt,
  sharedWithOffice,
});

/** Names of who saved last, by id. */
const saversOf = ({ draft }: Head): Record<string, string> =>
  Object.fromEntries(
    Object.values(draft?.sections ?? {}).flatMap(({ savedBy, savedByName }) =>
      savedBy === undefined || savedByName === undefined ? [] : [[savedBy, savedByName]],
    ),
  );

/** What the office put right; what is announced for the round; that it was cancelled, and why. */
const noticesOf = ({ round, closures, status }: ViewParts, at: number): ApplicationView["notices"] => [
  ...(status === "cancelled" && round.cancelledAt !== undefined
    ? [
        {
          id: "cancelled",
          at: round.cancelledAt,
          text: `This round was cancelled. ${round.cancelledBecause ?? ""}`.trim(),
        },
      ]
    : []),
  ...closures
    .filter((closure) => isWithin(closure, round) && closureStateAt(closure, at) === "announced")
    .flatMap((closure) => {
      const notice = publicNotice(closure, "announced");
      return notice === undefined
        ? []
        : [{ id: closure.id, at: closure.announcedAt, text: `${notice.heading}. ${notice.text}` }];
    }),
  ...round.notices,
];

/** Everything the applicant's pages show, from what one hop has read. */
export const viewOf = (parts: ViewParts, at: number): ApplicationView => {
  const { whole, round, form, closures, status } = parts;
  const { head } = whole;
  const typed = head.draft === undefined ? undefined : flatAnswers(form, answersBySection(head.draft));
  const askedPence = (typed === undefined ? undefined : penceOf(typed[KNOWN.requested])) ?? head.askedPence;
  const { state } = asTold(head, toInstant(at));
  // Of several closures, the one under which drafts can be read alone: that is what holds.
  const closure =
    status === "paused"
      ? (readableUnder(round, closures, at) ?? closureOver(round, closures, "submissions", at))
      : undefined;
  const may = mayOf({ ...head, state }, status, parts.nextRoundId);
  const leave = exceptionUsed(round, closures, parts.exception, at);
  return {
    ...sharedFacts(head),
    state,
    told: wasTold(head, at),
    title: titleOf(head),
    band: typed === undefined ? (head.band ?? "S") : bandOfAnswers(form, typed),
    ...(askedPence === undefined ? {} : { askedPence }),
    ...(head.draft === undefined ? {} : { draft: head.draft }),
    ...(head.latest === undefined ? {} : { latest: head.latest }),
    ...(head.notEligible === undefined ? {} : { notEligible: head.notEligible }),
    ...(head.enteredByOffice === undefined ? {} : { enteredByOffice: head.enteredByOffice }),
    round,
    roundStatus: status,
    ...(leave === undefined ? {} : { sendUntil: leave.until }),
    ...(closure === undefined ? {} : { pausedBecause: pausedWords(closure, round.timetable.closesAt) }),
    notices: noticesOf(parts, at),
    form,
    documents: whole.documents.map(({ versionId: _, ...facts }) => facts),
    inquiries: whole.inquiries.map(({ id, question, askedAt, answerBy, answer, answeredAt }) => ({
      id,
      question,
      askedAt,
      ...(answerBy === undefined ? {} : { answerBy }),
      ...(answer === undefined ? {} : { answer }),
      ...(answeredAt === undefined ? {} : { answeredAt }),
    })),
    ...(parts.allowed.length === 0 ? {} : { allowed: [...parts.allowed] }),
    blockers: [...parts.blockers],
    findings: [...parts.findings],
    people: saversOf(head),
    may: { ...may, save: may.save && readableUnder(round, closures, at) === undefined },
  };
};
