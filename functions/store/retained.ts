import * as z from "zod/mini";
import { ApplicationState } from "../../shared/rules/application.ts";
import { type CivilDate, Instant, toInstant } from "../../shared/rules/london.ts";
import { deleteOn, type ItemKind, type RoundFacts } from "../../shared/rules/retention.ts";
import type { Key } from "./keys.ts";
import { shardOf } from "./shape.ts";

/** The facts of any item that its retention can depend on; whatever else it holds is not looked at. */
const Facts = z.object({
  at: Instant,
  state: z.catch(z.optional(ApplicationState), undefined),
  changedAt: z.optional(Instant),
  notEligible: z.optional(z.object({ at: Instant })),
  liftedAt: z.optional(Instant),
  warnedOn: z.optional(z.iso.date()),
  deletedOn: z.optional(z.iso.date()),
  /** Forgotten by the table itself at a time it was written with. */
  expiresAt: z.optional(z.int()),
});

/** The day an item as kept is to be deleted, with what its round says where that matters (`rules/retention.ts`). */
export const deleteOnOf = (kind: ItemKind, item: unknown, round?: RoundFacts): CivilDate | undefined => {
  const { at, state, changedAt, notEligible, liftedAt, warnedOn, deletedOn, expiresAt } = Facts.parse(item);
  if (expiresAt !== undefined || deletedOn !== undefined) return undefined;
  return deleteOn(kind, { writtenAt: at, state, changedAt, notEligibleAt: notEligible?.at, liftedAt, warnedOn, round });
};

/** What puts an item into the index of what may be deleted. */
export const retentionAttributes = ({ pk, sk }: Key, day: CivilDate | undefined) =>
  day === undefined ? {} : { retentionShard: shardOf(`${pk}/${sk}`), deleteOn: day };

/** The same for an item that is being written: its own facts say so; what a round says is added by the day's job. */
export const retained = (key: Key, kind: ItemKind, data: Record<string, unknown>, at: number) =>
  retentionAttributes(key, deleteOnOf(kind, { ...data, at: toInstant(at) }));

/**
 * Moves the day of what was just used (a person and a login, with each sign-in): part of the item alone, its version and
 * what happened to it stay as they are.
 */
export const renewal = (key: Key, kind: ItemKind, at: number) => {
  const { retentionShard, deleteOn: day } = {
    deleteOn: undefined,
    retentionShard: undefined,
    ...retained(key, kind, {}, at),
  };
  return {
    Key: { ...key },
    UpdateExpression: "SET retentionShard = :shard, deleteOn = :day REMOVE relay",
    ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(deletedOn)",
    ExpressionAttributeValues: { ":shard": retentionShard, ":day": day },
  };
};
