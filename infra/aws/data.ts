import { type App, Duration, ReferenceStrength, RemovalPolicy, Stack } from "aws-cdk-lib";
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from "aws-cdk-lib/aws-dynamodb";
import { Key } from "aws-cdk-lib/aws-kms";
import { BlockPublicAccess, Bucket, BucketEncryption } from "aws-cdk-lib/aws-s3";
import { TABLE } from "../../functions/store/shape.ts";
import { accessLogsBucket, writtenDown } from "./access-logs.ts";
import { type Config, DEFAULT_TABLE } from "./config.ts";
import { documentsBucket } from "./documents.ts";
import { mailDomain } from "./mail.ts";
import { logicalName, namesOf } from "./names.ts";
import { staffPool } from "./staff-pool.ts";

const text = (name: string) => ({ name, type: AttributeType.STRING });

/**
 * A table of another name is another resource of the stack: the one before is let go and stays (RETAIN), and one that was
 * restored under this name is taken over as it is (`cdk deploy --import-existing-resources`), not made anew. The portal asks
 * for its stream by the stack's output: an export that is in use could not follow.
 */
const portalTable = (stack: Stack, tableName: string, key: Key): Table => {
  const table = new Table(stack, tableName === DEFAULT_TABLE ? "Table" : `Table${logicalName(tableName)}`, {
    tableName,
    partitionKey: text(TABLE.key.partition),
    sortKey: text(TABLE.key.sort),
    billingMode: BillingMode.PAY_PER_REQUEST,
    stream: StreamViewType.NEW_AND_OLD_IMAGES,
    timeToLiveAttribute: TABLE.timeToLive,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    encryption: TableEncryption.CUSTOMER_MANAGED,
    encryptionKey: key,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  for (const [indexName, index] of Object.entries(TABLE.indexes))
    table.addGlobalSecondaryIndex({
      indexName,
      partitionKey: text(index.partition),
      sortKey: text(index.sort),
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: [...index.projects],
    });
  table.applyCrossStackReferenceStrength(ReferenceStrength.WEAK);
  return table;
};

/** Whole records that no consumer would take, until somebody delivers them again. They are about people: kept a quarter. */
const failuresBucket = (stack: Stack, bucketName: string, encryptionKey: Key): Bucket =>
  new Bucket(stack, "Failures", {
    bucketName,
    encryption: BucketEncryption.KMS,
    encryptionKey,
    bucketKeyEnabled: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    lifecycleRules: [{ id: "a-quarter", expiration: Duration.days(90) }],
    removalPolicy: RemovalPolicy.RETAIN,
  });

/** Everything that must outlive a mistake: nothing in this stack is ever deleted by a deployment. */
export const dataStack = (app: App, config: Config) => {
  const { account, region, tableName } = config;
  const stack = new Stack(app, "grants-data", {
    env: { account, region },
    terminationProtection: true,
    description: "What the grants portal keeps: table, documents, key, mail domain, staff accounts",
  });
  const names = namesOf(config);
  const key = new Key(stack, "Key", {
    description: "Encrypts what the grants portal keeps",
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const table = portalTable(stack, tableName, key);
  accessLogsBucket(stack, config);
  writtenDown(documentsBucket(stack, config, key), config, "documents");
  writtenDown(failuresBucket(stack, names.failures, key), config, "failures");
  mailDomain(stack, config);
  return { stack, key, table, staff: staffPool(stack, config) };
};
export type Data = ReturnType<typeof dataStack>;
