import type { EligibilityQuestion } from "../rules/fund.ts";

/** Questions of the check before the form that several funds ask (DOMAIN 7). Each names its rule and says what to do instead. */

const yes = { value: "yes", label: "Yes" };
const no = { value: "no", label: "No" };

export const yesNo = (asked: Omit<EligibilityQuestion, "options">): EligibilityQuestion => ({
  ...asked,
  options: [yes, no],
});

export const governingDocument = yesNo({
  rule: "eligibility/governing-document",
  id: "governing-document",
  label: "Does your group have a governing document?",
  hint: "The rules your group is run by, agreed by its members: a constitution, trust deed or articles.",
  passes: ["yes"],
  refusal: "We can only give money to a group that has agreed its rules in writing.",
  instead: "Agree a short constitution at your next meeting, or ask a group that has one to apply with you.",
});

export const committee = yesNo({
  rule: "eligibility/committee",
  id: "committee",
  label: "Do at least three people who are not related run your group?",
  hint: "Not married to each other, not of one family and not living together.",
  passes: ["yes"],
  refusal: "We can only give money to a group run by at least three people who are not related.",
  instead: "Ask more people to join your committee, then come back.",
});

export const bankAccount = yesNo({
  rule: "eligibility/bank-account",
  id: "bank-account",
  label: "Does your group have a bank account in its own name that needs two people to pay money out?",
  passes: ["yes"],
  refusal: "We can only pay into an account in the group’s own name that two people control.",
  instead: "Open an account for your group, or ask a group that has one to apply and hold the money for you.",
});

export const notRetrospective = yesNo({
  rule: "eligibility/not-retrospective",
  id: "not-retrospective",
  label: "Will everything you ask us to pay for be bought or done after you hear from us?",
  passes: ["yes"],
  refusal: "We cannot pay for what has already been bought or done.",
  instead: "Apply for the part that is still to come.",
});
