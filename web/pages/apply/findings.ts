import type { ApplicationView } from "../../../shared/contract/application-views.ts";
import { textOf } from "../../../shared/rules/answers.ts";
import { blockers } from "../../../shared/rules/completeness.ts";
import { DOCUMENTS_SECTION } from "../../../shared/rules/draft.ts";
import { formEligibility, withEligibility } from "../../../shared/rules/eligibility-form.ts";
import { rulesFor } from "../../../shared/rules/eligibility-in-force.ts";
import type { Finding } from "../../../shared/rules/finding.ts";
import type { SoFar } from "./answers-so-far.ts";

/** What would stop a submission of the answers on screen, reckoned here by the portal's own rules and the fund's. */
export const findingsOf = (view: ApplicationView, { bySection, answers, band }: SoFar): Finding[] => {
  const documents = view.documents.filter(({ state }) => state === "received");
  const slots = documents.map(({ slot }) => slot);
  return withEligibility(
    formEligibility(rulesFor(view.form, view.allowed ?? []), { fund: view.form, band, answers, documents: slots }),
    blockers({
      fund: view.form,
      notifiedBy: view.round.timetable.notifiedBy,
      answers: bySection,
      documents,
      notYet: Object.fromEntries(
        Object.entries(bySection[DOCUMENTS_SECTION] ?? {}).map(([slot, why]) => [slot, textOf(why)]),
      ),
    }),
  );
};

/** All that keeps an application from being sent: facts of the group, which only the portal knows, and its answers. */
export const blockersOf = (view: ApplicationView, reckoned: SoFar): Finding[] => [
  ...view.blockers.filter(({ pointer }) => !pointer.startsWith("/sections/") && !pointer.startsWith("/documents/")),
  ...findingsOf(view, reckoned),
];

/** What stands against the group or the bid by the fund's own rules: answering more questions does not help. */
export const isOfEligibility = ({ rule }: Finding): boolean => rule.startsWith("eligibility/");

/** What is left to the page that sends: nobody agrees to statements before reading the whole. */
export const isDeclared = ({ rule }: Finding): boolean => rule === "application/declaration";
