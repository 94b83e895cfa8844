import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boxesFor, joinDate, splitDate } from "../../../web/parts/date-field.tsx";

describe("joinDate", () => {
  it.each([
    [{ day: "1", month: "12", year: "2026" }, "2026-12-01"],
    [{ day: "01", month: "2", year: "2027" }, "2027-02-01"],
    [{ day: "31", month: "2", year: "2027" }, "2027-02-31"],
    [{ day: "", month: "", year: "" }, ""],
    [{ day: "1", month: "", year: "" }, "--1"],
    [{ day: "1", month: "Dec", year: "26" }, "26-Dec-1"],
  ])("keeps %o as %s", (boxes, text) => {
    expect(joinDate(boxes)).toBe(text);
  });
});

describe("splitDate", () => {
  it("gives back whatever was typed, but for noughts in front and white space", () => {
    const box = fc.stringMatching(/^[0-9A-Za-z]{0,4}$/);
    fc.assert(
      fc.property(box, box, box, (day, month, year) => {
        const text = joinDate({ day, month, year });
        expect(joinDate(splitDate(text))).toBe(text);
      }),
    );
  });

  it("shows a date without noughts in front", () => {
    expect(splitDate("2026-04-09")).toEqual({ day: "9", month: "4", year: "2026" });
  });
});

describe("boxesFor", () => {
  it.each([
    [
      "what was typed, while the value says the same",
      { day: "1", month: "3", year: "2027" },
      "2027-03-01",
      { day: "1", month: "3", year: "2027" },
    ],
    ["what was typed so far", { day: "2", month: "", year: "" }, "--2", { day: "2", month: "", year: "" }],
    [
      "a value from elsewhere",
      { day: "1", month: "3", year: "2027" },
      "2026-12-24",
      { day: "24", month: "12", year: "2026" },
    ],
    ["nothing, when the value was taken away", { day: "1", month: "", year: "" }, "", { day: "", month: "", year: "" }],
  ])("shows %s", (_what, typed, value, shown) => {
    expect(boxesFor(typed, value)).toEqual(shown);
  });
});
