import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { SET } from "../../../infra/aws/config.ts";
import { ofType, synthesised } from "./templates.ts";

const PAGE = readFileSync("docs/operating.md", "utf8");

/** The first column of the table under a heading, without its code marks. */
const firstColumn = (heading: string): string[] => {
  const section = PAGE.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  return [...section.matchAll(/^\| `([^`]+)` \|/gm)].map(([, cell = ""]) => cell);
};

describe("docs/operating.md", () => {
  it("says first that nobody can sign in before SES leaves its sandbox", () => {
    expect(PAGE.split("\n\n")[1]).toMatch(/^\*\*Nobody can sign in before Amazon SES leaves its sandbox\.\*\*/);
  });

  it("explains every setting there is, and no other", () => {
    expect(firstColumn("Settings")).toEqual(Object.keys(SET));
  });

  it("explains every alarm that is deployed, and no other", () => {
    const { portal } = synthesised();
    const alarms = Object.values(ofType(portal, "AWS::CloudWatch::Alarm")).map(({ AlarmName }) =>
      String(AlarmName).replace(/^grants-/, ""),
    );
    expect(firstColumn("What an alarm means").toSorted()).toEqual(alarms.toSorted());
  });

  it("names no command that does not exist", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
    const named = [...PAGE.matchAll(/npm run ([a-z]+)/g)].map(([, name = ""]) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
    expect(named.length).toBeGreaterThan(10);
  });
});
