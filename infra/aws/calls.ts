import type { Grants, Kind } from "../../functions/manifest/spec.ts";

/*
 * What a grant is worth, action by action. Two read it: the policies of the CDK app (`access.ts`), and the local runtime,
 * which refuses what they would refuse (`infra/local/guard.ts`). Nothing of CDK's is imported here.
 */

/**
 * Which call needs which right, as the service authorization reference has it. A signature is a call: whoever signs a link
 * or a form needs the right to what is signed. Scan and PartiQL are in no list: nobody has them.
 */
export const CALLS = {
  reads: ["dynamodb:BatchGetItem", "dynamodb:ConditionCheckItem", "dynamodb:GetItem", "dynamodb:Query"],
  writes: ["dynamodb:PutItem", "dynamodb:UpdateItem"],
  deletes: ["dynamodb:DeleteItem"],
  index: ["dynamodb:Query"],
  documents: {
    read: ["s3:GetObject", "s3:GetObjectTagging", "s3:GetObjectVersion", "s3:GetObjectVersionTagging"],
    write: ["s3:PutObject"],
    // The newest version is asked for before it is deleted.
    delete: ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:GetObject"],
  },
  /** Without it what does not exist is answered as forbidden, and "nothing was sent yet" cannot be told. */
  bucket: ["s3:ListBucket"],
  mail: { send: ["ses:SendEmail"], rate: ["ses:GetSendQuota"] },
  /** A customer key is used in the caller's name, only through the service that keeps the data. */
  keyReads: ["kms:Decrypt", "kms:DescribeKey"],
  keyWrites: [
    "kms:Encrypt",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
  ],
} as const;

/** What the platform itself does in the function's name, by trigger. */
export const PLATFORM = {
  log: ["logs:CreateLogStream", "logs:PutLogEvents"],
  stream: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"],
  failures: ["s3:PutObject"],
  failuresBucket: ["s3:ListBucket"],
} as const;

type ItemRight = { readonly sid: string; readonly actions: readonly string[]; readonly kinds: readonly Kind[] };

/** What may be done to which kinds of items. The history is only ever added to: whoever writes it puts, and nobody changes it. */
export const itemRights = ({ reads = [], writes = [], deletes = [] }: Grants): readonly ItemRight[] =>
  [
    { sid: "ReadItems", actions: CALLS.reads, kinds: reads },
    { sid: "WriteItems", actions: CALLS.writes, kinds: writes.filter((kind) => kind !== "audit") },
    { sid: "AddToHistory", actions: ["dynamodb:PutItem"], kinds: writes.filter((kind) => kind === "audit") },
    { sid: "DeleteItems", actions: CALLS.deletes, kinds: deletes },
  ].filter(({ kinds }) => kinds.length > 0);

/** What may be done to the objects of the documents bucket. None may be tagged: only GuardDuty says what is clean. */
export const documentRights = ({ documents = [] }: Grants): readonly string[] => [
  ...new Set(documents.flatMap((way): readonly string[] => CALLS.documents[way])),
];
