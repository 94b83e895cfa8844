import { PolicyStatement, type PolicyStatementProps } from "aws-cdk-lib/aws-iam";
import type { Grants, Kind } from "../../functions/manifest/spec.ts";
import type { FunctionName } from "../../functions/manifest.ts";
import { CALLS, documentRights, itemRights, PLATFORM } from "./calls.ts";
import type { Config } from "./config.ts";
import { namesOf, specOf } from "./names.ts";

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
  const { indexes = [] } = grants;
  return [
    ...itemRights(grants).map(({ sid, actions, kinds }) => allow(sid, actions, [names.table], keysOf(kinds))),
    ...(indexes.length > 0 ? [allow("ReadIndexes", CALLS.index, [...indexes].sort().map(names.index))] : []),
  ];
};

const documentStatements = (grants: Grants, names: ReturnType<typeof namesOf>): PolicyStatementProps[] => {
  const bucket = `arn:aws:s3:::${names.documents}`;
  const actions = documentRights(grants);
  if (actions.length === 0) return [];
  return [
    allow("Documents", actions.toSorted(), [`${bucket}/*`]),
    ...(grants.documents?.some((way) => way !== "write") === true
      ? [allow("DocumentsBucket", CALLS.bucket, [bucket])]
      : []),
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
    ...(grants.mail?.includes("send") === true
      ? [allow("Mail", CALLS.mail.send, names.mail, { StringEquals: { "ses:FromAddress": config.sender } })]
      : []),
    // What an account may send is asked of the account: there is no resource to name.
    ...(grants.mail?.includes("rate") === true ? [allow("MailRate", CALLS.mail.rate, ["*"])] : []),
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
