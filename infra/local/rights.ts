import * as z from "zod/mini";
import { type Grants, KINDS, type Kind } from "../../functions/manifest/spec.ts";
import { type FunctionName, MANIFEST } from "../../functions/manifest.ts";
import { CALLS, itemRights } from "../aws/calls.ts";

/** One right that a call needs: an action, on items of a kind, an index, the documents bucket, or mail. */
export type Right = { readonly action: string; readonly on: string };

const Pk = z.object({ pk: z.union([z.string(), z.object({ S: z.string() })]) });
const Put = z.object({ Item: Pk });
const Keyed = z.object({ Key: Pk });
const Batch = z.object({ RequestItems: z.record(z.string(), z.object({ Keys: z.array(Pk) })) });
const Asked = z.object({
  IndexName: z.optional(z.string()),
  KeyConditionExpression: z.string(),
  ExpressionAttributeValues: z.record(z.string(), z.unknown()),
});
const Part = z.object({
  Put: z.optional(Put),
  Update: z.optional(Keyed),
  Delete: z.optional(Keyed),
  ConditionCheck: z.optional(Keyed),
});
const Transaction = z.object({ TransactItems: z.array(Part) });
const Versioned = z.object({ VersionId: z.optional(z.string()) });

const kindIn = ({ pk }: z.infer<typeof Pk>): string => {
  const [kind = ""] = (typeof pk === "string" ? pk : pk.S).split("/");
  return kind;
};
const items = (action: string, keys: readonly z.infer<typeof Pk>[]): Right[] =>
  [...new Set(keys.map(kindIn))].map((on) => ({ action: `dynamodb:${action}`, on }));

const query = (input: unknown): Right[] => {
  const { IndexName, KeyConditionExpression, ExpressionAttributeValues } = Asked.parse(input);
  if (IndexName !== undefined) return [{ action: "dynamodb:Query", on: IndexName }];
  const [, value = ""] = /^pk = (:\w+)/.exec(KeyConditionExpression) ?? [];
  return items("Query", [Pk.parse({ pk: ExpressionAttributeValues[value] })]);
};

const transaction = (input: unknown): Right[] =>
  Transaction.parse(input).TransactItems.flatMap((part) => [
    ...(part.Put === undefined ? [] : items("PutItem", [part.Put.Item])),
    ...(part.Update === undefined ? [] : items("UpdateItem", [part.Update.Key])),
    ...(part.Delete === undefined ? [] : items("DeleteItem", [part.Delete.Key])),
    ...(part.ConditionCheck === undefined ? [] : items("ConditionCheckItem", [part.ConditionCheck.Key])),
  ]);

const object =
  (action: string) =>
  (input: unknown): Right[] => {
    const { VersionId } = Versioned.parse(input);
    // A named version is another right than the newest.
    return [{ action: VersionId === undefined ? action : action.replace("Object", "ObjectVersion"), on: "documents" }];
  };

/** The right to sign a form is the right to what the form does. */
export const SIGN_UPLOAD: Right = { action: "s3:PutObject", on: "documents" };

/** Every command that a function may give at all, and the rights it takes. A command that is not here is refused. */
const COMMANDS: Readonly<Record<string, (input: unknown) => Right[]>> = {
  GetItemCommand: (input) => items("GetItem", [Keyed.parse(input).Key]),
  BatchGetItemCommand: (input) =>
    items(
      "BatchGetItem",
      Object.values(Batch.parse(input).RequestItems).flatMap(({ Keys }) => Keys),
    ),
  QueryCommand: query,
  PutItemCommand: (input) => items("PutItem", [Put.parse(input).Item]),
  UpdateItemCommand: (input) => items("UpdateItem", [Keyed.parse(input).Key]),
  DeleteItemCommand: (input) => items("DeleteItem", [Keyed.parse(input).Key]),
  TransactWriteItemsCommand: transaction,
  GetObjectCommand: object("s3:GetObject"),
  HeadObjectCommand: object("s3:GetObject"),
  GetObjectTaggingCommand: object("s3:GetObjectTagging"),
  PutObjectCommand: () => [SIGN_UPLOAD],
  DeleteObjectCommand: object("s3:DeleteObject"),
  SendEmailCommand: () => [{ action: "ses:SendEmail", on: "mail" }],
  GetSendQuotaCommand: () => [{ action: "ses:GetSendQuota", on: "mail" }],
};

/** The rights that a call takes on AWS; the name of an unknown command stands for a right that nobody has. */
export const rightsOf = (command: string, input: unknown): Right[] =>
  COMMANDS[command]?.(input) ?? [{ action: command, on: "anything" }];

/** One grant of the manifest, in one line: what a record of calls and the manifest are compared by. */
export type GrantLine = `${"reads" | "writes" | "deletes" | "index" | "documents" | "mail"} ${string}`;

const isKind = (on: string): on is Kind => KINDS.some((kind) => kind === on);

const itemGrant = (grants: Grants, { action, on }: Right): GrantLine[] => {
  if (!isKind(on) || !itemRights(grants).some(({ actions, kinds }) => actions.includes(action) && kinds.includes(on)))
    return [];
  const [way] = (["reads", "writes", "deletes"] as const).filter((each) => CALLS[each].some((name) => name === action));
  return way === undefined ? [] : [`${way} ${on}`];
};

/** The narrowest way that has the right: whoever may delete may look first, and has not shown that it must read. */
const documentGrants = ({ documents = [] }: Grants, { action }: Right): GrantLine[] =>
  (["delete", "write", "read"] as const)
    .filter((way) => documents.includes(way) && CALLS.documents[way].some((name) => name === action))
    .slice(0, 1)
    .map((way): GrantLine => `documents ${way}`);

/** The grants that a right rests on: none where it is not granted. */
export const grantsBehind = (grants: Grants, right: Right): GrantLine[] => {
  if (right.on === "documents") return documentGrants(grants, right);
  if (right.on === "mail")
    return (grants.mail ?? [])
      .filter((way) => CALLS.mail[way].some((name) => name === right.action))
      .map((way): GrantLine => `mail ${way}`);
  const index = grants.indexes?.find((each) => each === right.on);
  if (index !== undefined && CALLS.index.some((action) => action === right.action)) return [`index ${index}`];
  return itemGrant(grants, right);
};

/** Every grant of a function, line by line. */
export const grantLines = (name: FunctionName): GrantLine[] => {
  const grants: Grants = MANIFEST[name].grants;
  const { reads = [], writes = [], deletes = [], indexes = [], documents = [], mail = [] } = grants;
  return [
    ...reads.map((kind): GrantLine => `reads ${kind}`),
    ...writes.map((kind): GrantLine => `writes ${kind}`),
    ...deletes.map((kind): GrantLine => `deletes ${kind}`),
    ...indexes.map((index): GrantLine => `index ${index}`),
    ...documents.map((way): GrantLine => `documents ${way}`),
    ...mail.map((way): GrantLine => `mail ${way}`),
  ];
};
