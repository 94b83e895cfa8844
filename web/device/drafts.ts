import type { Answer, Answers } from "../../shared/rules/application.ts";
import { isUnsent, type SectionSync, type SectionText } from "./section-sync.ts";
import { get, keysUnder, put, type Shelf } from "./shelf.ts";

/** Text on the device is found under the person who typed it, and shown to nobody else. */
export type Place = { readonly personId: string; readonly applicationId: string; readonly section: string };

// Raised when what is kept changes its form: older text is then read by `isKept`, or left alone.
const SCHEMA = 1;

const draftsOf = (personId: string): string => `draft/${personId}/`;
const draftKey = ({ personId, applicationId, section }: Place): string =>
  `${draftsOf(personId)}${applicationId}/${section}`;

type Kept = SectionSync & { readonly schema: number };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isCell = (value: unknown): boolean =>
  typeof value === "string" || (isRecord(value) && Object.values(value).every((cell) => typeof cell === "string"));
const isAnswer = (value: unknown): value is Answer => isCell(value) || (Array.isArray(value) && value.every(isCell));
const isAnswers = (value: unknown): value is Answers => isRecord(value) && Object.values(value).every(isAnswer);
const isText = (value: unknown): value is SectionText =>
  isRecord(value) && isAnswers(value.answers) && typeof value.done === "boolean";
const isWrite = (value: unknown): boolean =>
  isRecord(value) && typeof value.writeId === "string" && typeof value.was === "number" && isText(value.text);
const isHeld = (value: unknown): boolean =>
  isRecord(value) && typeof value.draftId === "string" && typeof value.version === "number" && isText(value.text);

// Written by this page; read carefully all the same, because a browser's storage outlives the page that wrote it.
const isKept = (value: unknown): value is Kept =>
  isRecord(value) &&
  value.schema === SCHEMA &&
  typeof value.standing === "string" &&
  typeof value.draftId === "string" &&
  typeof value.base === "number" &&
  typeof value.edit === "number" &&
  typeof value.changed === "boolean" &&
  isText(value.text) &&
  (value.write === undefined || isWrite(value.write)) &&
  (value.theirs === undefined || isHeld(value.theirs));

const standingOf = (sync: SectionSync): SectionSync["standing"] => {
  if (!isUnsent(sync)) return "clean";
  if (sync.theirs !== undefined) return "conflict";
  return sync.cause === "submitted" || sync.cause === "round-closed" ? "closed-draft" : "kept";
};

/** The section as this device last had it, ready to go on: whatever was under way waits to be tried again. */
export const keptText = (shelf: Shelf, place: Place): SectionSync | undefined => {
  const value = get(shelf, draftKey(place));
  if (!isKept(value)) return undefined;
  const { schema: _, ...sync } = value;
  return { ...sync, standing: standingOf(sync), failures: 0 };
};

/** Keeps a section on the device. False when there is no room, also after copies that can be fetched again are dropped. */
export const keepText = (shelf: Shelf, place: Place, sync: SectionSync): boolean => {
  const kept: Kept = { ...sync, schema: SCHEMA };
  if (put(shelf, draftKey(place), kept)) return true;
  for (const key of keysUnder(shelf, "view/")) shelf.removeItem(key);
  return put(shelf, draftKey(place), kept);
};

/** Whether a storage event is about this section. */
export const isAbout = (place: Place, key: string | null): boolean => key === draftKey(place);

/** The sections that a person typed on this device and the portal may lack. */
export const unsentTexts = (shelf: Shelf, personId: string): { place: Place; sync: SectionSync }[] =>
  keysUnder(shelf, draftsOf(personId)).flatMap((key) => {
    const [applicationId = "", section = ""] = key.slice(draftsOf(personId).length).split("/");
    const place = { personId, applicationId, section };
    const sync = keptText(shelf, place);
    return sync !== undefined && isUnsent(sync) ? [{ place, sync }] : [];
  });

/** The text of every section of an application that is newer here than on the portal. */
export const newerHere = (shelf: Shelf, personId: string, applicationId: string): Record<string, SectionText> =>
  Object.fromEntries(
    unsentTexts(shelf, personId)
      .filter(({ place }) => place.applicationId === applicationId)
      .map(({ place, sync }) => [place.section, sync.text]),
  );

/** Under which kind `group-text` keeps the details of a group. */
export const GROUP_KIND = "group";

/** Forgets everything of a person on this device: at sign-out. */
export const forgetPerson = (shelf: Shelf, personId: string): void => {
  const kinds = ["draft", "view", "submit", "answer", GROUP_KIND];
  for (const key of kinds.flatMap((kind) => keysUnder(shelf, `${kind}/${personId}/`))) shelf.removeItem(key);
  if (rememberedPerson(shelf) === personId) shelf.removeItem("person");
};

/** Who is signed in, for when the portal cannot be asked. */
export const rememberPerson = (shelf: Shelf, personId: string): boolean => put(shelf, "person", personId);
export const rememberedPerson = (shelf: Shelf): string | undefined => {
  const value = get(shelf, "person");
  return typeof value === "string" ? value : undefined;
};
