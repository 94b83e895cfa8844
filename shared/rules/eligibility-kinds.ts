/** Where a rule of eligibility is known from: an answer of the check, the form, the group's own page, or what the office has on record. */
const KNOWN_FROM = ["check", "form", "group", "record"] as const;
export type KnownFrom = (typeof KNOWN_FROM)[number];

type EligibilityKindFacts = {
  /** The id that is shown with a refusal, and that an officer allows for one group in one round. */
  rule: string;
  /** What it asks, for an officer who chooses among rules. */
  about: string;
  known: readonly KnownFrom[];
  /** An officer may waive it. What the form's own rules hold besides (amounts, match) an allowance could not help. */
  canBeAllowed: boolean;
};

/** The kinds of rules that a fund may be made of (DOMAIN 7). Parameters and words are the fund's; see `eligibility-rule.ts`. */
export const ELIGIBILITY_KINDS = {
  "organisation-type": {
    rule: "eligibility/organisation-type",
    about: "The fund is not for groups of this kind",
    known: ["check", "group"],
    canBeAllowed: true,
  },
  area: {
    rule: "eligibility/area",
    about: "The work is outside the fund’s area",
    known: ["check", "form"],
    canBeAllowed: true,
  },
  "amount-range": {
    rule: "eligibility/amount",
    about: "The amount is not one that the fund gives",
    known: ["check", "form"],
    canBeAllowed: false,
  },
  "total-cost-cap": {
    rule: "eligibility/total-cost",
    about: "The whole project costs too much",
    known: ["check", "form"],
    canBeAllowed: true,
  },
  "reserves-cap": {
    rule: "eligibility/reserves",
    about: "The group has too much money of its own",
    known: ["check", "form"],
    canBeAllowed: true,
  },
  "years-of-delivery": {
    rule: "eligibility/delivery-record",
    about: "The group has not done such work for long enough",
    known: ["check", "group"],
    canBeAllowed: true,
  },
  "committee-size": {
    rule: "eligibility/committee",
    about: "Too few people who are not related run the group",
    known: ["check", "group"],
    canBeAllowed: true,
  },
  documents: {
    rule: "eligibility/documents",
    about: "A document is missing, or is not what the fund asks for",
    known: ["form"],
    canBeAllowed: true,
  },
  "excluded-purposes": {
    rule: "eligibility/not-funded",
    about: "What the bid asks for is something the fund does not pay for",
    known: ["check", "form"],
    canBeAllowed: true,
  },
  "not-already-funded": {
    rule: "eligibility/already-funded",
    about: "Somebody else pays for the same work",
    known: ["check"],
    canBeAllowed: true,
  },
  "one-application": {
    rule: "eligibility/one-application",
    about: "The group has sent another application",
    known: ["record"],
    canBeAllowed: true,
  },
  "repeat-bar": {
    rule: "eligibility/repeat",
    about: "The group had a grant of the fund not long ago",
    known: ["record"],
    canBeAllowed: true,
  },
  "return-overdue": {
    rule: "eligibility/return-overdue",
    about: "The group owes a report on an earlier grant",
    known: ["record"],
    canBeAllowed: true,
  },
  "governing-document": {
    rule: "eligibility/governing-document",
    about: "The group has no governing document",
    known: ["check"],
    canBeAllowed: true,
  },
  "bank-account": {
    rule: "eligibility/bank-account",
    about: "The group has no bank account of its own",
    known: ["check"],
    canBeAllowed: true,
  },
  "not-retrospective": {
    rule: "eligibility/not-retrospective",
    about: "The money is for what was bought or done before",
    known: ["check"],
    canBeAllowed: true,
  },
  "match-ability": {
    rule: "eligibility/match",
    about: "The group cannot bring the other money",
    known: ["check"],
    canBeAllowed: false,
  },
  pathway: {
    rule: "eligibility/referral-pathway",
    about: "Nobody is referred to the group yet",
    known: ["check"],
    canBeAllowed: true,
  },
  cohort: {
    rule: "eligibility/cohort",
    about: "The work is not for the people whom the fund is for",
    known: ["check"],
    canBeAllowed: true,
  },
} as const satisfies Record<string, EligibilityKindFacts>;
export type EligibilityKind = keyof typeof ELIGIBILITY_KINDS;

/** The rule id of a kind. */
export const ruleIdOf = ({ kind }: { kind: EligibilityKind }): string => ELIGIBILITY_KINDS[kind].rule;
