import * as z from "zod/mini";
import { type Finding, finding } from "./finding.ts";
import { Instant, isCivilDate } from "./london.ts";
import {
  type OrganisationField,
  type OrganisationFields,
  organisationPointer,
  organisationShape,
} from "./organisation-fields.ts";
import { contactsDiffer, organisationFrom, registerNumbers } from "./organisation-identity.ts";
import { type Ask, asksOf, GOVERNING_DOCUMENTS } from "./organisation-types.ts";
import { overWordLimit } from "./words.ts";

/** A group as it is kept. Its contacts are personal data (DOMAIN 13). */
export const Organisation = z.strictObject({
  ...organisationShape,
  id: z.string(),
  createdAt: Instant,
  changedAt: Instant,
  version: z.int(),
});
export type Organisation = z.infer<typeof Organisation>;

const organisationCompleteRule = "organisation/complete";
const organisationContactsRule = "organisation/contacts";

/** Words that the stated purposes may have. */
export const PURPOSES_LIMIT_WORDS = 100;

/** The most that its page takes for how long it has done its work, and for how many run it. */
export const MOST_YEARS = 999;
export const MOST_PEOPLE = 200;

const missing = (field: OrganisationField, detail: string): Finding =>
  finding(organisationCompleteRule, organisationPointer(field), detail);

/** What everybody is asked, in the order of the form, and what to do where it is empty. */
const ALWAYS = [
  ["addressLine1", "Enter the first line of your group’s address"],
  ["town", "Enter the town or city"],
  ["postcode", "Enter the postcode"],
  ["district", "Choose the council area your group is based in"],
  ["purposes", "Say what your group exists to do"],
  ["mainContactName", "Enter the name of the main contact"],
  ["mainContactRole", "Enter what the main contact does in your group"],
  ["mainContactEmail", "Enter the email address of the main contact"],
  ["mainContactPhone", "Enter a telephone number of the main contact"],
  ["secondContactName", "Enter the name of a second contact"],
  ["secondContactRole", "Enter what the second contact does in your group"],
  ["secondContactEmail", "Enter the email address of the second contact"],
  ["secondContactPhone", "Enter a telephone number of the second contact"],
] as const satisfies readonly (readonly [OrganisationField, string])[];

const wholeNumber = (typed: string, most: number): boolean => /^\d{1,3}$/.test(typed) && Number(typed) <= most;

const required = (asked: Ask, field: OrganisationField, typed: string, detail: string): Finding[] =>
  asked === "required" && typed === "" ? [missing(field, detail)] : [];

const governingFindings = (of: OrganisationFields): Finding[] => {
  if (asksOf(of.type).governingDocument === "no") return [];
  return [
    ...(Object.hasOwn(GOVERNING_DOCUMENTS, of.governingDocument)
      ? []
      : [missing("governingDocument", "Choose what kind of governing document you have")]),
    // Charters go back centuries; a year before 1000 is a slip of the keyboard.
    ...(isCivilDate(of.governingDocumentOn) && of.governingDocumentOn >= "1000"
      ? []
      : [missing("governingDocumentOn", "Enter the date of your governing document, like 27 3 2019")]),
  ];
};

const contactFindings = (of: OrganisationFields): Finding[] => {
  if (of.secondContactName === "" && of.secondContactEmail === "") return [];
  return contactsDiffer(of)
    ? []
    : [
        finding(
          organisationContactsRule,
          organisationPointer("secondContactName"),
          "Give a second person with their own email address: the two contacts must not be the same",
        ),
      ];
};

/**
 * What keeps a group's applications from being submitted: fields that are asked of its type and are missing
 * (`organisation/complete`), two contacts that are one person (`organisation/contacts`), and whatever a save would refuse.
 * Empty when all is there. Each finding points at `/organisation/<field>`. DOMAIN 6, 7.
 */
export const organisationBlockers = (of: OrganisationFields): Finding[] => {
  const read = organisationFrom(of);
  const asked = asksOf(of.type);
  return [
    ...(read.ok ? [] : read.findings),
    ...required(asked.charity, "charityNumber", of.charityNumber, "Enter the charity number"),
    ...required(asked.company, "companyNumber", of.companyNumber, "Enter the company number"),
    ...required(asked.parentBody, "parentBody", of.parentBody, "Enter the name of your sponsor"),
    ...ALWAYS.filter(([field]) => of[field] === "").map(([field, detail]) => missing(field, detail)),
    ...(overWordLimit(of.purposes, PURPOSES_LIMIT_WORDS) === 0
      ? []
      : [missing("purposes", `Shorten what your group exists to do to ${PURPOSES_LIMIT_WORDS} words`)]),
    ...governingFindings(of),
    ...contactFindings(of),
    ...(wholeNumber(of.yearsOfDelivery, MOST_YEARS)
      ? []
      : [missing("yearsOfDelivery", "Enter for how many years your group has done its work, like 4")]),
    ...(wholeNumber(of.unrelatedCommittee, MOST_PEOPLE)
      ? []
      : [missing("unrelatedCommittee", "Enter how many committee members are not related, like 5")]),
  ];
};

const COUNTED = ["yearsOfDelivery", "unrelatedCommittee"] as const;
const isCounted = (field: string): boolean => COUNTED.some((counted) => counted === field);

/**
 * A group as a submission freezes it: strings and integers by field, without what is empty or not asked of its type, and
 * with the numbers as org-id.guide spells them (`charityOrgId`, `companyOrgId`). Counts that are no whole number are left out.
 */
export const organisationSnapshot = (of: OrganisationFields & { id: string }): Record<string, string | number> => {
  const read = organisationFrom(of);
  const clean = read.ok ? read.fields : of;
  const asked = asksOf(of.type);
  const unasked: string[] = [
    ...(asked.charity === "no" ? ["charityRegister", "charityNumber"] : []),
    ...(asked.company === "no" ? ["companyNumber"] : []),
    ...(asked.governingDocument === "no" ? ["governingDocument", "governingDocumentOn"] : []),
    "createdAt",
    "changedAt",
    "version",
  ];
  const given = Object.entries(clean).flatMap(([field, text]): [string, string | number][] => {
    if (text === "" || unasked.includes(field)) return [];
    if (!isCounted(field)) return [[field, text]];
    return wholeNumber(String(text), MOST_YEARS) ? [[field, Number(text)]] : [];
  });
  const numbers = registerNumbers(clean).map(({ field, orgId }): [string, string] => [
    field === "charityNumber" ? "charityOrgId" : "companyOrgId",
    orgId,
  ]);
  return { ...Object.fromEntries([...given, ...numbers]), id: of.id };
};
