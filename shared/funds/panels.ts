import type { Panel, Scoring, StandardCondition, TieBreak } from "../rules/panel.ts";

/*
 * Who decides, and how bids are scored. No deed of a real body is among the sources: what they leave open is listed as
 * `assumed` and stands as the default of DOMAIN 8.3, until the office enters what the document says.
 */

const assumed: Omit<Panel, "name" | "governedBy"> = {
  quorum: { kind: "fraction", of: 1, over: 2, least: 3 },
  mustInclude: "chair-or-deputy",
  majority: "of-votes-cast",
  castingVote: "chair",
  remoteAttendance: "counts",
  decisionsInWriting: "none",
  assumed: ["quorum", "mustInclude", "majority", "castingVote", "remoteAttendance", "decisionsInWriting"],
};

/** The trustees of the Police Community Trust decide at a meeting, under a trust deed (DOMAIN 0.2, 2.2, 8.3). */
export const policeCommunityTrust: Panel = {
  name: "Trustees of the Avon and Somerset Police Community Trust",
  governedBy: "The trust deed of the Avon and Somerset Police Community Trust, charity 1076770",
  ...assumed,
};

/** A panel of the office that recommends and never decides. */
export const assessmentPanel: Panel = {
  name: "Assessment panel",
  governedBy: "Terms of reference of the panel",
  ...assumed,
};

const conditions: StandardCondition[] = [
  {
    id: "safeguarding-first",
    label: "Safeguarding policy before money",
    text: "Send us your safeguarding policy, agreed by your committee, before we pay.",
  },
  {
    id: "bank-account",
    label: "Bank account before money",
    text: "Show us that the group has a bank account with two people who sign, before we pay.",
  },
  {
    id: "other-money",
    label: "Other money secured",
    text: "Show us that the other money your budget names is secured, before you start.",
  },
  {
    id: "police-team",
    label: "Talk to the neighbourhood team",
    text: "Agree with your neighbourhood policing team how you will work together, and tell us who you agreed it with.",
  },
  {
    id: "quotes",
    label: "Quotes for what is bought",
    text: "Send us two quotes for each thing that costs more than £1,000, before you buy it.",
  },
  {
    id: "report",
    label: "Half-way report",
    text: "Tell us half way through what you have done and how many people took part.",
  },
];

/** In the order of DOMAIN 8.2. */
const tieBreaks: TieBreak[] = [
  { by: "criterion-mean", criterionId: "fit" },
  { by: "criterion-mean", criterionId: "outcomes" },
  { by: "first-time-recipient" },
  { by: "lower-amount" },
  { by: "panel-decides" },
];

/** The defaults of DOMAIN 8.2: two scorers, three above £5,000. */
export const defaultScoring: Scoring = {
  leastScorers: [
    { abovePence: 0, scorers: 2 },
    { abovePence: 5_000_00, scorers: 3 },
  ],
  threshold: 60,
  criterionThreshold: 2,
  spreadForModeration: 2,
  totalsApart: 15,
  tieBreaks,
  conditions,
  skipAndFill: false,
};
