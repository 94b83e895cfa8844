import * as z from "zod/mini";
import { Instant, msOf, toInstant } from "../../shared/rules/london.ts";
import { Door, Role } from "../../shared/rules/role.ts";
import { personKey, sessionKey } from "./keys.ts";
import type { Table } from "./table.ts";

/** A person, whichever door they use. Personal data: kept while there is a role, a membership or an application (docs/data.md). */
export const Person = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  roles: z.array(Role),
  organisations: z.array(z.string()),
  version: z.int(),
});
export type Person = z.infer<typeof Person>;

const Session = z.object({ door: Door, startedAt: Instant, seenAt: Instant, shared: z.boolean(), version: z.int() });
export type Session = z.infer<typeof Session>;

const HOUR = 3_600_000;
/** How long a session lives, in milliseconds (ARCHITECTURE 6). A shared computer is treated as staff are. */
export const SESSION_LIMITS = {
  code: { idle: 12 * HOUR, absolute: 7 * 24 * HOUR },
  staff: { idle: HOUR, absolute: 12 * HOUR },
} as const;
/** How stale `seenAt` may grow before a request writes it again: keeps one write in many requests. */
const SEEN_EVERY = 5 * 60_000;

const alive = (session: Session, at: number): boolean => {
  const limits = SESSION_LIMITS[session.shared ? "staff" : session.door];
  return at - msOf(session.seenAt) < limits.idle && at - msOf(session.startedAt) < limits.absolute;
};

export const peopleStore = (table: Table) => ({
  /** The person and door of a live session, in one hop; an ended or unknown one is undefined. Renews the idle time. */
  session: async (personId: string, sessionHash: string, at: number) => {
    const [rawPerson, rawSession] = await table.getMany([personKey(personId), sessionKey(personId, sessionHash)]);
    if (rawPerson === undefined || rawSession === undefined) return undefined;
    const session = Session.parse(rawSession);
    if (!alive(session, at)) return undefined;
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
    return { person: Person.parse(rawPerson), door: session.door };
  },
});
