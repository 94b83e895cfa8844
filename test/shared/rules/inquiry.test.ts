import { describe, expect, it } from "vitest";
import { APPLICATION_STATES } from "../../../shared/rules/application.ts";
import { inquiryFindings, mayInquire } from "../../../shared/rules/inquiry.ts";
import { places } from "../../support/application.ts";

// Half past midnight in London on 1 June, which is still 31 May in UTC.
const at = Date.parse("2026-05-31T23:30:00.000Z");

describe("inquiry/state", () => {
  it("allows questions about what was sent and may have a grant, never about drafts, what was withdrawn or what was declined", () => {
    expect(APPLICATION_STATES.filter((state) => !mayInquire(state))).toEqual(["draft", "withdrawn", "declined"]);
  });
});

describe("inquiry/question", () => {
  it.each([[""], [" \n\t"], ["\u0000"]])("finds fault with %j", (question) => {
    expect(places(inquiryFindings({ question, answerBy: "2026-06-02" }, at))).toEqual(["inquiry/question /question"]);
  });
});

describe("inquiry/answer-by", () => {
  it.each([
    ["2026-05-31", "Choose Monday 1 June 2026 or a later day."],
    ["2026-06-01", undefined],
    ["2026-07-31", undefined],
    ["2026-08-01", "Choose a day no later than Friday 31 July 2026."],
    ["2026-06-31", "Enter the day by which you need the answer, like 27 3 2027."],
    ["", "Enter the day by which you need the answer, like 27 3 2027."],
  ])("of %s says %s", (answerBy, detail) => {
    expect(inquiryFindings({ question: "Who?", answerBy }, at)[0]?.detail).toBe(detail);
  });
});
