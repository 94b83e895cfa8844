import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";

/** A command of an operator, on a machine that knows no account. */
const without = (...args: string[]) => {
  const env = { PATH: process.env.PATH ?? "", HOME: tmpdir(), AWS_EC2_METADATA_DISABLED: "true" };
  const { status, stdout, stderr } = spawnSync(process.execPath, ["infra/local/start.js", ...args], {
    env,
    encoding: "utf8",
    timeout: 20_000,
  });
  return { status, stdout, stderr };
};
const NO_CREDENTIALS = /^No AWS credentials were found\. Name a profile/;

describe("npm run deploy", () => {
  it("says before anything else that nobody can sign in before SES leaves its sandbox, then what is missing", () => {
    const { status, stdout, stderr } = without("deploy", "names");
    expect(stdout).toMatch(/^Nobody can sign in before Amazon SES/);
    expect(stderr).toMatch(NO_CREDENTIALS);
    expect(status).toBe(1);
  });
});

describe("npm run replay", () => {
  it("asks for credentials in a sentence", () => {
    const { status, stderr } = without("replay", "--list");
    expect(stderr).toMatch(NO_CREDENTIALS);
    expect(status).toBe(1);
  });
});
