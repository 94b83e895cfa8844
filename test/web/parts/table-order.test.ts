import { describe, expect, it } from "vitest";
import { sorted, turned } from "../../../web/parts/table-order.ts";

describe("sorted", () => {
  it("counts the numbers inside references", () => {
    expect(sorted(["CAF-17", "CAF-2", "caf-3"], (row) => row)).toEqual(["CAF-2", "caf-3", "CAF-17"]);
  });

  it("orders amounts by size, and the other way round", () => {
    expect(sorted([900, 1000, 80], (row) => row, "descending")).toEqual([1000, 900, 80]);
  });

  it("leaves equal rows as they came, and all rows without a column", () => {
    const rows = [
      { state: "submitted", n: 2 },
      { state: "submitted", n: 1 },
    ];
    expect(sorted(rows, (row) => row.state)).toEqual(rows);
    expect(sorted(rows, undefined)).toBe(rows);
  });
});

describe("turned", () => {
  it("begins ascending, turns round, and begins again on another column", () => {
    const first = turned(undefined, "asked");
    const second = turned(first, "asked");
    expect([first.direction, second.direction, turned(second, "state").direction]).toEqual([
      "ascending",
      "descending",
      "ascending",
    ]);
  });
});
