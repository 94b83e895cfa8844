import * as z from "zod/mini";
import { Instant } from "../../shared/rules/london.ts";
import { memberKey, messageKey, personKey } from "./keys.ts";
import { type Member, memberFrom } from "./members.ts";
import { StoredMessage } from "./messages.ts";
import type { Table } from "./table.ts";

const Session = z.object({
  startedAt: Instant,
  seenAt: Instant,
  endedAt: z.optional(Instant),
  shared: z.boolean(),
});
type KeptSession = z.infer<typeof Session>;

/** A pointer to what a person started, or a record of what they asked: either may name a group or an application. */
const Started = z.object({
  sk: z.string(),
  id: z.optional(z.string()),
  applicationId: z.optional(z.string()),
  organisationId: z.optional(z.string()),
});

/** What lies under a person's id and address, for the export of everything about one person. No scan: each is a query. */
export const personExportStore = (table: Table) => ({
  /** Sessions without their secrets, and the groups and applications that the person's own partition names. */
  ofPerson: async (
    personId: string,
  ): Promise<{ sessions: KeptSession[]; organisationIds: string[]; applicationIds: string[] }> => {
    const items = await table.query(personKey(personId).pk);
    const named = items.map((raw) => Started.parse(raw));
    const started = named.filter(({ sk }) => sk.startsWith("started/"));
    const asked = named.filter(({ sk }) => sk.startsWith("ask/"));
    return {
      sessions: items
        .filter(({ sk }) => typeof sk === "string" && sk.startsWith("session/"))
        .map((raw) => Session.parse(raw)),
      organisationIds: [
        ...started.flatMap(({ id, applicationId }) => (id?.startsWith("o_") && !applicationId ? [id] : [])),
        ...asked.flatMap(({ organisationId }) => organisationId ?? []),
      ],
      applicationIds: started.flatMap(({ applicationId }) => applicationId ?? []),
    };
  },

  /** A person's memberships of these groups, present and past. */
  memberships: async (personId: string, organisationIds: readonly string[]): Promise<(Member | undefined)[]> =>
    organisationIds.length === 0
      ? []
      : (await table.getMany(organisationIds.map((id) => memberKey(id, personId)))).map(memberFrom),

  /** Everything written to these recipients: a person's id, or the hash of an address. */
  messagesTo: async (recipients: readonly string[]): Promise<StoredMessage[]> => {
    const found = await Promise.all(recipients.map((recipient) => table.query(messageKey(recipient, "").pk)));
    return found.flat().map((raw) => StoredMessage.parse(raw));
  },
});
