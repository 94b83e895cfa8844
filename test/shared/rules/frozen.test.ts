import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FUNDS } from "../../../shared/funds/funds.ts";
import type { Answers } from "../../../shared/rules/application.ts";
import { canonicalJson } from "../../../shared/rules/canonical.ts";
import { frozen, Submission, type SubmissionFacts } from "../../../shared/rules/frozen.ts";
import { Fund } from "../../../shared/rules/fund.ts";
import { completeAnswers, completeDocuments, withAnswer } from "../../support/application.ts";

const facts = (fund: Fund, requestedPence: number): SubmissionFacts => ({
  reference: "ABC-26Q4-0017-Y",
  roundId: "ABC-26Q4",
  fund,
  organisation: { name: "Bridge Youth Club", address: ["1 High Street", "Bristol"], trading: { charity: "1076770" } },
  answers: completeAnswers(fund, requestedPence),
  documents: completeDocuments(fund),
  notYet: {},
  declaredBy: "person-1",
});
const small = Fund.parse(FUNDS[0]);
const spelt = (given: SubmissionFacts): string => canonicalJson(frozen(given));

const reversedKeys = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).toReversed());

describe("frozen", () => {
  it.each(
    FUNDS.flatMap((fund) => fund.bands.map(({ band, upToPence }) => [fund.code, band, fund, upToPence] as const)),
  )("is a submission by the schema: %s in band %s", (_code, band, fund, upToPence) => {
    const submission = frozen(facts(fund, upToPence));
    expect(Submission.parse(submission)).toEqual(submission);
    expect(submission).toMatchObject({ band, requestedPence: upToPence, fundId: fund.id });
    expect(submission.budget.askedPence).toBe(upToPence);
    expect(Submission.parse(JSON.parse(canonicalJson(submission)))).toEqual(submission);
  });

  it("spells amounts in pence, numbers whole, and texts clean", () => {
    const given = facts(small, 3_000_00);
    const changes: [string, Answers[string]][] = [
      ["project-title", "  Safe\u202e\tevenings \n"],
      ["summary", "One\r\ntwo "],
      ["least-useful", "£1,250.50"],
      ["priorities", ["victims", "drugs-alcohol", "mars"]],
      ["beneficiaries", [{}, { who: "Pupils", people: "1,200", district: "E06000023" }]],
      ["other-public-money", [{ from: "Police", for: "Radios", year: "2025", amount: "99.5" }]],
      ["partners", " "],
    ];
    const answers = changes.reduce((all, [id, answer]) => withAnswer(small, all, id, answer), given.answers);
    const submission = frozen({ ...given, answers });
    expect(submission.title).toBe("Safe evenings");
    expect(submission.summary).toBe("One\ntwo");
    expect(submission.answers).toMatchObject({
      "project-title": "Safe evenings",
      "least-useful": 125_050,
      priorities: ["drugs-alcohol", "victims"],
      beneficiaries: [{ who: "Pupils", people: 1_200, district: "E06000023" }],
      "other-public-money": [{ from: "Police", for: "Radios", year: 2_025 }],
    });
    expect(submission.answers).not.toHaveProperty("partners");
  });

  it("holds budget and match in lines with their totals, and nowhere else", () => {
    const given = facts(small, 1_500_00);
    const budget = withAnswer(small, given.answers, "budget", [
      { item: "Hall", basis: "20 at £50", cost: "1,000", asked: "1,000" },
      { item: "Coach", basis: "", cost: "£900.50", asked: "500" },
    ]);
    const answers = withAnswer(small, budget, "match", [
      { source: "Parish", kind: "cash", status: "secured", amount: "300.50" },
      { source: "Raffle", kind: "cash", status: "planned", amount: "100" },
    ]);
    const submission = frozen({ ...given, answers });
    expect(submission.budget).toMatchObject({ totalCostPence: 190_050, askedPence: 150_000 });
    expect(submission.match).toMatchObject({ cashCountedPence: 30_050, gapPence: 0, requiredPence: 0 });
    expect(submission.match.lines.map(({ amountPence, counts }) => [amountPence, counts])).toEqual([
      [30_050, true],
      [10_000, false],
    ]);
    expect(submission.answers).not.toHaveProperty("budget");
    expect(submission.answers).not.toHaveProperty("match");
  });

  it("leaves out what is not asked: other bands' questions, a condition that does not hold, strangers", () => {
    const given = facts(small, 500_00);
    const changes: [string, string][] = [
      ["need", "Typed while the amount was higher"],
      ["works-with-people-at-risk", "no"],
    ];
    const answers = changes.reduce((all, [id, answer]) => withAnswer(small, all, id, answer), given.answers);
    const strange = { ...answers, project: { ...answers.project, mystery: "x" } };
    const submission = frozen({ ...given, answers: strange, notYet: { accounts: "Soon", nothing: "x" } });
    for (const id of ["need", "safeguarding", "mystery"]) expect(submission.answers).not.toHaveProperty(id);
    expect(submission.documents.map(({ slot }) => slot)).toEqual(["governing-document"]);
    expect(submission.notYet).toEqual({});
  });

  it("keeps the reason for a document that is missing, and no reason for one that is there", () => {
    const documents = completeDocuments(small).filter(({ slot }) => slot !== "accounts");
    const notYet = { accounts: " After March ", "governing-document": "Old" };
    expect(frozen({ ...facts(small, 3_000_00), documents, notYet }).notYet).toEqual({ accounts: "After March" });
  });

  it("gives the same content in whatever order it was typed, saved or read", () => {
    fc.assert(
      fc.property(fc.constantFrom(...FUNDS), fc.integer({ min: 1, max: 25_000_000 }), (fund, pence) => {
        const given = facts(fund, pence);
        const answers = Object.fromEntries(Object.entries(given.answers).map(([id, each]) => [id, reversedKeys(each)]));
        const turned = {
          ...given,
          organisation: reversedKeys(given.organisation),
          answers: reversedKeys(answers),
          documents: given.documents.toReversed(),
        };
        expect(spelt(turned)).toBe(spelt(given));
      }),
    );
  });

  it("loses no answer when the amount rises", () => {
    fc.assert(
      fc.property(fc.constantFrom(...FUNDS), fc.nat(25_000_000), fc.nat(25_000_000), (fund, one, other) => {
        const given = facts(fund, Math.min(one, other));
        const answers = withAnswer(fund, given.answers, "requested", (Math.max(one, other) / 100).toFixed(2));
        const { requested: _lower, ...lower } = frozen(given).answers;
        expect(frozen({ ...given, answers }).answers).toMatchObject(lower);
      }),
    );
  });

  it("has one spelling for whatever was typed, with whole numbers only", () => {
    const typed = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(fc.string(), { maxLength: 3 }),
      fc.array(fc.dictionary(fc.constantFrom("item", "cost", "asked", "amount", "kind", "people"), fc.string()), {
        maxLength: 3,
      }),
    );
    const questions = small.sections.flatMap((section) => section.questions.map(({ id }) => id));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...questions), typed)), (changes) => {
        const given = facts(small, 3_000_00);
        const answers = changes.reduce((all, [id, answer]) => withAnswer(small, all, id, answer), given.answers);
        const submission = frozen({ ...given, answers });
        expect(Submission.safeParse(submission).success).toBe(true);
        expect(JSON.parse(spelt({ ...given, answers }))).toEqual(submission);
      }),
    );
  });
});
