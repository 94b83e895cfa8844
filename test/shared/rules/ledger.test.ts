import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FUNDS } from "../../../shared/funds/funds.ts";
import { MATCH_KIND_IDS, MATCH_STATUS_IDS } from "../../../shared/rules/form.ts";
import { type FrozenAnswer, frozen } from "../../../shared/rules/frozen.ts";
import type { MatchRule } from "../../../shared/rules/fund.ts";
import { matchAt, matchStages, stagesWords } from "../../../shared/rules/ledger.ts";
import { MATCH_STAGES, matchSummary } from "../../../shared/rules/match-funding.ts";
import type { MatchLine } from "../../../shared/rules/match-line.ts";
import { STANDING_STATUSES, type StandsAs } from "../../../shared/rules/match-standing.ts";
import { completeAnswers, NOTIFIED_BY } from "../../support/application.ts";

const rule: MatchRule = {
  requiredBasisPoints: 2_500,
  of: "total-cost",
  cashMinimumBasisPoints: 1_000,
  inKindCapBasisPoints: 5_000,
  countsAtSubmission: ["received", "secured", "agreed-in-principle"],
  countsAtPayment: ["received"],
  scored: true,
};

const line = (over: Partial<MatchLine> = {}): MatchLine => ({
  ...{ source: "Town council", kind: "cash", status: "applied-for", amountPence: 500_00 },
  ...over,
});

/** A submission with these lines, and figures as they are frozen. */
const sent = (lines: readonly MatchLine[], totalCostPence = 2_000_00) => {
  const budget = [{ item: "Hall", basis: "", costPence: totalCostPence, askedPence: Math.floor(totalCostPence / 2) }];
  const { lines: counts, totalCostPence: _, askedPence, ...sums } = matchSummary(budget, lines, rule);
  const answers: Record<string, FrozenAnswer> = {};
  return {
    requestedPence: askedPence,
    answers,
    budget: { lines: budget, totalCostPence, askedPence },
    match: { ...sums, lines: lines.map((one, n) => ({ ...one, counts: counts[n]?.counts === true })) },
  };
};

const stands = (over: Partial<StandsAs> = {}): StandsAs => ({
  ...{ line: 0, status: "secured", amountPence: 500_00, knownOn: "2027-02-03" },
  ...over,
});
const countsAt = (content: Parameters<typeof matchStages>[0], standings: readonly StandsAs[], of = rule) =>
  matchStages(content, of, standings).map(({ countsPence }) => countsPence);

describe("matchStages", () => {
  it.each<[string, readonly StandsAs[], number[]]>([
    ["nothing was recorded", [], [0, 0, 0]],
    ["the money is promised in writing", [stands()], [0, 500_00, 0]],
    ["it is received", [stands({ status: "received" })], [0, 500_00, 500_00]],
    ["less of it is received", [stands({ status: "received", amountPence: 300_00 })], [0, 300_00, 300_00]],
    ["it was promised and is lost", [stands(), stands({ status: "lost", knownOn: "2027-03-01" })], [0, 0, 0]],
    ["the newest of two is the last that was recorded", [stands({ status: "lost" }), stands()], [0, 500_00, 0]],
    ["another line was recorded", [stands({ line: 1 })], [0, 0, 0]],
  ])("reads the ledger at submission, award and payment where %s", (_what, standings, counts) => {
    expect(countsAt(sent([line()]), standings)).toEqual(counts);
  });

  it("says what the group needs once money is lost that counted as it was sent", () => {
    const content = sent([line({ status: "received" })]);
    const [submission, award, payment] = matchStages(content, rule, [stands({ status: "lost" })]);
    expect(submission).toEqual({ stage: "submission", countsPence: 500_00, need: "" });
    expect(award).toEqual({
      stage: "award",
      countsPence: 0,
      need: "The group needs £500.00 more, of which at least £250.00 in cash.",
    });
    expect(payment).toEqual({ ...award, stage: "payment" });
  });

  it("tells award and payment in one sentence where they are the same, and in two where not", () => {
    const content = sent([line()]);
    expect(stagesWords(matchStages(content, rule, [stands({ status: "received" })]))).toBe(
      "As it stands: at the award, £500.00 counts, and the same at the payment.",
    );
    expect(stagesWords(matchStages(content, rule, [stands()]))).toBe(
      "As it stands: at the award, £500.00 counts. At the payment, £0.00 counts. The group needs £500.00 more, of which at least £250.00 in cash.",
    );
    expect(stagesWords([])).toBe("");
  });

  it("counts what is lost nowhere, and leaves its cost named by nobody", () => {
    const content = sent([line({ status: "received" }), line({ kind: "in-kind", status: "secured" })], 2_000_00);
    const lost = [stands({ status: "lost", amountPence: 500_00 })];
    expect(matchAt("award", content, rule, lost)).toMatchObject({ cashCountedPence: 0, gapPence: 500_00 });
    expect(matchAt("award", content, rule)).toMatchObject({ cashCountedPence: 500_00, gapPence: 0 });
  });
});

/* Properties over any lines, records and order. */
const anyLine = fc.record<MatchLine>({
  source: fc.constant("Source"),
  kind: fc.constantFrom(...MATCH_KIND_IDS),
  status: fc.constantFrom(...MATCH_STATUS_IDS),
  amountPence: fc.nat(9_999_999),
});
const anyLines = fc.array(anyLine, { minLength: 1, maxLength: 6 });
const anyStanding = fc.record<StandsAs>({
  line: fc.nat(6),
  status: fc.constantFrom(...STANDING_STATUSES),
  amountPence: fc.integer({ min: 1, max: 9_999_999 }),
  knownOn: fc.constant("2027-02-03"),
});
const anyStandings = fc.array(anyStanding, { maxLength: 8 });
const anyRule = fc.record<MatchRule>({
  requiredBasisPoints: fc.integer({ min: 0, max: 10_000 }),
  of: fc.constantFrom("total-cost", "grant"),
  cashMinimumBasisPoints: fc.integer({ min: 0, max: 10_000 }),
  inKindCapBasisPoints: fc.integer({ min: 0, max: 10_000 }),
  countsAtSubmission: fc.subarray([...MATCH_STATUS_IDS]),
  // What counts, counts also where it is surer: the first so many statuses.
  countsAtAward: fc.nat(5).map((most) => MATCH_STATUS_IDS.slice(0, most)),
  countsAtPayment: fc.nat(5).map((most) => MATCH_STATUS_IDS.slice(0, most)),
  scored: fc.boolean(),
});

describe("a match standing", () => {
  it("never changes what counted at submission, nor what was sent", () => {
    fc.assert(
      fc.property(anyLines, anyStandings, anyRule, (lines, standings, of) => {
        const content = sent(lines);
        const before = structuredClone(content);
        expect(matchStages(content, of, standings)[0]).toEqual(matchStages(content, of)[0]);
        expect(matchAt("submission", content, of, standings)).toEqual(matchAt("submission", content, of));
        expect(content).toEqual(before);
      }),
    );
  });

  it("never lowers what counts when it is more certain, and never raises it when something is lost", () => {
    const surest = [...STANDING_STATUSES];
    fc.assert(
      fc.property(anyLines, anyStandings, anyStanding, anyRule, fc.nat(5), (lines, standings, one, of, less) => {
        const content = sent(lines);
        const sure = surest.indexOf(one.status);
        const lesser = { ...one, status: surest[Math.min(sure + less, surest.length - 1)] ?? one.status };
        const [more, fewer] = [
          countsAt(content, [...standings, one], of),
          countsAt(content, [...standings, lesser], of),
        ];
        for (const n of MATCH_STAGES.keys()) expect(more[n]).toBeGreaterThanOrEqual(fewer[n] ?? 0);
      }),
    );
  });

  it("counts the same in whatever order different lines were recorded", () => {
    fc.assert(
      fc.property(anyLines, anyStandings, anyRule, fc.array(fc.nat(999)), (lines, standings, of, by) => {
        const content = sent(lines);
        const groups = [0, 1, 2, 3, 4, 5, 6]
          .map((n) => standings.filter((one) => one.line === n))
          .map((group, n) => ({ group, place: by[n] ?? n }))
          .toSorted((a, b) => a.place - b.place);
        expect(
          countsAt(
            content,
            groups.flatMap(({ group }) => group),
            of,
          ),
        ).toEqual(countsAt(content, standings, of));
      }),
    );
  });

  it("leaves what a fund that comes with the portal counts as it is, while nothing is recorded", () => {
    for (const fund of FUNDS.filter(({ sections }) => sections.length > 0)) {
      const content = frozen({
        ...{ reference: "ABC-26Q4-0001-K", roundId: "ABC-26Q4", fund, organisation: {}, notifiedBy: NOTIFIED_BY },
        ...{ answers: completeAnswers(fund, 3_000_00), documents: [], notYet: {}, declaredBy: "Ash Example" },
      });
      const { cashCountedPence, inKindCountedPence } = matchAt("submission", content, fund.match);
      expect(countsAt(content, [], fund.match)[0]).toBe(cashCountedPence + inKindCountedPence);
    }
  });
});
