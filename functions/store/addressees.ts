import * as z from "zod/mini";
import { memberKey, organisationKey, personKey, roundKey } from "./keys.ts";
import type { Table } from "./table.ts";

const Pointer = z.object({ sk: z.string() });
const Round = z.object({ title: z.string(), fundId: z.string() });
const Named = z.object({ name: z.string() });
const Line = z.object({ id: z.string(), organisationId: z.string(), hasDraft: z.optional(z.string()) });

/** Somebody who can be written to. */
export const Addressee = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().check(z.minLength(3)),
  organisations: z.array(z.string()),
});
export type Addressee = z.infer<typeof Addressee>;

/** Whom a message may go to: what `told.ts` asks, and nothing more of a person or a group. */
export const addresseesStore = (table: Table) => {
  const people = async (personIds: readonly string[]): Promise<Addressee[]> => {
    const raws = await table.getMany(personIds.map(personKey));
    // What is left of a person who was deleted has no address.
    return raws.flatMap((raw) => Addressee.safeParse(raw).data ?? []);
  };

  return {
    /** People by their ids, up to 100; whoever is gone is left out. */
    people,

    /** The people of an organisation and where they are written to: its members, then their items; two hops. */
    membersOf: async (organisationId: string): Promise<Addressee[]> => {
      const { pk, sk } = memberKey(organisationId, "");
      const members = await table.query(pk, sk);
      const found = await people(members.map((raw) => Pointer.parse(raw).sk.slice(sk.length)));
      // A member item outlasts the membership; the person's own list says what holds.
      return found.filter(({ organisations }) => organisations.includes(organisationId));
    },

    /** What a group is called; empty where there is no such group. */
    organisationName: async (organisationId: string): Promise<string> =>
      Named.safeParse(await table.get(organisationKey(organisationId))).data?.name ?? "",

    /** What a round is called and whose it is; undefined where there is no such round. */
    round: async (roundId: string): Promise<z.infer<typeof Round> | undefined> =>
      Round.safeParse(await table.get(roundKey(roundId))).data,

    /** One open draft or change for each organisation of a round that has one, as the index knows it: seconds late at most. */
    draftsOf: async (roundId: string): Promise<{ id: string; organisationId: string }[]> => {
      const raws = await table.pages({
        IndexName: "byRound",
        KeyConditionExpression: "inRound = :round",
        ExpressionAttributeValues: { ":round": roundId },
      });
      const drafts = raws.map((raw) => Line.parse(raw)).filter(({ hasDraft }) => hasDraft === "yes");
      return [...new Map(drafts.map((draft) => [draft.organisationId, draft])).values()];
    },
  };
};
