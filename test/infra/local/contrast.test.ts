import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contrast, contrastFaults } from "../../../infra/local/contrast.ts";

const palette = readFileSync(new URL("../../../web/styles/_palette.scss", import.meta.url), "utf8");

describe("contrast", () => {
  it.each([
    ["#000000", "#ffffff", 21],
    ["#ffffff", "#ffffff", 1],
    ["#767676", "#ffffff", 4.54],
  ])("of %s and %s is %d, either way round", (one, other, ratio) => {
    expect(contrast(one, other)).toBeCloseTo(ratio, 2);
    expect(contrast(other, one)).toBeCloseTo(ratio, 2);
  });
});

describe("contrastFaults", () => {
  it("finds nothing in the portal's own palette", () => {
    expect(contrastFaults(palette)).toEqual([]);
  });

  it("names an accent that nobody can read on white", () => {
    const pale = palette.replace(/--accent: #[\da-f]{6}/, "--accent: #7fc4bb");
    expect(contrastFaults(pale)).toContainEqual(expect.stringMatching(/^--white on --accent has a contrast of 2\.0/));
  });

  it("names a colour that is missing", () => {
    expect(contrastFaults("")).toContain("The palette has no --ink.");
  });
});
