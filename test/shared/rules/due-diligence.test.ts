import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CHECKS,
  type CheckId,
  type Ending,
  type Entry,
  type EntryFacts,
  endingFindings,
  entriesAfter,
  entriesOf,
  entryFindings,
  OVERALLS,
  RESULTS,
} from "../../../shared/rules/due-diligence.ts";

const FACTS: EntryFacts = { checks: CHECKS, trading: "no", overPence: 0 };
const entry = (check: CheckId, over: Partial<Entry> = {}): Entry => ({
  ...{ check, result: "pass", note: "", source: "The portal" },
  ...{ by: "p_officer", at: "2027-01-08T09:00:00.000Z", submission: 1 },
  ...over,
});
const ALL = CHECKS.map((check) => entry(check));
const ending = (over: Partial<Pick<Ending, "overall" | "condition" | "reason">> = {}) => ({
  ...{ overall: "pass" as const, condition: "", reason: "" },
  ...over,
});
const found = (findings: readonly { rule: string; pointer: string }[]) =>
  findings.map(({ rule, pointer }) => `${rule} ${pointer}`);

describe("entryFindings", () => {
  const rows: [string, Entry, Partial<EntryFacts>, string[]][] = [
    ["a pass without a note", entry("documents"), {}, []],
    ["a look without a note", entry("documents", { result: "look" }), {}, ["due-diligence/note /entries/0/note"]],
    [
      "a failure with white space",
      entry("income", { result: "fail", note: " " }),
      {},
      ["due-diligence/note /entries/0/note"],
    ],
    ["a failure with its note", entry("income", { result: "fail", note: "No income at all." }), {}, []],
    [
      "the sanctions list without a source",
      entry("sanctions", { source: "" }),
      {},
      ["due-diligence/source /entries/0/source"],
    ],
    [
      "a check that the bid does not have",
      entry("company-register"),
      { checks: ["documents"] },
      ["due-diligence/check /entries/0/check"],
    ],
    [
      "subsidy control before the question",
      entry("subsidy"),
      { trading: undefined },
      ["due-diligence/trading /entries/0/result"],
    ],
    ["a trading bid at the limit", entry("subsidy"), { trading: "yes" }, []],
    [
      "a trading bid a penny above",
      entry("subsidy"),
      { trading: "yes", overPence: 1 },
      ["due-diligence/subsidy /entries/0/result"],
    ],
    [
      "a failure of it",
      entry("subsidy", { result: "fail", note: "A penny above." }),
      { trading: "yes", overPence: 1 },
      [],
    ],
  ];
  it.each(rows)("of %s", (_, one, facts, expected) => {
    expect(found(entryFindings([one], { ...FACTS, ...facts }))).toEqual(expected);
  });
});

describe("endingFindings", () => {
  it("lets a bid pass whose checks are all passed, without another word", () => {
    expect(endingFindings(ending(), ALL, FACTS)).toEqual([]);
  });

  it.each(CHECKS)("refuses every ending while %s is not done: due-diligence/unfinished", (check) => {
    const entries = ALL.filter((one) => one.check !== check);
    for (const overall of OVERALLS)
      expect(found(endingFindings(ending({ overall, condition: "x", reason: "x" }), entries, FACTS))).toEqual([
        `due-diligence/unfinished /checks/${check}`,
      ]);
  });

  const failed = [...ALL.filter(({ check }) => check !== "income"), entry("income", { result: "fail", note: "None." })];
  const rows: [string, Parameters<typeof ending>[0], readonly Entry[], Partial<EntryFacts>, string[]][] = [
    ["a pass over a failed check", {}, failed, {}, ["due-diligence/failed-check /reason"]],
    ["the same with a reason", { reason: "It is new, and small." }, failed, {}, []],
    ["a condition without words", { overall: "pass-with-condition" }, ALL, {}, ["due-diligence/condition /condition"]],
    ["a condition in words", { overall: "pass-with-condition", condition: "Send the accounts." }, ALL, {}, []],
    ["a referral without a reason", { overall: "refer" }, ALL, {}, ["due-diligence/reason /reason"]],
    ["a failure without a reason", { overall: "fail", reason: " " }, ALL, {}, ["due-diligence/reason /reason"]],
    [
      "a trading bid above the limit that passes",
      { reason: "So." },
      ALL,
      { trading: "yes", overPence: 1 },
      ["due-diligence/subsidy /overall"],
    ],
    [
      "the same with a condition",
      { overall: "pass-with-condition", condition: "x" },
      ALL,
      { trading: "yes", overPence: 1 },
      ["due-diligence/subsidy /overall"],
    ],
    ["the same that fails", { overall: "fail", reason: "Above the limit." }, ALL, { trading: "yes", overPence: 1 }, []],
    ["a bid that trades no more", {}, ALL, { trading: "no", overPence: 1 }, []],
  ];
  it.each(rows)("of %s", (_, over, entries, facts, expected) => {
    expect(found(endingFindings(ending(over), entries, { ...FACTS, ...facts }))).toEqual(expected);
  });

  it("never lets a pass through that a failed check or the limit stands against, whatever else was entered", () => {
    const anything = fc.record({
      results: fc.array(fc.constantFrom(...RESULTS), { minLength: CHECKS.length, maxLength: CHECKS.length }),
      overall: fc.constantFrom(...OVERALLS),
      reason: fc.constantFrom("", "It is so."),
      condition: fc.constantFrom("", "Send it."),
      trading: fc.constantFrom("yes" as const, "no" as const),
      overPence: fc.nat({ max: 2 }),
    });
    fc.assert(
      fc.property(anything, ({ results, trading, overPence, ...ended }) => {
        const entries = CHECKS.map((check, n) => entry(check, { result: results[n] ?? "pass", note: "So." }));
        const passes = ended.overall === "pass" || ended.overall === "pass-with-condition";
        const isOver = trading === "yes" && overPence > 0;
        const isBare = entries.some(({ result }) => result === "fail") && ended.reason === "";
        if (!(passes && (isOver || isBare))) return;
        expect(endingFindings(ended, entries, { ...FACTS, trading, overPence })).not.toEqual([]);
      }),
    );
  });
});

describe("entriesAfter", () => {
  const was = { incomePence: 100, accountsOn: "2026-03-31", trading: "no" as const, subsidies: [], steps: {} };
  it.each([
    ["nothing", {}, []],
    ["the income", { incomePence: 101 }, ["income"]],
    ["the day of the accounts", { accountsOn: "2025-03-31" }, ["documents"]],
    ["trading", { trading: "yes" as const }, ["subsidy"]],
    ["a sum", { subsidies: [{ from: "A", on: "2026-01-01", amountPence: 1 }] }, ["subsidy"]],
    ["a step around the payment", { steps: { notified: "2026-11-01" } }, []],
  ])("takes away what rests on what was read anew: %s", (_, over, gone) => {
    const left = entriesAfter(ALL, was, { ...was, ...over }).map(({ check }) => check);
    expect(CHECKS.filter((check) => !left.includes(check))).toEqual(gone);
  });
});

describe("entriesOf", () => {
  it("leaves out what was found of an earlier version of the bid", () => {
    const entries = [entry("income"), entry("record", { submission: 2 })];
    expect(entriesOf({ entries }, 2).map(({ check }) => check)).toEqual(["record"]);
  });
});
