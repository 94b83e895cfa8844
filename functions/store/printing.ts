import * as z from "zod/mini";
import type { OtherBid } from "../../shared/rules/comparison.ts";
import { Found, type KeptPrints } from "./fingerprints.ts";
import { fingerprintKey, foundKey, type Key, printsKey } from "./keys.ts";
import type { Change, Raw, Table, Write } from "./table.ts";

const SCHEMA = 1;
/** A transaction takes 100 actions; the record of the bid is one in each. */
const MOST_AT_ONCE = 80;

type Kept = Omit<KeptPrints, "settled" | "leaving">;
/** What was read of a bid: its record, with its version. */
type Before = { was: Change["was"]; prints: KeptPrints | undefined };

const Item = z.object({ pk: z.string(), sk: z.string(), version: z.int() });

type TransactItems = NonNullable<Parameters<Table["write"]>[2]>;
/** Something to put, or another action of the transaction. */
type Step = { put: Change } | { other: TransactItems[number] };

const numbered = (was: Change["was"]): number => (was === "absent" ? 0 : was);

const recordOf = (key: Key, data: KeptPrints, was: Change["was"]): Change => ({
  ...{ key, kind: "prints", schema: SCHEMA, was, events: [] },
  data: { ...data, id: data.applicationId },
});

const chunked = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.max(1, Math.ceil(all.length / MOST_AT_ONCE)) }, (_, n) =>
    all.slice(n * MOST_AT_ONCE, (n + 1) * MOST_AT_ONCE),
  );

const roundIdOf = (applicationId: string): string => applicationId.split("-").slice(0, 2).join("-");

/** Writing what bids use. Everything is conditional on what was read: whoever came between, `false` says to read again. */
export const printingStore = (table: Table) => {
  const goneOf = (raw: Raw): Step => {
    const { pk, sk, version } = Item.parse(raw);
    return {
      other: {
        Delete: {
          TableName: table.name,
          Key: { pk, sk },
          ConditionExpression: "#version = :was",
          ExpressionAttributeNames: { "#version": "version" },
          ExpressionAttributeValues: { ":was": version },
        },
      },
    };
  };

  const putOf = (change: Pick<Change, "key" | "kind" | "data">, before: Raw | undefined): Step => {
    const was = before === undefined ? "absent" : Item.parse(before).version;
    return { put: { ...change, schema: SCHEMA, was, events: [] } };
  };

  const writing = async (steps: readonly Step[], more: readonly Change[], write: Write): Promise<boolean> => {
    const puts = steps.flatMap((step) => ("put" in step ? [step.put] : []));
    const others = steps.flatMap((step) => ("other" in step ? [step.other] : []));
    if (puts.length + others.length + more.length === 0) return true;
    return (await table.write([...more, ...puts], write, others)).outcome !== "refused";
  };

  return {
    /**
     * Makes the fingerprints of one bid what they are to be. The record of the bid goes with every part, not settled yet: a
     * run that was cut off is taken up by the next, and two that meet know of each other. Answers the record's version.
     */
    replace: async (
      { organisationId, applicationId }: Pick<OtherBid, "organisationId" | "applicationId">,
      { was, prints: before }: Before,
      next: Kept,
      write: Write,
    ): Promise<number | "moved"> => {
      const { prints: wanted, ofVersion: _, ...bid } = next;
      const key = printsKey(organisationId, applicationId);
      const hashes = wanted.map(({ hash }) => hash);
      const earlier = new Set([...(before?.prints.map(({ hash }) => hash) ?? []), ...(before?.leaving ?? [])]);
      const leaving = [...earlier].filter((hash) => !hashes.includes(hash));
      const keyOf = (hash: string): Key => fingerprintKey(hash, applicationId);
      const raws = await table.getMany([...hashes, ...leaving].map(keyOf));
      const parts = chunked([
        ...wanted.map((print, n) =>
          putOf({ key: keyOf(print.hash), kind: "fingerprint", data: { ...bid, print } }, raws[n]),
        ),
        ...raws.slice(wanted.length).flatMap((raw) => (raw === undefined ? [] : [goneOf(raw)])),
      ]);
      for (const [n, part] of parts.entries()) {
        const by = { ...write, writeId: `${write.writeId}-${n}` };
        const record = recordOf(key, { ...next, settled: false, leaving }, n === 0 ? was : numbered(was) + n);
        if (!(await writing(part, [record], by))) return "moved";
      }
      return numbered(was) + parts.length;
    },

    /** Everything that follows from this version of a bid is written. */
    settle: async (
      { organisationId, applicationId }: Pick<OtherBid, "organisationId" | "applicationId">,
      was: number,
      next: Kept,
      write: Write,
    ): Promise<boolean> => {
      const record = recordOf(printsKey(organisationId, applicationId), { ...next, settled: true, leaving: [] }, was);
      return writing([], [record], { ...write, writeId: `${write.writeId}-settled` });
    },

    /** Takes all fingerprints of one bid away, the record of the bid with the last of them. */
    remove: async (
      { organisationId, applicationId }: Pick<OtherBid, "organisationId" | "applicationId">,
      { was, prints }: Before,
      write: Write,
    ): Promise<boolean> => {
      if (prints === undefined) return true;
      const hashes = new Set([...prints.prints.map(({ hash }) => hash), ...prints.leaving]);
      const raws = await table.getMany([...hashes].map((hash) => fingerprintKey(hash, applicationId)));
      const parts = chunked(raws.flatMap((raw) => (raw === undefined ? [] : [goneOf(raw)])));
      for (const [n, part] of parts.entries()) {
        const last = n === parts.length - 1;
        const record = goneOf({ ...printsKey(organisationId, applicationId), version: numbered(was) });
        const by = { ...write, writeId: `${write.writeId}-${n}` };
        if (!(await writing(last ? [...part, record] : part, [], by))) return false;
      }
      return true;
    },

    /**
     * Makes the pairs of one bid, from both sides, what they are to be; those of it that are kept and no longer so go.
     * `organisations`: whose the other bids are. A pair is written only while the record of the other bid is there: a bid
     * takes its record away first, and then the pairs that it finds, so none is left behind.
     */
    replaceFound: async (
      applicationId: string,
      wanted: readonly Found[],
      organisations: ReadonlyMap<string, string>,
      kept: readonly Found[],
      write: Write,
    ): Promise<boolean> => {
      const keyOf = ({ applicationId: id, hash, otherId }: Omit<Found, "undecided">): Key =>
        foundKey(roundIdOf(id), id, hash, otherId);
      const mirrored = kept.flatMap((one) => [one, { ...one, applicationId: one.otherId, otherId: one.applicationId }]);
      const names = new Set(wanted.map((one) => keyOf(one).sk));
      const gone = mirrored.filter((one) => !names.has(keyOf(one).sk));
      const raws = await table.getMany([...wanted, ...gone].map(keyOf));
      const parts = chunked(raws.slice(wanted.length).flatMap((raw) => (raw === undefined ? [] : [goneOf(raw)])));
      for (const [other, organisationId] of organisations) {
        const steps = wanted.flatMap((one, n) =>
          (one.applicationId !== other && one.otherId !== other) ||
          Found.safeParse(raws[n]).data?.undecided === one.undecided
            ? []
            : [putOf({ key: keyOf(one), kind: "found", data: Found.parse(one) }, raws[n])],
        );
        if (steps.length === 0) continue;
        const isThere: Step = {
          other: {
            ConditionCheck: {
              TableName: table.name,
              Key: printsKey(organisationId, other),
              ConditionExpression: "attribute_exists(pk)",
            },
          },
        };
        for (const part of chunked(steps)) parts.push([...part, isThere]);
      }
      for (const [n, part] of parts.entries())
        if (!(await writing(part, [], { ...write, writeId: `${write.writeId}-${applicationId}-${n}` }))) return false;
      return true;
    },
  };
};
