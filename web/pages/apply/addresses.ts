import type { Finding } from "../../../shared/rules/finding.ts";
import { isDeclaration, type Section } from "../../../shared/rules/form.ts";
import { fieldId } from "../../parts/error-summary.tsx";

/** The pages of one application. */
export const applicationPath = (id: string): string => `/apply/${encodeURIComponent(id)}`;
export const sectionPath = (id: string, section: string): string =>
  `${applicationPath(id)}/${encodeURIComponent(section)}`;
export const checkPath = (id: string): string => `${applicationPath(id)}/check`;
export const sendPath = (id: string): string => `${applicationPath(id)}/send`;
export const sentPath = (id: string): string => `${applicationPath(id)}/sent`;
export const outcomePath = (id: string): string => `${applicationPath(id)}/outcome`;
export const submissionPath = (id: string, number: number): string => `${applicationPath(id)}/submissions/${number}`;
export const LIST_PATH = "/applications";

/** The pointer of a question's answer, as rules and the server name it. */
export const questionPointer = (section: string, question: string): string =>
  `/sections/${section}/answers/${question}`;

/** Where what a finding speaks of is put right: the page, and the field on it. Undefined for what is about no place. */
export const findingPath = (
  id: string,
  form: { sections: readonly Section[] },
  { pointer }: Finding,
): string | undefined => {
  const [kind, section] = pointer.split("/").slice(1);
  if (kind === "documents") return `${sectionPath(id, "documents")}#${fieldId(pointer)}`;
  if (kind !== "sections" || section === undefined) return undefined;
  const asked = form.sections.find((each) => each.id === section);
  const page = asked !== undefined && isDeclaration(asked) ? sendPath(id) : sectionPath(id, section);
  return `${page}#${fieldId(pointer)}`;
};
