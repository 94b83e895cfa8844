import type { S3Client } from "@aws-sdk/client-s3";

/** The documents bucket: signing, reading and removing. Objects are private; a browser gets ten signed minutes. */
export const makeFiles = (client: S3Client, bucket: string) => ({ client, bucket });
export type Files = ReturnType<typeof makeFiles>;
