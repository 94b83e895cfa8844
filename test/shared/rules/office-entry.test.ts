import { describe, expect, it } from "vitest";
import { entryFindings } from "../../../shared/rules/office-entry.ts";
import { places } from "../../support/application.ts";

// Half past midnight in London on 1 June, which is still 31 May in UTC.
const at = Date.parse("2026-05-31T23:30:00.000Z");

describe("entry/agreed-by", () => {
  it.each([[""], ["  "], ["\u200e"]])("asks for a name where %j is given", (agreedBy) => {
    expect(places(entryFindings({ agreedBy, agreedOn: "2026-06-01" }, at))).toEqual(["entry/agreed-by /agreedBy"]);
  });
});

describe("entry/agreed-on", () => {
  it.each([
    ["today in London", "2026-06-01", []],
    ["last year", "2025-06-01", []],
    ["tomorrow", "2026-06-02", ["entry/agreed-on /agreedOn"]],
    ["no real day", "2026-02-30", ["entry/agreed-on /agreedOn"]],
    ["nothing", "", ["entry/agreed-on /agreedOn"]],
  ])("judges %s", (_what, agreedOn, expected) => {
    expect(places(entryFindings({ agreedBy: "Bo", agreedOn }, at))).toEqual(expected);
  });
});
