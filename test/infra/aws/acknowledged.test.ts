import { Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { describe, expect, it } from "vitest";
import { acknowledged, check, idOf } from "../../../infra/aws/acknowledged.ts";
import { CONFIG, findingsOf } from "./templates.ts";

const { staffIssuer: _issuer, staffClientId: _client, ...WITH_POOL } = CONFIG;
const LIST = acknowledged(CONFIG);
const LEFT = LIST.flatMap(({ rule, left }) => left.map(({ at, finding }) => ({ at, id: idOf(rule, finding) })));

describe("check", () => {
  it.each([
    ["the office's directory", CONFIG],
    ["a staff pool", WITH_POOL],
  ])("finds nothing in the templates with %s", (_what, config) => {
    const { stopped, found } = findingsOf((app) => check(app, config), config);
    expect(
      found.filter(({ ruleName, severity }) => ruleName.startsWith("AwsSolutions") || severity === "error"),
    ).toEqual([]);
    expect(stopped).toBe(false);
  });
});

describe("acknowledged", () => {
  it("leaves ten rules at most, each once, each with a reason", () => {
    const rules = LIST.map(({ rule }) => rule);
    expect(rules.length).toBeLessThanOrEqual(10);
    expect(rules).toEqual([...new Set(rules)].sort());
    for (const { reason } of LIST) expect(reason).toMatch(/^[A-Z].{60,}\.$/);
  });

  it("leaves exactly what is found, and only where it is found", () => {
    const { found, stopped } = findingsOf(
      (app) => Validations.of(app).addPlugins(new AwsSolutionsChecks(app)),
      WITH_POOL,
    );
    expect(stopped).toBe(true);
    const raw = found.filter(({ ruleName }) => ruleName.startsWith("AwsSolutions"));
    expect([...new Set(raw.map(({ ruleName }) => ruleName))].sort()).toEqual(LEFT.map(({ id }) => id).sort());
    for (const { ruleName, violatingConstructs } of raw) {
      const { at } = LEFT.find(({ id }) => id === ruleName) ?? { at: /^$/ };
      for (const { constructPath } of violatingConstructs)
        expect(constructPath.split("/").map((_, n, parts) => parts.slice(0, n + 1).join("/"))).toContainEqual(
          expect.stringMatching(at),
        );
    }
  });
});
