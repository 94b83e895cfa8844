import * as z from "zod/mini";
import { Refused, refuseIf } from "../../shared/problem.ts";
import { type Invitation, invitationStatus } from "../../shared/rules/invitation.ts";
import { Instant, toInstant } from "../../shared/rules/london.ts";
import {
  type Door,
  doorOf,
  GIVEN_ROLES,
  type GivenRole,
  type Holders,
  rolesThrough,
  withRoles,
} from "../../shared/rules/role.ts";
import { ASK_LIMITS, type AskLimit, challengeFindings, sessionLimits, windowOf } from "../../shared/rules/sign-in.ts";
import { codeKey, invitationKey, limitKey, loginKey, personKey, sessionKey, staffKey } from "./keys.ts";
import { messageChange } from "./messages.ts";
import { Person } from "./people.ts";
import { invitationChange, registerChange, registerFrom, rolesUpdate, StoredInvitation, settle } from "./roles.ts";
import type { Change, Raw, Table, Write } from "./table.ts";

/** A code that was asked for. Only hashes: of the code with the browser's secret, and of that secret. */
export const StoredChallenge = z.object({
  id: z.string(),
  address: z.string(),
  secretHash: z.string(),
  codeHash: z.string(),
  askedAt: Instant,
  tries: z.int(),
  usedBy: z.optional(z.string()),
  personId: z.optional(z.string()),
  version: z.int(),
});
export type StoredChallenge = z.infer<typeof StoredChallenge>;

const challengeFrom = (raw: Raw | undefined): StoredChallenge | undefined =>
  raw === undefined ? undefined : StoredChallenge.parse(raw);
const seconds = (ms: number): number => Math.floor(ms / 1000);
const HOUR = 3_600_000;

/** Somebody who has proved an address or an identity at one of the doors. */
export type Entering = {
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
  const countOne = async (limit: AskLimit, hash: string, at: number): Promise<AskLimit | undefined> => {
    const outcome = await table.update(
      {
        Key: limitKey(limit.name, hash, windowOf(limit, at)),
        UpdateExpression: "SET kind = :kind, expiresAt = :expiresAt ADD #count :one",
        ConditionExpression: "attribute_not_exists(#count) OR #count < :most",
        ExpressionAttributeNames: { "#count": "count" },
        ExpressionAttributeValues: {
          ":kind": "limit",
          ":expiresAt": seconds(at + 2 * limit.windowMs),
          ":one": 1,
          ":most": limit.most,
        },
      },
      "count",
    );
    return outcome.outcome === "refused" ? limit : undefined;
  };

  /** The changes and updates by which somebody enters, decided from one read; `forbidden` for staff nobody invited. */
  const entrance = async (who: Entering, write: Write) => {
    const at = toInstant(write.at);
    const roles = GIVEN_ROLES.filter((role) => doorOf(role) === who.door);
    const [rawLogin, rawRegister, rawChallenge, ...rawInvitations] = await table.getMany([
      loginKey(who.loginHash),
      staffKey(),
      codeKey(who.challengeId ?? "none"),
      ...roles.map((role) => invitationKey(who.addressHash, role)),
    ]);
    const challenge = challengeFrom(rawChallenge);
    if (challenge !== undefined) refuseIf(challengeFindings({ ...challenge, tries: 0 }, write.at));
    const bound = rawLogin === undefined ? undefined : z.object({ personId: z.string() }).parse(rawLogin).personId;
    const rawPerson = bound === undefined ? undefined : await table.get(personKey(bound));
    const known = rawPerson === undefined ? undefined : Person.parse(rawPerson);
    const register = registerFrom(rawRegister);
    const accepted = who.emailVerified
      ? rawInvitations.flatMap((raw) => {
          const invitation = raw === undefined ? undefined : StoredInvitation.parse(raw);
          return invitation !== undefined && invitationStatus(invitation, write.at) === "open" ? [invitation] : [];
        })
      : [];
    const given = [...new Set([...accepted.map(({ role }) => role), ...who.alsoGives(register.holders)])].filter(
      (role) => known?.roles.includes(role) !== true,
    );
    const held = [...(known?.roles ?? []), ...given];
    if (who.door === "staff" && rolesThrough("staff", held).length === 0)
      throw new Refused("forbidden", { rule: "sign-in/no-invitation" });
    const personId = known?.id ?? who.newPersonId;
    const granted = given.map((role) => ({ type: "role-granted" as const, at, by: personId, personId, role }));

    const changes: Change[] = accepted.map(({ version, writeId: _, ...invitation }) => {
      const used: Invitation = { ...invitation, usedAt: at };
      return invitationChange(who.addressHash, used, version, [
        { type: "invitation-accepted", at, by: personId, personId, role: invitation.role },
      ]);
    });
    if (accepted.length > 0 || given.length > 0)
      changes.push(
        registerChange(register, {
          holders: withRoles(register.holders, personId, held),
          invitations: register.invitations.filter(
            (ref) => ref.addressHash !== who.addressHash || !accepted.some(({ role }) => role === ref.role),
          ),
        }),
      );
    if (known === undefined) {
      const person = { id: personId, name: who.name, email: who.email, door: who.door, roles: held, organisations: [] };
      changes.push(
        { key: personKey(personId), kind: "person", schema: 1, was: "absent", events: granted, data: person },
        { key: loginKey(who.loginHash), kind: "login", schema: 1, was: "absent", events: [], data: { personId } },
      );
    }
    if (who.session !== undefined) {
      const { hash, shared, idToken } = who.session;
      changes.push({
        key: sessionKey(personId, hash),
        kind: "session",
        schema: 1,
        was: "absent",
        events: [{ type: "signed-in", at, by: personId, personId, door: who.door }],
        data: {
          id: hash.slice(0, 16),
          door: who.door,
          startedAt: at,
          seenAt: at,
          shared,
          idToken,
          expiresAt: seconds(write.at + sessionLimits({ door: who.door, shared }).absolute),
        },
      });
    }
    const updates = [
      ...(known !== undefined && given.length > 0 ? [rolesUpdate(table.name, known, held, granted, write)] : []),
      ...(who.challengeId === undefined ? [] : [useChallenge(table.name, who.challengeId, personId, write)]),
    ];
    return { personId, changes, updates };
  };

  return {
    /** Counts one more code for an address and an IP; the limit that is reached, or undefined. Hashes only. */
    countAsked: async (hashes: { address: string; ip: string }, at: number): Promise<AskLimit | undefined> =>
      (await Promise.all(ASK_LIMITS.map((limit) => countOne(limit, hashes[limit.of], at)))).find(
        (limit) => limit !== undefined,
      ),

    challenge: async (id: string): Promise<StoredChallenge | undefined> => challengeFrom(await table.get(codeKey(id))),

    /** Keeps a code that was asked for, with the message that carries it. */
    ask: async (
      challenge: Pick<StoredChallenge, "id" | "address" | "secretHash" | "codeHash">,
      message: { id: string; recipient: string; code: string },
      write: Write,
    ): Promise<void> => {
      const askedAt = toInstant(write.at);
      const expiresAt = seconds(write.at + HOUR);
      await table.write(
        [
          {
            key: codeKey(challenge.id),
            kind: "code",
            schema: 1,
            was: "absent",
            events: [],
            data: { ...challenge, askedAt, tries: 0, expiresAt },
          },
          messageChange(
            message.recipient,
            {
              id: message.id,
              template: "sign-in-code",
              to: challenge.address,
              facts: { code: message.code },
              urgent: true,
              expiresAt,
            },
            [{ type: "code-asked", at: askedAt, by: "system", challengeId: challenge.id }],
            write.at,
          ),
        ],
        write,
      );
    },

    /** Spends one try before the code is looked at, so that guesses made at once are counted too. False when none is left. */
    spendTry: async (id: string, most: number): Promise<boolean> => {
      const outcome = await table.update(
        {
          Key: codeKey(id),
          UpdateExpression: "SET tries = tries + :one, version = version + :one",
          ConditionExpression: "attribute_exists(pk) AND tries < :most",
          ExpressionAttributeValues: { ":one": 1, ":most": most },
        },
        "try",
      );
      return outcome.outcome !== "refused";
    },

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
      return personId;
    },
  };
};

const useChallenge = (TableName: string, challengeId: string, personId: string, write: Write) => ({
  Update: {
    TableName,
    Key: codeKey(challengeId),
    UpdateExpression: "SET usedBy = :writeId, personId = :personId, version = version + :one, writeId = :writeId",
    ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(usedBy)",
    ExpressionAttributeValues: { ":writeId": write.writeId, ":personId": personId, ":one": 1 },
    ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
  },
});
