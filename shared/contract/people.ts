import * as z from "zod/mini";
import { endpoint } from "../contract.ts";
import { Instant } from "../rules/london.ts";
import { Door, GivenRole } from "../rules/role.ts";
import { WriteId, WriteOnly } from "./write-id.ts";

const who = ["administrator"] as const;
const ById = z.strictObject({ id: z.string().check(z.maxLength(200)) });
const RoleChange = z.strictObject({ role: GivenRole, writeId: WriteId });

export const RoleHolder = z.strictObject({
  personId: z.string(),
  name: z.string(),
  email: z.string(),
  door: Door,
  roles: z.array(GivenRole),
});
export type RoleHolder = z.infer<typeof RoleHolder>;

export const OpenInvitation = z.strictObject({
  id: z.string(),
  email: z.string(),
  role: GivenRole,
  invitedAt: Instant,
  endsAt: Instant,
});
export type OpenInvitation = z.infer<typeof OpenInvitation>;

/** Everybody who holds a role, and who has been invited to one. Applicants are not here: groups look after their members. */
export const PeopleReply = z.strictObject({ people: z.array(RoleHolder), invitations: z.array(OpenInvitation) });
export type PeopleReply = z.infer<typeof PeopleReply>;

export const people = {
  list: endpoint("GET /api/people", { who, returns: PeopleReply }),
  invite: endpoint("POST /api/people/invitations", {
    who,
    body: z.strictObject({ email: z.string().check(z.maxLength(300)), role: GivenRole, writeId: WriteId }),
    returns: PeopleReply,
  }),
  withdraw: endpoint("POST /api/people/invitations/{id}/withdrawal", {
    who,
    params: ById,
    body: WriteOnly,
    returns: PeopleReply,
  }),
  grant: endpoint("POST /api/people/{id}/roles", { who, params: ById, body: RoleChange, returns: PeopleReply }),
  remove: endpoint("POST /api/people/{id}/roles/removal", {
    who,
    params: ById,
    body: RoleChange,
    returns: PeopleReply,
  }),
  signOut: endpoint("POST /api/people/{id}/sign-out", { who, params: ById, body: WriteOnly, returns: PeopleReply }),
} as const;
