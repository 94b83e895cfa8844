import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { deployPlan, namesPlan, STACKS, type Step, sandboxFirst } from "../../../infra/aws/deployment.ts";
import { CONFIG, synthesised } from "./templates.ts";

const line = (step: Step): string => (step.run === "cdk" ? `cdk ${step.args.join(" ")}` : step.run);

describe("namesPlan", () => {
  it("deploys what gives the records, and sets the certificate going without waiting for it", () => {
    expect(namesPlan(CONFIG, "absent").map(line)).toEqual([
      "cdk bootstrap aws://111122223333/eu-west-2 aws://111122223333/us-east-1",
      "cdk synth --quiet",
      "cdk deploy grants-data --exclusively --app dist/cdk --require-approval never --import-existing-resources",
      "cdk deploy grants-edge --exclusively --app dist/cdk --require-approval never --method prepare-change-set --change-set-name names",
      "begin-certificate",
      "records",
    ]);
  });

  it("leaves a certificate alone that is there or on its way", () => {
    expect(namesPlan(CONFIG, "there").map(line)).toEqual([
      "cdk bootstrap aws://111122223333/eu-west-2 aws://111122223333/us-east-1",
      "cdk synth --quiet",
      "cdk deploy grants-data --exclusively --app dist/cdk --require-approval never --import-existing-resources",
      "records",
    ]);
  });
});

describe("deployPlan", () => {
  it("builds, deploys the three stacks in order, sends the site, and looks whether it stands", () => {
    expect(deployPlan().map(line)).toEqual([
      "build",
      "cdk synth --quiet",
      "await-certificate",
      "cdk deploy grants-edge --exclusively --app dist/cdk --require-approval never",
      "cdk deploy grants-data --exclusively --app dist/cdk --require-approval never --import-existing-resources",
      "cdk deploy grants-portal --exclusively --app dist/cdk --require-approval never",
      "upload",
      "address",
      "smoke",
      "preflight",
    ]);
  });

  it("names the stacks that there are, in an order in which each finds what it needs", () => {
    const { stacks } = synthesised();
    const { functions, ...deployed } = stacks;
    expect(Object.values(deployed).map(({ stackName }) => stackName)).toEqual([...STACKS]);
    // The functions come with the portal.
    expect(functions.nestedStackParent).toBe(stacks.portal);
    const order: readonly string[] = STACKS;
    for (const stack of Object.values(deployed))
      for (const needed of stack.dependencies)
        expect(order.indexOf(needed.stackName)).toBeLessThan(order.indexOf(stack.stackName));
  });

  it("finds the assembly where cdk.json puts it", () => {
    const { output } = JSON.parse(readFileSync("cdk.json", "utf8"));
    expect(deployPlan().map(line).join("\n")).toContain(`--app ${output} `);
  });

  it("finds every output that it asks for", () => {
    const { data, portal } = synthesised();
    const named = Object.keys({ ...data.findOutputs("*"), ...portal.findOutputs("*") });
    expect(named).toEqual(
      expect.arrayContaining(["Dkim1", "Dkim2", "Dkim3", "SiteBucket", "SiteAddress", "ApiAddress"]),
    );
  });
});

describe("sandboxFirst", () => {
  it("says that nobody can sign in before SES leaves its sandbox, and how to ask for it", () => {
    const said = sandboxFirst(CONFIG);
    expect(said).toMatch(/^Nobody can sign in before Amazon SES/);
    expect(said).toContain('Amazon SES, Account dashboard, "Request production access"');
    expect(said).toContain("https://grants.example.org");
  });
});
