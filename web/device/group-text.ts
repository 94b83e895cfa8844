import { NO_FIELDS, type OrganisationFields } from "../../shared/rules/organisation-fields.ts";
import { GROUP_KIND } from "./drafts.ts";
import { get, put, type Shelf } from "./shelf.ts";

/** A save that was sent and not answered: it is sent again under its own id before anything newer is. */
export type TriedSave = { writeId: string; version: number | undefined; fields: OrganisationFields };

/** What a person typed about a group and the portal may lack; under the person, shown to nobody else. */
export type GroupText = { version: number | undefined; fields: OrganisationFields; tried: TriedSave | undefined };

// Forgotten with everything else of the person when they sign out (`forgetPerson`).
const keyOf = (personId: string, groupId: string): string => `${GROUP_KIND}/${personId}/${groupId}`;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

// Fields of an older page are dropped and new ones are empty: the text that still has a place is what counts.
const fieldsFrom = (value: unknown): OrganisationFields => {
  const fields: OrganisationFields = { ...NO_FIELDS };
  if (!isRecord(value)) return fields;
  for (const field of organisationFields) {
    const text = value[field];
    if (typeof text === "string") fields[field] = text;
  }
  return fields;
};

const isField = (name: string): name is keyof OrganisationFields => Object.hasOwn(NO_FIELDS, name);
/** The names of the fields, in the order of the form. */
export const organisationFields = Object.keys(NO_FIELDS).filter(isField);

const versionFrom = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);

const triedFrom = (value: unknown): TriedSave | undefined =>
  isRecord(value) && typeof value.writeId === "string"
    ? { writeId: value.writeId, version: versionFrom(value.version), fields: fieldsFrom(value.fields) }
    : undefined;

/** The text of a group as this device last had it and the portal did not; `new` is the id of one that is not there yet. */
export const keptGroup = (shelf: Shelf, personId: string, groupId: string): GroupText | undefined => {
  const value = get(shelf, keyOf(personId, groupId));
  return isRecord(value)
    ? { version: versionFrom(value.version), fields: fieldsFrom(value.fields), tried: triedFrom(value.tried) }
    : undefined;
};

/** Keeps it; false when the device has no room. */
export const keepGroup = (shelf: Shelf, personId: string, groupId: string, text: GroupText): boolean =>
  put(shelf, keyOf(personId, groupId), text);

/** Forgets it: the portal has it, or its owner wants it gone. */
export const forgetGroup = (shelf: Shelf, personId: string, groupId: string): void =>
  shelf.removeItem(keyOf(personId, groupId));

/** The fields in which two versions differ. */
export const differingFields = (a: OrganisationFields, b: OrganisationFields): (keyof OrganisationFields)[] =>
  organisationFields.filter((field) => a[field].trim() !== b[field].trim());
