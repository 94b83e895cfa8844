import { describe, expect, it } from "vitest";
import { FUNDS } from "../../../shared/funds/funds.ts";
import type { Answer, Answers } from "../../../shared/rules/application.ts";
import {
  type ApplicationFacts,
  bandOfAnswers,
  blockers,
  type SectionStatus,
  sectionStatus,
} from "../../../shared/rules/completeness.ts";
import { type Finding, finding } from "../../../shared/rules/finding.ts";
import { Fund } from "../../../shared/rules/fund.ts";
import { completeAnswers, completeDocuments, NOTIFIED_BY, withAnswer } from "../../support/application.ts";

const [small, fixedEnd, matched] = FUNDS.map((fund) => Fund.parse(fund));
if (!small || !fixedEnd || !matched) throw new Error("Three funds come with the portal.");

const facts = (fund: Fund, requestedPence: number): ApplicationFacts => ({
  fund,
  notifiedBy: NOTIFIED_BY,
  answers: completeAnswers(fund, requestedPence),
  documents: completeDocuments(fund),
  notYet: {},
});

/** What blocks a complete application in which one answer was changed. */
const blockersWith = (fund: Fund, requestedPence: number, question: string, answer: Answer) => {
  const given = facts(fund, requestedPence);
  return blockers({ ...given, answers: withAnswer(fund, given.answers, question, answer) });
};
const places = (findings: ReturnType<typeof blockers>) => findings.map(({ rule, pointer }) => `${rule} ${pointer}`);

const words = (count: number) => Array.from({ length: count }, () => "word").join(" ");
const costs = (...pairs: [string, string][]) =>
  pairs.map(([cost, asked]) => ({ item: "Hall", basis: "", cost, asked }));

describe("blockers", () => {
  it.each(
    FUNDS.flatMap((fund) => fund.bands.map(({ band, upToPence }) => [fund.code, band, fund, upToPence] as const)),
  )("finds nothing in a complete application to %s in band %s", (_code, _band, fund, upToPence) => {
    expect(blockers(facts(fund, upToPence))).toEqual([]);
  });

  it("finds everything in an empty one, each in a sentence, and puts it in the first band", () => {
    const findings = blockers({ ...facts(small, 500_00), answers: {}, documents: [] });
    expect(places(findings)).toEqual([
      "application/required /sections/amount/answers/requested",
      "application/required /sections/project/answers/project-title",
      "application/required /sections/project/answers/summary",
      "application/required /sections/project/answers/what-you-will-do",
      "application/required /sections/change/answers/priorities",
      "application/required /sections/dates/answers/starts-on",
      "application/required /sections/money/answers/budget",
      "application/required /sections/safety/answers/works-with-people-at-risk",
      "application/required /sections/safety/answers/unsafe-to-publish",
      "application/declaration /sections/declaration/answers/declare-authority",
      "application/declaration /sections/declaration/answers/declare-conditions",
      "application/declaration /sections/declaration/answers/declare-interests",
      "application/document /documents/governing-document",
    ]);
    for (const { detail } of findings) expect(detail).toMatch(/^[A-Z].*\.$/);
  });

  it("looks at what is asked only: what a smaller band does not ask stays without findings", () => {
    const given = facts(small, 1_000_00);
    const answers = withAnswer(small, given.answers, "need", words(5_000));
    expect(blockers({ ...given, answers })).toEqual([]);
  });

  it("asks about safeguarding only where the project works with people at risk", () => {
    const given = facts(small, 500_00);
    const without = withAnswer(small, given.answers, "safeguarding", "");
    expect(places(blockers({ ...given, answers: without }))).toEqual([
      "application/required /sections/safety/answers/safeguarding",
    ]);
    expect(blockers({ ...given, answers: withAnswer(small, without, "works-with-people-at-risk", "no") })).toEqual([]);
  });

  it("takes no answer from a section it does not stand in", () => {
    const given = facts(small, 500_00);
    const { safety = {}, ...rest } = given.answers;
    expect(blockers({ ...given, answers: { ...rest, elsewhere: safety } })).toHaveLength(2);
  });
});

type Row = [rule: string, fund: Fund, requestedPence: number, question: string, answer: Answer, where: string];
const rows: Row[] = [
  ["application/required", small, 500_00, "project-title", " \u0000\u200e ", "project/answers/project-title"],
  ["application/required", small, 500_00, "project-title", ["a list"], "project/answers/project-title"],
  ["application/required", small, 500_00, "priorities", [], "change/answers/priorities"],
  ["application/required", small, 500_00, "priorities", "drugs-alcohol", "change/answers/priorities"],
  [
    "application/required",
    small,
    500_00,
    "budget",
    [{ item: " ", basis: "", cost: "", asked: "" }],
    "money/answers/budget",
  ],
  [
    "application/required",
    small,
    500_00,
    "budget",
    [{ item: "", basis: "", cost: "500", asked: "500" }],
    "money/answers/budget/0/item",
  ],
  ["application/word-limit", small, 500_00, "summary", words(76), "project/answers/summary"],
  ["application/character-limit", small, 500_00, "project-title", "x".repeat(141), "project/answers/project-title"],
  ["amount/format", small, 500_00, "requested", "500.005", "amount/answers/requested"],
  ["amount/format", small, 500_00, "requested", "-500", "amount/answers/requested"],
  ["amount/format", small, 500_00, "requested", "five hundred", "amount/answers/requested"],
  ["amount/format", small, 500_00, "budget", costs(["500", "500"], ["1.234", ""]), "money/answers/budget/1/cost"],
  ["amount/least-useful", small, 3_000_00, "least-useful", "3,000.01", "amount/answers/least-useful"],
  ["amount/least-useful", small, 3_000_00, "least-useful", "0", "amount/answers/least-useful"],
  [
    "application/number",
    small,
    3_000_00,
    "beneficiaries",
    [{ who: "A", people: "many", district: "E06000023" }],
    "change/answers/beneficiaries/0/people",
  ],
  [
    "application/number",
    small,
    3_000_00,
    "beneficiaries",
    [{ who: "A", people: "2.5", district: "E06000023" }],
    "change/answers/beneficiaries/0/people",
  ],
  ["application/date", small, 500_00, "starts-on", "2027-02-30", "dates/answers/starts-on"],
  ["dates/before-decision", small, 500_00, "starts-on", NOTIFIED_BY, "dates/answers/starts-on"],
  ["dates/order", small, 3_000_00, "ends-on", "2027-01-31", "dates/answers/ends-on"],
  ["dates/term", small, 3_000_00, "ends-on", "2028-02-02", "dates/answers/ends-on"],
  ["dates/fixed-end", fixedEnd, 60_000_00, "ends-on", "2028-10-01", "dates/answers/ends-on"],
  [
    "application/rows",
    small,
    3_000_00,
    "outcomes",
    Array.from({ length: 4 }, () => ({ change: "A", indicator: "B", baseline: "", target: "C" })),
    "change/answers/outcomes",
  ],
  [
    "application/rows",
    fixedEnd,
    60_000_00,
    "milestones",
    [{ by: "2027-06-01", done: "A", who: "B" }],
    "dates/answers/milestones",
  ],
  ["application/choice", small, 500_00, "priorities", ["victims", "mars"], "change/answers/priorities"],
  ["application/choice", small, 500_00, "priorities", ["victims", "victims"], "change/answers/priorities"],
  ["application/choice", small, 500_00, "unsafe-to-publish", "perhaps", "safety/answers/unsafe-to-publish"],
  [
    "application/choice",
    small,
    3_000_00,
    "beneficiaries",
    [{ who: "A", people: "2", district: "Wales" }],
    "change/answers/beneficiaries/0/district",
  ],
  ["application/declaration", small, 500_00, "declare-interests", "no", "declaration/answers/declare-interests"],
  ["budget/line", small, 500_00, "budget", costs(["400", "500"]), "money/answers/budget/0/asked"],
  ["budget/sum", small, 500_00, "budget", costs(["500", "499.99"]), "money/answers/budget"],
  ["budget/sum", small, 3_000_00, "budget", costs(["3,500", "3,000"]), "money/answers/match"],
];

describe.each([...new Set(rows.map(([rule]) => rule))])("%s", (rule) => {
  const table = rows.filter(([each]) => each === rule).map((row) => [row[3], row[4], row] as const);
  it.each(table)("is found of %s: %j", (question, answer, [, fund, requestedPence, , , where]) => {
    const findings = blockersWith(fund, requestedPence, question, answer);
    expect(places(findings)).toContain(`${rule} /sections/${where}`);
    for (const { detail } of findings) expect(detail).toMatch(/^[A-Z].*\.$/);
  });
});

describe("application/word-limit", () => {
  it("lets the last word in", () => {
    expect(blockersWith(small, 500_00, "summary", words(75))).toEqual([]);
  });
});

describe("application/character-limit", () => {
  it("counts characters as people do not bytes", () => {
    expect(blockersWith(small, 500_00, "project-title", "😀".repeat(140))).toEqual([]);
  });
});

describe("amount/minimum", () => {
  it.each([
    [100_00, []],
    [99_99, ["amount/minimum"]],
    [0, ["amount/minimum"]],
  ])("finds of %i pence, where £100 is the least: %j", (pence, rules) => {
    const found = blockers(facts(small, pence)).map(({ rule }) => rule);
    expect(found.filter((rule) => rule.startsWith("amount/"))).toEqual(rules);
  });
});

describe("amount/maximum", () => {
  it.each([
    [5_000_00, []],
    [5_000_01, ["amount/maximum"]],
  ])("finds of %i pence, where £5,000 is the most: %j", (pence, rules) => {
    expect(blockers(facts(small, pence)).map(({ rule }) => rule)).toEqual(rules);
  });
});

describe("amount/format", () => {
  it("asks for an amount in the words of the form", () => {
    expect(blockersWith(small, 500_00, "requested", "lots")[0]?.detail).toBe(
      "How much do you ask for? Enter the amount in figures, like 1,400.00.",
    );
    expect(blockersWith(small, 500_00, "requested", "")[0]?.detail).toBe("Enter how much you ask for, like 1,400.00.");
  });
});

describe("dates/term", () => {
  it("lets a project last to the last day of its months", () => {
    expect(blockersWith(small, 3_000_00, "ends-on", "2028-02-01")).toEqual([]);
  });
});

describe("match-funding/minimum", () => {
  const source = (amount: string, status: string) => [{ source: "Council", kind: "cash", status, amount }];
  it("is a blocker where the fund demands match, and the status counts", () => {
    // £3,000 asked of £4,500: a quarter is £1,125.
    expect(blockersWith(matched, 3_000_00, "match", source("1,500", "secured"))).toEqual([]);
    const findings = blockersWith(matched, 3_000_00, "match", source("1,500", "applied-for"));
    expect(places(findings)).toEqual([
      "match-funding/minimum /sections/money/answers/match",
      "match-funding/cash-minimum /sections/money/answers/match",
    ]);
  });

  it("never is where match is only scored", () => {
    const given = facts(small, 3_000_00);
    const budget = withAnswer(small, given.answers, "budget", costs(["3,500", "3,000"]));
    expect(blockers({ ...given, answers: withAnswer(small, budget, "match", source("500", "planned")) })).toEqual([]);
  });
});

describe("budget/sum", () => {
  it("leaves part of a cost to the group where other money is not asked about", () => {
    expect(blockersWith(small, 500_00, "budget", costs(["620", "500"]))).toEqual([]);
  });

  it("waits until every amount can be read", () => {
    expect(blockersWith(small, 500_00, "budget", costs(["500", "400"], ["x", ""])).map(({ rule }) => rule)).toEqual([
      "amount/format",
    ]);
  });
});

describe("application/document", () => {
  it.each([
    ["", ["application/document /documents/governing-document"]],
    [" \u0000 ", ["application/document /documents/governing-document"]],
    ["The new rules are agreed on 3 March.", []],
  ])("finds of a missing document and the reason %j: %j", (why, found) => {
    const documents = completeDocuments(small).filter(({ slot }) => slot !== "governing-document");
    expect(places(blockers({ ...facts(small, 3_000_00), documents, notYet: { "governing-document": why } }))).toEqual(
      found,
    );
  });

  it("says what to do", () => {
    expect(blockers({ ...facts(small, 500_00), documents: [] })[0]?.detail).toBe(
      "Add your governing document, or say why you do not have it yet.",
    );
  });
});

describe("bandOfAnswers", () => {
  it.each([
    ["", "S"],
    ["lots", "S"],
    ["1,000.00", "S"],
    ["1,000.01", "M"],
    ["9,999", "M"],
  ])("of %j is %s", (requested, band) => {
    expect(bandOfAnswers(small, { requested })).toBe(band);
  });
});

describe("sectionStatus", () => {
  const blocked = [finding("application/required", "/sections/project/answers/need", "")];
  const elsewhere = [finding("application/required", "/sections/projects/answers/need", "")];
  it.each<[SectionStatus, { answers: Answers; done: boolean } | undefined, Finding[]]>([
    ["not-started", undefined, []],
    ["not-started", { answers: { need: " " }, done: false }, blocked],
    ["in-progress", { answers: { need: "Some" }, done: false }, []],
    ["in-progress", { answers: {}, done: true }, blocked],
    ["in-progress", { answers: { rows: [{}] }, done: false }, []],
    ["completed", { answers: { need: "Some" }, done: true }, []],
    ["completed", { answers: {}, done: true }, elsewhere],
  ])("is %s of %j with %j", (status, saved, findings) => {
    expect(sectionStatus("project", saved, findings)).toBe(status);
  });
});
