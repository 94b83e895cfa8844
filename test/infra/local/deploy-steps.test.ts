import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type Ask, NotAnswered } from "../../../infra/aws/ask.ts";
import { readConfig } from "../../../infra/aws/config.ts";
import { type Act, take } from "../../../infra/local/deploy.ts";
import { clientOf } from "../../support/objects.ts";

const CONFIG = readConfig(JSON.parse(readFileSync("cdk.json", "utf8")).context.portal);
const folder = mkdtempSync(join(tmpdir(), "records-"));
const said = vi.spyOn(console, "log").mockReturnValue();
afterEach(() => said.mockClear());

type Account = { stacks: Record<string, string>; certificate?: "ISSUED" | "PENDING_VALIDATION" };
const asked: string[] = [];
/** An account with these stacks (the middle of what CloudFormation answers) and a certificate in this state. */
const accountWith = ({ stacks, certificate }: Account): Ask => {
  const answers: Record<string, unknown> = {
    "CertificateManager.ListCertificates": {
      CertificateSummaryList: certificate === undefined ? [] : [{ CertificateArn: "arn", DomainName: CONFIG.domain }],
    },
    "CertificateManager.DescribeCertificate": {
      Certificate: {
        Status: certificate,
        DomainValidationOptions: [{ ResourceRecord: { Name: "_x.example.org.", Type: "CNAME", Value: "_y.aws." } }],
      },
    },
  };
  return async ({ query = {}, headers = {} }) => {
    const { Action = "", StackName = "", ChangeSetName = "" } = query;
    asked.push(`${Action} ${StackName} ${ChangeSetName}`.trim());
    const stack = stacks[StackName];
    if (Action === "DescribeStacks" && stack === undefined) throw new NotAnswered(`Stack ${StackName} does not exist`);
    const text = stack ?? JSON.stringify(answers[headers["x-amz-target"] ?? ""] ?? "");
    return { status: 200, headers: new Headers(), text };
  };
};
const output = (key: string, value: string): string =>
  `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`;
const COMPLETE = "<StackStatus>CREATE_COMPLETE</StackStatus>";
const act = (account: Account, out?: string): Act => ({
  config: CONFIG,
  ask: accountWith(account),
  s3: clientOf("http://127.0.0.1:9"),
  out,
});

describe("a step of npm run deploy", () => {
  it("prints every record that the DNS needs, and writes them where it is told to", async () => {
    const out = join(folder, "records.txt");
    const data = `${COMPLETE}${output("Dkim1", "a._domainkey.example.org CNAME a.dkim.amazonses.com")}`;
    await take({ run: "records" }, act({ stacks: { "grants-data": data }, certificate: "PENDING_VALIDATION" }, out));
    const records = ["_x.example.org CNAME _y.aws", "a._domainkey.example.org CNAME a.dkim.amazonses.com"];
    expect(readFileSync(out, "utf8")).toBe(`${records.join("\n")}\n`);
    const [[printed] = []] = said.mock.calls;
    for (const record of records) expect(printed).toContain(record);
    expect(printed).toContain("Then run npm run deploy.");
    rmSync(folder, { recursive: true });
  });

  it("sets the certificate going by its prepared change set", async () => {
    await take({ run: "begin-certificate" }, act({ stacks: { "grants-edge": COMPLETE } }));
    expect(asked.at(-1)).toBe("ExecuteChangeSet grants-edge names");
  });

  it("goes on at once where the certificate is issued", async () => {
    const issued = act({ stacks: { "grants-edge": COMPLETE }, certificate: "ISSUED" });
    expect(await take({ run: "await-certificate" }, issued)).toBe(true);
  });

  it.each(["await-certificate", "upload", "smoke"] as const)(
    "sends whoever begins with %s to the first act",
    async (run) => {
      await expect(take({ run }, act({ stacks: {} }))).rejects.toThrow(
        /There is no stack .* Run npm run deploy -- names first\./,
      );
    },
  );
});
