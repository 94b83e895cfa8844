import { describe, expect, it } from "vitest";
import { FUNDS } from "../../../shared/funds/funds.ts";
import type { Answer } from "../../../shared/rules/application.ts";
import { Fund } from "../../../shared/rules/fund.ts";
import { blockersWith, costs, NOTIFIED_BY, places, words } from "../../support/application.ts";

const [small, fixedEnd] = FUNDS.map((fund) => Fund.parse(fund));
if (!small || !fixedEnd) throw new Error("Three funds come with the portal.");

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
