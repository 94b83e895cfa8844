import { Duration, RemovalPolicy, type Stack } from "aws-cdk-lib";
import { CfnMalwareProtectionPlan } from "aws-cdk-lib/aws-guardduty";
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Key } from "aws-cdk-lib/aws-kms";
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket, HttpMethods } from "aws-cdk-lib/aws-s3";
import { SCAN_TAG, SCAN_TAG_CLEAN } from "../../functions/files.ts";
import { EXPORTS } from "../../shared/rules/retention-periods.ts";
import type { Config } from "./config.ts";
import { FUNCTION_NAMES, namesOf, specOf } from "./names.ts";

const SCANNER = "malware-protection-plan.guardduty.amazonaws.com";
/** What people send lies here; what the portal itself wrote (an export) needs no scan. */
const SENT = "documents/";

/** What GuardDuty's user guide asks for to scan one bucket and to mark what it scanned. */
const scannerRole = (stack: Stack, { account, region, ...config }: Config, key: Key): Role => {
  const names = namesOf({ account, region, ...config });
  const bucket = `arn:aws:s3:::${names.documents}`;
  const rule = `arn:aws:events:${region}:${account}:rule/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*`;
  const may = (actions: string[], resources: string[], conditions = {}) =>
    new PolicyStatement({ actions, resources, conditions });
  return new Role(stack, "ScannerRole", {
    roleName: names.scannerRole,
    assumedBy: new ServicePrincipal(SCANNER),
    inlinePolicies: {
      scan: new PolicyDocument({
        statements: [
          may(["events:DeleteRule", "events:PutRule", "events:PutTargets", "events:RemoveTargets"], [rule], {
            StringLike: { "events:ManagedBy": SCANNER },
          }),
          may(["events:DescribeRule", "events:ListTargetsByRule"], [rule]),
          may(["s3:GetBucketNotification", "s3:ListBucket", "s3:PutBucketNotification"], [bucket]),
          may(["s3:PutObject"], [`${bucket}/malware-protection-resource-validation-object`]),
          may(
            [
              "s3:GetObject",
              "s3:GetObjectTagging",
              "s3:GetObjectVersion",
              "s3:GetObjectVersionTagging",
              "s3:PutObjectTagging",
              "s3:PutObjectVersionTagging",
            ],
            [`${bucket}/*`],
          ),
          may(["kms:Decrypt", "kms:GenerateDataKey"], [key.keyArn], {
            StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` },
          }),
        ],
      }),
    },
  });
};

/** Who has to read a file before it is scanned: to hash it, to tell its type, to remove it. Never by a signed link. */
const handlers = () =>
  FUNCTION_NAMES.filter((name) => {
    const { documents = [] } = specOf(name).grants;
    return documents.includes("read") || documents.includes("delete");
  });

const refusals = (config: Config): PolicyStatement[] => {
  const names = namesOf(config);
  const bucket = `arn:aws:s3:::${names.documents}`;
  const scanner = `arn:aws:iam::${config.account}:role/${names.scannerRole}`;
  const never = (sid: string, actions: string[], resource: string, conditions: object) =>
    new PolicyStatement({
      sid,
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions,
      resources: [`${bucket}/${resource}`],
      conditions: { ...conditions },
    });
  const read = ["s3:GetObject", "s3:GetObjectVersion"];
  const unclean = { [`s3:ExistingObjectTag/${SCAN_TAG}`]: SCAN_TAG_CLEAN };
  return [
    never("NoLinkToWhatIsNotClean", read, `${SENT}*`, {
      StringNotEquals: unclean,
      StringEquals: { "s3:authType": "REST-QUERY-STRING" },
    }),
    never("NobodyReadsWhatIsNotClean", read, `${SENT}*`, {
      StringNotEquals: unclean,
      ArnNotEquals: { "aws:PrincipalArn": [scanner, ...handlers().map(names.role)] },
    }),
    never(
      "OnlyTheScannerSaysWhatIsClean",
      ["s3:DeleteObjectTagging", "s3:DeleteObjectVersionTagging", "s3:PutObjectTagging", "s3:PutObjectVersionTagging"],
      "*",
      { ArnNotEquals: { "aws:PrincipalArn": scanner } },
    ),
  ];
};

/** The documents bucket, and GuardDuty watching it. */
export const documentsBucket = (stack: Stack, config: Config, encryptionKey: Key): Bucket => {
  const names = namesOf(config);
  const bucket = new Bucket(stack, "Documents", {
    bucketName: names.documents,
    encryption: BucketEncryption.KMS,
    encryptionKey,
    bucketKeyEnabled: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    versioned: true,
    // A file replaced or removed by mistake can be had back for 40 days.
    lifecycleRules: [
      {
        id: "replaced-versions",
        noncurrentVersionExpiration: Duration.days(40),
        abortIncompleteMultipartUploadAfter: Duration.days(1),
      },
      {
        id: "exports",
        prefix: EXPORTS.prefix,
        expiration: Duration.days(EXPORTS.keptDays),
        noncurrentVersionExpiration: Duration.days(EXPORTS.keptDays),
      },
    ],
    cors: [
      { allowedOrigins: [names.siteAddress], allowedMethods: [HttpMethods.POST], allowedHeaders: ["*"], maxAge: 3600 },
    ],
    removalPolicy: RemovalPolicy.RETAIN,
  });
  // The L2 setting would bring a function of its own to do this.
  const { defaultChild } = bucket.node;
  if (defaultChild instanceof CfnBucket)
    defaultChild.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
  for (const refusal of refusals(config)) bucket.addToResourcePolicy(refusal);
  const role = scannerRole(stack, config, encryptionKey);
  const plan = new CfnMalwareProtectionPlan(stack, "Scanner", {
    role: role.roleArn,
    protectedResource: { s3Bucket: { bucketName: bucket.bucketName, objectPrefixes: [SENT] } },
    actions: { tagging: { status: "ENABLED" } },
  });
  plan.node.addDependency(role);
  return bucket;
};
