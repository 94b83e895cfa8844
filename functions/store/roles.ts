import * as z from "zod/mini";
import type { Event } from "../../shared/events.ts";
import { refuseIf } from "../../shared/problem.ts";
import { Invitation } from "../../shared/rules/invitation.ts";
import { msOf, toInstant } from "../../shared/rules/london.ts";
import { GivenRole, Holders, type Role, removeFindings, withRoles } from "../../shared/rules/role.ts";
import { invitationKey, personKey, staffKey } from "./keys.ts";
import { Person } from "./people.ts";
import { type Change, type Outcome, type Raw, refuseStale, type Table, type Write } from "./table.ts";

const InvitationRef = z.object({ addressHash: z.string(), role: GivenRole });
type InvitationRef = z.infer<typeof InvitationRef>;

/**
 * One small item beside the people: who holds which role, and which invitations are about. Written in the same transaction
 * as the person or the invitation, so that the last administrator can be counted and everybody listed without a scan.
 */
export const Register = z.object({
  holders: Holders,
  invitations: z.array(InvitationRef),
  version: z.optional(z.int()),
});
export type Register = z.infer<typeof Register>;

export const registerFrom = (raw: Raw | undefined): Register => Register.parse(raw ?? { holders: {}, invitations: [] });

/** The register after a change of it, under the version that was read. */
export const registerChange = ({ version, ...was }: Register, becomes: Partial<Register>): Change => ({
  key: staffKey(),
  kind: "staff",
  schema: 1,
  was: version ?? "absent",
  events: [],
  data: { id: "all", ...was, ...becomes },
});

/** A person's roles after a change, under the version that was read; everything else of the person is left as it is. */
export const rolesUpdate = (
  TableName: string,
  person: Person,
  roles: readonly Role[],
  events: readonly Event[],
  write: Write,
) => ({
  Update: {
    TableName,
    Key: personKey(person.id),
    UpdateExpression:
      "SET #roles = :roles, version = :next, writeId = :writeId, #at = :at, events = :events, relay = :yes",
    ConditionExpression: "version = :was",
    ExpressionAttributeNames: { "#roles": "roles", "#at": "at" },
    ExpressionAttributeValues: {
      ":roles": roles,
      ":was": person.version,
      ":next": person.version + 1,
      ":writeId": write.writeId,
      ":at": toInstant(write.at),
      ":events": events,
      ":yes": "yes",
    },
    ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
  },
});

export const StoredInvitation = z.extend(Invitation, { version: z.int(), writeId: z.string() });
export type StoredInvitation = z.infer<typeof StoredInvitation>;

/** The table may forget an invitation this long after it was made; the audit row stays. */
const FORGET_AFTER_DAYS = 60;

export const invitationChange = (
  addressHash: string,
  invitation: Invitation,
  was: number | "absent",
  events: readonly Event[],
): Change => ({
  key: invitationKey(addressHash, invitation.role),
  kind: "invitation",
  schema: 1,
  was,
  events,
  data: { ...invitation, expiresAt: Math.floor(msOf(invitation.invitedAt) / 1000) + FORGET_AFTER_DAYS * 86_400 },
});

const TRIES = 5;

/** Everything here meets at one item: a write that lost the race reads again and decides again, a few times. */
export const settle = async (attempt: () => Promise<Outcome>): Promise<void> => {
  for (let tries = 1; ; tries += 1) {
    const outcome = await attempt();
    if (outcome.outcome !== "refused") return;
    if (tries === TRIES) refuseStale(outcome);
  }
};

const withoutRef = (refs: readonly InvitationRef[], addressHash: string, role: GivenRole): InvitationRef[] =>
  refs.filter((ref) => ref.addressHash !== addressHash || ref.role !== role);

export const rolesStore = (table: Table) => {
  const register = async (): Promise<Register> => registerFrom(await table.get(staffKey()));
  const invitationOf = async (addressHash: string, role: GivenRole): Promise<StoredInvitation | undefined> => {
    const raw = await table.get(invitationKey(addressHash, role));
    return raw === undefined ? undefined : StoredInvitation.parse(raw);
  };

  return {
    register,
    invitation: invitationOf,

    /** Every invitation the register names, whatever has become of it; those the table has forgotten are left out. */
    invitations: async (refs: readonly InvitationRef[]): Promise<StoredInvitation[]> =>
      refs.length === 0
        ? []
        : (await table.getMany(refs.map(({ addressHash, role }) => invitationKey(addressHash, role)))).flatMap((raw) =>
            raw === undefined ? [] : StoredInvitation.parse(raw),
          ),

    /** Invites an address to a role, anew where it was invited before; the message goes out from the event. */
    invite: (addressHash: string, invitation: Invitation, write: Write): Promise<void> =>
      settle(async () => {
        const { role, id, invitedBy } = invitation;
        const [current, before] = await Promise.all([register(), invitationOf(addressHash, role)]);
        // Sent again after a lost answer: not a second invitation, and no second e-mail.
        if (before?.writeId === write.writeId) return { outcome: "repeated" };
        const refs = [...withoutRef(current.invitations, addressHash, role), { addressHash, role }];
        const at = toInstant(write.at);
        return table.write(
          [
            invitationChange(addressHash, invitation, before?.version ?? "absent", [
              { type: "invited", at, by: invitedBy, invitationId: id, role },
            ]),
            registerChange(current, { invitations: refs }),
          ],
          write,
        );
      }),

    /** Takes an open invitation back. */
    withdraw: (addressHash: string, stands: StoredInvitation, by: string, write: Write): Promise<void> =>
      settle(async () => {
        const current = await register();
        const at = toInstant(write.at);
        const { version, writeId: _, ...was } = stands;
        return table.write(
          [
            invitationChange(addressHash, { ...was, withdrawnAt: at }, version, [
              { type: "invitation-withdrawn", at, by, invitationId: was.id, role: was.role },
            ]),
            registerChange(current, { invitations: withoutRef(current.invitations, addressHash, was.role) }),
          ],
          write,
        );
      }),

    /** Gives or takes a role. Taking the last administrator's is refused with `role/last-administrator`, counted in the same write. */
    change: (how: "grant" | "remove", personId: string, role: GivenRole, by: string, write: Write): Promise<void> =>
      settle(async () => {
        const [rawRegister, rawPerson] = await table.getMany([staffKey(), personKey(personId)]);
        const current = registerFrom(rawRegister);
        const person = Person.parse(rawPerson);
        if (person.roles.includes(role) === (how === "grant")) return { outcome: "repeated" };
        if (how === "remove") refuseIf(removeFindings(current.holders, personId, role));
        const roles = how === "grant" ? [...person.roles, role] : person.roles.filter((held) => held !== role);
        const type = how === "grant" ? ("role-granted" as const) : ("role-removed" as const);
        return table.write([registerChange(current, { holders: withRoles(current.holders, personId, roles) })], write, [
          rolesUpdate(table.name, person, roles, [{ type, at: toInstant(write.at), by, personId, role }], write),
        ]);
      }),
  };
};
