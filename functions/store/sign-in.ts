import * as z from "zod/mini";
import { Refused, refuseIf } from "../../shared/problem.ts";
import { type Invitation, invitationStatus } from "../../shared/rules/invitation.ts";
import { toInstant } from "../../shared/rules/london.ts";
import {
  type Door,
  doorOf,
  GIVEN_ROLES,
  type GivenRole,
  type Holders,
  type Role,
  rolesThrough,
  withRoles,
} from "../../shared/rules/role.ts";
import { challengeFindings, sessionLimits } from "../../shared/rules/sign-in.ts";
import { challengeFrom, useChallenge } from "./codes.ts";
import { codeKey, invitationKey, loginKey, personKey, sessionKey, staffKey } from "./keys.ts";
import { Person } from "./people.ts";
import { renewal } from "./retained.ts";
import {
  invitationChange,
  type Register,
  registerChange,
  registerFrom,
  rolesUpdate,
  StoredInvitation,
  settle,
} from "./roles.ts";
import type { Change, Table, Write } from "./table.ts";

const Login = z.object({ personId: z.string(), version: z.int() });

const seconds = (ms: number): number => Math.floor(ms / 1000);

/** Somebody who has proved an address or an identity at one of the doors. */
type Entering = {
  door: Door;
  /** `loginHashOf(issuer, subject)`. */
  loginHash: string;
  addressHash: string;
  email: string;
  /** The address may accept an invitation: the code door has just proved it; the staff issuer says so. */
  emailVerified: boolean;
  /** What a new person is called, and the id they get; empty until they say. */
  name: string;
  newPersonId: string;
  /** Roles given beside those of invitations, decided by who holds what now: the first administrator's. */
  alsoGives: (holders: Holders) => readonly GivenRole[];
  session?: { hash: string; shared: boolean; idToken?: string | undefined };
  /** The code this uses up. */
  challengeId?: string;
};

export const signInStore = (table: Table) => {
  /** What decides about somebody's entering, read in two hops: their login, person, invitations, and who holds which role. */
  const factsFor = async (who: Entering, at: number) => {
    const roles = GIVEN_ROLES.filter((role) => doorOf(role) === who.door);
    const [rawLogin, rawRegister, rawChallenge, ...rawInvitations] = await table.getMany([
      loginKey(who.loginHash),
      staffKey(),
      codeKey(who.challengeId ?? "none"),
      ...roles.map((role) => invitationKey(who.addressHash, role)),
    ]);
    const login = rawLogin === undefined ? undefined : Login.parse(rawLogin);
    const rawPerson = login === undefined ? undefined : await table.get(personKey(login.personId));
    const invitations = rawInvitations.flatMap((raw) => (raw === undefined ? [] : StoredInvitation.parse(raw)));
    return {
      login,
      // What retention left of somebody is nobody: they begin anew, under a new id.
      known: rawPerson === undefined || "deletedOn" in rawPerson ? undefined : Person.parse(rawPerson),
      register: registerFrom(rawRegister),
      challenge: challengeFrom(rawChallenge),
      accepted: who.emailVerified ? invitations.filter((one) => invitationStatus(one, at) === "open") : [],
    };
  };

  /** The changes and updates by which somebody enters; `forbidden` for staff nobody invited. */
  const entrance = async (who: Entering, write: Write) => {
    const { login, known, register, challenge, accepted } = await factsFor(who, write.at);
    // Another browser window may have used the code meanwhile; the try itself is spent already.
    if (challenge !== undefined) refuseIf(challengeFindings({ ...challenge, tries: 0 }, write.at));
    const at = toInstant(write.at);
    const before = known?.roles ?? [];
    const offered = [...accepted.map(({ role }) => role), ...who.alsoGives(register.holders)];
    const given = [...new Set(offered)].filter((role) => !before.includes(role));
    const held = [...before, ...given];
    if (who.door === "staff" && rolesThrough("staff", held).length === 0)
      throw new Refused("forbidden", { rule: "sign-in/no-invitation" });
    const personId = known?.id ?? who.newPersonId;
    const granted = given.map((role) => ({ type: "role-granted" as const, at, by: personId, personId, role }));
    const changes = [
      ...accepted.map(({ version, writeId: _, ...invitation }) =>
        invitationChange(who.addressHash, { ...invitation, usedAt: at }, version, [
          { type: "invitation-accepted", at, by: personId, personId, role: invitation.role },
        ]),
      ),
      ...(accepted.length + given.length === 0
        ? []
        : [registerAfter(register, who.addressHash, accepted, personId, held)]),
      ...(known === undefined ? newPerson(who, held, granted, login?.version) : []),
      ...(who.session === undefined ? [] : [sessionChange(who.door, who.session, personId, write.at)]),
    ];
    const updates = [
      ...(known !== undefined && given.length > 0 ? [rolesUpdate(table.name, known, held, granted, write)] : []),
      ...(who.challengeId === undefined ? [] : [useChallenge(table.name, who.challengeId, personId, write)]),
    ];
    return { personId, changes, updates };
  };

  return {
    /**
     * Lets somebody in: finds the person their login opens or makes a new one, accepts the invitations of their address for
     * this door, opens the session, all in one transaction. Refuses staff without a role with `forbidden` (`sign-in/no-invitation`).
     */
    enter: async (who: Entering, write: Write): Promise<string> => {
      let personId = "";
      await settle(async () => {
        const found = await entrance(who, write);
        personId = found.personId;
        if (found.changes.length === 0 && found.updates.length === 0) return { outcome: "repeated" };
        return table.write(found.changes, write, found.updates);
      });
      // Both are kept for a time after the last sign-in (`retention/person`).
      await Promise.all([
        table.update(renewal(personKey(personId), "person", write.at), "renewal"),
        table.update(renewal(loginKey(who.loginHash), "login", write.at), "renewal"),
      ]);
      return personId;
    },
  };
};

/** The register once somebody holds these roles and has used these invitations. */
const registerAfter = (
  register: Register,
  addressHash: string,
  used: readonly Invitation[],
  personId: string,
  roles: readonly Role[],
): Change =>
  registerChange(register, {
    holders: withRoles(register.holders, personId, roles),
    invitations: register.invitations.filter(
      (ref) => ref.addressHash !== addressHash || !used.some(({ role }) => role === ref.role),
    ),
  });

/** A new person, and their login bound to them: also one whose person is gone by the rules of retention. */
const newPerson = (
  { newPersonId: id, name, email, door, loginHash }: Entering,
  roles: readonly Role[],
  events: Change["events"],
  loginVersion: number | undefined,
): Change[] => [
  {
    key: personKey(id),
    kind: "person",
    schema: 1,
    was: "absent",
    events,
    data: { id, name, email, door, roles, organisations: [] },
  },
  {
    key: loginKey(loginHash),
    kind: "login",
    schema: 1,
    was: loginVersion ?? "absent",
    events: [],
    data: { personId: id },
  },
];

const sessionChange = (
  door: Door,
  { hash, shared, idToken }: NonNullable<Entering["session"]>,
  personId: string,
  ms: number,
): Change => {
  const at = toInstant(ms);
  return {
    key: sessionKey(personId, hash),
    kind: "session",
    schema: 1,
    was: "absent",
    events: [{ type: "signed-in", at, by: personId, personId, door }],
    data: {
      id: hash.slice(0, 16),
      door,
      startedAt: at,
      seenAt: at,
      shared,
      idToken,
      expiresAt: seconds(ms + sessionLimits({ door, shared }).absolute),
    },
  };
};
