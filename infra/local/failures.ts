import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { physicalName } from "../aws/names.ts";
import { LOCAL_CREDENTIALS, LOCAL_REGION } from "./engine.ts";
import type { PutAside } from "./stream-batches.ts";

export const localS3 = (endpoint: string): S3Client =>
  new S3Client({
    endpoint,
    region: LOCAL_REGION,
    credentials: LOCAL_CREDENTIALS,
    forcePathStyle: true,
    requestChecksumCalculation: "WHEN_REQUIRED",
  });

/**
 * Where an event source mapping sends what it gives up: one JSON object for each record in the bucket of failures, whole and
 * in the words of Lambda, so that `npm run replay` delivers it again. Should the bucket fail too, the position does not move
 * and the record comes again.
 */
export const failuresTo =
  (s3: S3Client, Bucket: string): PutAside =>
  async (name, record, problem, tries) => {
    const now = new Date().toISOString();
    const sequence = record.dynamodb.SequenceNumber ?? "";
    const said = problem instanceof Error ? `${problem.name}: ${problem.message}` : String(problem);
    await s3.send(
      new PutObjectCommand({
        Bucket,
        Key: `aws/lambda/${physicalName(name)}/${now.slice(0, 10)}/${now.replaceAll(":", ".")}-${sequence}`,
        ContentType: "application/json",
        Body: JSON.stringify({
          requestContext: {
            functionArn: `arn:aws:lambda:${LOCAL_REGION}:000000000000:function:${physicalName(name)}`,
            condition: "RetryAttemptsExhausted",
            approximateInvokeCount: tries,
          },
          version: "1.0",
          timestamp: now,
          DDBStreamBatchInfo: {
            startSequenceNumber: sequence,
            endSequenceNumber: sequence,
            batchSize: 1,
            streamArn: record.eventSourceARN,
          },
          problem: said,
          payload: JSON.stringify({ Records: [record] }),
        }),
      }),
    );
  };
