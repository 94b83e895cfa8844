import { describe, expect, it } from "vitest";
import { factsFindings } from "../../../shared/rules/due-diligence-facts.ts";

const TODAY = "2026-11-22";
const had = (on: string) => ({ from: "A council", on, amountPence: 1 });

/** What each sentence begins with: the summary of errors stands far from the fields. */
const WHAT: Readonly<Record<string, string>> = {
  "/facts/accountsOn": "The accounts’ year",
  "/facts/bankStatementOn": "The bank statement",
  "/facts/subsidies/1/on": "Sum 2",
};

describe("due-diligence/dates", () => {
  it.each([
    ["nothing read yet", { subsidies: [] }, []],
    ["papers of today", { accountsOn: TODAY, bankStatementOn: TODAY, subsidies: [had(TODAY)] }, []],
    ["accounts of tomorrow", { accountsOn: "2026-11-23", subsidies: [] }, ["/facts/accountsOn"]],
    [
      "a bank statement with a wrong year",
      { bankStatementOn: "2062-10-01", subsidies: [] },
      ["/facts/bankStatementOn"],
    ],
    ["a sum that is still to come", { subsidies: [had("2025-05-01"), had("2052-05-01")] }, ["/facts/subsidies/1/on"]],
  ])("of %s", (_what, facts, pointers) => {
    const found = factsFindings(facts, TODAY);
    expect(found.map(({ pointer }) => pointer)).toEqual(pointers);
    expect(found.map(({ detail }) => detail.split(":")[0])).toEqual(pointers.map((pointer) => WHAT[pointer]));
    expect(found.every(({ rule }) => rule === "due-diligence/dates")).toBe(true);
  });
});
