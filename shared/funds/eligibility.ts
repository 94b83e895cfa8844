import type { ChoiceAsk, RuleOf } from "../rules/eligibility-rule.ts";
import type { Option, Question } from "../rules/form.ts";
import { formatWholePounds } from "../rules/money.ts";
import { everyBand } from "./bands.ts";

/**
 * Rules that several funds have (DOMAIN 7), each with what it asks in the check before the form, what a no says and what to do
 * instead. Words that hold a number are made from the parameter: it is written once.
 */

export const yesNo = (id: string, label: string, passes: "yes" | "no", hint?: string): ChoiceAsk => ({
  type: "choice",
  id,
  label,
  ...(hint === undefined ? {} : { hint }),
  options: [
    { value: "yes", label: "Yes" },
    { value: "no", label: "No" },
  ],
  passes: [passes],
});

export const area = (
  place: { name: string; districts: Option[] },
  what: "help" | "be",
  hint?: string,
): RuleOf<"area"> => ({
  kind: "area",
  districts: place.districts.map(({ value }) => value),
  ask: yesNo(
    "area",
    what === "help" ? `Will the project help people in ${place.name}?` : `Will the work be in ${place.name}?`,
    "yes",
    hint,
  ),
  refusal:
    what === "help"
      ? `This fund can only pay for work that helps people in ${place.name}.`
      : `This fund can only pay for work in ${place.name}.`,
  instead:
    what === "help"
      ? "Ask the office of the Police and Crime Commissioner for your own area what they offer."
      : "Ask the government of your own nation what it offers.",
});

export const governingDocument: RuleOf<"governing-document"> = {
  kind: "governing-document",
  ask: yesNo(
    "governing-document",
    "Does your group have a governing document?",
    "yes",
    "The rules your group is run by, agreed by its members: a constitution, trust deed or articles.",
  ),
  refusal: "We can only give money to a group that has agreed its rules in writing.",
  instead: "Agree a short constitution at your next meeting, or ask a group that has one to apply with you.",
};

export const committee = (leastPeople: number): RuleOf<"committee-size"> => ({
  kind: "committee-size",
  leastPeople,
  ask: {
    type: "number",
    id: "committee",
    label: "How many people who are not related run your group?",
    hint: "Not married to each other, not of one family and not living together. A number, like 5.",
  },
  refusal: `We can only give money to a group run by at least ${leastPeople} people who are not related.`,
  instead: "Ask more people to join your committee, then come back.",
});

export const yearsOfDelivery = (leastYears: number): RuleOf<"years-of-delivery"> => ({
  kind: "years-of-delivery",
  leastYears,
  ask: {
    type: "number",
    id: "delivery-record",
    label: "For how many years have you delivered this kind of work?",
    hint: "Whole years that are behind you, like 4. Enter 0 if you have just begun.",
  },
  refusal: `This fund is for organisations with at least ${leastYears} years’ delivery behind them.`,
  instead: "Join as a partner of an organisation with a longer record.",
});

export const bankAccount: RuleOf<"bank-account"> = {
  kind: "bank-account",
  ask: yesNo(
    "bank-account",
    "Does your group have a bank account in its own name that needs two people to pay money out?",
    "yes",
  ),
  refusal: "We can only pay into an account in the group’s own name that two people control.",
  instead: "Open an account for your group, or ask a group that has one to apply and hold the money for you.",
};

export const notRetrospective: RuleOf<"not-retrospective"> = {
  kind: "not-retrospective",
  ask: yesNo(
    "not-retrospective",
    "Will everything you ask us to pay for be bought or done after you hear from us?",
    "yes",
  ),
  refusal: "We cannot pay for what has already been bought or done.",
  instead: "Apply for the part that is still to come.",
};

/** Of everybody, in every fund: who owes a report sends it before asking for more (DOMAIN 4, 7). */
export const returnOverdue: RuleOf<"return-overdue"> = {
  kind: "return-overdue",
  refusal: "A group that owes us a report cannot send another application.",
  instead: "Send us the report, or ask the office for more time.",
};

export const repeatBar = (months: number): RuleOf<"repeat-bar"> => ({
  kind: "repeat-bar",
  months,
  refusal: `A group can have a grant of this fund once in ${months} months.`,
  instead: "Look at the other funds on the first page, or ask the office.",
});

export const oneApplication = (per: RuleOf<"one-application">["per"]): RuleOf<"one-application"> => ({
  kind: "one-application",
  per,
  refusal:
    per === "round"
      ? "This round takes one application from each group."
      : "This fund takes one application from each group in a financial year.",
  instead: "Change the one that was sent, or withdraw it and send this one.",
});

export const totalCostCap = (capPence: number): RuleOf<"total-cost-cap"> => ({
  kind: "total-cost-cap",
  capPence,
  ask: {
    type: "amount",
    id: "total-cost",
    label: "What will the whole project cost, roughly?",
    hint: "All of it, also what others pay. An amount in pounds, like 4,000.",
  },
  refusal: `This fund is for projects that cost ${formatWholePounds(capPence)} or less in all.`,
  instead: "Apply for a smaller project that can stand by itself.",
});

const reserves: Question = {
  id: "reserves",
  type: "amount",
  label: "How much money does your group hold that it could spend as it likes?",
  hint: "What is in the bank, without what somebody gave you for one purpose. An estimate is fine.",
  whenEmpty: "Enter how much money your group holds that it could spend as it likes.",
  bands: everyBand,
  optional: false,
};

export const reservesCap = (capPence: number): RuleOf<"reserves-cap"> => ({
  kind: "reserves-cap",
  capPence,
  question: reserves,
  section: "money",
  ask: {
    type: "amount",
    id: "reserves",
    label: reserves.label,
    hint: "Without what somebody gave you for one purpose. An amount in pounds, like 1,400.",
  },
  refusal: `This fund is for groups that hold ${formatWholePounds(capPence)} or less of their own.`,
  instead: "Use some of your own money first, or ask the office.",
});

export const amountRange = (minimumPence: number, maximumPence: number): RuleOf<"amount-range"> => {
  const [least, most] = [formatWholePounds(minimumPence), formatWholePounds(maximumPence)];
  return {
    kind: "amount-range",
    minimumPence,
    maximumPence,
    ask: {
      type: "amount",
      id: "amount",
      label: "How much do you think of asking for?",
      hint: `From ${least} to ${most}. Your best guess in pounds; you can change it later.`,
    },
    refusal: `This fund gives ${least} to ${most}.`,
    instead: "Apply for a part of your project that fits, or look at the other funds on the first page.",
  };
};

export const notAlreadyFunded: RuleOf<"not-already-funded"> = {
  kind: "not-already-funded",
  ask: yesNo("already-funded", "Does somebody else pay for the same work already?", "no"),
  refusal: "We do not pay for what somebody else pays for already.",
  instead: "Apply for the part of your project that nobody pays for.",
};

/** What a fund does not pay for, as one question with the list in it. */
export const excludedPurposes = (
  excluded: Option[],
  asked: { label: string; hint: string; instead: string },
): RuleOf<"excluded-purposes"> => ({
  kind: "excluded-purposes",
  excluded,
  ask: {
    type: "choice",
    id: "not-funded",
    label: asked.label,
    hint: asked.hint,
    options: [...excluded, { value: "none", label: "None of these" }],
    passes: ["none"],
  },
  refusal: "This fund does not pay for these.",
  instead: asked.instead,
});
