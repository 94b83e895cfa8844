import { parseWhole } from "./answers.ts";
import type { ApplicationState } from "./application.ts";
import { isWithinRule } from "./eligibility-check.ts";
import { ruleIdOf } from "./eligibility-kinds.ts";
import type { EligibilityRule, RuleOf } from "./eligibility-rule.ts";
import { type Finding, finding } from "./finding.ts";
import { addMonths, type CivilDate, financialYear, formatShortDate, londonDate } from "./london.ts";
import { type OrganisationFields, organisationPointer } from "./organisation-fields.ts";
import { type GroupRecord, lastAward, overdueReturns } from "./record.ts";

export type GroupFacts = Pick<OrganisationFields, "type" | "yearsOfDelivery" | "unrelatedCommittee">;

export type RecordFacts = {
  record: GroupRecord;
  fundId: string;
  roundId: string;
  /** The day on which somebody asks, or sends. */
  today: CivilDate;
  /** The application that is asked about: it is not another one. */
  applicationId?: string;
};

/** A finding of the record with the day from which it no longer stands, where there is one. */
export type RecordFinding = Finding & { from?: CivilDate };

const said = (rule: EligibilityRule, pointer: string, before = ""): Finding =>
  finding(ruleIdOf(rule), pointer, `${before}${rule.refusal} ${rule.instead}`);

/**
 * What a group says of itself against a fund's rules, with pointers to its page (DOMAIN 7). What is not filled in, or is no
 * number, is for the group's own rules to ask for.
 */
export const groupEligibility = (rules: readonly EligibilityRule[], group: GroupFacts): Finding[] =>
  rules.flatMap((rule) => {
    const counted = (typed: string, field: "yearsOfDelivery" | "unrelatedCommittee"): Finding[] => {
      const value = parseWhole(typed);
      return value === undefined || isWithinRule(rule, value) ? [] : [said(rule, organisationPointer(field))];
    };
    switch (rule.kind) {
      case "organisation-type":
        return group.type === "" || rule.types.includes(group.type) ? [] : [said(rule, organisationPointer("type"))];
      case "years-of-delivery":
        return counted(group.yearsOfDelivery, "yearsOfDelivery");
      case "committee-size":
        return counted(group.unrelatedCommittee, "unrelatedCommittee");
      default:
        return [];
    }
  });

const repeatFindings = (rule: RuleOf<"repeat-bar">, { record, fundId, today }: RecordFacts): RecordFinding[] => {
  const last = lastAward(record.awards, fundId);
  if (last === undefined) return [];
  const from = addMonths(last.on, rule.months);
  if (today >= from) return [];
  const told = `Your last award was on ${formatShortDate(last.on)}; you can apply again from ${formatShortDate(from)}. `;
  return [{ ...said(rule, "/record/awards", told), from }];
};

/** Drafts, and what was withdrawn or found not eligible, take nobody’s place. */
const STANDS_NOT: readonly ApplicationState[] = ["draft", "withdrawn", "not-eligible"];

/** The first day of the financial year after the one of a day. */
const nextYear = (day: CivilDate): CivilDate => `${Number(financialYear(day).slice(0, 4)) + 1}-04-01`;

const oneFindings = (rule: RuleOf<"one-application">, facts: RecordFacts): RecordFinding[] => {
  const { record, fundId, roundId, today, applicationId } = facts;
  const other = record.applications.find(
    (each) =>
      each.id !== applicationId &&
      each.fundId === fundId &&
      each.submittedAt !== undefined &&
      !STANDS_NOT.includes(each.state) &&
      (rule.per === "round"
        ? each.roundId === roundId
        : financialYear(londonDate(each.submittedAt)) === financialYear(today)),
  );
  if (other === undefined) return [];
  const from = rule.per === "year" ? nextYear(today) : undefined;
  const again = from === undefined ? "" : ` You can apply again from ${formatShortDate(from)}.`;
  const told = said(rule, "/record/applications", `Your group has sent ${other.id}.${again} `);
  return [from === undefined ? told : { ...told, from }];
};

/**
 * What the office has on record of a group against a fund's rules: an award within the fund's bar and the day from which the
 * group can apply again, another application, a report that is overdue (DOMAIN 7). Pointers begin with `/record/`.
 */
export const recordEligibility = (rules: readonly EligibilityRule[], facts: RecordFacts): RecordFinding[] =>
  rules.flatMap((rule) => {
    switch (rule.kind) {
      case "repeat-bar":
        return repeatFindings(rule, facts);
      case "one-application":
        return oneFindings(rule, facts);
      case "return-overdue":
        return overdueReturns(facts.record.returns, facts.today).map(({ what, dueOn }) =>
          said(rule, "/record/returns", `“${what}” was due on ${formatShortDate(dueOn)}. `),
        );
      default:
        return [];
    }
  });
