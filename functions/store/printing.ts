import * as z from "zod/mini";
import { canonicalJson } from "../../shared/rules/canonical.ts";
import type { OtherBid } from "../../shared/rules/comparison.ts";
import { Found, type KeptPrints } from "./fingerprints.ts";
import { fingerprintKey, foundKey, type Key, printsKey } from "./keys.ts";
import type { Change, Raw, Table, Write } from "./table.ts";

const SCHEMA = 1;
/** A transaction takes 100 actions; the record of the bid is one in each. */
const MOST_AT_ONCE = 80;

const Kept = z.object({ pk: z.string(), sk: z.string(), version: z.int() });

type TransactItems = NonNullable<Parameters<Table["write"]>[2]>;
/** Something to put, or to take away. */
type Step = { put: Change } | { gone: TransactItems[number] };

const chunked = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.max(1, Math.ceil(all.length / MOST_AT_ONCE)) }, (_, n) =>
    all.slice(n * MOST_AT_ONCE, (n + 1) * MOST_AT_ONCE),
  );

const roundIdOf = (applicationId: string): string => applicationId.split("-").slice(0, 2).join("-");

/** Writing what bids use. Everything is conditional on what was read: whoever came between, `false` says to read again. */
export const printingStore = (table: Table) => {
  const goneOf = (raw: Raw): Step => {
    const { pk, sk, version } = Kept.parse(raw);
    return {
      gone: {
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
    const was = before === undefined ? "absent" : Kept.parse(before).version;
    return { put: { ...change, schema: SCHEMA, was, events: [] } };
  };

  const writing = async (steps: readonly Step[], more: readonly Change[], write: Write): Promise<boolean> => {
    const puts = steps.flatMap((step) => ("put" in step ? [step.put] : []));
    const gone = steps.flatMap((step) => ("gone" in step ? [step.gone] : []));
    if (puts.length + gone.length + more.length === 0) return true;
    return (await table.write([...more, ...puts], write, gone)).outcome !== "refused";
  };

  return {
    /**
     * Makes what is kept of one bid what it is to be; undefined: nothing. The record of the bid goes with every part, so a
     * run that was cut off is taken up by the next, and two that meet know of each other.
     */
    replace: async (
      { organisationId, applicationId }: Pick<OtherBid, "organisationId" | "applicationId">,
      { was, prints: before }: { was: Change["was"]; prints: KeptPrints | undefined },
      next: Omit<KeptPrints, "settled" | "leaving"> | undefined,
      write: Write,
    ): Promise<boolean> => {
      if (next === undefined && before === undefined) return true;
      const { prints: wanted = [], ...bid } = next ?? {};
      if (before?.settled === true && next !== undefined) {
        const { settled: _, leaving: __, ...rest } = before;
        if (canonicalJson(rest) === canonicalJson(next)) return true;
      }
      const hashes = wanted.map(({ hash }) => hash);
      const earlier = new Set([...(before?.prints.map(({ hash }) => hash) ?? []), ...(before?.leaving ?? [])]);
      const leaving = [...earlier].filter((hash) => !hashes.includes(hash));
      const keyOf = (hash: string): Key => fingerprintKey(hash, applicationId);
      const raws = await table.getMany([...hashes, ...leaving].map(keyOf));
      const steps = [
        ...wanted.map((print, n) =>
          putOf({ key: keyOf(print.hash), kind: "fingerprint", data: { ...bid, print } }, raws[n]),
        ),
        ...raws.slice(wanted.length).flatMap((raw) => (raw === undefined ? [] : [goneOf(raw)])),
      ];
      const key = printsKey(organisationId, applicationId);
      const parts = chunked(steps);
      for (const [n, part] of parts.entries()) {
        const settled = n === parts.length - 1;
        const at = was === "absent" ? (n === 0 ? "absent" : n) : was + n;
        const by = { ...write, writeId: `${write.writeId}-${n}` };
        if (next === undefined && settled) {
          const record = goneOf({ ...key, version: at });
          if (!(await writing([...part, ...(at === "absent" ? [] : [record])], [], by))) return false;
          continue;
        }
        const data = {
          ...(next ?? { ...before, prints: [] }),
          settled,
          leaving: settled ? [] : leaving,
          id: applicationId,
        };
        const record: Change = { key, kind: "prints", schema: SCHEMA, was: at, events: [], data };
        if (!(await writing(part, [record], by))) return false;
      }
      return true;
    },

    /** Makes the pairs of one bid, from both sides, what they are to be; those of it that are kept and no longer so go. */
    replaceFound: async (
      applicationId: string,
      wanted: readonly Found[],
      kept: readonly Found[],
      write: Write,
    ): Promise<boolean> => {
      const keyOf = ({ applicationId: id, hash, otherId }: Omit<Found, "undecided">): Key =>
        foundKey(roundIdOf(id), id, hash, otherId);
      const mirrored = kept.flatMap((one) => [one, { ...one, applicationId: one.otherId, otherId: one.applicationId }]);
      const names = new Set(wanted.map((one) => keyOf(one).sk));
      const gone = mirrored.filter((one) => !names.has(keyOf(one).sk));
      const raws = await table.getMany([...wanted, ...gone].map(keyOf));
      const steps = [
        ...wanted.flatMap((one, n) =>
          Found.safeParse(raws[n]).data?.undecided === one.undecided
            ? []
            : [putOf({ key: keyOf(one), kind: "found", data: Found.parse(one) }, raws[n])],
        ),
        ...raws.slice(wanted.length).flatMap((raw) => (raw === undefined ? [] : [goneOf(raw)])),
      ];
      for (const [n, part] of chunked(steps).entries())
        if (!(await writing(part, [], { ...write, writeId: `${write.writeId}-${applicationId}-${n}` }))) return false;
      return true;
    },
  };
};
