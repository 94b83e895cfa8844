import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { makeTable, type Table } from "../../functions/store/table.ts";
import { type Ask, jsonQuestion, NotAnswered } from "./ask.ts";
import type { Config } from "./config.ts";
import { EDGE_REGION } from "./deployment.ts";

/** What a deployment asks of the account that it goes to. */

export type Stack = { readonly status: string; readonly outputs: Readonly<Record<string, string>> };

/** A stack of CloudFormation, with its outputs; undefined: there is none. */
export const stackOf = async (ask: Ask, region: string, name: string): Promise<Stack | undefined> => {
  const query = { Action: "DescribeStacks", StackName: name, Version: "2010-05-15" };
  try {
    const { text } = await ask({ service: "cloudformation", region, method: "GET", path: "/", query });
    const [, status = ""] = /<StackStatus>(\w+)<\/StackStatus>/.exec(text) ?? [];
    // Each part holds one output at most.
    const outputs = text.split("<member>").flatMap((part) => {
      const [, key] = /<OutputKey>([^<]*)</.exec(part) ?? [];
      const [, value] = /<OutputValue>([^<]*)</.exec(part) ?? [];
      return key === undefined || value === undefined ? [] : [[key, value] as const];
    });
    return { status, outputs: Object.fromEntries(outputs) };
  } catch (error) {
    if (error instanceof NotAnswered && error.message.includes("does not exist")) return undefined;
    throw error;
  }
};

/** Carries out a change set that was prepared, and does not wait for it. */
export const execute = (ask: Ask, region: string, stack: string, changeSet: string): Promise<unknown> =>
  ask({
    ...{ service: "cloudformation", region, method: "GET", path: "/" },
    query: { Action: "ExecuteChangeSet", StackName: stack, ChangeSetName: changeSet, Version: "2010-05-15" },
  });

const List = z.object({
  CertificateSummaryList: z.array(z.object({ CertificateArn: z.string(), DomainName: z.string() })),
});
const Described = z.object({
  Certificate: z.object({
    Status: z.string(),
    DomainValidationOptions: z.optional(
      z.array(
        z.object({ ResourceRecord: z.optional(z.object({ Name: z.string(), Type: z.string(), Value: z.string() })) }),
      ),
    ),
  }),
});

/** The certificate of a domain: whether it is issued, and the DNS record that proves the domain once AWS has named it. */
export const certificateOf = async (
  ask: Ask,
  domain: string,
): Promise<{ issued: boolean; record: string | undefined } | undefined> => {
  const acm = async (operation: string, body: unknown): Promise<unknown> =>
    JSON.parse((await ask(jsonQuestion("acm", EDGE_REGION, `CertificateManager.${operation}`, body))).text);
  const { CertificateSummaryList } = List.parse(await acm("ListCertificates", { MaxItems: 1000 }));
  const ours = CertificateSummaryList.filter(({ DomainName }) => DomainName === domain);
  const all = await Promise.all(
    ours.map(async ({ CertificateArn }) => Described.parse(await acm("DescribeCertificate", { CertificateArn }))),
  );
  if (all.length === 0) return undefined;
  const records = all.flatMap(({ Certificate: { DomainValidationOptions = [] } }) =>
    DomainValidationOptions.flatMap(({ ResourceRecord }) => ResourceRecord ?? []),
  );
  const [record] = records.map(({ Name, Type, Value }) => `${withoutDot(Name)} ${Type} ${withoutDot(Value)}`);
  return { issued: all.some(({ Certificate }) => Certificate.Status === "ISSUED"), record };
};
const withoutDot = (name: string): string => name.replace(/\.$/, "");

/** The records that prove the domain to SES, as the data stack names them. */
export const dkimRecords = ({ outputs }: Stack): string[] =>
  Object.entries(outputs)
    .flatMap(([key, value]) => (/^Dkim\d+$/.test(key) ? [value] : []))
    .sort();

const Quota = z.object({ AccountLimit: z.object({ ConcurrentExecutions: z.number() }) });
const Account = z.object({ ProductionAccessEnabled: z.boolean(), SendingEnabled: z.boolean() });
const Identity = z.object({ VerifiedForSendingStatus: z.boolean() });

const read = async (ask: Ask, question: { service: string; host?: string; region: string; path: string }) =>
  JSON.parse((await ask({ ...question, method: "GET" })).text);

/** How many functions the account may run at once. */
export const runsAtOnce = async (ask: Ask, region: string): Promise<number> =>
  Quota.parse(await read(ask, { service: "lambda", region, path: "/2016-08-19/account-settings" })).AccountLimit
    .ConcurrentExecutions;

/** Whether SES sends to everybody, sends at all, and knows the domain as the office's. */
export const mailStanding = async (ask: Ask, { region, domain }: Config) => {
  const ses = (path: string) => read(ask, { service: "ses", host: "email", region, path: `/v2/email/${path}` });
  const account = Account.parse(await ses("account"));
  return {
    inSandbox: !account.ProductionAccessEnabled,
    isPaused: !account.SendingEnabled,
    isProven: Identity.parse(await ses(`identities/${domain}`)).VerifiedForSendingStatus,
  };
};

/** The table of a deployment, with the credentials of the environment. */
export const tableOf = ({ region, tableName }: Config): Table =>
  makeTable(DynamoDBDocumentClient.from(new DynamoDBClient({ region })), tableName);
