import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../../infra/aws/config.ts";

const { portal }: { portal: Record<string, unknown> } = JSON.parse(readFileSync("cdk.json", "utf8")).context;
const without = (name: string) => Object.fromEntries(Object.entries(portal).filter(([key]) => key !== name));

describe("readConfig", () => {
  it("takes the example that comes with the portal", () => {
    expect(readConfig(portal)).toMatchObject({
      domain: "grants.example.org",
      mail: "sending",
      mailOnlyTo: [],
      tableName: "grants",
      frontDoor: 1,
    });
  });

  it("does without a directory of the office's own", () => {
    const { staffIssuer: _issuer, staffClientId: _client, ...pool } = portal;
    expect(readConfig(pool)).not.toHaveProperty("staffIssuer");
  });

  it.each([
    ["no domain", without("domain"), "Set domain to the host name of the portal, such as grants.example.org."],
    ["a domain with a path", { ...portal, domain: "example.org/grants" }, "Set domain to the host name"],
    [
      "a sender of another domain",
      { ...portal, sender: "portal@example.com" },
      "Set sender to an address of the domain",
    ],
    ["an unknown region", { ...portal, region: "eu-north-9" }, "Set region to eu-west-2 (London)"],
    ["a region outside the United Kingdom", { ...portal, region: "eu-west-1" }, "Set region to eu-west-2 (London)"],
    [
      "a retention that is no number",
      { ...portal, logRetentionDays: "a year" },
      "Set logRetentionDays to a number of days",
    ],
    [
      "a retention CloudWatch does not know",
      { ...portal, logRetentionDays: 91 },
      "Set logRetentionDays to a number of days",
    ],
    [
      "a staff issuer without client id",
      without("staffClientId"),
      "Set staffClientId to what the office's directory calls",
    ],
    ["a client id without staff issuer", without("staffIssuer"), "Set staffIssuer to the https address"],
    [
      "a staff issuer on plain HTTP",
      { ...portal, staffIssuer: "http://login.example.org" },
      "Set staffIssuer to the https",
    ],
    ["no first administrator", without("firstAdministrator"), "Set firstAdministrator to the e-mail address"],
    ["mail that neither goes nor waits", { ...portal, mail: "off" }, 'Set mail to "sending", or to "paused"'],
    ["a trial list that is no list", { ...portal, mailOnlyTo: "ash@example.org" }, "Set mailOnlyTo to a list of"],
    ["a trial list with no address in it", { ...portal, mailOnlyTo: ["ash"] }, "Set mailOnlyTo to a list of"],
    ["no account", without("account"), "Set account to the twelve digits"],
    ["no operator", without("operator"), "Set operator to the e-mail address that alarms go to."],
    ["a budget that is no number", { ...portal, monthlyBudgetUsd: "50" }, "Set monthlyBudgetUsd to a whole number"],
    ["a front door without a number", { ...portal, frontDoor: "b" }, "Set frontDoor to a whole number, 1 at first."],
    ["a front door below the first", { ...portal, frontDoor: 0 }, "Set frontDoor to a whole number, 1 at first."],
    [
      "a setting that does not exist",
      { ...portal, sendr: "x" },
      "There is no setting sendr. Settings: office, account,",
    ],
  ])("refuses %s with a sentence that says what to set", (_what, context, sentence) => {
    expect(() => readConfig(context)).toThrow(sentence);
  });

  it("says everything there is to set at once, each once", () => {
    const said = (() => {
      try {
        readConfig(undefined);
      } catch (error) {
        return error instanceof Error ? error.message : "";
      }
    })();
    expect(said).toMatch(/^cdk\.json, context\.portal:\n/);
    expect(said?.match(/- Set (\w+)/g)).toEqual(
      ["office", "account", "region", "domain", "sender", "replyTo", "firstAdministrator", "operator"]
        .concat("logRetentionDays", "monthlyBudgetUsd")
        .map((name) => `- Set ${name}`),
    );
  });
});
