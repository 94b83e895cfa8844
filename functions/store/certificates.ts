import * as z from "zod/mini";
import { Certificate } from "../../shared/rules/certificate.ts";
import { type CivilDate, toInstant } from "../../shared/rules/london.ts";
import type { ItemKind } from "../../shared/rules/retention.ts";
import { certificateKey } from "./keys.ts";
import { refuseStale, type Table, type Write } from "./table.ts";

/** What goes in one transaction, as the certificate counts it. */
export type Gone = { kind: ItemKind; rule: string };

const Stored = z.object({
  ...Certificate.shape,
  version: z.int(),
  counts: z.record(z.string(), z.int()),
});
type Stored = z.infer<typeof Stored>;

const MOST_SHOWN = 100;
const totalOf = (counts: Record<string, number>): number => Object.values(counts).reduce((sum, n) => sum + n, 0);

/**
 * Certificates of deletion: one for each day on which something was. What goes is counted in the transaction in which it
 * goes, so a certificate says neither more nor less than what is gone, wherever a run was interrupted.
 */
export const certificatesStore = (table: Table) => {
  const newest = async (): Promise<Stored[]> => {
    const raws = await table.pages(
      {
        ConsistentRead: true,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": certificateKey("").pk },
        ScanIndexForward: false,
        Limit: MOST_SHOWN,
      },
      MOST_SHOWN,
    );
    return raws.map((raw) => Stored.parse(raw));
  };

  return {
    /** The newest certificates, at most a hundred. */
    newest: async (): Promise<Certificate[]> =>
      (await newest()).map(({ version: _, ...certificate }) => Certificate.parse(certificate)),

    /** Opens the day's certificate, if it is not there yet. */
    open: async (day: CivilDate, at: number): Promise<void> => {
      const data = { id: day, startedAt: toInstant(at), counts: {} };
      // Refused: the day has one already, and what goes now is added to it.
      await table.write(
        [{ key: certificateKey(day), kind: "certificate", schema: 1, was: "absent", events: [], data }],
        { writeId: `certificate-${day}`, at },
      );
    },

    /** The part of a deleting transaction that counts it. */
    counting: (day: CivilDate, gone: readonly Gone[]) => {
      const counts = new Map<string, number>();
      for (const { kind, rule } of gone) {
        const line = `${kind} ${rule}`;
        counts.set(line, (counts.get(line) ?? 0) + 1);
      }
      const lines = [...counts];
      return {
        Update: {
          TableName: table.name,
          Key: certificateKey(day),
          UpdateExpression: `SET version = version + :one, events = :none, ${lines.map((_, n) => `counts.#l${n} = if_not_exists(counts.#l${n}, :zero) + :n${n}`).join(", ")} REMOVE relay, finishedAt`,
          ConditionExpression: "attribute_exists(pk)",
          ExpressionAttributeNames: Object.fromEntries(lines.map(([line], n) => [`#l${n}`, line])),
          ExpressionAttributeValues: {
            ":one": 1,
            ":zero": 0,
            ":none": [],
            ...Object.fromEntries(lines.map(([, count], n) => [`:n${n}`, count])),
          },
        },
      };
    },

    /** Closes every certificate that is open: the run's own, and one of a run that was cut off and not taken up that day. */
    finish: async (write: Write): Promise<void> => {
      for (const { version, ...open } of await newest()) {
        if (open.finishedAt !== undefined) continue;
        const at = toInstant(write.at);
        const event = {
          type: "items-deleted",
          at,
          by: "system",
          certificateId: open.id,
          count: totalOf(open.counts),
        } as const;
        refuseStale(
          await table.write(
            [
              {
                key: certificateKey(open.id),
                kind: "certificate",
                schema: 1,
                was: version,
                events: [event],
                data: { ...open, finishedAt: at },
              },
            ],
            write,
          ),
        );
      }
    },
  };
};
