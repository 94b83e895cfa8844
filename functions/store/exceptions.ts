import * as z from "zod/mini";
import type { Event } from "../../shared/events.ts";
import { Exception } from "../../shared/rules/exception.ts";
import { exceptionKey, exceptionPointerKey, roundKey } from "./keys.ts";
import type { Change, Raw, Table } from "./table.ts";

const ExceptionItem = z.object(Exception.shape);
const Pointer = z.object({ organisationId: z.string() });

/** The exception of an item as read, for those who read it in a hop of their own. */
export const exceptionFrom = (raw: Raw | undefined): Exception | undefined =>
  raw === undefined ? undefined : ExceptionItem.parse(raw);

/** An exception under the version it carries; version 0 is new. It lies with its group: using it touches nothing that is shared. */
const exceptionChange = ({ version, ...data }: Exception, events: readonly Event[]): Change => ({
  key: exceptionKey(data.organisationId, data.roundId),
  kind: "exception",
  schema: 1,
  was: version === 0 ? "absent" : version,
  events,
  data,
});

/** Leave for single groups to send after the close (DOMAIN 5). Read consistently in the hop that reads the round. */
export const exceptionsStore = (table: Table) => {
  const of = async (roundId: string, organisationId: string): Promise<Exception | undefined> =>
    exceptionFrom(await table.get(exceptionKey(organisationId, roundId)));

  const ofPairs = async (
    pairs: readonly { readonly roundId: string; readonly organisationId: string }[],
  ): Promise<Exception[]> =>
    pairs.length === 0
      ? []
      : (
          await table.getMany(pairs.map(({ roundId, organisationId }) => exceptionKey(organisationId, roundId)))
        ).flatMap((raw) => exceptionFrom(raw) ?? []);

  return {
    /** The last one that a group was given in a round. */
    of,

    /** The same for several rounds and groups, those that there are; one hop. */
    ofPairs,

    /** All of a round, the newest first: pointers, then the items; two hops. */
    inRound: async (roundId: string): Promise<Exception[]> => {
      const pointers = await table.query(roundKey(roundId).pk, "exception/");
      const found = await ofPairs(pointers.map((raw) => ({ ...Pointer.parse(raw), roundId })));
      return found.toSorted((a, b) => b.agreedAt.localeCompare(a.agreedAt));
    },

    /** What gives an exception: the item, in place of one before, and where its round finds it. */
    giving: async (exception: Omit<Exception, "version">, events: readonly Event[]): Promise<Change[]> => {
      const { roundId, organisationId } = exception;
      const before = await of(roundId, organisationId);
      const given = exceptionChange({ ...exception, version: before?.version ?? 0 }, events);
      if (before !== undefined) return [given];
      const key = exceptionPointerKey(roundId, organisationId);
      return [given, { key, kind: "pointer", schema: 1, was: "absent", events: [], data: { organisationId } }];
    },

    /** What uses it up, for the transaction of the submission. */
    using: (exception: Exception, used: NonNullable<Exception["used"]>, event: Event): Change =>
      exceptionChange({ ...exception, used }, [event]),
  };
};
