import * as z from "zod/mini";
import { Instant, msOf, toInstant } from "./london.ts";
import { GivenRole } from "./role.ts";

/** An invitation is good for this many days, once (ARCHITECTURE 6). */
const INVITATION_DAYS = 14;
const DAY = 86_400_000;

/** An invitation of an address to a role, kept under the address in lower case; `email` is as it was typed. */
export const Invitation = z.object({
  id: z.string(),
  email: z.string(),
  role: GivenRole,
  invitedAt: Instant,
  invitedBy: z.string(),
  usedAt: z.optional(Instant),
  withdrawnAt: z.optional(Instant),
});
export type Invitation = z.infer<typeof Invitation>;

const INVITATION_STATUSES = ["open", "used", "withdrawn", "expired"] as const;
type InvitationStatus = (typeof INVITATION_STATUSES)[number];

/** The first instant at which an invitation is too old. */
export const invitationEndsAt = ({ invitedAt }: Pick<Invitation, "invitedAt">): Instant =>
  toInstant(msOf(invitedAt) + INVITATION_DAYS * DAY);

/** What an invitation is at an instant (milliseconds): only an open one gives its role, and it does so once. */
export const invitationStatus = (invitation: Invitation, at: number): InvitationStatus => {
  if (invitation.usedAt !== undefined) return "used";
  if (invitation.withdrawnAt !== undefined) return "withdrawn";
  return at < msOf(invitationEndsAt(invitation)) ? "open" : "expired";
};
