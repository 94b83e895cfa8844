import type { Band } from "../rules/form.ts";
import type { Fund } from "../rules/fund.ts";
import { avonAndSomerset } from "./areas.ts";
import { withCheckedStatement } from "./checked-statement.ts";
import * as scored from "./criteria.ts";
import {
  accounts,
  governingDocument as governing,
  matchEvidence,
  quotes,
  safeguardingPolicy,
  slots,
} from "./documents.ts";
import * as rule from "./eligibility.ts";
import * as large from "./large-questions.ts";
import { match, provenColumns, RATES } from "./match-questions.ts";
import * as money from "./money-questions.ts";
import { NAMES } from "./names.ts";
import { assessmentPanel, defaultScoring } from "./panels.ts";
import * as ask from "./questions.ts";
import { declarations, safeguarding, unsafeToPublish, worksWithPeopleAtRisk } from "./safety-questions.ts";

const bands: Band[] = ["M", "L"];

const priorities = [
  { value: "streets", label: "Safer streets and parks" },
  { value: "young-people", label: "Young people kept away from crime" },
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
  "school",
  "faith-body",
  "parish-council",
];

/** Invented to show compulsory match: a quarter of the cost, part of it in money, and help counted up to a cap (DOMAIN 9). */
export const demonstration: Fund = withCheckedStatement({
  ...NAMES.demonstration,
  strapline: "Invented for demonstration: grants of £1,000 to £25,000 for groups that bring a quarter of the cost",
  invented: true,
  sources: [
    {
      id: "pcc",
      name: "Police and Crime Commissioner for Avon and Somerset",
      decides: "panel-recommends",
      controller: "Police and Crime Commissioner for Avon and Somerset",
      purposes: ["Prevent crime and disorder together with those who live and work in a place"],
    },
  ],
  minimumPence: 1_000_00,
  maximumPence: 25_000_00,
  potPence: 100_000_00,
  bands: [
    { band: "M", upToPence: 5_000_00 },
    { band: "L", upToPence: 25_000_00 },
  ],
  termMonths: 12,
  area: avonAndSomerset,
  eligibility: [
    {
      kind: "organisation-type",
      types: organisationTypes,
      ask: rule.yesNo(
        "organisation-type",
        "Are you a group or body that pays no profit to owners?",
        "yes",
        "Charities, clubs, social enterprises, schools and parish councils may apply.",
      ),
      refusal: "This fund is for groups and bodies that pay no profit to owners.",
      instead: "Ask a local group to apply and work with you.",
    },
    rule.area(avonAndSomerset, "help"),
    {
      kind: "match-ability",
      ask: rule.yesNo(
        "match",
        "Can you bring a quarter of the cost, part of it in money?",
        "yes",
        "The rest may be help given free, such as a room or volunteers’ time.",
      ),
      refusal: "This fund pays at most three quarters of what a project costs.",
      instead: "Look at the other funds on the first page: they ask for no other money.",
    },
    rule.governingDocument,
    rule.committee(3),
    rule.bankAccount,
    rule.notRetrospective,
    rule.returnOverdue,
    { ...rule.notAlreadyFunded, switch: "off" },
    { ...rule.repeatBar(12), switch: "off" },
    { ...rule.oneApplication("round"), switch: "off" },
    { ...rule.amountRange(1_000_00, 5_000_00), switch: "off" },
  ],
  sections: [
    {
      id: "amount",
      title: "How much you ask for",
      questions: [
        ask.requested(
          "From £1,000 to £25,000, and at most three quarters of the cost. Above £5,000 the form is longer. You can change the amount later, and lose nothing you have written.",
        ),
        ask.leastUseful,
        ask.whatWouldBeDropped,
      ],
    },
    {
      id: "project",
      title: "Your project",
      questions: [ask.projectTitle, ask.summary, ask.whatYouWillDo, ask.need, ask.prevention],
    },
    {
      id: "change",
      title: "What will change",
      questions: [
        ask.priorities(priorities),
        ask.howPriorities,
        ask.outcomes,
        ask.beneficiaries(avonAndSomerset.districts),
      ],
    },
    {
      id: "dates",
      title: "Dates and partners",
      questions: [ask.startsOn, ask.endsOn, large.milestones, ask.partners, large.risks],
    },
    {
      id: "money",
      title: "Costs and other money",
      questions: [
        money.budgetWithQuotes,
        {
          ...match,
          columns: [...(match.columns ?? []), ...provenColumns(matchEvidence.id)],
          hint: "Bring at least a quarter of the whole cost, and at least 15% of the whole cost in money. Help given free counts for up to half of what you must bring. Only what you have or were promised in writing counts.",
          optional: false,
          leastRows: 1,
        },
        money.otherPublicMoney,
        money.cashFlow,
      ],
    },
    { id: "after", title: "What lasts", questions: [ask.afterTheGrant, large.exit, ask.socialValue, large.evaluation] },
    { id: "safety", title: "Keeping people safe", questions: [worksWithPeopleAtRisk, safeguarding, unsafeToPublish] },
    declarations,
  ].map((given) => ask.section(bands, given)),
  documents: slots(bands, [governing, accounts, safeguardingPolicy, quotes, matchEvidence]),
  criteria: [
    scored.fit(25),
    scored.need(20),
    scored.outcomes(20),
    scored.delivery(15),
    scored.value(10),
    scored.legacy(10),
  ],
  panel: assessmentPanel,
  scoring: defaultScoring,
  match: {
    requiredBasisPoints: 2_500,
    of: "total-cost",
    cashMinimumBasisPoints: 1_500,
    inKindCapBasisPoints: 5_000,
    countsAtSubmission: ["received", "secured"],
    countsAtAward: ["received", "secured"],
    countsAtPayment: ["received", "secured"],
    volunteerCapBasisPoints: 5_000,
    publicMoney: "excluded",
    spendWindow: "project",
    evidence: { slot: matchEvidence.id, fromPence: 0 },
    rates: [...RATES],
    scored: true,
  },
  quotes: [...money.QUOTES],
  calendar: { deadlines: ["04-15", "10-15"], closesAtTime: "12:00", workingDaysToCheck: 10, workingDaysToPay: 10 },
  priorities: { plan: "Priorities invented for demonstration", datedOn: "2025-04-01", items: priorities },
  texts: {
    purpose:
      "This fund is invented. It shows a fund that pays only beside others: groups bring a quarter of the cost in money and help.",
    paysFor: ["Projects that make a place safer and that others pay for too"],
    notFunded: [
      "What has already been bought or done",
      "Work outside Avon and Somerset",
      "Cameras, fencing and radios",
    ],
    timeToFill: { M: "about two hours", L: "about a day" },
    whoDecides: "A panel recommends. The Commissioner or a deputy confirms.",
  },
});
