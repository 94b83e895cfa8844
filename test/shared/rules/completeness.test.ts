import { describe, expect, it } from "vitest";
import { FUNDS } from "../../../shared/funds/funds.ts";
import type { Answers } from "../../../shared/rules/application.ts";
import { bandOfAnswers, blockers, type SectionStatus, sectionStatus } from "../../../shared/rules/completeness.ts";
import { type Finding, finding } from "../../../shared/rules/finding.ts";
import { Fund } from "../../../shared/rules/fund.ts";
import {
  blockersWith,
  completeDocuments,
  completeFacts,
  costs,
  PROOF,
  places,
  withAnswer,
  words,
} from "../../support/application.ts";

const [small, , matched] = FUNDS.map((fund) => Fund.parse(fund));
if (!small || !matched) throw new Error("Three funds come with the portal.");

describe("blockers", () => {
  it.each(
    FUNDS.flatMap((fund) => fund.bands.map(({ band, upToPence }) => [fund.code, band, fund, upToPence] as const)),
  )("finds nothing in a complete application to %s in band %s", (_code, _band, fund, upToPence) => {
    expect(blockers(completeFacts(fund, upToPence))).toEqual([]);
  });

  it("finds everything in an empty one, each in a sentence, and puts it in the first band", () => {
    const findings = blockers({ ...completeFacts(small, 500_00), answers: {}, documents: [] });
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
      "application/declaration /sections/declaration/answers/declare-checked",
      "application/document /documents/governing-document",
    ]);
    for (const { detail } of findings) expect(detail).toMatch(/^[A-Z].*\.$/);
  });

  it("looks at what is asked only: what a smaller band does not ask stays without findings", () => {
    const given = completeFacts(small, 1_000_00);
    const answers = withAnswer(small, given.answers, "need", words(5_000));
    expect(blockers({ ...given, answers })).toEqual([]);
  });

  it("asks about safeguarding only where the project works with people at risk", () => {
    const given = completeFacts(small, 500_00);
    const without = withAnswer(small, given.answers, "safeguarding", "");
    expect(places(blockers({ ...given, answers: without }))).toEqual([
      "application/required /sections/safety/answers/safeguarding",
    ]);
    expect(blockers({ ...given, answers: withAnswer(small, without, "works-with-people-at-risk", "no") })).toEqual([]);
  });

  it("takes no answer from a section it does not stand in", () => {
    const given = completeFacts(small, 500_00);
    const { safety = {}, ...rest } = given.answers;
    expect(blockers({ ...given, answers: { ...rest, elsewhere: safety } })).toHaveLength(2);
  });
});

describe("application/word-limit", () => {
  it("lets the last word in", () => {
    expect(blockersWith(small, 500_00, "summary", words(75))).toEqual([]);
  });
});

describe("application/line-limit", () => {
  it.each([
    [200, []],
    [201, ["application/line-limit"]],
    [5_000, ["application/line-limit"]],
  ])("finds of %i lines, most of them empty: %j", (lines, rules) => {
    const answer = `We${"\n".repeat(lines - 1)}meet.`;
    expect(blockersWith(small, 500_00, "summary", answer).map(({ rule }) => rule)).toEqual(rules);
    // What an applicant left empty at the end is no line of the answer.
    expect(blockersWith(small, 500_00, "summary", `We meet.${"\n".repeat(lines)}`)).toEqual([]);
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
    const found = blockers(completeFacts(small, pence)).map(({ rule }) => rule);
    expect(found.filter((rule) => rule.startsWith("amount/"))).toEqual(rules);
  });
});

describe("amount/maximum", () => {
  it.each([
    [5_000_00, []],
    [5_000_01, ["amount/maximum"]],
  ])("finds of %i pence, where £5,000 is the most: %j", (pence, rules) => {
    expect(blockers(completeFacts(small, pence)).map(({ rule }) => rule)).toEqual(rules);
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

describe("dates/order", () => {
  it("lets a project end on the day it starts", () => {
    const { dates = {} } = completeFacts(small, 3_000_00).answers;
    expect(blockersWith(small, 3_000_00, "ends-on", dates["starts-on"] ?? "")).toEqual([]);
  });
});

describe("application/rows", () => {
  it("lets the last row in", () => {
    const outcome = { change: "A", indicator: "B", baseline: "", target: "C" };
    expect(blockersWith(small, 3_000_00, "outcomes", [outcome, outcome, outcome, {}])).toEqual([]);
  });
});

describe("dates/term", () => {
  it("lets a project last to the last day of its months", () => {
    expect(blockersWith(small, 3_000_00, "ends-on", "2028-02-01")).toEqual([]);
  });
});

describe("match-funding/minimum", () => {
  const source = (amount: string, status: string) => [{ source: "Council", kind: "cash", status, amount, ...PROOF }];
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
    const given = completeFacts(small, 3_000_00);
    const budget = withAnswer(small, given.answers, "budget", costs(["3,500", "3,000"]));
    expect(blockers({ ...given, answers: withAnswer(small, budget, "match", source("500", "planned")) })).toEqual([]);
  });
});

describe("budget/sum", () => {
  it("leaves part of a cost to the group where other money is not asked about", () => {
    expect(blockersWith(small, 500_00, "budget", costs(["620", "500"]))).toEqual([]);
  });

  it.each([
    ["budget", costs(["500", "400"], ["x", ""]), "money/answers/budget/1/cost"],
    ["match", [{ source: "Raffle", kind: "cash", status: "planned", amount: "lots" }], "money/answers/match/0/amount"],
  ])("waits until every amount of the %s can be read", (question, answer, where) => {
    const given = completeFacts(small, 3_000_00);
    const uncovered = withAnswer(small, given.answers, "budget", costs(["3,500", "3,000"]));
    expect(places(blockers({ ...given, answers: withAnswer(small, uncovered, question, answer) }))).toEqual([
      `amount/format /sections/${where}`,
    ]);
  });
});

describe("budget/line", () => {
  it("is found while the amount of the application cannot be read", () => {
    const given = completeFacts(small, 500_00);
    const answers = withAnswer(small, given.answers, "budget", costs(["400", "500"]));
    const found = blockers({ ...given, answers: withAnswer(small, answers, "requested", "x") });
    expect(found.map(({ rule }) => rule)).toEqual(["amount/format", "budget/line"]);
  });
});

describe("application/document", () => {
  it.each([
    ["", ["application/document /documents/governing-document"]],
    [" \u0000 ", ["application/document /documents/governing-document"]],
    ["The new rules are agreed on 3 March.", []],
  ])("finds of a missing document and the reason %j: %j", (why, found) => {
    const documents = completeDocuments(small).filter(({ slot }) => slot !== "governing-document");
    expect(
      places(blockers({ ...completeFacts(small, 3_000_00), documents, notYet: { "governing-document": why } })),
    ).toEqual(found);
  });

  it("does not wait for one that is optional", () => {
    const documents = completeDocuments(small).filter(({ slot }) => slot !== "safeguarding-policy");
    expect(blockers({ ...completeFacts(small, 3_000_00), documents })).toEqual([]);
  });

  it("says what to do", () => {
    expect(blockers({ ...completeFacts(small, 500_00), documents: [] })[0]?.detail).toBe(
      "Add your governing document, or say why it is not there yet.",
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
