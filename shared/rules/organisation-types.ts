/** What a form asks of a kind of group: a number it must give, may give, or is not asked for. */
export type Ask = "required" | "optional" | "no";

type OrganisationKind = {
  label: string;
  hint?: string;
  charity: Ask;
  company: Ask;
  /** Public bodies are made by law and have no rules of their own to show. */
  governingDocument: Ask;
  parentBody: Ask;
};

const group = { charity: "no", company: "no", governingDocument: "required", parentBody: "optional" } as const;
const publicBody = { ...group, governingDocument: "no" } as const;

/**
 * The kinds of organisation that may apply (DOMAIN 7), in the order of the form. A charitable incorporated organisation
 * is known by its charity number, not by its number at Companies House (DOMAIN 6.2); small groups need have no number.
 */
export const ORGANISATION_TYPES = {
  "registered-charity": {
    ...group,
    label: "Registered charity",
    hint: "A trust or association on a register of charities",
    charity: "required",
  },
  cio: { ...group, label: "Charitable incorporated organisation (CIO)", charity: "required" },
  "charitable-company": { ...group, label: "Charitable company", charity: "required", company: "required" },
  cic: { ...group, label: "Community interest company (CIC)", company: "required" },
  "company-limited-by-guarantee": { ...group, label: "Company limited by guarantee", company: "required" },
  "unincorporated-association": {
    ...group,
    label: "Community group, club or association",
    hint: "A group with its own rules that is on no register",
  },
  "community-benefit-society": {
    ...group,
    label: "Community benefit society",
    charity: "optional",
    company: "optional",
  },
  "social-enterprise": { ...group, label: "Another social enterprise", company: "optional" },
  school: { ...group, label: "School or college", charity: "optional", company: "optional" },
  "faith-body": {
    ...group,
    label: "Faith group",
    hint: "For work that is open to everyone",
    charity: "optional",
  },
  "parish-council": { ...publicBody, label: "Town or parish council" },
  "statutory-body": { ...publicBody, label: "Council or other public body" },
  "community-safety-partnership": { ...publicBody, label: "Community safety partnership" },
  "youth-offending-team": { ...publicBody, label: "Youth offending team" },
  "police-team": {
    ...publicBody,
    label: "Police team",
    hint: "With a sponsor who answers for the money",
    parentBody: "required",
  },
} as const satisfies Record<string, OrganisationKind>;
type OrganisationType = keyof typeof ORGANISATION_TYPES;

/** What people also are, and why no grant can be paid to them (DOMAIN 7). The form offers them, so that a no comes early. */
export const REFUSED_TYPES = {
  individual: {
    label: "One person",
    refusal: "We cannot give a grant to one person. Ask a group that you belong to whether it would apply.",
  },
  "sole-trader": {
    label: "Sole trader",
    refusal: "We cannot give a grant to a sole trader. A group with its own rules and committee can apply.",
  },
  "profit-distributing-company": {
    label: "Company that pays profit to its owners",
    refusal: "We cannot give a grant to a company that pays profit to its owners. A group that keeps it can apply.",
  },
} as const satisfies Record<string, { label: string; refusal: string }>;
type RefusedType = keyof typeof REFUSED_TYPES;

export const isOrganisationType = (type: string): type is OrganisationType => Object.hasOwn(ORGANISATION_TYPES, type);
export const isRefusedType = (type: string): type is RefusedType => Object.hasOwn(REFUSED_TYPES, type);

/** What a group of this type is asked; one whose type is not chosen yet is asked for no number. */
export const asksOf = (
  type: string,
): Pick<OrganisationKind, "charity" | "company" | "governingDocument" | "parentBody"> =>
  isOrganisationType(type) ? ORGANISATION_TYPES[type] : group;

export const CHARITY_REGISTER_LABELS = {
  "england-and-wales": "England and Wales",
  scotland: "Scotland",
  "northern-ireland": "Northern Ireland",
} as const;

/** What the rules of a group are called. */
export const GOVERNING_DOCUMENTS = {
  constitution: "Constitution",
  "cio-constitution": "Constitution of a charitable incorporated organisation",
  "trust-deed": "Trust deed",
  articles: "Articles of association",
  "society-rules": "Rules of a registered society",
  other: "Something else",
} as const satisfies Record<string, string>;
