import type { Page } from "playwright-core";
import { askOf } from "../../shared/rules/eligibility-check.ts";
import { rulesInForce } from "../../shared/rules/eligibility-in-force.ts";
import { ruleIdOf } from "../../shared/rules/eligibility-kinds.ts";
import type { EligibilityAsked, EligibilityRule } from "../../shared/rules/eligibility-rule.ts";
import type { Fund } from "../../shared/rules/fund.ts";

export type Asking = { rule: string; of: EligibilityRule; ask: EligibilityAsked; passing: string; failing: string };

const numbersOf = (rule: EligibilityRule): [number, number] => {
  switch (rule.kind) {
    case "years-of-delivery":
      return [rule.leastYears, rule.leastYears - 1];
    case "committee-size":
      return [rule.leastPeople, rule.leastPeople - 1];
    case "amount-range":
      return [rule.minimumPence / 100, rule.maximumPence / 100 + 1];
    case "total-cost-cap":
    case "reserves-cap":
      return [rule.capPence / 100, rule.capPence / 100 + 1];
    default:
      throw new Error(`A rule of kind ${rule.kind} asks for no number.`);
  }
};

const asking = (of: EligibilityRule): Asking[] => {
  const ask = askOf(of);
  if (ask === undefined) return [];
  const rule = ruleIdOf(of);
  if (ask.type !== "choice") {
    const [passing, failing] = numbersOf(of).map(String);
    return [{ rule, of, ask, passing: passing ?? "", failing: failing ?? "" }];
  }
  const failing = ask.options.find(({ value }) => !ask.passes.includes(value))?.value ?? "";
  return [{ rule, of, ask, passing: ask.passes[0] ?? "", failing }];
};

/** The questions of a fund's check, each with an answer that passes and one that does not. */
export const checkOf = (fund: Fund): Asking[] => rulesInForce(fund).flatMap(asking);

/** Answers that pass every question of a fund's check. */
export const passingAnswers = (fund: Fund): Record<string, string> =>
  Object.fromEntries(checkOf(fund).map(({ ask, passing }) => [ask.id, passing]));

/** Gives an answer to one question of the check in a browser. */
export const giveAnswer = async (page: Page, { ask }: Pick<Asking, "ask">, answer: string): Promise<void> => {
  if (ask.type !== "choice") return page.getByLabel(ask.label).fill(answer);
  const label = ask.options.find(({ value }) => value === answer)?.label ?? "";
  await page.getByRole("group", { name: ask.label }).getByLabel(label, { exact: true }).check();
};

/** Answers the whole check so that it passes. */
export const answerCheck = async (page: Page, fund: Fund): Promise<void> => {
  for (const asked of checkOf(fund)) await giveAnswer(page, asked, asked.passing);
};
