import type { Band } from "../rules/form.ts";
import type { Fund } from "../rules/fund.ts";
import { england } from "./areas.ts";
import { withCheckedStatement } from "./checked-statement.ts";
import * as scored from "./criteria.ts";
import { accounts, governingDocument as governing, quotes, safeguardingPolicy, slots } from "./documents.ts";
import * as rule from "./eligibility.ts";
import * as large from "./large-questions.ts";
import { match, RATES } from "./match-questions.ts";
import * as money from "./money-questions.ts";
import { NAMES } from "./names.ts";
import { assessmentPanel, defaultScoring } from "./panels.ts";
import * as ask from "./questions.ts";
import { deliveryRecord, referralPathway } from "./rehabilitation-questions.ts";
import { declarations, safeguarding, unsafeToPublish, worksWithPeopleAtRisk } from "./safety-questions.ts";

const bands: Band[] = ["L"];

// What the fund of 2013 ranked first is not among the sources: these items show how priorities are used.
const priorities = [
  { value: "reoffending", label: "Fewer adults who offend again" },
  { value: "social-action", label: "Volunteers and peers who stand by people leaving the justice system" },
  { value: "home-and-work", label: "A home, work or training for adults who have offended" },
];

const organisationTypes = [
  "registered-charity",
  "cio",
  "charitable-company",
  "cic",
  "company-limited-by-guarantee",
  "community-benefit-society",
  "social-enterprise",
];

/**
 * Large grants for work with adults who have offended, after the fund the Cabinet Office opened on 12 July 2013
 * (DOMAIN 1.1 d, 2.8). Its eighteen months ended on 31 March 2015; here they end on a day to come.
 */
export const rehabilitation: Fund = withCheckedStatement({
  ...NAMES.rehabilitation,
  strapline: "Grants of £50,000 to £250,000 for charities and social enterprises that help adults to stop offending",
  invented: false,
  sources: [
    {
      id: "cabinet-office",
      name: "Cabinet Office",
      decides: "panel-recommends",
      controller: "Cabinet Office",
      purposes: ["Help adults who have offended to stop, through social action"],
    },
  ],
  minimumPence: 50_000_00,
  maximumPence: 250_000_00,
  potPence: 3_500_000_00,
  bands: [{ band: "L", upToPence: 250_000_00 }],
  termMonths: 18,
  endsOn: "2028-09-30",
  area: england,
  eligibility: [
    {
      kind: "organisation-type",
      types: organisationTypes,
      ask: {
        type: "choice",
        id: "organisation-type",
        label: "Who is asking?",
        options: [
          { value: "charity", label: "A charity" },
          { value: "social-enterprise", label: "A social enterprise" },
          { value: "public-body", label: "A public body" },
          { value: "other", label: "Another kind of organisation, or one person" },
        ],
        passes: ["charity", "social-enterprise"],
      },
      refusal: "This fund is for charities and social enterprises.",
      instead: "Ask a charity or social enterprise to lead, and join as a partner.",
    },
    rule.area(england, "be"),
    {
      kind: "cohort",
      people: "adults who have offended",
      ask: rule.yesNo(
        "adult-offenders",
        "Is the project for adults who have offended?",
        "yes",
        "People aged 18 or over.",
      ),
      refusal: "This fund is for work with adults who have offended.",
      instead: "Look at the other funds on the first page.",
    },
    rule.yearsOfDelivery(2),
    {
      kind: "pathway",
      ask: rule.yesNo(
        "referral-pathway",
        "Do people already get referred to you?",
        "yes",
        "Such as by prisons, probation, courts, the police or local services.",
      ),
      refusal: "This fund is for work with a referral pathway that is already in use.",
      instead: "Agree with those who would refer people to you how they do it, then come back.",
    },
    rule.governingDocument,
    rule.notRetrospective,
    {
      kind: "documents",
      slots: { L: ["governing-document", "accounts"] },
      refusal: "This fund takes no application without your governing document and your accounts.",
      instead: "Ask the office if your group cannot have them in time.",
    },
    rule.returnOverdue,
    { ...rule.oneApplication("round"), switch: "on" },
  ],
  sections: [
    {
      id: "amount",
      title: "How much you ask for",
      questions: [
        ask.requested("From £50,000 to £250,000 for the whole eighteen months."),
        ask.leastUseful,
        ask.whatWouldBeDropped,
      ],
    },
    {
      id: "project",
      title: "Your project",
      questions: [
        ask.projectTitle,
        ask.summary,
        ask.whatYouWillDo,
        ask.need,
        deliveryRecord,
        referralPathway,
        ask.prevention,
      ],
    },
    {
      id: "change",
      title: "What will change",
      questions: [ask.priorities(priorities), ask.howPriorities, ask.outcomes, ask.beneficiaries(england.districts)],
    },
    {
      id: "dates",
      title: "Dates and partners",
      questions: [
        ask.startsOn,
        { ...ask.endsOn, hint: "No later than 30 September 2028. All grants of this fund end by that day." },
        large.milestones,
        ask.partners,
        large.risks,
      ],
    },
    {
      id: "money",
      title: "Costs and other money",
      questions: [
        money.budget,
        {
          ...match,
          hint: "Other money and help are strongly welcomed, and not required. Give help its value: a free room, goods, volunteers’ time.",
        },
        money.otherPublicMoney,
        money.cashFlow,
      ],
    },
    {
      id: "after",
      title: "Life after the grant",
      questions: [
        {
          ...ask.afterTheGrant,
          hint: "This answer is scored by itself. Make the case that the work goes on: who pays, from when, and how sure it is.",
          limitWords: 250,
        },
        large.exit,
        ask.socialValue,
        {
          ...large.evaluation,
          hint: "You may spend part of the grant on finding out what difference you made. Put it in the costs.",
        },
      ],
    },
    { id: "safety", title: "Keeping people safe", questions: [worksWithPeopleAtRisk, safeguarding, unsafeToPublish] },
    declarations,
  ].map((given) => ask.section(bands, given)),
  documents: slots(bands, [governing, accounts, safeguardingPolicy, quotes]),
  criteria: [
    scored.fit(20),
    scored.need(15),
    scored.outcomes(20),
    scored.delivery(20),
    scored.value(10),
    {
      id: "after-the-grant",
      label: "Life after the grant",
      weight: 15,
      poor: "Says that more money will be looked for, and no more.",
      acceptable: "Names likely money and the steps to it, or how the work goes on without it.",
      excellent: "Shows money that is promised or a service that pays for itself, with dates and figures.",
    },
  ],
  panel: assessmentPanel,
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
  calendar: { deadlines: [], closesAtTime: "12:00", workingDaysToCheck: 15, workingDaysToPay: 10 },
  priorities: { plan: "Aims of the fund (demonstration items)", datedOn: "2013-07-12", items: priorities },
  texts: {
    purpose:
      "This fund pays for social action that helps adults who have offended to stop: mentoring, support from peers and volunteers, and ways into a home and work. It follows the fund of the same name that opened on 12 July 2013.",
    paysFor: [
      "Work with adults who have offended, over eighteen months",
      "Staff, volunteers’ costs, premises and materials that the work needs",
      "Finding out what difference the work made",
    ],
    notFunded: [
      "Work outside England, or with people under 18",
      "What has already been bought or done",
      "What a public body has a duty to pay for",
      "Party politics or lobbying",
    ],
    timeToFill: { L: "about two days, with the figures at hand" },
    whoDecides: "A panel scores and recommends. The Cabinet Office confirms.",
  },
});
