import * as z from "zod/mini";
import { ApplicationState } from "../../shared/rules/application.ts";
import { emailAddress, lowerEmail } from "../../shared/rules/identifiers.ts";
import { type Head, headOf } from "./application-items.ts";
import { applicationKey, memberKey, organisationKey, personKey, roundKey } from "./keys.ts";
import type { Table } from "./table.ts";

const Pointer = z.object({ sk: z.string() });
const Round = z.object({ title: z.string(), fundId: z.string() });
const Contacts = z.object({
  mainContactEmail: z.catch(z.string(), ""),
  secondContactEmail: z.catch(z.string(), ""),
});
const Named = z.object({ name: z.string() });
const Line = z.object({
  id: z.string(),
  organisationId: z.string(),
  /** None on what is left of one that was deleted. */
  organisationName: z.catch(z.string(), ""),
  hasDraft: z.optional(z.string()),
  state: ApplicationState,
});
/** One application of a round as the index lists it. */
export type RoundLine = z.infer<typeof Line>;

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

    /** The addresses of the contacts that a group named, each once. */
    contactsOf: async (organisationId: string): Promise<string[]> => {
      const named = Contacts.safeParse(await table.get(organisationKey(organisationId))).data;
      const read = [named?.mainContactEmail ?? "", named?.secondContactEmail ?? ""].map(emailAddress);
      const addresses = read.flatMap((email) => (email.ok ? [email.address] : []));
      return [...new Map(addresses.map((address) => [lowerEmail(address), address])).values()];
    },

    /** What a group is called; empty where there is no such group. */
    organisationName: async (organisationId: string): Promise<string> =>
      Named.safeParse(await table.get(organisationKey(organisationId))).data?.name ?? "",

    /** What a round is called and whose it is; undefined where there is no such round. */
    round: async (roundId: string): Promise<z.infer<typeof Round> | undefined> =>
      Round.safeParse(await table.get(roundKey(roundId))).data,

    /** The applications of a round, as the index knows them: seconds late at most. */
    linesOf: async (roundId: string): Promise<RoundLine[]> => {
      const raws = await table.pages({
        IndexName: "byRound",
        KeyConditionExpression: "inRound = :round",
        ExpressionAttributeValues: { ":round": roundId },
      });
      return raws.map((raw) => Line.parse(raw));
    },

    /** The heads of some applications, up to 100. EXACT. */
    heads: async (applicationIds: readonly string[]): Promise<Head[]> =>
      (await table.getMany(applicationIds.map(applicationKey))).flatMap((raw) => headOf(raw) ?? []),
  };
};
