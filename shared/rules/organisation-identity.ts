import { type Finding, finding } from "./finding.ts";
import {
  charityNumber,
  charityNumberRule,
  charityRegisters,
  companyNumber,
  companyNumberRule,
  emailAddress,
  emailRule,
  lowerEmail,
  postcode,
  postcodeRule,
} from "./identifiers.ts";
import {
  NO_FIELDS,
  type OrganisationField,
  type OrganisationFields,
  organisationPointer,
} from "./organisation-fields.ts";
import { asksOf, isOrganisationType, isRefusedType, REFUSED_TYPES } from "./organisation-types.ts";
import { cleanText, singleLine } from "./text.ts";

// Rule ids of this noun that stand beside a field; those of a number or an address are in identifiers.ts.
const organisationTypeRule = "organisation/type";
export const organisationNameRule = "organisation/name";
export const organisationRegisterRule = "organisation/charity-register";

const fault = (rule: string, field: OrganisationField, detail: string): Finding[] => [
  finding(rule, organisationPointer(field), detail),
];

type Read = { ok: true; text: string } | { ok: false; findings: Finding[] };
const kept = (text: string): Read => ({ ok: true, text });

const register = (typed: string) => charityRegisters.find((known) => known === typed);

const readCharity = (typed: OrganisationFields): Read => {
  if (typed.charityNumber === "" || asksOf(typed.type).charity === "no") return kept(typed.charityNumber);
  const chosen = register(typed.charityRegister);
  if (chosen === undefined)
    return {
      ok: false,
      findings: fault(organisationRegisterRule, "charityRegister", "Choose the register that the charity is on"),
    };
  const read = charityNumber(chosen, typed.charityNumber);
  if (!read.ok) return { ok: false, findings: fault(charityNumberRule, "charityNumber", read.problem) };
  return kept(read.linked === undefined ? read.number : `${read.number}-${read.linked}`);
};

const readCompany = (typed: OrganisationFields): Read => {
  if (typed.companyNumber === "" || asksOf(typed.type).company === "no") return kept(typed.companyNumber);
  const read = companyNumber(typed.companyNumber);
  return read.ok ? kept(read.number) : { ok: false, findings: fault(companyNumberRule, "companyNumber", read.problem) };
};

const readPostcode = (typed: string): Read => {
  if (typed === "") return kept("");
  const read = postcode(typed);
  return read.ok ? kept(read.postcode) : { ok: false, findings: fault(postcodeRule, "postcode", read.problem) };
};

const readEmail = (field: "mainContactEmail" | "secondContactEmail", typed: string): Read => {
  if (typed === "") return kept("");
  const read = emailAddress(typed);
  return read.ok ? kept(read.address) : { ok: false, findings: fault(emailRule, field, read.problem) };
};

const typeFindings = (type: string): Finding[] => {
  if (isOrganisationType(type)) return [];
  const detail = isRefusedType(type) ? REFUSED_TYPES[type].refusal : "Choose what kind of group you are";
  return fault(organisationTypeRule, "type", detail);
};

// The fields alone, out of whatever carries them: a body, or a group as it is kept.
const isField = (name: string): name is OrganisationField => Object.hasOwn(NO_FIELDS, name);

const tidied = (typed: OrganisationFields): OrganisationFields => {
  const fields = { ...NO_FIELDS };
  for (const name of Object.keys(NO_FIELDS)) if (isField(name)) fields[name] = singleLine(typed[name]);
  return { ...fields, purposes: cleanText(typed.purposes).trim() };
};

/**
 * A group as it is saved: clean text, and numbers, postcode and e-mail addresses in their one spelling; or what is wrong.
 * Asks only for a type that may apply (`organisation/type`) and a name (`organisation/name`); numbers, postcode and
 * addresses are checked where they were given and are asked of this type (DOMAIN 6, 7). What is not asked is kept as typed.
 */
export const organisationFrom = (
  typed: OrganisationFields,
): { ok: true; fields: OrganisationFields } | { ok: false; findings: Finding[] } => {
  const clean = tidied(typed);
  const read = {
    charityNumber: readCharity(clean),
    companyNumber: readCompany(clean),
    postcode: readPostcode(clean.postcode),
    mainContactEmail: readEmail("mainContactEmail", clean.mainContactEmail),
    secondContactEmail: readEmail("secondContactEmail", clean.secondContactEmail),
  };
  const findings = [
    ...typeFindings(clean.type),
    ...(clean.name === "" ? fault(organisationNameRule, "name", "Enter the name of your group") : []),
    ...Object.values(read).flatMap((one) => (one.ok ? [] : one.findings)),
  ];
  if (findings.length > 0) return { ok: false, findings };
  const texts = Object.fromEntries(Object.entries(read).flatMap(([field, one]) => (one.ok ? [[field, one.text]] : [])));
  return { ok: true, fields: { ...clean, ...texts } };
};

/** The numbers of a group on public registers, as org-id.guide spells them; a linked charity's with its suffix. DOMAIN 6.1, 6.2. */
export const registerNumbers = (
  of: OrganisationFields,
): { field: "charityNumber" | "companyNumber"; orgId: string }[] => {
  const asked = asksOf(of.type);
  const chosen = register(of.charityRegister);
  const charity = chosen === undefined || asked.charity === "no" ? undefined : charityNumber(chosen, of.charityNumber);
  const company = asked.company === "no" ? undefined : companyNumber(of.companyNumber);
  return [
    ...(charity?.ok === true
      ? [
          {
            field: "charityNumber" as const,
            orgId: charity.linked === undefined ? charity.orgId : `${charity.orgId}-${charity.linked}`,
          },
        ]
      : []),
    ...(company?.ok === true ? [{ field: "companyNumber" as const, orgId: company.orgId }] : []),
  ];
};

/**
 * The spelling by which two groups without a number are known to be one: the name without case, accents, punctuation
 * or "the" in front, and the postcode. Undefined without both. DOMAIN 6.2.
 */
export const nameAndPlace = (name: string, typedPostcode: string): string | undefined => {
  const read = postcode(typedPostcode);
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("&", " and ")
    .replace(/[’'`]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replace(/^the /, "");
  return read.ok && plain !== "" ? `${plain} ${read.postcode.replace(" ", "").toLowerCase()}` : undefined;
};

/** Whether the second contact is somebody else than the main one, by name and by e-mail address. */
export const contactsDiffer = (of: OrganisationFields): boolean =>
  lowerEmail(of.mainContactEmail) !== lowerEmail(of.secondContactEmail) &&
  of.mainContactName.toLowerCase() !== of.secondContactName.toLowerCase();
