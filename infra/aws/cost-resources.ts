import type { Template } from "aws-cdk-lib/assertions";
import * as z from "zod/mini";
import type { Amounts } from "./prices.ts";

const Resource = z.object({ Type: z.string(), Properties: z.optional(z.looseObject({})) });
type Resource = z.infer<typeof Resource>;

const Rules = z.object({ Rules: z.array(z.unknown()) });
const Watched = z.object({ Metrics: z.optional(z.array(z.object({ MetricStat: z.optional(z.unknown()) }))) });
const Counted = z.object({
  MetricTransformations: z.array(z.object({ MetricNamespace: z.string(), MetricName: z.string() })),
});

/** What a resource costs a month by standing there. */
const STANDING: Readonly<Record<string, (properties: unknown) => Amounts>> = {
  "AWS::WAFv2::WebACL": (properties) => ({ firewalls: 1, firewallRules: Rules.parse(properties).Rules.length }),
  "AWS::KMS::Key": () => ({ keys: 1 }),
  "AWS::SecretsManager::Secret": () => ({ secrets: 1 }),
  "AWS::CloudWatch::Dashboard": () => ({ dashboards: 1 }),
  // A reckoning counts each metric that goes into it.
  "AWS::CloudWatch::Alarm": (properties) => ({
    alarmMetrics: Watched.parse(properties).Metrics?.filter(({ MetricStat }) => MetricStat !== undefined).length ?? 1,
  }),
};

/** What costs nothing by standing there, or is paid by its use (`cost.ts`). Whatever is in neither list stops the reckoning. */
const BY_USE = [
  "AWS::ApiGatewayV2::Api",
  "AWS::ApiGatewayV2::Integration",
  "AWS::ApiGatewayV2::Route",
  "AWS::ApiGatewayV2::Stage",
  "AWS::Budgets::Budget",
  "AWS::CertificateManager::Certificate",
  "AWS::CloudFormation::CustomResource",
  "AWS::CloudFormation::Stack",
  "AWS::CloudFront::CachePolicy",
  "AWS::CloudFront::Distribution",
  "AWS::CloudFront::Function",
  "AWS::CloudFront::OriginAccessControl",
  "AWS::CloudFront::ResponseHeadersPolicy",
  "AWS::Cognito::UserPool",
  "AWS::Cognito::UserPoolClient",
  "AWS::Cognito::UserPoolDomain",
  "AWS::DynamoDB::Table",
  "AWS::Events::Rule",
  "AWS::GuardDuty::MalwareProtectionPlan",
  "AWS::IAM::Policy",
  "AWS::IAM::Role",
  "AWS::Lambda::EventInvokeConfig",
  "AWS::Lambda::EventSourceMapping",
  "AWS::Lambda::Function",
  "AWS::Lambda::Permission",
  "AWS::Logs::LogGroup",
  "AWS::Logs::MetricFilter",
  "AWS::S3::Bucket",
  "AWS::S3::BucketPolicy",
  "AWS::SES::ConfigurationSet",
  "AWS::SES::ConfigurationSetEventDestination",
  "AWS::SES::EmailIdentity",
  "AWS::SNS::Subscription",
  "AWS::SNS::Topic",
  "AWS::SNS::TopicPolicy",
  "AWS::Scheduler::Schedule",
  "AWS::Scheduler::ScheduleGroup",
  "Custom::CrossRegionExportReader",
  "Custom::CrossRegionExportWriter",
];

export const summed = (all: readonly Amounts[]): Amounts => {
  const sum: Record<string, number> = {};
  for (const amounts of all)
    for (const [what, amount] of Object.entries(amounts)) sum[what] = (sum[what] ?? 0) + amount;
  return sum;
};

const metricsOf = (resources: readonly Resource[]): Amounts => {
  const names = resources
    .filter(({ Type }) => Type === "AWS::Logs::MetricFilter")
    .flatMap(({ Properties }) => Counted.parse(Properties).MetricTransformations)
    .map(({ MetricNamespace, MetricName }) => `${MetricNamespace} ${MetricName}`);
  return { customMetrics: new Set(names).size };
};

/** What the synthesised stacks cost a month before anybody uses them. Throws for a kind of resource that nobody has judged. */
export const standingAmounts = (templates: readonly Template[]): Amounts => {
  const resources = templates.flatMap((template) =>
    Object.values(z.record(z.string(), Resource).parse(template.toJSON().Resources)),
  );
  const unknown = resources.map(({ Type }) => Type).filter((type) => !(type in STANDING) && !BY_USE.includes(type));
  if (unknown.length > 0)
    throw new Error(`What does it cost? Add to infra/aws/cost-resources.ts: ${[...new Set(unknown)].join(", ")}.`);
  return summed([
    metricsOf(resources),
    ...resources.map(({ Type, Properties }) => STANDING[Type]?.(Properties ?? {}) ?? {}),
  ]);
};
