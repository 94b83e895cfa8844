import type { ApplicationView } from "../../../shared/contract/application-views.ts";
import { penceOf } from "../../../shared/rules/answers.ts";
import type { Answers } from "../../../shared/rules/application.ts";
import {
  type AnswersBySection,
  type Band,
  bandOf,
  flatAnswers,
  KNOWN,
  type Section,
  sectionsFor,
} from "../../../shared/rules/form.ts";
import { newerHere } from "../../device/drafts.ts";
import type { SectionText } from "../../device/section-sync.ts";
import { deviceShelf } from "../../device/shelf.ts";

/** What an application says on this screen: the portal's draft, and over it what this device has newer. */
export type SoFar = {
  sections: Readonly<Record<string, SectionText>>;
  bySection: AnswersBySection;
  answers: Answers;
  requestedPence: number | undefined;
  band: Band;
  /** The sections and questions that the amount typed so far asks for. */
  asked: Section[];
};

/** Reckons an application from what is on screen; `live` is the section being typed in. */
export const soFar = (view: ApplicationView, personId: string, live: Record<string, SectionText> = {}): SoFar => {
  const sections: Record<string, SectionText> = {
    ...view.draft?.sections,
    ...newerHere(deviceShelf(), personId, view.id),
    ...live,
  };
  const bySection = Object.fromEntries(Object.entries(sections).map(([id, text]) => [id, text.answers]));
  const answers = flatAnswers(view.form, bySection);
  const requestedPence = penceOf(answers[KNOWN.requested]);
  const band = bandOf(requestedPence ?? 0, view.form.bands);
  return { sections, bySection, answers, requestedPence, band, asked: sectionsFor(view.form, band) };
};
