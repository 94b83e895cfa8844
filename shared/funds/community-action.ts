import type { Band } from "../rules/form.ts";
import type { Fund } from "../rules/fund.ts";
import { avonAndSomerset } from "./areas.ts";
import { withCheckedStatement } from "./checked-statement.ts";
import * as scored from "./criteria.ts";
import { accounts, governingDocument as governing, safeguardingPolicy, slots } from "./documents.ts";
import * as rule from "./eligibility.ts";
import { match, RATES } from "./match-questions.ts";
import * as money from "./money-questions.ts";
import { NAMES } from "./names.ts";
import { defaultScoring, policeCommunityTrust } from "./panels.ts";
import * as ask from "./questions.ts";
import { declarations, safeguarding, unsafeToPublish, worksWithPeopleAtRisk } from "./safety-questions.ts";

const bands: Band[] = ["S", "M"];

// The published plan is not among the sources: these items show how a plan is used, and are replaced by the real ones.
const priorities = [
  { value: "neighbourhoods", label: "Safer neighbourhoods and less anti-social behaviour" },
  { value: "young-people", label: "Young people kept away from crime" },
  { value: "violence", label: "Less violence, above all against women and girls" },
  { value: "drugs-alcohol", label: "Less harm from drugs and alcohol" },
  { value: "victims", label: "Help for victims of crime" },
];

const organisationTypes = [
  "registered-charity",
  "cio",
  "charitable-company",
  "cic",
  "company-limited-by-guarantee",
  "unincorporated-association",
  "community-benefit-society",
  "social-enterprise",
  "faith-body",
];

/** Quarterly small grants for community groups (DOMAIN 2.1). Match is never demanded and counts as value for money. */
export const communityAction: Fund = withCheckedStatement({
  ...NAMES.communityAction,
  strapline: "Grants of £100 to £5,000 for groups that make their community safer",
  invented: false,
  sources: [
    {
      id: "pcc",
      name: "Police and Crime Commissioner for Avon and Somerset",
      decides: "panel-recommends",
      controller: "Police and Crime Commissioner for Avon and Somerset",
      purposes: ["Prevent crime and disorder, or help others to prevent it, in Avon and Somerset"],
    },
    {
      id: "trust",
      name: "Avon and Somerset Police Community Trust",
      decides: "trustees-decide",
      controller: "Avon and Somerset Police Community Trust",
      purposes: [
        "Guard people and what they own against crime",
        "Make anti-social behaviour rarer",
        "Teach young people about drugs, alcohol and solvents",
        "Keep the young, the old and the vulnerable safe",
        "Draw young people away from trouble",
        "Build good relations in the community",
      ],
    },
  ],
  minimumPence: 100_00,
  maximumPence: 5_000_00,
  potPence: 40_000_00,
  bands: [
    { band: "S", upToPence: 1_000_00 },
    { band: "M", upToPence: 5_000_00 },
  ],
  termMonths: 12,
  area: avonAndSomerset,
  eligibility: [
    {
      kind: "organisation-type",
      types: organisationTypes,
      ask: {
        type: "choice",
        id: "organisation-type",
        label: "Who is asking?",
        options: [
          { value: "community-group", label: "A community group, club or charity" },
          {
            value: "social-enterprise",
            label: "A community interest company or other social enterprise that pays no profit to owners",
          },
          { value: "faith-group", label: "A faith group, for something open to everyone" },
          { value: "public-body", label: "A school, council or other public body" },
          { value: "business", label: "A business that pays profit to its owners" },
          { value: "person", label: "One person" },
        ],
        passes: ["community-group", "social-enterprise", "faith-group"],
      },
      refusal: "This fund is for community and voluntary groups.",
      instead: "Ask a community group, friends’ group or charity to apply and work with you.",
    },
    rule.area(
      avonAndSomerset,
      "help",
      "Bath and North East Somerset, Bristol, North Somerset, Somerset or South Gloucestershire.",
    ),
    rule.governingDocument,
    rule.committee(3),
    rule.bankAccount,
    rule.notRetrospective,
    rule.excludedPurposes(
      [
        { value: "person", label: "One person" },
        { value: "trip", label: "A trip or an expedition" },
        { value: "bursary", label: "A bursary" },
        { value: "duty", label: "Something a public body has a duty to pay for" },
      ],
      {
        label: "Is the money for one of these?",
        hint: "Pay for a post that already exists counts as something that is already paid for.",
        instead: "Apply for another part of your project, or ask the office which fund may suit you.",
      },
    ),
    rule.returnOverdue,
    // The three years are the rule of the Trust's general fund, off here until an officer turns it on (DOMAIN, decision 5).
    { ...rule.repeatBar(36), switch: "off" },
    { ...rule.oneApplication("round"), switch: "off" },
    // The optional caps of DOMAIN 7.
    { ...rule.totalCostCap(10_000_00), switch: "off" },
    { ...rule.reservesCap(25_000_00), switch: "off" },
  ],
  sections: [
    {
      id: "amount",
      title: "How much you ask for",
      questions: [
        ask.requested(
          "From £100 to £5,000. Up to £1,000 the form is shorter. You can change the amount later, and lose nothing you have written.",
        ),
        ask.leastUseful,
        ask.whatWouldBeDropped,
      ],
    },
    { id: "project", title: "Your project", questions: [ask.projectTitle, ask.summary, ask.whatYouWillDo, ask.need] },
    {
      id: "change",
      title: "What will change",
      questions: [ask.priorities(priorities), ask.outcomes, ask.beneficiaries(avonAndSomerset.districts)],
    },
    { id: "dates", title: "Dates and partners", questions: [ask.startsOn, ask.endsOn, ask.partners] },
    { id: "money", title: "Costs and other money", questions: [money.budget, match, money.otherPublicMoney] },
    { id: "after", title: "What lasts", questions: [ask.afterTheGrant, ask.socialValue] },
    { id: "safety", title: "Keeping people safe", questions: [worksWithPeopleAtRisk, safeguarding, unsafeToPublish] },
    declarations,
  ].map((given) => ask.section(bands, given)),
  documents: slots(bands, [governing, accounts, safeguardingPolicy]),
  criteria: [
    scored.fit(25),
    scored.need(20),
    scored.outcomes(20),
    scored.delivery(15),
    scored.value(10),
    scored.legacy(10),
  ],
  panel: policeCommunityTrust,
  scoring: defaultScoring,
  match: {
    requiredBasisPoints: 0,
    of: "total-cost",
    cashMinimumBasisPoints: 0,
    inKindCapBasisPoints: 0,
    countsAtSubmission: ["received", "secured"],
    rates: [...RATES],
    scored: true,
  },
  calendar: {
    deadlines: ["03-01", "06-01", "09-01", "12-01"],
    closesAtTime: "12:00",
    workingDaysToCheck: 10,
    workingDaysToPay: 10,
    weeksToPay: 2,
    // Bids of 1 March are decided in April and told by the end of May; the other three follow the month after (DOMAIN 2.1).
    monthsToHear: { "03": 2 },
  },
  priorities: { plan: "Police and Crime Plan (demonstration items)", datedOn: "2025-04-01", items: priorities },
  texts: {
    purpose:
      "This fund helps community groups in Avon and Somerset to prevent crime and make people safer. It is open four times a year.",
    paysFor: [
      "Activities that keep people safe or draw them away from crime",
      "Equipment, hire of rooms, materials and training that the project needs",
      "Time of people who work on the project, where their posts are new",
    ],
    notFunded: [
      "One person, or a business that pays profit to its owners",
      "Trips, expeditions and bursaries",
      "What a public body has a duty to pay for, and posts that already exist",
      "What has already been bought or done",
      "Party politics, lobbying, or an activity that is only religious",
      "Work outside Avon and Somerset",
      "Buildings are rarely funded",
    ],
    timeToFill: { S: "about half an hour", M: "about two hours" },
    whoDecides:
      "The trustees of the Avon and Somerset Police Community Trust decide on the Trust’s money. On the Commissioner’s money a panel recommends, and the Commissioner or a deputy confirms.",
  },
});
