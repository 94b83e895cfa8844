import { describe, expect, it } from "vitest";
import { FUNDS } from "../../../shared/funds/funds.ts";
import { CHECK_RULES, checksOf, failedChecks } from "../../../shared/rules/checks.ts";
import { frozen, type Submission } from "../../../shared/rules/frozen.ts";
import { completeAnswers, completeDocuments, NOTIFIED_BY } from "../../support/application.ts";

const [fund] = FUNDS;
if (fund === undefined) throw new Error("The portal ships with a fund.");

/** A submission with everything in order, changed as told. */
const submission = (change: (whole: Submission) => Partial<Submission> = () => ({})): Submission => {
  const whole = frozen({
    reference: "CAF-26Q4-0001-K",
    roundId: "CAF-26Q4",
    fund,
    organisation: { name: "Example Youth Club" },
    answers: completeAnswers(fund, 420_000, NOTIFIED_BY),
    documents: completeDocuments(fund),
    notYet: {},
    declaredBy: "Ash Example",
  });
  return { ...whole, ...change(whole) };
};
const line = { source: "Parish council", kind: "cash", amountPence: 60_076 } as const;

describe("check/money", () => {
  it.each([
    ["is passed when costs, request and other money agree", {}, true, "agree"],
    ["says how much match lacks", { shortPence: 60_076 }, false, "£600.76 short"],
    ["says how much must be in money", { cashShortPence: 1 }, false, "£0.01 more must be in money"],
    ["says what has no money named for it", { gapPence: 5_000 }, false, "£50.00 of the costs"],
    ["says what is more than the costs", { gapPence: -5_000 }, false, "£50.00 more than the costs"],
  ])("%s", (_what, match, passed, words) => {
    const [check] = checksOf(submission((whole) => ({ match: { ...whole.match, ...match } })));
    expect([check?.rule, check?.passed]).toEqual(["check/money", passed]);
    expect(check?.detail).toContain(words);
  });
});

describe("check/promises", () => {
  it("adds up what is not promised in writing, and passes what is", () => {
    const of = (status: "secured" | "applied-for", counts: boolean) =>
      checksOf(
        submission((whole) => ({
          match: {
            ...whole.match,
            lines: [
              { ...line, status, counts },
              { ...line, status, counts },
            ],
          },
        })),
      )[1];
    expect(of("secured", true)).toMatchObject({ rule: "check/promises", passed: true });
    expect(of("applied-for", false)).toMatchObject({ passed: false });
    expect(of("applied-for", false)?.detail).toContain("£1,201.52");
  });
});

describe("check/documents", () => {
  it.each([
    [{}, true, "All documents"],
    [{ accounts: "In May" }, false, "One document is still to come."],
    [{ accounts: "In May", "governing-document": "In June" }, false, "2 documents are still to come."],
  ])("with %o still to come is passed: %s", (notYet, passed, words) => {
    const check = checksOf(submission(() => ({ notYet })))[2];
    expect([check?.rule, check?.passed]).toEqual(["check/documents", passed]);
    expect(check?.detail).toContain(words);
  });
});

describe("failedChecks", () => {
  it("names every check that did not pass, each of them known", () => {
    const all = submission((whole) => ({
      match: { ...whole.match, shortPence: 1, lines: [{ ...line, status: "planned", counts: false }] },
      notYet: { accounts: "In May" },
    }));
    expect(failedChecks(all)).toEqual([...CHECK_RULES]);
    expect(failedChecks(submission())).toEqual([]);
  });
});
