import * as z from "zod/mini";
import { Refused } from "../../shared/problem.ts";
import { Instant, toInstant } from "../../shared/rules/london.ts";
import { type Denied, MEMBER_STATES, type MemberState } from "../../shared/rules/membership.ts";
import type { TransactItem } from "./claims.ts";
import { memberKey, personKey, waitingJoinKey } from "./keys.ts";
import type { Change, Raw, Table, Write } from "./table.ts";

/** A membership. It is never deleted: who was a member is part of the history. */
export const Member = z.object({
  personId: z.string(),
  state: z.enum(MEMBER_STATES),
  since: Instant,
  leftAt: z.optional(Instant),
  version: z.int(),
  writeId: z.string(),
});
export type Member = z.infer<typeof Member>;

export const memberFrom = (raw: Raw | undefined): Member | undefined =>
  raw === undefined ? undefined : Member.parse(raw);

export const memberChange = (
  organisationId: string,
  personId: string,
  was: Change["was"],
  data: { state: MemberState; since: Instant; leftAt?: Instant },
  events: Change["events"] = [],
): Change => ({
  key: memberKey(organisationId, personId),
  kind: "member",
  schema: 1,
  was,
  events,
  data: { organisationId, personId, ...data },
});

/** Part of a person's item alone is written: whatever else it holds stays, and belongs to sign-in and roles. */
const personUpdate = (
  table: Table,
  personId: string,
  set: string,
  condition: string,
  values: Raw,
  { writeId, at }: Write,
): TransactItem => ({
  Update: {
    TableName: table.name,
    Key: personKey(personId),
    UpdateExpression: `SET organisations = ${set}, version = version + :one, writeId = :writeId, #at = :at, events = :none REMOVE relay`,
    ConditionExpression: condition,
    ExpressionAttributeNames: { "#at": "at" },
    ExpressionAttributeValues: { ...values, ":one": 1, ":writeId": writeId, ":at": toInstant(at), ":none": [] },
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  },
});

/** The person's side of a membership that begins. */
export const personJoins = (table: Table, personId: string, organisationId: string, write: Write): TransactItem =>
  personUpdate(
    table,
    personId,
    "list_append(organisations, :joined)",
    "attribute_exists(pk) AND NOT contains(organisations, :organisation)",
    { ":joined": [organisationId], ":organisation": organisationId },
    write,
  );

/** The person's side of a membership that ends: `before` is the list that was read. */
export const personLeaves = (
  table: Table,
  personId: string,
  organisationId: string,
  before: readonly string[],
  write: Write,
): TransactItem =>
  personUpdate(
    table,
    personId,
    ":after",
    "organisations = :before",
    { ":before": before, ":after": before.filter((id) => id !== organisationId) },
    write,
  );

/** A membership that begins: the member item and the person's own list, as parts of one transaction. */
export const membershipBegins = (
  table: Table,
  organisationId: string,
  personId: string,
  was: Member | undefined,
  write: Write,
): { changes: Change[]; others: TransactItem[] } => ({
  changes: [
    memberChange(organisationId, personId, was?.version ?? "absent", { state: "active", since: toInstant(write.at) }),
  ],
  others: [personJoins(table, personId, organisationId, write)],
});

/** Takes a request out of the office's list, with the answer to it. */
export const noLongerWaiting = (table: Table, organisationId: string, personId: string): TransactItem => ({
  Delete: { TableName: table.name, Key: waitingJoinKey(organisationId, personId) },
});

/** Says no with the rule that says it. */
export const refuseDenied = (denied: Denied | undefined): void => {
  if (denied !== undefined) throw new Refused("wrong-state", denied);
};
