import type { OrganisationFields } from "./organisation-fields.ts";
import {
  CHARITY_REGISTER_LABELS,
  GOVERNING_DOCUMENTS,
  isOrganisationType,
  ORGANISATION_TYPES,
} from "./organisation-types.ts";

/** What each thing a group says of itself is called: beside its field, in summaries and in what was submitted. */
export const ORGANISATION_LABELS = {
  type: "Kind of group",
  name: "Name",
  charityRegister: "Register of charities",
  charityNumber: "Charity number",
  companyNumber: "Company number",
  addressLine1: "Address line 1",
  addressLine2: "Address line 2",
  town: "Town or city",
  postcode: "Postcode",
  district: "Council area",
  website: "Website",
  parentBody: "Parent body or sponsor",
  purposes: "What the group exists to do",
  governingDocument: "Governing document",
  governingDocumentOn: "Date of the governing document",
  mainContactName: "Main contact",
  mainContactRole: "Main contact’s role",
  mainContactEmail: "Main contact’s email address",
  mainContactPhone: "Main contact’s telephone number",
  secondContactName: "Second contact",
  secondContactRole: "Second contact’s role",
  secondContactEmail: "Second contact’s email address",
  secondContactPhone: "Second contact’s telephone number",
  yearsOfDelivery: "Years of doing its work",
  unrelatedCommittee: "Committee members who are not related",
} as const satisfies Record<keyof OrganisationFields, string>;

/** The district of a group that is based outside the area of the office. */
export const ELSEWHERE = { value: "elsewhere", label: "Somewhere else" } as const;

const worded = (words: Readonly<Record<string, string>>, value: string): string => words[value] ?? value;

/** A field's value in words: codes by their labels, everything else as it is. `districts` are the codes of the area. */
export const organisationWords = (
  of: OrganisationFields,
  field: keyof OrganisationFields,
  districts: readonly { value: string; label: string }[],
): string => {
  const value = of[field];
  if (field === "type") return isOrganisationType(value) ? ORGANISATION_TYPES[value].label : value;
  if (field === "charityRegister") return worded(CHARITY_REGISTER_LABELS, value);
  if (field === "governingDocument") return worded(GOVERNING_DOCUMENTS, value);
  if (field === "district") return [...districts, ELSEWHERE].find((one) => one.value === value)?.label ?? value;
  return value;
};
