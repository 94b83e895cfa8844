import { createHash } from "node:crypto";
import * as z from "zod/mini";
import { Event, eventId } from "../../shared/events.ts";
import { canonicalJson } from "../../shared/rules/canonical.ts";
import { TOTALS_FIELDS, type Totals } from "../../shared/rules/totals.ts";
import { auditKey, type Key, subjectOf, totalsKey } from "./keys.ts";
import type { Table } from "./table.ts";

const SCHEMA = 1;

/**
 * One event as it stays: append-only, one row for each event of each version of an item. `hash` covers the event and the
 * row before it (`previous`, empty for the first), so nothing between the first row and the last can be changed or taken
 * out unseen. A row written `late` (put aside, and taken up after younger ones) hangs beside the chain.
 */
export const AuditRow = z.object({
  id: z.string(),
  subject: z.string(),
  ofVersion: z.int(),
  n: z.int(),
  event: Event,
  previous: z.string(),
  hash: z.string(),
  late: z.boolean(),
});
export type AuditRow = z.infer<typeof AuditRow>;

const Linked = z.object({ sk: z.string(), hash: z.string(), late: z.boolean() });
type Linked = z.infer<typeof Linked>;

const hashOf = (previous: string, id: string, event: Event): string =>
  createHash("sha256")
    .update(previous + canonicalJson({ id, event }))
    .digest("hex");

/** What a history is worth: whole, or the id of the first row that is not what was written. */
type History = { rows: AuditRow[]; intact: true } | { rows: AuditRow[]; intact: false; brokenAt: string };

/** Walks the chain of rows in their order; `audit/chain`. */
export const checked = (rows: AuditRow[]): History => {
  let previous = "";
  for (const row of rows) {
    const isTrue =
      row.previous === previous &&
      row.id === eventId(row.subject, row.ofVersion, row.n) &&
      row.hash === hashOf(row.previous, row.id, row.event);
    if (!isTrue) return { rows, intact: false, brokenAt: row.id };
    if (!row.late) previous = row.hash;
  }
  return { rows, intact: true };
};

/** What counts with a version: how it moves the totals of a round. */
export type Movement = { roundId: string; totals: Totals };

const totalsUpdate = (TableName: string, { roundId, totals }: Movement) => {
  const moved = TOTALS_FIELDS.filter((field) => totals[field] !== 0);
  return {
    Update: {
      TableName,
      Key: totalsKey(roundId),
      UpdateExpression: `SET kind = :kind, roundId = :roundId ADD ${moved.map((field) => `${field} :${field}`).join(", ")}`,
      ExpressionAttributeValues: {
        ":kind": "totals",
        ":roundId": roundId,
        ...Object.fromEntries(moved.map((field) => [`:${field}`, totals[field]])),
      },
    },
  };
};

/** The audit: who did what, when, item by item. */
export const auditStore = (table: Table) => {
  const last = async (pk: string): Promise<Linked | undefined> => {
    const [found] = await table.pages(
      {
        ConsistentRead: true,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": pk },
        ScanIndexForward: false,
        Limit: 1,
      },
      1,
    );
    return found === undefined ? undefined : Linked.parse(found);
  };

  /** The row a new one follows, whether younger ones are there already, and whether it is there itself. */
  const placeOf = async ({ pk, sk }: Key): Promise<{ there: boolean; previous: string; late: boolean }> => {
    const youngest = await last(pk);
    if (youngest === undefined) return { there: false, previous: "", late: false };
    if (youngest.sk === sk) return { there: true, previous: "", late: false };
    if (youngest.sk < sk && !youngest.late) return { there: false, previous: youngest.hash, late: false };
    const rows = (await table.query(pk)).map((raw) => Linked.parse(raw));
    return {
      there: rows.some((row) => row.sk === sk),
      previous: rows.findLast((row) => row.sk < sk && !row.late)?.hash ?? "",
      late: rows.some((row) => row.sk > sk),
    };
  };

  return {
    /**
     * Writes the rows of one version of an item. Safe twice and out of turn: a row that is there stays as it is. The
     * totals move in the same transaction as the version's first row, so each version counts once.
     */
    record: async (
      item: { key: Key; version: number; events: readonly Event[] },
      movement: Movement | undefined,
    ): Promise<void> => {
      const subject = subjectOf(item.key);
      for (const [n, event] of item.events.entries()) {
        const key = auditKey(subject, item.version, n);
        const { there, previous, late } = await placeOf(key);
        if (there) continue;
        const id = eventId(subject, item.version, n);
        const row: AuditRow = {
          id,
          subject,
          ofVersion: item.version,
          n,
          event,
          previous,
          hash: hashOf(previous, id, event),
          late,
        };
        const counts = n === 0 && movement !== undefined ? [totalsUpdate(table.name, movement)] : [];
        // Refused or repeated, it was there first: another try of ours was stored and its answer lost.
        await table.write(
          [{ key, kind: "audit", schema: SCHEMA, was: "absent", events: [], data: row }],
          { writeId: `audit-${id}`, at: Date.parse(event.at) },
          counts,
        );
      }
    },

    /** The history of an item (`subjectOf` its key), oldest first, with its chain checked. One query. */
    history: async (subject: string): Promise<History> => {
      const raws = await table.query(auditKey(subject, 0, 0).pk);
      return checked(raws.map((raw) => AuditRow.parse(raw)));
    },
  };
};
