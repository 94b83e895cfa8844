import * as z from "zod/mini";
import type { Event } from "../../shared/events.ts";
import { Allowance } from "../../shared/rules/allowance.ts";
import { allowanceKey, organisationKey, roundKey } from "./keys.ts";
import { type Raw, refuseStale, type Table, type Write } from "./table.ts";

const AllowanceItem = z.object({ ...Allowance.shape, writeId: z.string() });
const Named = z.object({ name: z.string() });

type KeptAllowance = { allowance: Allowance; writeId: string };

const keptFrom = (raw: Raw): KeptAllowance => {
  const { writeId, ...allowance } = AllowanceItem.parse(raw);
  return { allowance, writeId };
};

/** The allowance of an item as read, for those who read it in a hop of their own. */
export const allowanceFrom = (raw: Raw | undefined): Allowance | undefined =>
  raw === undefined ? undefined : keptFrom(raw).allowance;

/** What groups ask about the rules of a round, and what the office answers (DOMAIN 7). */
export const allowancesStore = (table: Table) => ({
  /** What one organisation asked in one round. */
  of: async (roundId: string, organisationId: string): Promise<KeptAllowance | undefined> => {
    const raw = await table.get(allowanceKey(roundId, organisationId));
    return raw === undefined ? undefined : keptFrom(raw);
  },

  /** Everything asked in a round, with the names of those who ask: a query, then the names; two hops. */
  inRound: async (roundId: string): Promise<{ allowance: Allowance; organisationName: string }[]> => {
    const asked = (await table.query(roundKey(roundId).pk, "allowance/")).map((raw) => keptFrom(raw).allowance);
    const names = await table.getMany(asked.map((one) => organisationKey(one.organisationId)));
    return asked.map((allowance, n) => ({
      allowance,
      organisationName: Named.safeParse(names[n]).data?.name ?? allowance.organisationId,
    }));
  },

  /** The asks of an organisation under the version they carry; version 0 is new. Refuses `stale`. */
  write: async (allowance: Allowance, write: Write, events: readonly Event[]): Promise<void> => {
    const { version, ...data } = allowance;
    refuseStale(
      await table.write(
        [
          {
            key: allowanceKey(allowance.roundId, allowance.organisationId),
            kind: "allowance",
            schema: 1,
            was: version === 0 ? "absent" : version,
            events,
            data,
          },
        ],
        write,
      ),
    );
  },
});
