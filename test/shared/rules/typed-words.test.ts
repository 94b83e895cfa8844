import { describe, expect, it } from "vitest";
import { demonstration as fund } from "../../../shared/funds/demonstration.ts";
import { answerRows, cellWords, columnsRead } from "../../../shared/rules/answer-words.ts";
import { KNOWN, questionsFor } from "../../../shared/rules/form.ts";
import { questionAsRead, typedAsRead } from "../../../shared/rules/typed-words.ts";
import { NOTIFIED_BY } from "../../support/application.ts";

const answers = {
  [KNOWN.budget]: [
    { item: "Court", how: "bought", basis: "40 evenings", cost: "2000", asked: "2000", quotes: "2" },
    { item: "Coach", how: "pay", basis: "125 hours", cost: "-5", asked: "" },
  ],
  [KNOWN.match]: [
    { source: "Stewards", kind: "volunteer-time", hours: "60", rate: "unskilled", status: "secured" },
    { source: "Hall", kind: "at-price", quantity: "20", price: "25", status: "planned", "public-money": "no" },
    { source: "Council", kind: "cash", amount: "abc", status: "secured", "public-money": "no" },
  ],
};

const rowsOf = (id: string) => {
  const question = questionAsRead(questionsFor(fund, "M").find((each) => each.id === id) ?? expect.unreachable());
  const rows = answerRows(typedAsRead(fund, answers, "M", NOTIFIED_BY)[id]);
  const columns = columnsRead(question.columns ?? [], rows);
  return rows.map((row) => columns.map((column) => cellWords(column, row)));
};

describe("typedAsRead", () => {
  it("tells other money in few columns, a row that cannot be read as it was typed", () => {
    expect(rowsOf(KNOWN.match)).toEqual([
      ["Stewards", "Volunteers’ time, 60 hours at £11.09", "Promised in writing", "£665.40", "Yes"],
      ["Hall", "A room or goods, at their price, 20 at £25.00", "Planned", "£500.00", "Not yet"],
      ["Council", "Money", "Promised in writing", "abc", "Not yet"],
    ]);
  });

  it("tells costs in the columns of a submission, a row that cannot be read as it was typed", () => {
    expect(rowsOf(KNOWN.budget)).toEqual([
      ["Court", "Bought or hired; 40 evenings; 2 quotes", "£2,000.00", "£2,000.00"],
      ["Coach", "125 hours", "-5", ""],
    ]);
  });

  it("keeps every other answer as it was given", () => {
    expect(typedAsRead(fund, { ...answers, [KNOWN.title]: "Lights" }, "M", undefined)[KNOWN.title]).toBe("Lights");
  });
});
