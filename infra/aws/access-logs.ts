import { Duration, RemovalPolicy, type Stack } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket } from "aws-cdk-lib/aws-s3";
import type { Config } from "./config.ts";
import { namesOf } from "./names.ts";

/**
 * Where S3 writes down every request to a bucket. The portal keeps its own history of who opened what; this one also tells of
 * whoever came past the portal, with the console or a key. It is kept for as long as other logs.
 */
export const accessLogsBucket = (stack: Stack, config: Config): void => {
  const bucket = new Bucket(stack, "AccessLogs", {
    bucketName: namesOf(config).accessLogs,
    // S3 delivers into no bucket with a customer's key.
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    lifecycleRules: [{ id: "as-long-as-logs", expiration: Duration.days(config.logRetentionDays) }],
    removalPolicy: RemovalPolicy.RETAIN,
  });
  bucket.addToResourcePolicy(
    new PolicyStatement({
      sid: "S3WritesItsLogs",
      principals: [new ServicePrincipal("logging.s3.amazonaws.com")],
      actions: ["s3:PutObject"],
      resources: [bucket.arnForObjects("*")],
      conditions: { StringEquals: { "aws:SourceAccount": config.account } },
    }),
  );
};

/** Has S3 write down the requests to a bucket. By name, not by reference: the site's bucket is another stack's. */
export const writtenDown = (bucket: Bucket, config: Config, as: string): void => {
  const { defaultChild } = bucket.node;
  if (defaultChild instanceof CfnBucket)
    defaultChild.loggingConfiguration = {
      destinationBucketName: namesOf(config).accessLogs,
      logFilePrefix: `${as}/`,
    };
};
