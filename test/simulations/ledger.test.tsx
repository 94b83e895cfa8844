import { render } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import { receiptOf } from "../../functions/submission.ts";
import { FUNDS } from "../../shared/funds/funds.ts";
import { answersCopy } from "../../shared/rules/answers-copy.ts";
import type { Answers } from "../../shared/rules/application.ts";
import { bandOfAnswers } from "../../shared/rules/completeness.ts";
import { flatAnswers, KNOWN, MATCH_STATUS_IDS } from "../../shared/rules/form.ts";
import { frozen, Submission } from "../../shared/rules/frozen.ts";
import { draftLedger, ledgerFigures, ledgerLines, ledgerOf, typedMoney } from "../../shared/rules/ledger.ts";
import { formatPounds } from "../../shared/rules/money.ts";
import { roundCsv } from "../../shared/rules/round-export.ts";
import { MoneyPanel } from "../../web/parts/money-panel.tsx";
import { completeAnswers, NOTIFIED_BY, withAnswer } from "../support/application.ts";
import { runs, type Seeded, seeded } from "../support/length.ts";

const fund = FUNDS.find(({ match }) => match.evidence !== undefined);
if (fund === undefined) throw new Error("A fund that demands match comes with the portal.");

const pick = <T,>(random: Seeded, of: readonly T[]): T | undefined => of[random.below(of.length)];

/** Amounts as people type them, the awkward ones among them. */
const amount = (random: Seeded): string => {
  const pence = random.below(random.chance(0.1) ? 999_999_999 : 400_000);
  const text = `${Math.floor(pence / 100)}.${String(pence % 100).padStart(2, "0")}`;
  return random.chance(0.5) ? formatPounds(pence) : text;
};

const cost = (random: Seeded, n: number) => ({
  item: `Item ${n}`,
  how: pick(random, ["bought", "pay", "given", "other"]) ?? "",
  basis: "As agreed",
  cost: amount(random),
  asked: random.chance(0.3) ? "" : amount(random),
  quotes: String(random.below(4)),
});

const source = (random: Seeded, n: number) => ({
  source: `Source ${n}`,
  kind: pick(random, ["cash", "in-kind", "volunteer-time", "at-price"]) ?? "",
  status: pick(random, MATCH_STATUS_IDS) ?? "",
  amount: amount(random),
  hours: String(random.below(500)),
  rate: pick(random, ["unskilled", "skilled", "professional"]) ?? "",
  quantity: String(random.below(40)),
  price: amount(random),
  "public-money": random.chance(0.2) ? "yes" : "no",
  when: "other",
  from: pick(random, ["", "2026-12-01", "2027-03-01"]) ?? "",
  to: pick(random, ["", "2027-04-01", "2031-01-01"]) ?? "",
});

const answersOf = (random: Seeded): Record<string, Answers> => {
  const whole = completeAnswers(fund, 3_000_00);
  const costs = Array.from({ length: 1 + random.below(8) }, (_, n) => cost(random, n));
  const sources = Array.from({ length: random.below(8) }, (_, n) => source(random, n));
  return withAnswer(fund, withAnswer(fund, whole, KNOWN.budget, costs), KNOWN.match, sources);
};

/** The columns of the export, by their names. */
const exported = (csv: string): Record<string, string> => {
  // The figures come before the first cell that can hold a line break.
  const [heading = "", row = ""] = csv.slice(1).split("\r\n");
  const cells = row.split(",");
  return Object.fromEntries(heading.split(",").map((name, n): [string, string] => [name, cells[n] ?? ""]));
};

const pounds = (pence: number): string => {
  const [whole, part] = [Math.floor(Math.abs(pence) / 100), String(Math.abs(pence) % 100).padStart(2, "0")];
  return `${whole}.${part}${pence < 0 ? "-" : ""}`;
};

/** Costs that come to nothing, beside money that is named: the panel said that the form asks for none. */
const FOUND = [3_487];

describe("ledger", () => {
  it("is the same on screen, in the export, in the receipt and in the copy, to the penny", { timeout: 120_000 }, () => {
    for (const seed of [...FOUND, ...Array.from({ length: runs(10_000) }, (_, n) => n)]) {
      const answers = answersOf(seeded(seed));
      const flat = flatAnswers(fund, answers);
      const money = typedMoney(fund, flat, bandOfAnswers(fund, flat), NOTIFIED_BY);
      const { ledger } = draftLedger(fund, money, 3_000_00);
      const content = frozen({
        ...{ reference: "ABC-26Q4-0001-K", roundId: "ABC-26Q4", fund, organisation: {}, answers },
        ...{ notifiedBy: NOTIFIED_BY, documents: [], notYet: {}, declaredBy: "Ash Example" },
      });
      // As it comes back from the table.
      const kept = Submission.parse(JSON.parse(JSON.stringify(content)));
      const receipt = receiptOf({
        ...{ applicationId: "ABC-26Q4-0001-K", number: 1, receivedAt: "2026-12-01T11:00:00.000Z" },
        ...{ submittedBy: "p_1", sha256: "ab", content: kept, sections: {}, writeId: "w" },
      });
      expect(ledgerOf(kept), `seed ${seed}`).toEqual(ledger);
      expect(receipt.ledger).toEqual(ledger);
      const { totalCostPence, askedPence, cashPence, helpPence, gapPence } = ledger;
      expect(totalCostPence).toBe(askedPence + cashPence + helpPence + gapPence);
      // What a trustee and an officer read.
      const screen = render(<MoneyPanel content={kept} form={fund} />).replaceAll(/<[^>]*>/g, " ");
      for (const { label, pence } of ledgerFigures(ledger))
        expect(screen.replaceAll(/\s+/g, " "), `seed ${seed}`).toContain(`${label} ${formatPounds(pence)}`);
      const copied = answersCopy(fund, kept).parts.flatMap(({ entries }) => entries);
      const told = copied.find(({ question }) => question === "How it adds up")?.answer;
      expect(told).toBe(
        ledgerLines(ledger)
          .map((line) => `- ${line}`)
          .join("\n"),
      );
      const row = exported(
        roundCsv(fund, [
          {
            submission: kept,
            head: {
              ...{ id: "ABC-26Q4-0001-K", state: "submitted", organisationName: "Group" },
              ...{ changedAt: "2026-12-01T11:00:00.000Z", openQuestions: 0 },
            },
          },
        ]),
      );
      expect(row).toMatchObject({
        "Asked (£)": "3000.00",
        "Whole cost (£)": pounds(totalCostPence),
        "Asked for in the costs (£)": pounds(askedPence),
        "Other money (£)": pounds(cashPence),
        "Help given free (£)": pounds(helpPence),
        "Named by nobody (£)": pounds(gapPence),
        "Match that the fund asks for (£)": pounds(ledger.requiredPence),
        "Other money that counts (£)": pounds(ledger.cashCountedPence),
        "Help given free that counts (£)": pounds(ledger.inKindCountedPence),
        "Short of match (£)": pounds(ledger.shortPence),
      });
    }
  });
});
