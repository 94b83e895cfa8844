import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import { TABLE } from "../../functions/store/shape.ts";

const isStanding = (client: DynamoDBClient, TableName: string) =>
  waitUntilTableExists({ client, maxWaitTime: 600, minDelay: 1, maxDelay: 5 }, { TableName });

/**
 * Gives a restored table what a restore leaves out: the stream, the time to live and the protection against deletion. Safe to
 * repeat. Whatever takes the table over (`infra/aws/data.ts`) believes it to be as the template says.
 */
export const prepareTable = async (client: DynamoDBClient, TableName: string): Promise<void> => {
  await isStanding(client, TableName);
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  if (Table?.StreamSpecification?.StreamEnabled !== true) {
    const StreamSpecification = { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" } as const;
    await client.send(new UpdateTableCommand({ TableName, StreamSpecification }));
    await isStanding(client, TableName);
  }
  if (Table?.DeletionProtectionEnabled !== true) {
    await client.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: true }));
    await isStanding(client, TableName);
  }
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  if (TimeToLiveDescription?.TimeToLiveStatus === "DISABLED") {
    const TimeToLiveSpecification = { Enabled: true, AttributeName: TABLE.timeToLive };
    await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
  }
};

/** Has AWS keep every second of the last 35 days of it, too. */
export const keepBackups = async (client: DynamoDBClient, TableName: string): Promise<void> => {
  const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
  await client.send(new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification }));
};
