import * as z from "zod/mini";

const LINE = 200;
const line = z._default(z.string().check(z.maxLength(LINE, `Shorten this to ${LINE} characters.`)), "");

/**
 * What a group says of itself, each field as it was typed and "" where it was not: a partly filled one may be saved, and
 * is reused for every application. Completeness is decided at submit (`organisation/complete`, ARCHITECTURE 1.5).
 */
export const organisationShape = {
  type: line,
  name: line,
  charityRegister: line,
  charityNumber: line,
  companyNumber: line,
  addressLine1: line,
  addressLine2: line,
  town: line,
  postcode: line,
  /** Code of the council area, or `elsewhere`. */
  district: line,
  website: line,
  parentBody: line,
  purposes: z._default(z.string().check(z.maxLength(5_000, "Shorten this to about 100 words.")), ""),
  governingDocument: line,
  /** YYYY-MM-DD as far as it was typed. */
  governingDocumentOn: line,
  mainContactName: line,
  mainContactRole: line,
  mainContactEmail: line,
  mainContactPhone: line,
  secondContactName: line,
  secondContactRole: line,
  secondContactEmail: line,
  secondContactPhone: line,
  yearsOfDelivery: line,
  unrelatedCommittee: line,
};
export const OrganisationFields = z.strictObject(organisationShape);
export type OrganisationFields = z.infer<typeof OrganisationFields>;
export type OrganisationField = keyof OrganisationFields;

/** A group that has said nothing yet; spelled out, so that a page that needs it brings no schema into the browser. */
export const NO_FIELDS: OrganisationFields = {
  type: "",
  name: "",
  charityRegister: "",
  charityNumber: "",
  companyNumber: "",
  addressLine1: "",
  addressLine2: "",
  town: "",
  postcode: "",
  district: "",
  website: "",
  parentBody: "",
  purposes: "",
  governingDocument: "",
  governingDocumentOn: "",
  mainContactName: "",
  mainContactRole: "",
  mainContactEmail: "",
  mainContactPhone: "",
  secondContactName: "",
  secondContactRole: "",
  secondContactEmail: "",
  secondContactPhone: "",
  yearsOfDelivery: "",
  unrelatedCommittee: "",
};

/** Where a finding about a field points, in the body of a save and in the application alike. */
export const organisationPointer = (field: OrganisationField): string => `/organisation/${field}`;
