import { ELIGIBILITY_KINDS, type KnownFrom } from "./eligibility-kinds.ts";
import type { EligibilityRule } from "./eligibility-rule.ts";
import type { Fund } from "./fund.ts";
import { formatWholePounds } from "./money.ts";
import { isOrganisationType, ORGANISATION_TYPES } from "./organisation-types.ts";

/** A label within a sentence; an abbreviation stays as it is. */
const lower = (label: string): string =>
  /^[A-Z](?![A-Z])/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;

const typeWords = (type: string): string => (isOrganisationType(type) ? lower(ORGANISATION_TYPES[type].label) : type);

/** A rule of a fund as the public reads it before anything is asked: what must be so. DOMAIN 7. */
export const ruleWords = (fund: Pick<Fund, "area" | "documents">, rule: EligibilityRule): string => {
  switch (rule.kind) {
    case "organisation-type":
      return `Your group is of one of these kinds: ${rule.types.map(typeWords).join("; ")}.`;
    case "area": {
      const whole = fund.area.districts.every(({ value }) => rule.districts.includes(value));
      const named = fund.area.districts.filter(({ value }) => rule.districts.includes(value));
      return `The work helps people in ${whole ? fund.area.name : named.map(({ label }) => label).join(", ")}.`;
    }
    case "amount-range":
      return `You ask for ${formatWholePounds(rule.minimumPence)} to ${formatWholePounds(rule.maximumPence)}.`;
    case "total-cost-cap":
      return `The whole project costs ${formatWholePounds(rule.capPence)} or less.`;
    case "reserves-cap":
      return `Your group holds ${formatWholePounds(rule.capPence)} or less that it could spend as it likes.`;
    case "years-of-delivery":
      return `Your group has delivered this kind of work for ${rule.leastYears === 1 ? "a year" : `${rule.leastYears} years`} or more.`;
    case "committee-size":
      return `At least ${rule.leastPeople} people who are not related run your group.`;
    case "documents": {
      const slots = new Set(Object.values(rule.slots).flat());
      const labels = fund.documents.filter(({ id }) => slots.has(id)).map(({ label }) => lower(label));
      return `You send these documents with the application: ${labels.join("; ")}.`;
    }
    case "excluded-purposes":
      return `The money is not for any of these: ${rule.excluded.map(({ label }) => lower(label)).join("; ")}.`;
    case "not-already-funded":
      return "Nobody else pays for the same work already.";
    case "one-application":
      return `Your group sends one application in each ${rule.per === "round" ? "round" : "financial year"}.`;
    case "repeat-bar":
      return `Your group has had no grant of this fund in the last ${rule.months} months.`;
    case "return-overdue":
      return "Your group owes us no report on an earlier grant.";
    case "governing-document":
      return "Your group has agreed its rules in writing.";
    case "bank-account":
      return "Your group has a bank account in its own name that two people control.";
    case "not-retrospective":
      return "Everything we would pay for is bought or done after you hear from us.";
    case "match-ability":
      return "Your group brings the other money that the fund asks for.";
    case "pathway":
      return "People are referred to you already.";
    case "cohort":
      return `The work is for ${lower(rule.people)}.`;
  }
};

const KNOWN_FROM_WORDS = {
  check: "asked in the check before the form",
  form: "read in the form",
  group: "read on the group’s page",
  record: "read in what we have on record of the group",
} as const satisfies Record<KnownFrom, string>;

/** Where a rule is known from, as a sentence. */
export const knownWords = (rule: EligibilityRule): string => {
  const from = ELIGIBILITY_KINDS[rule.kind].known
    .filter((each) => each !== "check" || ("ask" in rule && rule.ask !== undefined))
    .map((each) => KNOWN_FROM_WORDS[each]);
  const words = from.join(", and ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
};
