import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BudgetLine } from "../../../shared/rules/budget.ts";
import { MATCH_KIND_IDS, MATCH_STATUS_IDS } from "../../../shared/rules/form.ts";
import type { MatchRule } from "../../../shared/rules/fund.ts";
import { matchFindings, matchSummary, needWords, notCounting } from "../../../shared/rules/match-funding.ts";
import type { MatchLine } from "../../../shared/rules/match-line.ts";

const quarter: MatchRule = {
  requiredBasisPoints: 2_500,
  of: "total-cost",
  cashMinimumBasisPoints: 0,
  inKindCapBasisPoints: 5_000,
  countsAtSubmission: ["received", "secured"],
  scored: true,
};
const cost = (costPence: number, askedPence = 0): BudgetLine => ({ item: "Item", basis: "", costPence, askedPence });
const other = (kind: MatchLine["kind"], status: MatchLine["status"], amountPence: number): MatchLine => ({
  source: "Source",
  kind,
  status,
  amountPence,
});

const lines = fc.array(
  fc.record({
    source: fc.constant("Source"),
    kind: fc.constantFrom(...MATCH_KIND_IDS),
    status: fc.constantFrom(...MATCH_STATUS_IDS),
    amountPence: fc.nat(999_999_999),
  }),
  { maxLength: 30 },
);
const costs = fc.array(
  fc.nat(999_999_999).map((pence) => cost(pence, Math.floor(pence / 2))),
  { maxLength: 40 },
);

describe("matchSummary", () => {
  it("counts secured money, and help up to the cap (vector 1)", () => {
    const budget = [cost(950_000, 600_000), cost(40_000), cost(60 * 1_109)];
    const match = [
      other("cash", "secured", 250_000),
      other("cash", "applied-for", 50_000),
      other("in-kind", "secured", 40_000),
      other("in-kind", "secured", 66_540),
    ];
    const summary = matchSummary(budget, match, quarter);
    expect(summary).toMatchObject({
      totalCostPence: 1_056_540,
      askedPence: 600_000,
      cashCountedPence: 250_000,
      inKindCountedPence: 106_540,
      requiredPence: 264_135,
      shortPence: 0,
      cashShortPence: 0,
      gapPence: 50_000,
    });
    expect(summary.lines.map(({ counts }) => counts)).toEqual([true, false, true, true]);
    expect(matchFindings(summary, "/match")).toEqual([]);
  });

  it("counts help up to the cap only, and says what is short (vector 2)", () => {
    const match = [other("cash", "secured", 100_000), other("in-kind", "secured", 300_000)];
    const summary = matchSummary([cost(1_000_000, 600_000)], match, quarter);
    expect(summary).toMatchObject({
      requiredPence: 250_000,
      cashCountedPence: 100_000,
      inKindCountedPence: 125_000,
      shortPence: 25_000,
    });
    expect(summary.lines[1]).toEqual({
      counts: true,
      why: "Counts. All help given free counts for up to £1,250.00.",
    });
    expect(matchFindings(summary, "/match").map(({ rule }) => rule)).toEqual(["match-funding/minimum"]);
    expect(matchFindings(summary, "/match")[0]?.detail).toContain("Find £250.00 more");
  });

  it.each([
    ["received", true],
    ["secured", true],
    ["agreed-in-principle", false],
    ["applied-for", false],
    ["planned", false],
  ] as const)("counts money that is %s: %s", (status, counts) => {
    const summary = matchSummary([cost(100, 75)], [other("cash", status, 25)], quarter);
    expect(summary.lines[0]?.counts).toBe(counts);
    expect(summary.shortPence).toBe(counts ? 0 : 25);
  });

  it("rounds what is required up and the cap down, to the penny", () => {
    const summary = matchSummary([cost(1_003, 700)], [other("in-kind", "received", 1_000)], quarter);
    // A quarter of £10.03 is £2.5075: £2.51 is required, and half of that is £1.255.
    expect([summary.requiredPence, summary.inKindCountedPence, summary.shortPence]).toEqual([251, 125, 126]);
  });

  it("takes a share of the grant where the rule says so", () => {
    const summary = matchSummary([cost(1_000_000, 600_000)], [], { ...quarter, of: "grant" });
    expect(summary.requiredPence).toBe(150_000);
  });

  it("demands nothing and caps nothing where nothing is required", () => {
    const none = { ...quarter, requiredBasisPoints: 0, inKindCapBasisPoints: 0 };
    const summary = matchSummary([cost(500, 300)], [other("in-kind", "received", 200)], none);
    expect(summary).toMatchObject({ requiredPence: 0, shortPence: 0, inKindCountedPence: 200, gapPence: 0 });
  });

  const shuffled = <T>(list: readonly T[], by: number): T[] =>
    [...list.slice(by % (list.length || 1)), ...list.slice(0, by % (list.length || 1))].toReversed();

  it("comes to the same in any order of rows", () => {
    fc.assert(
      fc.property(costs, lines, fc.nat(100), (budget, match, by) => {
        const { lines: _one, ...straight } = matchSummary(budget, match, quarter);
        const { lines: _two, ...turned } = matchSummary(shuffled(budget, by), shuffled(match, by), quarter);
        expect(turned).toEqual(straight);
      }),
    );
  });

  it("gives whole pence that are never below nought, and never counts more help than the cap", () => {
    fc.assert(
      fc.property(costs, lines, (budget, match) => {
        const { lines: _lines, gapPence, ...amounts } = matchSummary(budget, match, quarter);
        for (const amount of [...Object.values(amounts), Math.abs(gapPence)]) {
          expect(Number.isSafeInteger(amount) && amount >= 0).toBe(true);
        }
        expect(amounts.inKindCountedPence * 2).toBeLessThanOrEqual(amounts.requiredPence);
      }),
    );
  });
});

describe("match-funding/minimum", () => {
  it("is decided by one penny", () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 100_000_000 }), (totalPence) => {
        const { requiredPence } = matchSummary([cost(totalPence)], [], quarter);
        const rules = (pence: number) =>
          matchFindings(matchSummary([cost(totalPence)], [other("cash", "secured", pence)], quarter), "/match");
        expect(rules(requiredPence)).toEqual([]);
        expect(rules(requiredPence - 1).map(({ rule }) => rule)).toEqual(["match-funding/minimum"]);
        // The least whole pence that are a quarter of the cost, compared without dividing.
        expect(requiredPence * 4 >= totalPence && (requiredPence - 1) * 4 < totalPence).toBe(true);
      }),
    );
  });
});

describe("match-funding/cash-minimum", () => {
  const rule = { ...quarter, cashMinimumBasisPoints: 1_500, inKindCapBasisPoints: 10_000 };
  it.each([
    [15_000, []],
    [14_999, ["match-funding/cash-minimum"]],
  ])("finds of %i pence in money, beside enough help: %j", (cash, rules) => {
    const match = [other("cash", "secured", cash), other("in-kind", "secured", 25_000)];
    const findings = matchFindings(matchSummary([cost(100_000, 60_000)], match, rule), "/match");
    expect(findings.map((each) => each.rule)).toEqual(rules);
  });
});

describe("needWords", () => {
  const rule = { ...quarter, cashMinimumBasisPoints: 1_500 };
  const need = (...match: MatchLine[]) => needWords(matchSummary([cost(1_000_000, 600_000)], match, rule));
  it.each([
    ["nothing", [], "You need £2,500.00 more, of which at least £1,500.00 in cash."],
    [
      "some cash and some help",
      [other("cash", "secured", 110_000), other("in-kind", "secured", 15_000)],
      "You need £1,250.00 more, of which at least £400.00 in cash.",
    ],
    ["help that is at its cap", [other("in-kind", "secured", 300_000)], "You need £1,500.00 more, all of it in cash."],
    ["cash that is enough", [other("cash", "secured", 250_000)], ""],
    ["the cash alone", [other("cash", "secured", 150_000)], "You need £1,000.00 more."],
  ])("of %s: %s", (_what, match, words) => {
    expect(need(...match)).toBe(words);
  });

  it("promises no more than is so: with as much in cash the fund has what it asks for", () => {
    fc.assert(
      fc.property(costs, lines, (budget, match) => {
        const summary = matchSummary(budget, match, rule);
        const morePence = Math.max(summary.shortPence, summary.onlyCashPence);
        const after = matchSummary(budget, [...match, other("cash", "secured", morePence)], rule);
        expect([after.shortPence, after.cashShortPence]).toEqual([0, 0]);
        // One penny less of what must be cash, with help in its place, is not enough.
        if (summary.onlyCashPence === 0) return;
        const less = [
          other("cash", "secured", summary.onlyCashPence - 1),
          other("in-kind", "secured", morePence - summary.onlyCashPence + 1),
        ];
        const missed = matchSummary(budget, [...match, ...less], rule);
        expect(missed.shortPence + missed.cashShortPence).toBeGreaterThan(0);
      }),
    );
  });
});

describe("notCounting", () => {
  const strict: MatchRule = { ...quarter, publicMoney: "excluded", spendWindow: "project" };
  const days = { awardedOn: "2027-01-29", startsOn: "2027-02-01", endsOn: "2027-12-31" };
  it.each<[string, Partial<MatchLine>, string | undefined]>([
    ["money that is promised", {}, undefined],
    ["public money", { publicMoney: true }, "public-money"],
    ["public money that is only planned", { publicMoney: true, status: "planned" }, "public-money"],
    ["money spent the day before groups hear", { spentFrom: "2027-01-28" }, "before-award"],
    ["money spent on that day", { spentFrom: "2027-01-29" }, undefined],
    ["money spent until before it", { spentTo: "2027-01-28" }, "before-award"],
    ["money spent on the last day", { spentTo: "2027-12-31" }, undefined],
    ["money spent after the work", { spentFrom: "2027-06-01", spentTo: "2028-01-01" }, "after-end"],
    ["money applied for", { status: "applied-for" }, "status"],
  ])("of %s: %s", (_what, more, why) => {
    expect(notCounting({ ...other("cash", "secured", 100), ...more }, strict, days)).toBe(why);
    // A fund that says nothing of either counts by status alone.
    expect(notCounting({ ...other("cash", "secured", 100), ...more }, quarter, days)).toBe(
      (more.status ?? "secured") === "secured" ? undefined : "status",
    );
  });

  it.each([
    ["submission", ["received", "secured", "agreed-in-principle"]],
    ["award", ["received", "secured"]],
    ["payment", ["received"]],
  ] as const)("counts at the %s what the fund says: %j", (stage, counting) => {
    const staged: MatchRule = {
      ...quarter,
      countsAtSubmission: ["received", "secured", "agreed-in-principle"],
      countsAtPayment: ["received"],
    };
    const counts = MATCH_STATUS_IDS.filter(
      (status) => notCounting(other("cash", status, 1), staged, {}, stage) === undefined,
    );
    expect(counts).toEqual(counting);
  });
});

describe("volunteers’ time", () => {
  const capped: MatchRule = { ...quarter, inKindCapBasisPoints: 10_000, volunteerCapBasisPoints: 5_000 };
  it("counts up to its own cap, within the cap on all help", () => {
    const time: MatchLine = { ...other("in-kind", "secured", 200_000), help: "volunteer-time" };
    const summary = matchSummary([cost(1_000_000)], [time, other("in-kind", "secured", 100_000)], capped);
    expect(summary).toMatchObject({ volunteerCountedPence: 125_000, inKindCountedPence: 225_000, shortPence: 25_000 });
    expect(summary.lines[0]?.why).toBe("Counts. All volunteers’ time counts for up to £1,250.00.");
  });
});

describe("more match", () => {
  const rules = fc.record<MatchRule>({
    requiredBasisPoints: fc.integer({ min: 0, max: 10_000 }),
    of: fc.constantFrom("total-cost", "grant"),
    cashMinimumBasisPoints: fc.integer({ min: 0, max: 10_000 }),
    inKindCapBasisPoints: fc.integer({ min: 0, max: 10_000 }),
    volunteerCapBasisPoints: fc.integer({ min: 0, max: 10_000 }),
    publicMoney: fc.constantFrom("excluded", "counts"),
    countsAtSubmission: fc.subarray([...MATCH_STATUS_IDS]),
    scored: fc.boolean(),
  });
  const given = fc.array(
    fc.record<MatchLine>({
      source: fc.constant("Source"),
      kind: fc.constantFrom(...MATCH_KIND_IDS),
      status: fc.constantFrom(...MATCH_STATUS_IDS),
      amountPence: fc.nat(999_999_999),
      help: fc.constantFrom(undefined, "volunteer-time", "at-price"),
      publicMoney: fc.boolean(),
    }),
    { maxLength: 12 },
  );

  it("never turns a pass into a refusal", () => {
    fc.assert(
      fc.property(rules, costs, given, given, (rule, budget, match, more) => {
        const before = matchFindings(matchSummary(budget, match, rule), "/match").map((each) => each.rule);
        const after = matchFindings(matchSummary(budget, [...match, ...more], rule), "/match").map((each) => each.rule);
        expect(before).toEqual(expect.arrayContaining(after));
      }),
    );
  });

  it("never does in money that comes with the cost that it pays for", () => {
    fc.assert(
      fc.property(rules, costs, given, fc.nat(999_999_999), (rule, budget, match, pence) => {
        fc.pre(rule.countsAtSubmission.length > 0);
        const [status = "secured"] = rule.countsAtSubmission;
        const before = matchFindings(matchSummary(budget, match, rule), "/match").map((each) => each.rule);
        const summary = matchSummary([...budget, cost(pence)], [...match, other("cash", status, pence)], rule);
        expect(before).toEqual(expect.arrayContaining(matchFindings(summary, "/match").map((each) => each.rule)));
      }),
    );
  });

  it("comes to the same in any order of rows, under any rule", () => {
    fc.assert(
      fc.property(rules, costs, given, (rule, budget, match) => {
        const { lines: _one, ...straight } = matchSummary(budget, match, rule);
        const { lines: _two, ...turned } = matchSummary(budget.toReversed(), match.toReversed(), rule);
        expect(turned).toEqual(straight);
      }),
    );
  });
});
