import type { ApplicationView } from "../../../shared/contract/applications.ts";
import { textOf } from "../../../shared/rules/answers.ts";
import { blockers } from "../../../shared/rules/completeness.ts";
import { DOCUMENTS_SECTION } from "../../../shared/rules/draft.ts";
import type { Finding } from "../../../shared/rules/finding.ts";
import type { SoFar } from "./answers-so-far.ts";

/** What would stop a submission of the answers on screen, reckoned here by the portal's own rules. */
export const findingsOf = (view: ApplicationView, { bySection }: SoFar): Finding[] =>
  blockers({
    fund: view.form,
    notifiedBy: view.round.timetable.notifiedBy,
    answers: bySection,
    documents: view.documents.filter(({ state }) => state === "received"),
    notYet: Object.fromEntries(
      Object.entries(bySection[DOCUMENTS_SECTION] ?? {}).map(([slot, why]) => [slot, textOf(why)]),
    ),
  });

/** All that keeps an application from being sent: facts of the group, which only the portal knows, and its answers. */
export const blockersOf = (view: ApplicationView, reckoned: SoFar): Finding[] => [
  ...view.blockers.filter(({ pointer }) => !pointer.startsWith("/sections/") && !pointer.startsWith("/documents/")),
  ...findingsOf(view, reckoned),
];

/** What is left to the page that sends: nobody agrees to statements before reading the whole. */
export const isDeclared = ({ rule }: Finding): boolean => rule === "application/declaration";
