import type { ApplicationView } from "../../../shared/contract/application-views.ts";
import { textOf } from "../../../shared/rules/answers.ts";
import { type SectionStatus, sectionStatus } from "../../../shared/rules/completeness.ts";
import { DOCUMENTS_SECTION } from "../../../shared/rules/draft.ts";
import type { Finding } from "../../../shared/rules/finding.ts";
import { documentsFor, isDeclaration, type Section } from "../../../shared/rules/form.ts";
import { unsentTexts } from "../../device/drafts.ts";
import { deviceShelf } from "../../device/shelf.ts";
import { Progress } from "../../parts/bar.tsx";
import { ButtonLink } from "../../parts/button.tsx";
import { useNow } from "../../parts/clock.ts";
import type { TagTone } from "../../parts/tag.tsx";
import { type Task, TaskList } from "../../parts/task-list.tsx";
import { checkPath, sectionPath } from "./addresses.ts";
import type { SoFar } from "./answers-so-far.ts";
import { findingsOf } from "./findings.ts";
import { othersAtWork } from "./save-line.tsx";

const STATUS = {
  "not-started": { status: "Not started", tone: "quiet" },
  "in-progress": { status: "In progress", tone: "hand" },
  completed: { status: "Completed" },
} as const satisfies Record<SectionStatus, { status: string; tone?: TagTone }>;

type Props = { view: ApplicationView; personId: string; reckoned: SoFar; writable: boolean };

/** The sections of the form, the amount first: until it is there, nobody knows which questions follow. */
export const SectionTasks = ({ view, personId, reckoned, writable }: Props) => {
  const now = useNow();
  const sections = reckoned.asked.filter((section) => !isDeclaration(section));
  const [first, ...others] = sections;
  const hasAmount = reckoned.requestedPence !== undefined;
  const unsent = unsentTexts(deviceShelf(), personId).filter(({ place }) => place.applicationId === view.id);
  const conflicts = unsent.filter(({ sync }) => sync.standing === "conflict").map(({ place }) => place.section);
  const findings = findingsOf(view, reckoned);
  const statusOf = ({ id }: { id: string }) => sectionStatus(id, reckoned.sections[id], findings);
  const taskOf = (section: Section): Task => {
    const busy = othersAtWork({ ...view, form: { ...view.form, sections: [section] } }, personId, now)[0];
    const base = { id: `task-${section.id}`, title: section.title, hint: busy };
    if (conflicts.includes(section.id))
      return { ...base, href: sectionPath(view.id, section.id), status: "Two versions: choose", tone: "wrong" };
    if (!hasAmount && section !== first && writable) return { ...base, status: "Enter the amount first" };
    return { ...base, href: sectionPath(view.id, section.id), ...STATUS[statusOf(section)] };
  };
  const done = sections.filter((section) => statusOf(section) === "completed").length;
  const asksDocuments = documentsFor(view.form, reckoned.band).length > 0;
  return (
    <>
      <Progress done={done} of={sections.length} words={`${done} of ${sections.length} sections are complete.`} />
      <h2 class="govuk-heading-m">{writable ? "Start with the amount" : "What you wrote"}</h2>
      {first === undefined ? null : <TaskList tasks={[taskOf(first)]} />}
      {writable ? <h2 class="govuk-heading-m">Then the rest, in any order</h2> : null}
      <TaskList
        tasks={[...others.map(taskOf), ...(asksDocuments ? [documentsTask(view, reckoned, findings, hasAmount)] : [])]}
      />
      {writable ? (
        <>
          <h2 class="govuk-heading-m">Check and send</h2>
          <ButtonLink href={checkPath(view.id)}>Check your answers</ButtonLink>
        </>
      ) : (
        <ButtonLink href={checkPath(view.id)} kind="secondary">
          Read or print what you wrote
        </ButtonLink>
      )}
    </>
  );
};

/** The page of documents: how many of those that are asked for are there or explained. A demanded one takes no reason. */
export const documentsTask = (
  view: Pick<ApplicationView, "id" | "form" | "documents">,
  { sections, band }: Pick<SoFar, "sections" | "band">,
  findings: readonly Finding[],
  hasAmount: boolean,
): Task => {
  const base = { id: "task-documents", title: "Documents" };
  if (!hasAmount) return { ...base, status: "Enter the amount first" };
  const href = sectionPath(view.id, DOCUMENTS_SECTION);
  const wanted = documentsFor(view.form, band).map(({ id }) => id);
  const there = wanted.filter((id) => view.documents.some(({ slot, state }) => slot === id && state === "received"));
  const missing = findings.some(({ pointer }) => pointer.startsWith("/documents/"));
  const whys = sections[DOCUMENTS_SECTION]?.answers ?? {};
  // Whoever explains first and then finds the document has added it.
  const explained = wanted.filter((id) => textOf(whys[id]) !== "" && !there.includes(id)).length;
  const begun = there.length > 0 || Object.keys(whys).length > 0;
  const hint = `${wanted.length === 1 ? "One document is" : `${wanted.length} documents are`} asked for. ${there.length} added${explained === 0 ? "" : `, ${explained} explained`}.`;
  return { ...base, href, hint, ...STATUS[missing ? (begun ? "in-progress" : "not-started") : "completed"] };
};
