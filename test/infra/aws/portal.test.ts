import { readFileSync } from "node:fs";
import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { MANIFEST } from "../../../functions/manifest.ts";
import { DEFAULTS } from "../../../infra/aws/functions.ts";
import { FUNCTION_NAMES, logicalName, physicalName, specOf } from "../../../infra/aws/names.ts";
import { BATCH_SIZE } from "../../../infra/aws/triggers.ts";
import { LIMITS } from "../../../infra/local/functions.ts";
import { MAPPING } from "../../../infra/local/stream-batches.ts";
import { CONTRACTS } from "../../../shared/contract/contracts.ts";
import {
  actionsOf,
  counts,
  every,
  has,
  ofType,
  resourcesOf,
  type Said,
  statements,
  synthesised,
  synthesisedAnew,
} from "./templates.ts";

const { portal, functions, edge, data } = synthesised();
const Ours = z.looseObject({ FunctionName: z.string() });
const ours = () =>
  Object.values(ofType(functions, "AWS::Lambda::Function")).flatMap((properties) => {
    const read = Ours.safeParse(properties);
    return read.success ? [read.data] : [];
  });

describe("the routes", () => {
  it("are the contracts' own, and the pages of the manifest", () => {
    const pages = Object.values(MANIFEST).flatMap(({ trigger }) => ("pages" in trigger ? [...trigger.pages] : []));
    const contracts = Object.values(CONTRACTS).flatMap((contract) => Object.values(contract).map(({ route }) => route));
    const routes = Object.values(ofType(portal, "AWS::ApiGatewayV2::Route")).map(({ RouteKey }) => RouteKey);
    expect(routes.sort()).toEqual([...contracts, ...pages].sort());
  });

  it("ask for no authorizer of API Gateway's, and one stage logs nothing that tells who asked", () => {
    every(portal, "AWS::ApiGatewayV2::Route", { AuthorizationType: "NONE" });
    const [stage] = Object.values(ofType(portal, "AWS::ApiGatewayV2::Stage"));
    expect(JSON.stringify(stage)).not.toMatch(/sourceIp|userAgent|\$context\.path/);
  });
});

describe("the functions", () => {
  it("are one for each entry of the manifest, on Node 24 and ARM", () => {
    expect(
      ours()
        .map(({ FunctionName }) => FunctionName)
        .sort(),
    ).toEqual(FUNCTION_NAMES.map(physicalName).sort());
    for (const name of FUNCTION_NAMES) {
      const { timeoutSeconds = LIMITS.functionSeconds, memoryMiB = DEFAULTS.memoryMiB } = specOf(name);
      has(functions, "AWS::Lambda::Function", {
        FunctionName: physicalName(name),
        Runtime: "nodejs24.x",
        Architectures: ["arm64"],
        Handler: "index.handler",
        Timeout: timeoutSeconds,
        MemorySize: memoryMiB,
        ReservedConcurrentExecutions: Match.absent(),
      });
    }
  });

  it("are told every setting that functions/deps.ts reads, and nothing else", () => {
    // Keys of public registers go to the one function that asks them (registers.test.ts); their addresses are a test's.
    const read = (readFileSync("functions/deps.ts", "utf8").match(/PORTAL_[A-Z_]+/g) ?? []).filter(
      (name) => !/^PORTAL_(?:CHARITY_COMMISSION|COMPANIES_HOUSE)_/.test(name),
    );
    for (const { Environment } of ours())
      expect(Object.keys(z.object({ Variables: z.looseObject({}) }).parse(Environment).Variables).sort()).toEqual(
        [...new Set(read)].sort(),
      );
  });

  it("keep their logs for as long as configured", () => {
    for (const template of [functions, portal]) every(template, "AWS::Logs::LogGroup", { RetentionInDays: 90 });
    counts(functions, "AWS::Logs::LogGroup", FUNCTION_NAMES.length);
    counts(portal, "AWS::Logs::LogGroup", 1);
  });
});

describe("the stream", () => {
  it("has two readers and no more, each set as the local reader is", () => {
    counts(functions, "AWS::Lambda::EventSourceMapping", 2);
    expect(BATCH_SIZE).toBe(MAPPING.batchSize);
    every(functions, "AWS::Lambda::EventSourceMapping", {
      StartingPosition: "TRIM_HORIZON",
      BatchSize: BATCH_SIZE,
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      MaximumRecordAgeInSeconds: 3600,
      MaximumRetryAttempts: Match.absent(),
      DestinationConfig: { OnFailure: { Destination: "arn:aws:s3:::grants-failures-111122223333" } },
    });
  });

  it("wakes a reader only for what is to be relayed, and mail only for messages", () => {
    const patterns = Object.values(ofType(functions, "AWS::Lambda::EventSourceMapping")).map(({ FilterCriteria }) =>
      z
        .object({ Filters: z.array(z.object({ Pattern: z.string() })) })
        .parse(FilterCriteria)
        .Filters.map(({ Pattern }): unknown => JSON.parse(Pattern)),
    );
    expect(patterns).toEqual([
      [{ dynamodb: { NewImage: { relay: { S: ["yes"] } } } }],
      [{ dynamodb: { NewImage: { relay: { S: ["yes"] }, pk: { S: [{ prefix: "message/" }] } } } }],
    ]);
  });
});

describe("what SES tells", () => {
  const ours = { mail: { tags: { "ses:configuration-set": ["grants"] } } };

  it.each([
    ["event/mail-bounced", ["Email Bounced", "Email Complaint Received"]],
    ["event/mail-sent", ["Email Sent", "Email Delivered"]],
  ])("wakes %s, for our own e-mails alone", (name, types) => {
    has(functions, "AWS::Events::Rule", {
      Description: `Runs functions/${name}.ts`,
      EventPattern: { source: ["aws.ses"], "detail-type": types, detail: ours },
    });
  });
});

describe("the schedules", () => {
  it("tell a job when it was due, on the stroke, in UTC", () => {
    const jobs = FUNCTION_NAMES.filter((name) => "every" in specOf(name).trigger);
    counts(functions, "AWS::Scheduler::Schedule", jobs.length);
    every(functions, "AWS::Scheduler::Schedule", {
      ScheduleExpression: Match.stringLikeRegexp("^cron\\((\\*|0) (\\*|0) "),
      ScheduleExpressionTimezone: "UTC",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: Match.objectLike({ Input: '{"at":"<aws.scheduler.scheduled-time>"}' }),
    });
  });
});

describe("the rights", () => {
  const all = [functions, portal].flatMap(statements).filter(({ of }) => !of.startsWith("CustomCrossRegion"));

  it("name every action: none with a star, none to scan, none in PartiQL", () => {
    const actions = all.flatMap(actionsOf);
    expect(actions.length).toBeGreaterThan(100);
    expect(actions.filter((action) => action.includes("*"))).toEqual([]);
    expect(actions.filter((action) => /:Scan$|PartiQL/i.test(action))).toEqual([]);
  });

  it("name every resource: a star stands only for the objects of a bucket and for what has no name", () => {
    // The account's own rate of mail.
    const named = all.filter((said) => actionsOf(said).join() !== "ses:GetSendQuota");
    const resources = named.flatMap(resourcesOf).map((resource) => JSON.stringify(resource));
    const starred = [...new Set(resources.filter((resource) => resource.includes("*")))];
    expect(
      starred.filter((resource) => !/^"arn:aws:s3:::grants-(documents|failures)-\d{12}\/\*"$/.test(resource)),
    ).toEqual([]);
  });

  it("are exactly these for each function", () => {
    const line = (said: Said) =>
      [
        ...actionsOf(said),
        "on",
        ...resourcesOf(said).map((resource) => JSON.stringify(resource)),
        ...("Condition" in said ? ["if", JSON.stringify(said.Condition)] : []),
      ]
        .join(" ")
        // What CDK adds to an id says nothing about the right.
        .replaceAll(/(?<=[A-Za-z])[0-9A-F]{8}/g, "");
    const byRole = Map.groupBy(all, ({ of }) => of.replace(/Rights[0-9A-F]{8}$/, ""));
    expect(Object.fromEntries([...byRole].map(([of, said]) => [of, said.map(line)]))).toMatchSnapshot();
  });

  it("leave the history to those who add to it, and to the day's deletion", () => {
    const onHistory = all.filter((said) => JSON.stringify(said.Condition ?? "").includes("audit/*"));
    const changing = onHistory.flatMap((said) => actionsOf(said).map((action) => `${said.of.slice(0, -14)} ${action}`));
    expect(changing.filter((each) => /(Put|Update|Delete)Item/.test(each))).toEqual([
      "StreamEvents dynamodb:PutItem",
      "ScheduleDeleteExpired dynamodb:DeleteItem",
    ]);
  });

  it("are a role for each function, that no other may take on", () => {
    for (const name of FUNCTION_NAMES)
      has(functions, "AWS::IAM::Role", {
        RoleName: physicalName(name),
        ManagedPolicyArns: Match.absent(),
        AssumeRolePolicyDocument: Match.objectLike({
          Statement: [Match.objectLike({ Principal: { Service: "lambda.amazonaws.com" } })],
        }),
      });
  });
});

describe("the alarms", () => {
  it("each say what to do, and are told to the operator", () => {
    const alarms = Object.values(ofType(portal, "AWS::CloudWatch::Alarm"));
    expect(alarms).toHaveLength(10);
    for (const { AlarmDescription, AlarmActions } of alarms) {
      expect(AlarmDescription).toMatch(/^[A-Z].{40,}\.$/);
      expect(AlarmActions).toHaveLength(1);
    }
    has(portal, "AWS::SNS::Subscription", { Protocol: "email", Endpoint: "operator@example.org" });
    counts(portal, "AWS::CloudWatch::Dashboard", 1);
    has(portal, "AWS::Budgets::Budget", {
      Budget: Match.objectLike({ BudgetLimit: { Amount: 50, Unit: "USD" } }),
    });
  });

  it("see every function: failures are counted over all of them, lateness and what is left behind over each that tells", () => {
    for (const MetricName of ["Errors", "Throttles"])
      has(portal, "AWS::CloudWatch::Alarm", { Namespace: "AWS/Lambda", MetricName, Dimensions: Match.absent() });
    const readers = FUNCTION_NAMES.filter((name) => "stream" in specOf(name).trigger).map(logicalName);
    const [late] = Object.values(ofType(portal, "AWS::CloudWatch::Alarm")).filter(
      ({ AlarmName }) => AlarmName === "grants-stream-late",
    );
    const counted = JSON.stringify(ofType(portal, "AWS::Logs::MetricFilter"));
    for (const reader of readers) {
      expect(JSON.stringify(late)).toMatch(new RegExp(`Functions${reader}[0-9A-F]{8}Ref`));
      expect(counted).toMatch(new RegExp(`Functions${reader}Log[0-9A-F]{8}Ref`));
    }
  });
});

describe("what the functions' own stack hands to the portal's", () => {
  const names = Object.keys(functions.findOutputs("*"));
  const said = JSON.stringify(portal.toJSON());

  it("is what it asks for and no more, by outputs that one deployment changes on both sides", () => {
    const asked = [...said.matchAll(/"Outputs\.(\w+)"/g)].map(([, name]) => name);
    expect([...new Set(asked)].sort()).toEqual(names.sort());
    expect(asked.length).toBeGreaterThan(60);
  });

  it("is no export, which could not be taken away while a route still uses it", () => {
    expect(Object.values(functions.findOutputs("*")).filter((output) => "Export" in output)).toEqual([]);
    expect(said).not.toContain("Fn::ImportValue");
  });
});

describe("every stack", () => {
  it("has room: at most 350 of the 500 resources that a template takes", () => {
    for (const template of [edge, data, portal, functions])
      expect(Object.keys(template.toJSON().Resources).length).toBeLessThanOrEqual(350);
  });

  it("is made the same twice", async () => {
    const again = synthesisedAnew();
    for (const stack of ["edge", "data", "portal", "functions"] as const)
      expect(again[stack].toJSON()).toEqual({ edge, data, portal, functions }[stack].toJSON());
  });
});
