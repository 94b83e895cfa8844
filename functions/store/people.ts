import * as z from "zod/mini";
import { Instant, msOf, toInstant } from "../../shared/rules/london.ts";
import { Door, Role } from "../../shared/rules/role.ts";
import { Session, sessionAlive } from "../../shared/rules/sign-in.ts";
import { loginKey, organisationKey, personKey, sessionKey } from "./keys.ts";
import { type Raw, refuseStale, type Table } from "./table.ts";

/** A person, who uses one door. Personal data: kept while there is a role, a membership or an application (docs/data.md). */
export const Person = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  /** The one door through which this account opens. */
  door: z._default(Door, "code"),
  /** Roles an administrator gave; `applicant` is nobody's gift. */
  roles: z.array(Role),
  organisations: z.array(z.string()),
  /** Sessions that began until this instant are over. */
  signedOutAt: z.optional(Instant),
  version: z.int(),
});
export type Person = z.infer<typeof Person>;

const OpenSession = z.extend(Session, { idToken: z.optional(z.string()) });

/** How stale `seenAt` may grow before a request writes it again: keeps one write in many requests. */
const SEEN_EVERY = 5 * 60_000;

const personOf = (raw: Raw | undefined): Person | undefined => (raw === undefined ? undefined : Person.parse(raw));
const nameIn = z.object({ id: z.string(), name: z.string() });

export const peopleStore = (table: Table) => ({
  /** The person and door of a live session, in one hop; an ended or unknown one is undefined. Renews the idle time. */
  session: async (personId: string, sessionHash: string, at: number) => {
    const [rawPerson, rawSession] = await table.getMany([personKey(personId), sessionKey(personId, sessionHash)]);
    if (rawPerson === undefined || rawSession === undefined) return undefined;
    const person = Person.parse(rawPerson);
    const session = OpenSession.parse(rawSession);
    if (!sessionAlive(session, person.signedOutAt, at)) return undefined;
    if (at - msOf(session.seenAt) > SEEN_EVERY)
      await table.update(
        {
          Key: sessionKey(personId, sessionHash),
          UpdateExpression: "SET seenAt = :at, writeId = :none, events = :empty REMOVE relay",
          ConditionExpression: "attribute_exists(pk)",
          ExpressionAttributeValues: { ":at": toInstant(at), ":none": "seen", ":empty": [] },
        },
        "seen",
      );
    return { person, door: session.door, idToken: session.idToken };
  },

  person: async (personId: string): Promise<Person | undefined> => personOf(await table.get(personKey(personId))),

  /** These people, in one hop; who does not exist is left out. */
  people: async (personIds: readonly string[]): Promise<Person[]> =>
    personIds.length === 0 ? [] : (await table.getMany(personIds.map(personKey))).flatMap((raw) => personOf(raw) ?? []),

  /** The person whose account a login opens (`loginHashOf`), or undefined. */
  byLogin: async (loginHash: string): Promise<Person | undefined> => {
    const raw = await table.get(loginKey(loginHash));
    return raw === undefined
      ? undefined
      : personOf(await table.get(personKey(z.object({ personId: z.string() }).parse(raw).personId)));
  },

  /** The names of organisations, in one hop, in the order asked. */
  organisationNames: async (organisationIds: readonly string[]): Promise<{ id: string; name: string }[]> =>
    organisationIds.length === 0
      ? []
      : (await table.getMany(organisationIds.map(organisationKey))).flatMap((raw) =>
          raw === undefined ? [] : nameIn.parse(raw),
        ),

  /** Keeps the name a person gave. Safe to repeat. */
  setName: async (personId: string, name: string, writeId: string, at: number): Promise<void> => {
    refuseStale(
      await table.update(
        {
          Key: personKey(personId),
          UpdateExpression:
            "SET #name = :name, version = version + :one, writeId = :writeId, #at = :at, events = :empty REMOVE relay",
          ConditionExpression: "attribute_exists(pk)",
          ExpressionAttributeNames: { "#name": "name", "#at": "at" },
          ExpressionAttributeValues: {
            ":name": name,
            ":one": 1,
            ":writeId": writeId,
            ":at": toInstant(at),
            ":empty": [],
          },
        },
        writeId,
      ),
    );
  },

  /** Ends one session at once; the provider's token leaves with it. Ending an ended one changes nothing. */
  endSession: async (personId: string, sessionHash: string, writeId: string, at: number): Promise<void> => {
    await table.update(
      {
        Key: sessionKey(personId, sessionHash),
        UpdateExpression:
          "SET endedAt = :at, version = version + :one, writeId = :writeId, #at = :at, events = :events, relay = :yes REMOVE idToken",
        ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(endedAt)",
        ExpressionAttributeNames: { "#at": "at" },
        ExpressionAttributeValues: {
          ":at": toInstant(at),
          ":one": 1,
          ":writeId": writeId,
          ":events": [{ type: "signed-out", at: toInstant(at), by: personId, personId }],
          ":yes": "yes",
        },
      },
      writeId,
    );
  },

  /** Ends every session of a person in one write: whatever began until now is over. A missing person is `stale`. */
  signOutEverywhere: async (personId: string, by: string, writeId: string, at: number): Promise<void> => {
    refuseStale(
      await table.update(
        {
          Key: personKey(personId),
          UpdateExpression:
            "SET signedOutAt = :at, version = version + :one, writeId = :writeId, #at = :at, events = :events, relay = :yes",
          ConditionExpression: "attribute_exists(pk)",
          ExpressionAttributeNames: { "#at": "at" },
          ExpressionAttributeValues: {
            ":at": toInstant(at),
            ":one": 1,
            ":writeId": writeId,
            ":events": [{ type: "signed-out", at: toInstant(at), by, personId }],
            ":yes": "yes",
          },
        },
        writeId,
      ),
    );
  },
});
