import { readFileSync } from "node:fs";
import { Stack } from "aws-cdk-lib";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../../infra/aws/config.ts";
import { registerKeysOf } from "../../../infra/aws/functions.ts";
import { FUNCTION_NAMES } from "../../../infra/aws/names.ts";

const { portal }: { portal: Record<string, unknown> } = JSON.parse(readFileSync("cdk.json", "utf8")).context;
const keys = { charityCommissionKey: "grants/charity-commission", companiesHouseKey: "grants/companies-house" };

/** Which function is told which setting, as the template has it. */
const toldBy = (context: object) => {
  const config = readConfig(context);
  const stack = new Stack();
  return Object.fromEntries(
    FUNCTION_NAMES.flatMap((name): [string, unknown][] => {
      const told = stack.resolve(registerKeysOf(name, config));
      return Object.keys(told).length === 0 ? [] : [[name, told]];
    }),
  );
};

describe("registerKeysOf", () => {
  it("tells no function anything while the office has no key", () => {
    expect(toldBy(portal)).toEqual({});
  });

  it("tells the keys to the one function that asks registers, as references that hold no key", () => {
    expect(toldBy({ ...portal, ...keys })).toEqual({
      "http/due-diligence": {
        PORTAL_CHARITY_COMMISSION_KEY: "{{resolve:secretsmanager:grants/charity-commission:SecretString:::}}",
        PORTAL_COMPANIES_HOUSE_KEY: "{{resolve:secretsmanager:grants/companies-house:SecretString:::}}",
      },
    });
  });

  it("does with one of them, and refuses a name that is none", () => {
    expect(Object.keys(toldBy({ ...portal, companiesHouseKey: keys.companiesHouseKey }))).toHaveLength(1);
    expect(() => readConfig({ ...portal, charityCommissionKey: "the key itself?" })).toThrow(
      "Set charityCommissionKey to the name of the secret",
    );
  });
});
