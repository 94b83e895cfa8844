import * as z from "zod/mini";
import { endpoint } from "../contract.ts";
import { Finding } from "../rules/finding.ts";
import { JoinSearch } from "../rules/join-search.ts";
import { Instant } from "../rules/london.ts";
import { CLAIM_SETTLEMENTS, ClaimKind, ClaimSettlement, JOIN_ANSWERS, JoinState } from "../rules/membership.ts";
import { Organisation } from "../rules/organisation.ts";
import { OrganisationFields } from "../rules/organisation-fields.ts";
import { PersonId } from "../rules/person-id.ts";
import { MOST_NOTE_CHARACTERS } from "../rules/text.ts";
import { words } from "./words.ts";
import { hand, WriteId } from "./write-id.ts";

export const OrganisationId = z.string().check(z.regex(/^o_[A-Za-z0-9_-]{4,40}$/, "There is no such group."));
export const OrganisationById = z.strictObject({ id: OrganisationId });

const Reason = words(MOST_NOTE_CHARACTERS, "Give the reason in a sentence.", "Shorten the reason.");

/** A group with what its members can do next; `blockers` is what keeps its applications from being submitted. */
export const OrganisationView = z.strictObject({ organisation: Organisation, blockers: z.array(Finding) });
export type OrganisationView = z.infer<typeof OrganisationView>;

/** A request of one's own: what was typed and what became of it, nothing about the group. */
export const AskLine = z.strictObject({ search: z.string(), askedAt: Instant, state: JoinState });
export type AskLine = z.infer<typeof AskLine>;

export const GroupLine = z.strictObject({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  /** Nothing keeps its applications from being submitted. */
  complete: z.boolean(),
});
export type GroupLine = z.infer<typeof GroupLine>;

export const MemberLine = z.strictObject({
  personId: z.string(),
  name: z.string(),
  email: z.string(),
  since: Instant,
  /** Has left, or was replaced; shown to the office only. */
  leftAt: z.optional(Instant),
});
export type MemberLine = z.infer<typeof MemberLine>;

export const JoinLine = z.strictObject({
  personId: z.string(),
  name: z.string(),
  email: z.string(),
  askedAt: Instant,
});
export type JoinLine = z.infer<typeof JoinLine>;

export const GroupPeople = z.strictObject({ members: z.array(MemberLine), joins: z.array(JoinLine) });
export type GroupPeople = z.infer<typeof GroupPeople>;

/** What an officer compares when two groups claim the same. */
export const Claimant = z.strictObject({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  charityNumber: z.string(),
  companyNumber: z.string(),
  address: z.string(),
  postcode: z.string(),
  createdAt: Instant,
});
export type Claimant = z.infer<typeof Claimant>;

export const DisputeLine = z.strictObject({
  claim: z.string(),
  kind: ClaimKind,
  raisedAt: Instant,
  /** Who holds it now; nobody, where the first group has given it up meanwhile. */
  first: z.optional(Claimant),
  second: Claimant,
  settlements: z.array(ClaimSettlement),
});
export type DisputeLine = z.infer<typeof DisputeLine>;

export const WaitingJoin = z.strictObject({ organisation: Claimant, ...JoinLine.shape });
export type WaitingJoin = z.infer<typeof WaitingJoin>;

const Done = z.strictObject({ done: z.literal(true) });

export const organisations = {
  mine: endpoint("GET /api/organisations", {
    who: ["applicant"],
    returns: z.strictObject({ organisations: z.array(GroupLine), asks: z.array(AskLine) }),
  }),
  create: endpoint("POST /api/organisations", {
    who: ["applicant"],
    body: z.strictObject({ organisation: OrganisationFields, writeId: WriteId }),
    returns: OrganisationView,
  }),
  read: endpoint("GET /api/organisations/{id}", {
    who: ["applicant", "officer", "approver"],
    params: OrganisationById,
    returns: OrganisationView,
  }),
  change: endpoint("PUT /api/organisations/{id}", {
    who: ["applicant"],
    params: OrganisationById,
    body: z.strictObject({ organisation: OrganisationFields, ...hand }),
    returns: OrganisationView,
  }),
  people: endpoint("GET /api/organisations/{id}/people", {
    who: ["applicant", "officer", "approver"],
    params: OrganisationById,
    returns: GroupPeople,
  }),
  askToJoin: endpoint("POST /api/organisations/joins", {
    who: ["applicant"],
    body: z.strictObject({ search: JoinSearch, writeId: WriteId }),
    returns: z.strictObject({ said: z.string() }),
  }),
  answerJoin: endpoint("POST /api/organisations/{id}/joins/{personId}", {
    who: ["applicant", "officer"],
    params: z.strictObject({ id: OrganisationId, personId: PersonId }),
    /** An officer gives a reason: how it was checked. */
    body: z.strictObject({ answer: z.enum(JOIN_ANSWERS), reason: z.optional(Reason), writeId: WriteId }),
    returns: GroupPeople,
  }),
  leave: endpoint("POST /api/organisations/{id}/leaving", {
    who: ["applicant"],
    params: OrganisationById,
    body: z.strictObject({ evenIfLast: z.boolean(), writeId: WriteId }),
    returns: Done,
  }),
  replaceMember: endpoint("POST /api/organisations/{id}/replacement", {
    who: ["officer"],
    params: OrganisationById,
    /** `newPersonId` has asked to join; `oldPersonId` is the last member, or the last to have left. */
    body: z.strictObject({ newPersonId: PersonId, oldPersonId: PersonId, reason: Reason, writeId: WriteId }),
    returns: GroupPeople,
  }),
  waiting: endpoint("GET /api/office/organisations", {
    who: ["officer", "approver"],
    returns: z.strictObject({ disputes: z.array(DisputeLine), joins: z.array(WaitingJoin) }),
  }),
  settleClaim: endpoint("POST /api/office/organisations/{id}/claims/{claim}", {
    who: ["officer"],
    /** `id` is the group that claimed second. */
    params: z.strictObject({ id: OrganisationId, claim: z.string().check(z.maxLength(80)) }),
    body: z.strictObject({ settlement: z.enum(CLAIM_SETTLEMENTS), reason: Reason, writeId: WriteId }),
    returns: Done,
  }),
} as const;
