import { describe, expect, it } from "vitest";
import { FUNCTION_NAMES } from "../../../infra/local/functions.ts";
import { compared, UNSHOWN } from "../../../infra/local/grants-used.ts";
import { grantLines } from "../../../infra/local/rights.ts";

const GRANTED = FUNCTION_NAMES.flatMap((name) => grantLines(name).map((line) => `${name} ${line}`));
const record = (...lines: string[]) => lines.join("\n");

describe("compared", () => {
  it("finds nothing where every grant was used and no call refused", () => {
    expect(compared(record(...GRANTED), {})).toEqual({ refused: [], unused: [], shown: [], used: GRANTED.length });
  });

  it("names a grant that nothing used, unless it is excused", () => {
    const without = GRANTED.filter((line) => line !== "http/desk writes view");
    expect(compared(record(...without), {}).unused).toEqual(["http/desk writes view"]);
    expect(compared(record(...without), { "http/desk writes view": "why" }).unused).toEqual([]);
  });

  it("names what is excused and was used, or is not granted at all", () => {
    const excused = { "http/desk writes view": "why", "http/desk writes nothing": "why" };
    expect(compared(record(...GRANTED), excused).shown).toEqual(Object.keys(excused));
  });

  it("names a call that was refused, whatever came of it", () => {
    const refused = "http/desk may not dynamodb:PutItem on audit";
    expect(compared(record(...GRANTED, `refused: ${refused}`), {}).refused).toEqual([refused]);
  });
});

describe("UNSHOWN", () => {
  it("is short, names what is granted, and says why", () => {
    const reasons = Object.entries(UNSHOWN);
    expect(reasons.length).toBeLessThanOrEqual(5);
    expect(reasons.filter(([line, why]) => !GRANTED.includes(line) || why.length < 40)).toEqual([]);
  });
});
