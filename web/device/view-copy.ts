import type { ApplicationView } from "../../shared/contract/application-views.ts";
import { get, put, type Shelf } from "./shelf.ts";

// Raised when the contract's view changes its form: a copy of another form is not shown.
const SCHEMA = 1;

type Copy = { schema: number; view: ApplicationView };

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

// Ours, written under this schema from an answer that the portal had parsed.
const isCopy = (value: unknown): value is Copy =>
  isRecord(value) &&
  value.schema === SCHEMA &&
  isRecord(value.view) &&
  typeof value.view.id === "string" &&
  isRecord(value.view.form) &&
  isRecord(value.view.round) &&
  isRecord(value.view.may);

const keyOf = (personId: string, applicationId: string): string => `view/${personId}/${applicationId}`;

/** Keeps the questions and the last known state of an application, to go on with while the portal cannot be reached. */
export const keepView = (shelf: Shelf, personId: string, view: ApplicationView): boolean =>
  put(shelf, keyOf(personId, view.id), { schema: SCHEMA, view } satisfies Copy);

/** The copy of this person, if there is one. */
export const keptView = (shelf: Shelf, personId: string, applicationId: string): ApplicationView | undefined => {
  const value = get(shelf, keyOf(personId, applicationId));
  return isCopy(value) ? value.view : undefined;
};
