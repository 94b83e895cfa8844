import { describe, expect, it } from "vitest";
import { eligibilityFindings } from "../../../shared/rules/eligibility.ts";
import { groupEligibility, recordEligibility } from "../../../shared/rules/eligibility-group.ts";
import type { EligibilityRule } from "../../../shared/rules/eligibility-rule.ts";
import type { GroupRecord } from "../../../shared/rules/record.ts";

const said = { refusal: "We cannot.", instead: "Ask us." };
const group = { type: "cio", yearsOfDelivery: "2", unrelatedCommittee: "3" };

describe("groupEligibility", () => {
  const types: EligibilityRule = { kind: "organisation-type", ...said, types: ["cio", "cic"] };
  const years: EligibilityRule = { kind: "years-of-delivery", ...said, leastYears: 2 };
  const people: EligibilityRule = { kind: "committee-size", ...said, leastPeople: 3 };

  it.each<[string, EligibilityRule, object, string | undefined]>([
    ["a kind that the fund names", types, {}, undefined],
    ["a kind that it does not name", types, { type: "school" }, "/organisation/type"],
    ["no kind yet, which the group's own rules ask for", types, { type: "" }, undefined],
    ["two years where two are asked", years, {}, undefined],
    ["one year where two are asked", years, { yearsOfDelivery: "1" }, "/organisation/yearsOfDelivery"],
    ["no years yet", years, { yearsOfDelivery: "" }, undefined],
    ["years that are no number", years, { yearsOfDelivery: "some" }, undefined],
    ["three people where three are asked", people, {}, undefined],
    ["two people where three are asked", people, { unrelatedCommittee: "2" }, "/organisation/unrelatedCommittee"],
    ["more people than anybody has", people, { unrelatedCommittee: "1000000000000" }, undefined],
  ])("judges %s", (_what, rule, changed, pointer) => {
    const found = groupEligibility([rule], { ...group, ...changed });
    expect(found.map((each) => each.pointer)).toEqual(pointer === undefined ? [] : [pointer]);
    for (const { detail } of found) expect(detail).toBe("We cannot. Ask us.");
  });

  it("waives what the office has allowed, that rule alone", () => {
    const odd = { type: "school", yearsOfDelivery: "0", unrelatedCommittee: "9" };
    const fund = { eligibility: [types, years, people] };
    const rules = (allowed: string[]) => eligibilityFindings(fund, { group: odd, allowed }).map(({ rule }) => rule);
    expect(rules([])).toEqual(["eligibility/organisation-type", "eligibility/delivery-record"]);
    expect(rules(["eligibility/organisation-type"])).toEqual(["eligibility/delivery-record"]);
    expect(rules(["eligibility/committee"])).toHaveLength(2);
  });
});

const none: GroupRecord = { awards: [], returns: [], applications: [] };
const about = (record: Partial<GroupRecord>, today = "2026-11-22") => ({
  record: { ...none, ...record },
  fundId: "abc",
  roundId: "ABC-26Q4",
  today,
  applicationId: "ABC-26Q4-0001-K",
});

describe("eligibility/repeat", () => {
  const bar: EligibilityRule = { kind: "repeat-bar", ...said, months: 36 };
  const award = (on: string, fundId = "abc") => ({ fundId, on, amountPence: 1_400_00 });

  it("says when the last award was and from when the group can apply again", () => {
    const found = recordEligibility([bar], about({ awards: [award("2019-01-01"), award("2025-03-14")] }));
    expect(found).toEqual([
      {
        rule: "eligibility/repeat",
        pointer: "/record/awards",
        detail: "Your last award was on 14 March 2025; you can apply again from 14 March 2028. We cannot. Ask us.",
        from: "2028-03-14",
      },
    ]);
  });

  it.each([
    ["the day before", "2028-03-13", 1],
    ["the day itself", "2028-03-14", 0],
  ])("stands until %s", (_what, today, found) => {
    expect(recordEligibility([bar], about({ awards: [award("2025-03-14")] }, today))).toHaveLength(found);
  });

  it.each([
    ["a leap day, which three years on is the last of February", "2024-02-29", "28 February 2027"],
    ["the last day of a month", "2025-08-31", "31 August 2028"],
  ])("counts months from %s", (_what, on, from) => {
    expect(recordEligibility([bar], about({ awards: [award(on)] }))[0]?.detail).toContain(from);
  });

  it("does not count the award of another fund, nor one of long ago", () => {
    expect(recordEligibility([bar], about({ awards: [award("2026-01-01", "other"), award("2020-01-01")] }))).toEqual(
      [],
    );
  });
});

describe("eligibility/one-application", () => {
  const perRound: EligibilityRule = { kind: "one-application", ...said, per: "round" };
  const perYear: EligibilityRule = { kind: "one-application", ...said, per: "year" };
  const sent = (changed: object = {}): GroupRecord["applications"][number] => ({
    id: "ABC-26Q4-0002-M",
    roundId: "ABC-26Q4",
    fundId: "abc",
    state: "submitted",
    submittedAt: "2026-11-20T12:00:00.000Z",
    ...changed,
  });

  it.each<[string, EligibilityRule, object, number]>([
    ["another one in the round", perRound, {}, 1],
    ["itself", perRound, { id: "ABC-26Q4-0001-K" }, 0],
    ["one that was never sent", perRound, { state: "draft", submittedAt: undefined }, 0],
    ["one that was withdrawn", perRound, { state: "withdrawn" }, 0],
    ["one that was found not eligible", perRound, { state: "not-eligible" }, 0],
    ["one in another round", perRound, { roundId: "ABC-26Q3" }, 0],
    ["one to another fund", perRound, { fundId: "xyz" }, 0],
    ["one in another round of the year", perYear, { roundId: "ABC-26Q3", state: "declined" }, 1],
    ["one on the first day of the year", perYear, { submittedAt: "2026-03-31T23:00:00.000Z" }, 1],
    ["one in the last hour of the year before", perYear, { submittedAt: "2026-03-31T22:59:59.999Z" }, 0],
  ])("judges %s", (_what, rule, changed, found) => {
    expect(recordEligibility([rule], about({ applications: [sent(changed)] }))).toHaveLength(found);
  });

  it("names the other one, and the day on which the next year begins", () => {
    expect(recordEligibility([perYear], about({ applications: [sent()] }))).toMatchObject([
      {
        pointer: "/record/applications",
        detail: "Your group has sent ABC-26Q4-0002-M. You can apply again from 1 April 2027. We cannot. Ask us.",
        from: "2027-04-01",
      },
    ]);
  });
});

describe("eligibility/return-overdue", () => {
  const rule: EligibilityRule = { kind: "return-overdue", ...said };
  const due = (dueOn: string, receivedOn?: string) => ({
    ...{ id: "r_1", what: "Report on the skate nights", dueOn },
    ...(receivedOn === undefined ? {} : { receivedOn }),
  });

  it.each([
    ["yesterday", due("2026-11-21"), 1],
    ["today", due("2026-11-22"), 0],
    ["yesterday, and came", due("2026-11-21", "2026-11-22"), 0],
  ])("judges a report that was due %s", (_what, one, found) => {
    expect(recordEligibility([rule], about({ returns: [one] }))).toHaveLength(found);
  });

  it("names each report that is missing", () => {
    const [found] = recordEligibility([rule], about({ returns: [due("2026-09-30")] }));
    expect(found).toMatchObject({
      pointer: "/record/returns",
      detail: "“Report on the skate nights” was due on 30 September 2026. We cannot. Ask us.",
    });
  });
});
