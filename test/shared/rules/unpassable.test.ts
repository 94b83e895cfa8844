import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FUNDS } from "../../../shared/funds/funds.ts";
import { blockers } from "../../../shared/rules/completeness.ts";
import { eligibilityFindings, switched } from "../../../shared/rules/eligibility.ts";
import { askOf } from "../../../shared/rules/eligibility-check.ts";
import { ruleIdOf } from "../../../shared/rules/eligibility-kinds.ts";
import type { ChoiceAsk, EligibilityRule } from "../../../shared/rules/eligibility-rule.ts";
import { type Band, bandOf } from "../../../shared/rules/form.ts";
import { Fund } from "../../../shared/rules/fund.ts";
import { matchSummary } from "../../../shared/rules/match-funding.ts";
import { formatPounds } from "../../../shared/rules/money.ts";
import { unpassableFindings, witnessOf } from "../../../shared/rules/unpassable.ts";

const [fund = expect.unreachable()] = FUNDS;
const said = { refusal: "No.", instead: "Look elsewhere." };
const yes = (id: string, passes: string[]): ChoiceAsk => ({
  type: "choice",
  id,
  label: id,
  options: ["yes", "no"].map((value) => ({ value, label: value })),
  passes,
});

describe.each(FUNDS.map((each) => [each.code, each] as const))("witnessOf, %s", (_code, each) => {
  const all = Object.fromEntries(each.eligibility.map((rule) => [ruleIdOf(rule), "on" as const]));

  it.each([
    ["as its data says", {}],
    ["with every rule switched on", all],
  ])("finds a group and a bid that pass, %s", (_what, switches) => {
    const form = switched(each, switches);
    expect(unpassableFindings(form)).toEqual([]);
    const facts = witnessOf(form) ?? expect.unreachable();
    expect(eligibilityFindings(form, facts)).toEqual([]);
    const bid = facts.form ?? expect.unreachable();
    const answers = Object.fromEntries(
      form.sections.map(({ id, questions }) => [
        id,
        Object.fromEntries(questions.map((question) => [question.id, bid.answers[question.id] ?? ""])),
      ]),
    );
    const found = blockers({ fund: form, notifiedBy: "2026-12-01", answers, documents: [], notYet: {} });
    const ofMoney = found.filter(({ rule }) => /^(amount\/m|match-funding\/(minimum|cash)|budget\/sum)/.test(rule));
    expect(ofMoney).toEqual([]);
  });
});

describe("eligibility/unpassable", () => {
  const range = (minimumPence: number, maximumPence: number): EligibilityRule => ({
    kind: "amount-range",
    ...said,
    minimumPence,
    maximumPence,
  });
  const cap = (capPence: number): EligibilityRule => ({ kind: "total-cost-cap", ...said, capPence });
  const types = (...named: string[]): EligibilityRule => ({ kind: "organisation-type", ...said, types: named });
  const [, , demonstration = expect.unreachable()] = FUNDS;

  it.each<[string, Fund, EligibilityRule[], string | undefined]>([
    ["a least amount above the most", fund, [range(600_00, 500_00)], "£600"],
    ["amounts that the fund does not give", fund, [range(5_000_01, 9_000_00)], "£5,000.01"],
    ["two ranges that do not meet", fund, [range(100_00, 200_00), range(300_00, 400_00)], "£300"],
    ["a range of one amount", fund, [range(5_000_00, 5_000_00)], undefined],
    ["an amount above the cap on the cost", fund, [range(600_00, 900_00), cap(500_00)], "£600"],
    ["an amount at the cap on the cost", fund, [range(600_00, 900_00), cap(600_00)], undefined],
    ["a cap that leaves no room for the match", demonstration, [cap(1_333_33)], "£1,333.34"],
    ["a cap that leaves just enough room for the match", demonstration, [cap(1_333_34)], undefined],
    ["no kind of group", fund, [types()], "No kind of group"],
    ["kinds of group that nobody may be", fund, [types("individual")], "No kind of group"],
    ["kinds of group against each other", fund, [types("cio"), types("school")], "both lists"],
    ["kinds of group that meet in one", fund, [types("cio", "cic"), types("cic")], undefined],
    [
      "everything excluded",
      fund,
      [{ kind: "excluded-purposes", ...said, excluded: fund.priorities.items }],
      "priority",
    ],
    [
      "all but one excluded",
      fund,
      [{ kind: "excluded-purposes", ...said, excluded: fund.priorities.items.slice(1) }],
      undefined,
    ],
    [
      "a document that no band has a place for",
      fund,
      [{ kind: "documents", ...said, slots: { S: ["x"], M: ["x"] } }],
      "document",
    ],
    [
      "a document that one band has no place for",
      fund,
      [{ kind: "documents", ...said, slots: { S: ["accounts"] } }],
      undefined,
    ],
    ["answers none of which passes", fund, [{ kind: "bank-account", ...said, ask: yes("bank", []) }], "“bank”"],
    ["an answer that passes and is none", fund, [{ kind: "pathway", ...said, ask: yes("a", ["maybe"]) }], "“a”"],
    [
      "one question with two answers",
      fund,
      [
        { kind: "pathway", ...said, ask: yes("a", ["yes"]) },
        { kind: "governing-document", ...said, ask: yes("a", ["no"]) },
      ],
      "“a”",
    ],
    ["more years than a group can say", fund, [{ kind: "years-of-delivery", ...said, leastYears: 1_000 }], "999"],
    ["as many years as a group can say", fund, [{ kind: "years-of-delivery", ...said, leastYears: 999 }], undefined],
    ["more people than a group can say", fund, [{ kind: "committee-size", ...said, leastPeople: 201 }], "200"],
    ["a rule that is switched off", fund, [{ ...types(), switch: "off" }], undefined],
  ])("judges %s", (_what, of, eligibility, words) => {
    const form = { ...of, eligibility };
    const found = unpassableFindings(form);
    expect(found.map(({ rule }) => rule)).toEqual(words === undefined ? [] : ["eligibility/unpassable"]);
    expect(found[0]?.detail ?? "").toContain(words ?? "");
    expect(witnessOf(form) === undefined).toBe(words !== undefined);
  });

  it("names the rule, so that an officer finds it", () => {
    const eligibility = [cap(9_000_00), range(600_00, 500_00)];
    expect(unpassableFindings({ ...fund, eligibility }).map(({ pointer }) => pointer)).toEqual(["/eligibility/1"]);
  });
});

/** Small sets of rules over a small fund, so that every group and every bid can be tried. */
const DISTRICTS = [...fund.area.districts.map(({ value }) => value), "elsewhere"];
const PRIORITIES = fund.priorities.items;
const TYPES = ["cio", "cic", "school", "individual"];
const id = fc.constantFrom("a", "b");
const choice = fc.record({ id, passes: fc.subarray(["yes", "no", "maybe"]) }).map((one) => yes(one.id, one.passes));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const pence = fc.integer({ min: 0, max: 14 });
const asked = <T extends "number" | "amount">(type: T) => id.map((one) => ({ type, id: one, label: one }));
const with_ = <R extends EligibilityRule, A extends { ask?: unknown }>(rule: R, { ask }: A): R =>
  ask === undefined ? rule : { ...rule, ask };

const rule: fc.Arbitrary<EligibilityRule> = fc.oneof(
  fc
    .tuple(fc.subarray(TYPES), maybe(choice))
    .map(([types, ask]) => with_({ kind: "organisation-type" as const, ...said, types }, { ask })),
  fc
    .tuple(fc.subarray(DISTRICTS), maybe(choice))
    .map(([districts, ask]) => with_({ kind: "area" as const, ...said, districts }, { ask })),
  fc
    .tuple(pence, pence, maybe(fc.oneof(choice, asked("amount"))))
    .map(([minimumPence, maximumPence, ask]) =>
      with_({ kind: "amount-range" as const, ...said, minimumPence, maximumPence }, { ask }),
    ),
  fc
    .tuple(pence, maybe(fc.oneof(choice, asked("amount"))))
    .map(([capPence, ask]) => with_({ kind: "total-cost-cap" as const, ...said, capPence }, { ask })),
  fc
    .tuple(fc.constantFrom(0, 3, 5, 2_000), maybe(fc.oneof(choice, asked("number"))))
    .map(([leastYears, ask]) => with_({ kind: "years-of-delivery" as const, ...said, leastYears }, { ask })),
  fc
    .tuple(fc.constantFrom(0, 3, 200, 201), maybe(fc.oneof(choice, asked("number"))))
    .map(([leastPeople, ask]) => with_({ kind: "committee-size" as const, ...said, leastPeople }, { ask })),
  fc
    .record({ S: fc.subarray(["governing-document", "accounts"]), M: fc.subarray(["accounts", "none"]) })
    .map((slots): EligibilityRule => ({ kind: "documents", ...said, slots })),
  fc
    .subarray(PRIORITIES, { minLength: PRIORITIES.length - 1 })
    .map((excluded): EligibilityRule => ({ kind: "excluded-purposes", ...said, excluded })),
  choice.map((ask): EligibilityRule => ({ kind: "bank-account", ...said, ask })),
  fc.constant<EligibilityRule>({ kind: "repeat-bar", ...said, months: 36 }),
);

const smallFund: fc.Arbitrary<Fund> = fc
  .record({
    eligibility: fc.array(rule, { maxLength: 4 }),
    limits: fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 6, max: 12 })),
    share: fc.constantFrom(0, 0, 2_500, 5_000, 9_000, 10_000),
    cash: fc.constantFrom(0, 1_000, 6_000),
    of: fc.constantFrom("total-cost" as const, "grant" as const),
    counts: fc.subarray(["received", "secured"] as const),
  })
  .map(({ eligibility, limits: [minimumPence, maximumPence], share, cash, of, counts }) => ({
    ...fund,
    eligibility,
    minimumPence,
    maximumPence,
    bands: [
      { band: "S" as const, upToPence: 5 },
      { band: "M" as const, upToPence: maximumPence },
    ],
    match: {
      ...fund.match,
      ...{ requiredBasisPoints: share, cashMinimumBasisPoints: cash, of, countsAtSubmission: counts },
    },
  }));

const pounds = (amount: number): string => formatPounds(amount).replace("£", "").replace(",", "");
const bidsOf = (form: Fund) =>
  Array.from({ length: 13 }, (_, requested) => requested)
    .filter((requested) => requested >= form.minimumPence && requested <= form.maximumPence)
    .flatMap((requested) =>
      [...Array.from({ length: 30 }, (_, n) => requested + n), 1_000].map((total) => ({ requested, total })),
    );

/** Whether a band that asks for other money has enough of it: in money that counts, all that is not asked for. */
const isMatched = (form: Fund, band: Band, requested: number, total: number): boolean => {
  if (band === "S") return true;
  const [status] = form.match.countsAtSubmission;
  const cash = { source: "Own", kind: "cash" as const, status: status ?? "planned", amountPence: total - requested };
  const cost = { item: "All", basis: "", costPence: total, askedPence: requested };
  const { shortPence, cashShortPence } = matchSummary([cost], total === requested ? [] : [cash], form.match);
  return shortPence === 0 && cashShortPence === 0;
};

const someBidPasses = (form: Fund): boolean =>
  bidsOf(form).some(({ requested, total }) => {
    const band = bandOf(requested, form.bands);
    if (!isMatched(form, band, requested, total)) return false;
    return PRIORITIES.some(
      ({ value }) =>
        eligibilityFindings(form, {
          form: {
            fund: form,
            band,
            answers: {
              requested: pounds(requested),
              budget: [{ item: "All", cost: pounds(total), asked: pounds(requested) }],
              beneficiaries: form.area.districts.map((district) => ({ district: district.value })),
              priorities: [value],
            },
            documents: form.documents.filter(({ bands }) => bands.includes(band)).map((slot) => slot.id),
          },
        }).length === 0,
    );
  });

const someGroupPasses = (form: Fund): boolean =>
  TYPES.filter((type) => type !== "individual").some((type) =>
    [0, 3, 5, 999].some((years) =>
      [0, 3, 200].some(
        (people) =>
          eligibilityFindings(form, {
            group: { type, yearsOfDelivery: String(years), unrelatedCommittee: String(people) },
          }).length === 0,
      ),
    ),
  );

const TYPED = ["yes", "no", "0", "3", "5", "200", "201", "2000", ...Array.from({ length: 15 }, (_, n) => pounds(n))];
const someAnswersPass = (form: Fund): boolean =>
  [...new Set(form.eligibility.flatMap((each) => askOf(each)?.id ?? []))].every((question) =>
    TYPED.some((typed) =>
      eligibilityFindings(form, { answers: { [question]: typed } }).every(
        ({ pointer }) => pointer !== `/answers/${question}`,
      ),
    ),
  );

describe("unpassableFindings", () => {
  it("refuses a set of rules exactly where no group, no answers or no bid would pass", () => {
    let refused = 0;
    fc.assert(
      fc.property(smallFund, (form) => {
        const passable = someGroupPasses(form) && someAnswersPass(form) && someBidPasses(form);
        const found = unpassableFindings(form);
        refused += Number(found.length > 0);
        expect(found.length === 0, JSON.stringify(found)).toBe(passable);
        expect(witnessOf(form) !== undefined).toBe(passable);
      }),
      { numRuns: 400 },
    );
    // Both halves are tried.
    expect(refused).toBeGreaterThan(40);
    expect(refused).toBeLessThan(360);
  });

  it("judges data that the schema takes", () => {
    fc.assert(
      fc.property(smallFund, (form) => Fund.safeParse(form).success),
      { numRuns: 20 },
    );
    expect(Fund.safeParse(fund).success).toBe(true);
  });
});
