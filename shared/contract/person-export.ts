import * as z from "zod/mini";
import { ApplicationState } from "../rules/application.ts";
import { Fate } from "../rules/delivery.ts";
import { Declaration, StandingInterest } from "../rules/interest.ts";
import { Instant } from "../rules/london.ts";
import { Template } from "../rules/messages.ts";
import { Role } from "../rules/role.ts";
import { Seat } from "../rules/scoring.ts";

/**
 * Everything the portal holds about one address: the person, their sign-ins, groups, applications, messages, invitations,
 * the panels they sit on with the interests they declared, and who of the office looked at their applications. What the
 * person typed is in the applications, exported by reference; what they scored is in the round's record, once it is revealed.
 */
export const PersonExport = z.strictObject({
  at: Instant,
  email: z.string(),
  people: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      email: z.string(),
      door: z.string(),
      roles: z.array(Role),
      sessions: z.array(
        z.strictObject({ startedAt: Instant, seenAt: Instant, endedAt: z.optional(Instant), shared: z.boolean() }),
      ),
      memberships: z.array(
        z.strictObject({
          organisationId: z.string(),
          organisationName: z.string(),
          state: z.string(),
          since: Instant,
          leftAt: z.optional(Instant),
        }),
      ),
    }),
  ),
  /** Groups of this person that name the address as a contact, with what they say of it. */
  contacts: z.array(
    z.strictObject({
      organisationId: z.string(),
      organisationName: z.string(),
      name: z.string(),
      role: z.string(),
      phone: z.string(),
    }),
  ),
  applications: z.array(
    z.strictObject({
      id: z.string(),
      organisationId: z.string(),
      title: z.string(),
      state: ApplicationState,
      startedByPerson: z.boolean(),
      submissions: z.array(
        z.strictObject({
          number: z.int(),
          receivedAt: Instant,
          submittedByPerson: z.boolean(),
          declaredBy: z.string(),
        }),
      ),
      sectionsSavedByPerson: z.array(z.string()),
      seen: z.array(z.strictObject({ on: z.string(), by: z.string(), as: z.string() })),
    }),
  ),
  panels: z.array(
    z.strictObject({
      roundId: z.string(),
      seat: z.optional(Seat.shape.seat),
      /** By application. */
      interests: z.record(z.string(), Declaration),
      /** Applications of which a card of theirs is in. No score: nobody sees one before the reveal. */
      cards: z.array(z.strictObject({ applicationId: z.string(), at: Instant })),
    }),
  ),
  /** What is proposed again when a group applies again. */
  standingInterests: z.array(StandingInterest),
  messages: z.array(
    z.strictObject({
      id: z.string(),
      template: Template,
      to: z.string(),
      state: z.string(),
      createdAt: Instant,
      /** What became of it, and why where it did not arrive. */
      fate: Fate,
      sentAt: z.optional(Instant),
      deliveredAt: z.optional(Instant),
      because: z.optional(z.string()),
      readAt: z.optional(Instant),
      facts: z.record(z.string(), z.string()),
    }),
  ),
  invitations: z.array(z.strictObject({ id: z.string(), role: Role, invitedAt: Instant, invitedBy: z.string() })),
});
export type PersonExport = z.infer<typeof PersonExport>;
