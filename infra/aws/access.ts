import { PolicyStatement, type PolicyStatementProps } from "aws-cdk-lib/aws-iam";
import type { FunctionName, Grants, Kind } from "../../functions/manifest.ts";
import type { Config } from "./config.ts";
import { namesOf, specOf } from "./names.ts";

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
  mail: ["ses:SendEmail"],
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

/** What a partition key of a kind looks like; an index has other keys, and no kinds. */
const keysOf = (kinds: readonly Kind[]) => ({
  "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [...kinds].sort().map((kind) => `${kind}/*`) },
  // "For all values" also holds where there are none.
  Null: { "dynamodb:LeadingKeys": "false" },
});

type Where = { stream: string; key: string; logGroup: string };

const allow = (
  sid: string,
  actions: readonly string[],
  resources: string[],
  conditions?: object,
): PolicyStatementProps => ({
  sid,
  actions: [...actions],
  resources,
  ...(conditions === undefined ? {} : { conditions: { ...conditions } }),
});

const tableStatements = (grants: Grants, names: ReturnType<typeof namesOf>): PolicyStatementProps[] => {
  const { reads = [], writes = [], deletes = [], indexes = [] } = grants;
  // The history is only ever added to: whoever writes it puts, and nobody changes it.
  const changed = writes.filter((kind) => kind !== "audit");
  return [
    ...(reads.length > 0 ? [allow("ReadItems", CALLS.reads, [names.table], keysOf(reads))] : []),
    ...(changed.length > 0 ? [allow("WriteItems", CALLS.writes, [names.table], keysOf(changed))] : []),
    ...(writes.includes("audit")
      ? [allow("AddToHistory", ["dynamodb:PutItem"], [names.table], keysOf(["audit"]))]
      : []),
    ...(deletes.length > 0 ? [allow("DeleteItems", ["dynamodb:DeleteItem"], [names.table], keysOf(deletes))] : []),
    ...(deletes.length > 0 ? [allow("DeleteItems", CALLS.deletes, [names.table], keysOf(deletes))] : []),
    ...(indexes.length > 0 ? [allow("ReadIndexes", CALLS.index, [...indexes].sort().map(names.index))] : []),
  ];
};

const documentStatements = ({ documents = [] }: Grants, names: ReturnType<typeof namesOf>): PolicyStatementProps[] => {
  const bucket = `arn:aws:s3:::${names.documents}`;
  const actions = documents.flatMap((way): readonly string[] => {
    // Only the scanner marks an object: the bucket would refuse it too.
    if (way === "tag") throw new Error("No function may tag a document: only GuardDuty says what is clean.");
    return CALLS.documents[way];
  });
  if (actions.length === 0) return [];
  return [
    allow("Documents", [...new Set(actions)].sort(), [`${bucket}/*`]),
    ...(documents.some((way) => way !== "write") ? [allow("DocumentsBucket", CALLS.bucket, [bucket])] : []),
  ];
};

const keyStatements = (name: FunctionName, where: Where, region: string): PolicyStatementProps[] => {
  const { grants, trigger } = specOf(name);
  const { reads = [], writes = [], deletes = [], indexes = [], documents = [] } = grants;
  const through = (services: readonly string[]) => ({
    StringEquals: { "kms:ViaService": services.map((service) => `${service}.${region}.amazonaws.com`) },
  });
  const failures = "stream" in trigger || "event" in trigger;
  const readers = [
    ...(reads.length + writes.length + deletes.length + indexes.length > 0 || "stream" in trigger ? ["dynamodb"] : []),
    ...(documents.length > 0 || failures ? ["s3"] : []),
  ];
  const writers = [
    ...(writes.length + deletes.length > 0 ? ["dynamodb"] : []),
    ...(documents.includes("write") || failures ? ["s3"] : []),
  ];
  return [
    ...(readers.length > 0 ? [allow("KeyReads", CALLS.keyReads, [where.key], through(readers))] : []),
    ...(writers.length > 0 ? [allow("KeyWrites", CALLS.keyWrites, [where.key], through(writers))] : []),
  ];
};

/** Every right of one function: from its grants, and from what its trigger needs. Nothing else is ever added to its role. */
export const statementsOf = (name: FunctionName, config: Config, where: Where): PolicyStatement[] => {
  const { grants, trigger } = specOf(name);
  const names = namesOf(config);
  const failures = `arn:aws:s3:::${names.failures}`;
  return [
    allow("Log", PLATFORM.log, [where.logGroup]),
    ...tableStatements(grants, names),
    ...documentStatements(grants, names),
    ...(grants.mail === "send"
      ? [allow("Mail", CALLS.mail, names.mail, { StringEquals: { "ses:FromAddress": config.sender } })]
      : []),
    ...("stream" in trigger ? [allow("Stream", PLATFORM.stream, [where.stream])] : []),
    ...("stream" in trigger || "event" in trigger
      ? [
          allow("PutAside", PLATFORM.failures, [`${failures}/*`]),
          allow("PutAsideBucket", PLATFORM.failuresBucket, [failures]),
        ]
      : []),
    ...keyStatements(name, where, config.region),
  ].map((props) => new PolicyStatement(props));
};
