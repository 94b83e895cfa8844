import { Duration, type Stack } from "aws-cdk-lib";
import { CfnRule } from "aws-cdk-lib/aws-events";
import { Policy, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  CfnPermission,
  EventInvokeConfig,
  EventSourceMapping,
  FilterCriteria,
  StartingPosition,
} from "aws-cdk-lib/aws-lambda";
import { CfnSchedule, CfnScheduleGroup } from "aws-cdk-lib/aws-scheduler";
import type { Trigger } from "../../functions/manifest/spec.ts";
import type { Config } from "./config.ts";
import type { Built } from "./functions.ts";
import { logicalName, type Names, namesOf } from "./names.ts";

/** As many records as the local reader hands over (`infra/local/stream-batches.ts`). */
export const BATCH_SIZE = 100;
const GIVE_UP_AFTER = Duration.hours(1);

/** Only items with something to relay wake a consumer; a kind is the beginning of the partition key. */
const relayed = (kind: string | undefined) =>
  FilterCriteria.filter({
    dynamodb: {
      NewImage: {
        relay: { S: ["yes"] },
        ...(kind === undefined ? {} : { pk: { S: [{ prefix: `${kind}/` }] } }),
      },
    },
  });

const fromStream = (
  stack: Stack,
  { name, lambda }: Built,
  kind: string | undefined,
  stream: string,
  failures: string,
) => {
  new EventSourceMapping(stack, `${logicalName(name)}Stream`, {
    target: lambda,
    eventSourceArn: stream,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: BATCH_SIZE,
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    maxRecordAge: GIVE_UP_AFTER,
    filters: [relayed(kind)],
    onFailure: { bind: () => ({ destination: failures }) },
  });
};

const patterns = ({ documents, configurationSet }: Names) => ({
  "object-created": {
    source: ["aws.s3"],
    "detail-type": ["Object Created"],
    detail: { bucket: { name: [documents] }, object: { key: [{ prefix: "documents/" }] } },
  },
  "object-scanned": {
    source: ["aws.guardduty"],
    "detail-type": ["GuardDuty Malware Protection Object Scan Result"],
    detail: { s3ObjectDetails: { bucketName: [documents] } },
  },
  // Whatever else the account sends (alarms, the staff pool's codes) goes without our configuration set.
  "mail-returned": {
    source: ["aws.ses"],
    "detail-type": ["Email Bounced", "Email Complaint Received"],
    detail: { mail: { tags: { "ses:configuration-set": [configurationSet] } } },
  },
  "mail-sent": {
    source: ["aws.ses"],
    "detail-type": ["Email Sent", "Email Delivered"],
    detail: { mail: { tags: { "ses:configuration-set": [configurationSet] } } },
  },
});

const fromEvent = (stack: Stack, { name, lambda }: Built, eventPattern: object, failures: string) => {
  const id = logicalName(name);
  const rule = new CfnRule(stack, `${id}Rule`, {
    description: `Runs functions/${name}.ts`,
    eventPattern,
    targets: [{ id: "function", arn: lambda.functionArn, retryPolicy: { maximumEventAgeInSeconds: 3600 } }],
  });
  new CfnPermission(stack, `${id}Allowed`, {
    action: "lambda:InvokeFunction",
    functionName: lambda.functionArn,
    principal: "events.amazonaws.com",
    sourceArn: rule.attrArn,
  });
  new EventInvokeConfig(stack, `${id}Tries`, {
    function: lambda,
    retryAttempts: 2,
    maxEventAge: GIVE_UP_AFTER,
    onFailure: { bind: () => ({ destination: failures }) },
  });
};

/** UTC, on the stroke: the local schedules keep the same instants (`infra/local/schedules.ts`). */
const CRON = { minute: "cron(* * * * ? *)", hour: "cron(0 * * * ? *)", day: "cron(0 0 * * ? *)" } as const;

const scheduled = (
  stack: Stack,
  { name, lambda }: Built,
  every: keyof typeof CRON,
  group: CfnScheduleGroup,
  role: Role,
) => {
  new CfnSchedule(stack, `${logicalName(name)}Schedule`, {
    description: `Runs functions/${name}.ts`,
    groupName: group.ref,
    scheduleExpression: CRON[every],
    scheduleExpressionTimezone: "UTC",
    flexibleTimeWindow: { mode: "OFF" },
    target: {
      arn: lambda.functionArn,
      roleArn: role.roleArn,
      // The job is told when it was due, not when it got its turn.
      input: JSON.stringify({ at: "<aws.scheduler.scheduled-time>" }),
      retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 3600 },
    },
  });
};

const every = (trigger: Trigger) => ("every" in trigger ? trigger.every : undefined);

/** Everything that runs a function but a request: the stream, what happens to documents, the clock. */
export const connect = (
  stack: Stack,
  config: Config,
  functions: readonly (Built & { readonly trigger: Trigger })[],
  stream: string,
): void => {
  const names = namesOf(config);
  const failures = `arn:aws:s3:::${names.failures}`;
  const clocked = functions.filter(({ trigger }) => "every" in trigger);
  const group = new CfnScheduleGroup(stack, "Schedules", { name: "grants" });
  const role = new Role(stack, "SchedulerRole", { assumedBy: new ServicePrincipal("scheduler.amazonaws.com") });
  new Policy(stack, "SchedulerRights", {
    roles: [role],
    statements: [
      new PolicyStatement({
        actions: ["lambda:InvokeFunction"],
        resources: clocked.map(({ lambda }) => lambda.functionArn),
      }),
    ],
  });
  for (const built of functions) {
    const { trigger } = built;
    if ("stream" in trigger) fromStream(stack, built, trigger.kind, stream, failures);
    if ("event" in trigger) fromEvent(stack, built, patterns(names)[trigger.event], failures);
    const period = every(trigger);
    if (period !== undefined) scheduled(stack, built, period, group, role);
  }
};
