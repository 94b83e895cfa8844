import { type PeopleReply, people } from "../../shared/contract/people.ts";
import { Refused, refuseIf } from "../../shared/problem.ts";
import { finding } from "../../shared/rules/finding.ts";
import { emailAddress, emailRule, lowerEmail } from "../../shared/rules/identifiers.ts";
import { invitationEndsAt, invitationStatus } from "../../shared/rules/invitation.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { GIVEN_ROLES, GivenRole, grantFindings, inviteFindings } from "../../shared/rules/role.ts";
import type { Deps } from "../deps.ts";
import { type Answers, http } from "../edge/http.ts";
import { sha256 } from "../identity.ts";
import type { Person } from "../store/people.ts";
import type { StoredInvitation } from "../store/roles.ts";

const answers = ({ store }: Deps): Answers<typeof people> => {
  const list = async (at: number): Promise<PeopleReply> => {
    const register = await store.roles.register();
    const [holders, invitations] = await Promise.all([
      store.people.people(Object.keys(register.holders)),
      store.roles.invitations(register.invitations),
    ]);
    return {
      people: holders
        .map(({ id, name, email, door, roles }) => ({
          personId: id,
          name,
          email,
          door,
          roles: GIVEN_ROLES.filter((role) => roles.includes(role)),
        }))
        .sort((a, b) => a.name.localeCompare(b.name, "en-GB")),
      invitations: invitations
        .filter((invitation) => invitationStatus(invitation, at) === "open")
        .map((invitation) => ({
          id: invitation.id,
          email: invitation.email,
          role: invitation.role,
          invitedAt: invitation.invitedAt,
          endsAt: invitationEndsAt(invitation),
        })),
    };
  };

  const personOr404 = async (personId: string): Promise<Person> => {
    const person = await store.people.person(personId);
    if (person === undefined) throw new Refused("not-found");
    return person;
  };

  /** The open invitation of an id (`<hash of the address>.<role>`). */
  const invitationOr404 = async (id: string): Promise<{ addressHash: string; invitation: StoredInvitation }> => {
    const [addressHash = "", given] = id.split(".");
    const role = GivenRole.safeParse(given);
    const invitation = role.success ? await store.roles.invitation(addressHash, role.data) : undefined;
    if (invitation === undefined) throw new Refused("not-found");
    return { addressHash, invitation };
  };

  return {
    list: ({ at }) => list(at),

    invite: async ({ body, caller, at }) => {
      const read = emailAddress(body.email);
      if (!read.ok) throw new Refused("invalid-request", { errors: [finding(emailRule, "/email", read.problem)] });
      refuseIf(inviteFindings(caller, read.address));
      const addressHash = sha256(lowerEmail(read.address));
      await store.roles.invite(
        addressHash,
        {
          id: `${addressHash}.${body.role}`,
          email: read.address,
          role: body.role,
          invitedAt: toInstant(at),
          invitedBy: caller.personId,
        },
        { writeId: body.writeId, at },
      );
      return list(at);
    },

    withdraw: async ({ params, body, caller, at }) => {
      const { addressHash, invitation } = await invitationOr404(params.id);
      const status = invitationStatus(invitation, at);
      if (status === "used") throw new Refused("wrong-state", { detail: "This invitation has been used already." });
      if (status === "open")
        await store.roles.withdraw(addressHash, invitation, caller.personId, { writeId: body.writeId, at });
      return list(at);
    },

    grant: async ({ params, body, caller, at }) => {
      refuseIf(grantFindings(caller.personId, await personOr404(params.id), body.role));
      await store.roles.change("grant", params.id, body.role, caller.personId, { writeId: body.writeId, at });
      return list(at);
    },

    remove: async ({ params, body, caller, at }) => {
      await personOr404(params.id);
      await store.roles.change("remove", params.id, body.role, caller.personId, { writeId: body.writeId, at });
      return list(at);
    },

    signOut: async ({ params, body, caller, at }) => {
      await personOr404(params.id);
      await store.people.signOutEverywhere(params.id, caller.personId, body.writeId, at);
      return list(at);
    },
  };
};

export const handler = http(people, answers);
