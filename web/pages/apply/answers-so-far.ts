import type { ApplicationView } from "../../../shared/contract/applications.ts";
import type { Answers } from "../../../shared/rules/application.ts";
import { bandOfAnswers, blockers } from "../../../shared/rules/completeness.ts";
import { DOCUMENTS_SECTION } from "../../../shared/rules/draft.ts";
import type { Finding } from "../../../shared/rules/finding.ts";
import {
  type AnswersBySection,
  type Band,
  flatAnswers,
  type Section,
  sectionsFor,
} from "../../../shared/rules/form.ts";
import { newerHere } from "../../device/drafts.ts";
import type { SectionText } from "../../device/section-sync.ts";
import { deviceShelf } from "../../device/shelf.ts";

/** What an application says on this screen: the portal's draft, and over it what this device has newer. */
export type SoFar = {
  sections: Readonly<Record<string, SectionText>>;
  answers: Answers;
  band: Band;
  /** The sections and questions that the amount typed so far asks for. */
  asked: Section[];
  /** What would stop a submission, reckoned here by the portal's own rules. */
  findings: Finding[];
};

/** Reckons an application from what is on screen; `live` is the section being typed in. */
export const soFar = (view: ApplicationView, personId: string, live: Record<string, SectionText> = {}): SoFar => {
  const sections: Record<string, SectionText> = {
    ...view.draft?.sections,
    ...newerHere(deviceShelf(), personId, view.id),
    ...live,
  };
  const bySection: AnswersBySection = Object.fromEntries(
    Object.entries(sections).map(([id, text]) => [id, text.answers]),
  );
  const answers = flatAnswers(view.form, bySection);
  const band = bandOfAnswers(view.form, answers);
  return { sections, answers, band, asked: sectionsFor(view.form, band), findings: findingsOf(view, bySection) };
};

const findingsOf = (view: ApplicationView, answers: AnswersBySection): Finding[] => {
  const why = Object.entries(answers[DOCUMENTS_SECTION] ?? {});
  return blockers({
    fund: view.form,
    notifiedBy: view.round.timetable.notifiedBy,
    answers,
    documents: view.documents.filter(({ state }) => state === "received"),
    notYet: Object.fromEntries(why.flatMap(([slot, text]) => (typeof text === "string" ? [[slot, text]] : []))),
  });
};

/** What keeps an application from being sent beside its own answers: facts of the group, which only the portal knows. */
export const otherBlockers = (view: ApplicationView): Finding[] =>
  view.blockers.filter(({ pointer }) => !pointer.startsWith("/sections/") && !pointer.startsWith("/documents/"));
