import type { ApplicationState } from "./application.ts";
import { stateAfter } from "./application.ts";
import { ELIGIBILITY_KINDS, ruleIdOf } from "./eligibility-kinds.ts";
import { type Finding, finding } from "./finding.ts";
import type { Fund } from "./fund.ts";
import { type CivilDate, formatDate, isCivilDate, londonDate, toInstant } from "./london.ts";
import type { RoundStatus } from "./round.ts";
import { addWorkingDays } from "./working-days.ts";

/** How long a group has to put right what can be (DOMAIN 7). */
export const WORKING_DAYS_TO_PUT_RIGHT = 5;

/** A rule by which the office may find a bid not eligible, and what it asks. */
type OfficeRule = { rule: string; label: string };

/** Grounds beside the fund's own questions: what only reading the whole bid shows. */
const READ_FROM_THE_BID: readonly OfficeRule[] = [
  { rule: "eligibility/not-funded", label: ELIGIBILITY_KINDS["excluded-purposes"].about },
  { rule: "eligibility/documents", label: ELIGIBILITY_KINDS.documents.about },
  { rule: "eligibility/purposes", label: "What the group exists to do does not cover this work" },
];

/** The rules an officer chooses from: the fund's own as they were frozen, then the general ones. */
export const officeRules = (fund: Pick<Fund, "eligibility">): OfficeRule[] => {
  const own = fund.eligibility
    .filter((rule) => rule.switch !== "off")
    .map((rule) => ({ rule: ruleIdOf(rule), label: ELIGIBILITY_KINDS[rule.kind].about }));
  return [...own, ...READ_FROM_THE_BID.filter(({ rule }) => own.every((each) => each.rule !== rule))];
};

/** What a rule asks, in the words an officer chose it by. */
export const ruleLabel = (fund: Pick<Fund, "eligibility">, rule: string): string =>
  officeRules(fund).find((known) => known.rule === rule)?.label ?? rule;

/** `eligibility/known-rule`: a bid is found not eligible under a rule that the fund has. */
export const ruleFindings = (fund: Pick<Fund, "eligibility">, rule: string): Finding[] =>
  officeRules(fund).some((known) => known.rule === rule)
    ? []
    : [finding("eligibility/known-rule", "/rule", "Choose the rule that the bid does not meet.")];

/**
 * `eligibility/still-changing`: until the round has closed a group may send a better version, and a decision would take that
 * away; so eligibility is recorded after the close.
 */
export const mayDecideEligibility = (status: RoundStatus): boolean => status === "closed" || status === "decided";

/** The last London day on which what is wrong may be put right, from the instant (milliseconds) it was recorded. */
export const putRightBy = (at: number): CivilDate =>
  addWorkingDays(londonDate(toInstant(at)), WORKING_DAYS_TO_PUT_RIGHT);

/** What stands against recording that a bid was put right on a London day: `eligibility/put-right-by`. */
export const putRightFindings = (putRightOn: string, by: string | undefined, at: number): Finding[] => {
  const today = londonDate(toInstant(at));
  const wrong = (detail: string): Finding[] => [finding("eligibility/put-right-by", "/putRightOn", detail)];
  if (!isCivilDate(putRightOn)) return wrong("Enter the day on which the group put it right, like 27 3 2027.");
  if (putRightOn > today) return wrong("Choose today or an earlier day.");
  if (by !== undefined && putRightOn > by)
    return wrong(`The group had until ${formatDate(by)}. What came later does not count.`);
  return [];
};

/** What an officer may record about a bid's eligibility now: the state table and the clock. */
export const mayRecord = (
  application: { state: ApplicationState; notEligible?: { canBePutRight: boolean } | undefined },
  status: RoundStatus,
) => ({
  eligible: mayDecideEligibility(status) && stateAfter(application.state, "mark-eligible") !== undefined,
  notEligible: mayDecideEligibility(status) && stateAfter(application.state, "mark-not-eligible") !== undefined,
  putRight: stateAfter(application.state, "put-right") !== undefined && application.notEligible?.canBePutRight === true,
});
