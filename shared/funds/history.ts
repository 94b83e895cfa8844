import type { HistoricAward } from "../rules/award.ts";

const SOURCE = "Commissioner’s update report, 7 December 2015, item 12";
const ROUND = "Q2 or Q3 2015/16";
/** The report says of the first three that this trust paid them; of the others it does not say who did (DOMAIN, decision 9). */
const TRUST = "Police Community Trust";

/** Grants of 2015/16 that a public report names. Amounts were not published; they are in no total and have no application. */
export const HISTORY: readonly HistoricAward[] = [
  { organisation: "Juice Community Project", place: "Longwell Green", round: ROUND, paidBy: TRUST, source: SOURCE },
  {
    organisation: "Westfield United Reformed Church",
    place: "Bridgwater",
    round: ROUND,
    paidBy: TRUST,
    source: SOURCE,
  },
  { organisation: "Foreal Youth Work Providers CIC", place: "Clevedon", round: ROUND, paidBy: TRUST, source: SOURCE },
  { organisation: "Genesis Trust", place: "Bath", round: ROUND, source: SOURCE },
  { organisation: "Square Food Foundation CIC", place: "Knowle West", round: ROUND, source: SOURCE },
  { organisation: "Avon and Somerset Dementia Forum", round: ROUND, source: SOURCE },
];
