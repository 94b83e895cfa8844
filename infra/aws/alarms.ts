import { Duration, type Stack } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { CfnBudget } from "aws-cdk-lib/aws-budgets";
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  MathExpression,
  Metric,
  Stats,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { FilterPattern, MetricFilter } from "aws-cdk-lib/aws-logs";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Trigger } from "../../functions/manifest/spec.ts";
import type { Config } from "./config.ts";
import type { Built } from "./functions.ts";
import { logicalName, specOf } from "./names.ts";

type Connected = Built & { readonly trigger: Trigger };
type Watched = { readonly metric: IMetric; readonly from: number; readonly todo: string };

const PERIOD = Duration.minutes(5);
const metric = (namespace: string, metricName: string, statistic: string, dimensionsMap: Record<string, string> = {}) =>
  new Metric({ namespace, metricName, statistic, dimensionsMap, period: PERIOD });
// The account is the portal's alone, so that the sum over all of its functions is one metric that Lambda keeps itself.
const ofAll = (metricName: string) => metric("AWS/Lambda", metricName, Stats.SUM);
const sum = (parts: Record<string, IMetric>, period = PERIOD) =>
  new MathExpression({
    expression: Object.keys(parts)
      .map((part) => `FILL(${part}, 0)`)
      .join(" + "),
    usingMetrics: parts,
    period,
  });

const oldest = (consumers: readonly Connected[]) => {
  const parts = Object.fromEntries(
    consumers.map(({ lambda }, n) => [
      `m${n}`,
      lambda.metric("IteratorAge", { statistic: Stats.MAXIMUM, period: PERIOD }),
    ]),
  );
  return new MathExpression({
    expression: `MAX([${Object.keys(parts).join(", ")}])`,
    usingMetrics: parts,
    period: PERIOD,
    label: "milliseconds",
  });
};

/** What functions say of what they leave behind, counted from their logs. */
const said = (
  stack: Stack,
  metricName: string,
  functions: readonly Connected[],
  ...messages: [string, ...string[]]
) => {
  const patterns = messages.map((message) => FilterPattern.stringValue("$.message", "=", message));
  for (const { name, logGroup } of functions)
    new MetricFilter(stack, `${logicalName(name)}${metricName}`, {
      logGroup,
      filterPattern: FilterPattern.any(...patterns),
      metricNamespace: "Grants",
      metricName,
      metricValue: "1",
    });
  return metric("Grants", metricName, Stats.SUM);
};

const quota = () =>
  new MathExpression({
    expression: "100 * used / SERVICE_QUOTA(used)",
    usingMetrics: {
      used: metric("AWS/Usage", "ConcurrentExecutions", Stats.MAXIMUM, {
        Type: "Resource",
        Resource: "ConcurrentExecutions",
        Service: "Lambda",
        Class: "None",
      }),
    },
    period: PERIOD,
    label: "percent",
  });

const table = (metricName: string, TableName: string) => metric("AWS/DynamoDB", metricName, Stats.SUM, { TableName });
const mail = (metricName: string, statistic: string = Stats.SUM) => metric("AWS/SES", metricName, statistic);

/** One alarm for each kind of failure: what is measured, from which value on, and what to do. */
const watched = (stack: Stack, { tableName }: Config, functions: readonly Connected[], api: HttpApi) => {
  const consumers = functions.filter(({ trigger }) => "stream" in trigger);
  const senders = functions.filter(({ name }) => specOf(name).grants.mail?.includes("send") === true);
  return {
    "functions-fail": {
      metric: ofAll("Errors"),
      from: 1,
      todo: "Open the dashboard, find the function, read its log group /grants/<function> for level ERROR.",
    },
    "functions-throttled": {
      metric: ofAll("Throttles"),
      from: 1,
      todo: "More runs at once than the account may have. Ask AWS to raise Lambda's concurrent executions to 1,000.",
    },
    "quota-near": {
      metric: quota(),
      from: 80,
      todo: "Four fifths of the concurrent executions are in use. Ask AWS to raise the quota before the next deadline.",
    },
    "stream-late": {
      metric: oldest(consumers),
      from: 10 * 60_000,
      todo: "Histories and messages are ten minutes late. Read the consumer's log group; a record may stop its shard for an hour.",
    },
    "records-put-aside": {
      metric: said(stack, "PutAside", consumers, "record put aside", "batch stopped", "bid put aside"),
      from: 1,
      todo: "A change was not carried on: a message or a line of history is missing. npm run replay -- --list names it; repair the cause, then npm run replay delivers it again. What follows for a bid is tried again on the page of its meeting.",
    },
    "schedules-fail": {
      metric: metric("AWS/Scheduler", "TargetErrorCount", Stats.SUM, { ScheduleGroup: "grants" }),
      from: 1,
      todo: "A scheduled function could not be started. Check that it exists and run it once by hand.",
    },
    "answers-fail": {
      metric: metric("AWS/ApiGateway", "5xx", Stats.SUM, { ApiId: api.apiId }),
      from: 5,
      todo: "People see errors. What was thrown away was not received: look at the log group /grants/api, then extend if a deadline was near.",
    },
    "table-throttled": {
      metric: sum({
        reads: table("ReadThrottleEvents", tableName),
        writes: table("WriteThrottleEvents", tableName),
      }),
      from: 1,
      todo: "The table refuses work. Look for one hot item in the dashboard; on-demand capacity follows within minutes.",
    },
    "mail-undelivered": {
      metric: sum({
        bounces: mail("Bounce"),
        complaints: mail("Complaint"),
        unsent: said(stack, "Undelivered", senders, "message undelivered"),
      }),
      from: 1,
      todo: "A message did not arrive or was called junk. Tell the officers: the person's page shows which, and they can telephone.",
    },
    "mail-reputation": {
      metric: mail("Reputation.BounceRate", Stats.MAXIMUM),
      from: 0.04,
      todo: "One message in 25 comes back; SES stops sending at one in ten. Look for a list of wrong addresses.",
    },
  } satisfies Record<string, Watched>;
};

/** Every failure the operator is told of by e-mail, on one dashboard, and a budget. */
export const buildAlarms = (stack: Stack, config: Config, functions: readonly Connected[], api: HttpApi): void => {
  const topic = new Topic(stack, "Alarms", { displayName: config.office.slice(0, 100), enforceSSL: true });
  topic.addSubscription(new EmailSubscription(config.operator));
  const all = Object.entries(watched(stack, config, functions, api));
  for (const [name, { metric, from, todo }] of all) {
    const alarm = new Alarm(stack, `${logicalName(name)}Alarm`, {
      alarmName: `grants-${name}`,
      alarmDescription: todo,
      metric,
      threshold: from,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(topic));
  }
  new Dashboard(stack, "Dashboard", {
    dashboardName: "grants",
    widgets: [all.map(([title, { metric }]) => new GraphWidget({ title, left: [metric], width: 8, height: 5 }))],
  });
  budget(stack, config);
};

const budget = (stack: Stack, { office, monthlyBudgetUsd, operator }: Config): void => {
  const told = (notificationType: "ACTUAL" | "FORECASTED", threshold: number) => ({
    notification: { notificationType, threshold, thresholdType: "PERCENTAGE", comparisonOperator: "GREATER_THAN" },
    subscribers: [{ subscriptionType: "EMAIL", address: operator }],
  });
  new CfnBudget(stack, "Budget", {
    budget: {
      budgetName: `${office} (grants portal)`,
      budgetType: "COST",
      timeUnit: "MONTHLY",
      budgetLimit: { amount: monthlyBudgetUsd, unit: "USD" },
    },
    notificationsWithSubscribers: [told("ACTUAL", 80), told("FORECASTED", 100)],
  });
};
