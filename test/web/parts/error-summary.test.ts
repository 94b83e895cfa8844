import { describe, expect, it } from "vitest";
import { errorFor, fieldId, pageErrors } from "../../../web/parts/error-summary.tsx";

describe("fieldId", () => {
  it.each([
    ["/sections/money/budget/0/amount", "sections-money-budget-0-amount"],
    ["/email", "email"],
    ["", "form"],
    ["/a b/c", "a-b-c"],
  ])("makes of %s the id %s", (pointer, id) => {
    expect(fieldId(pointer)).toBe(id);
  });
});

describe("pageErrors", () => {
  const errors = pageErrors([
    { rule: "form/required", pointer: "/title", detail: "Enter a title." },
    { rule: "form/words", pointer: "/title", detail: "Shorten the title." },
    { rule: "match-funding/minimum", pointer: "", detail: "You need £600.76 more." },
  ]);

  it("keeps the words and the order of the findings", () => {
    expect(errors.map(({ text }) => text)).toEqual(["Enter a title.", "Shorten the title.", "You need £600.76 more."]);
  });

  it("leads nowhere for what is about the whole", () => {
    expect(errors[2]?.id).toBeUndefined();
  });

  it("shows beside a field the first that is about it", () => {
    expect(errorFor(errors, "title")).toBe("Enter a title.");
    expect(errorFor(errors, "summary")).toBeUndefined();
  });
});
