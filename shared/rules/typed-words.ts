import type { Answer, Answers } from "./application.ts";
import { budgetAsRead, budgetRow } from "./budget-words.ts";
import { type Band, BUDGET_COLUMNS, KNOWN, type Question } from "./form.ts";
import type { FrozenAnswer } from "./frozen.ts";
import type { Fund } from "./fund.ts";
import { draftLedger, typedMoney } from "./ledger.ts";
import type { CivilDate } from "./london.ts";
import { matchAsRead, matchRow, typedMatchRow } from "./match-words.ts";

/**
 * The answers of a draft as they are read: costs and other money in the columns in which a submission is read, a row that
 * cannot be reckoned yet as it was typed. `awardedOn` is the day by which groups hear (DOMAIN 9).
 */
export const typedAsRead = (
  fund: Pick<Fund, "sections" | "match">,
  answers: Answers,
  band: Band,
  awardedOn: CivilDate | undefined,
): Record<string, Answer | FrozenAnswer> => {
  const money = typedMoney(fund, answers, band, awardedOn);
  const { lines } = draftLedger(fund, money, 0).summary;
  const read = money.match.flatMap(({ line }) => line ?? []);
  return {
    ...answers,
    [KNOWN.budget]: money.costs.map(({ row, line }) =>
      line === undefined
        ? Object.fromEntries(Object.values(BUDGET_COLUMNS).map((column) => [column, row[column] ?? ""]))
        : budgetRow(line),
    ),
    [KNOWN.match]: money.match.map(({ row, line }) => {
      if (line === undefined) return typedMatchRow(row);
      const { counts = false, notCounting } = lines[read.indexOf(line)] ?? {};
      return matchRow({ ...line, counts, notCounting });
    }),
  };
};

/** A question with the columns in which its answer is read. */
export const questionAsRead = (question: Question): Question => {
  if (question.id === KNOWN.budget) return budgetAsRead(question);
  return question.id === KNOWN.match ? matchAsRead(question) : question;
};
