import { type Claimant, type GroupPeople, organisations } from "../../shared/contract/organisations.ts";
import { Refused, refuseIf } from "../../shared/problem.ts";
import { hasRole, isMember, isOffice } from "../../shared/rules/access.ts";
import { finding } from "../../shared/rules/finding.ts";
import { searchedFor } from "../../shared/rules/join-search.ts";
import {
  ASKED_TO_JOIN,
  asksDenied,
  groupsDenied,
  officeReasonRule,
  otherMembersRule,
  settlementsFor,
} from "../../shared/rules/membership.ts";
import { type Organisation, organisationBlockers } from "../../shared/rules/organisation.ts";
import type { OrganisationFields } from "../../shared/rules/organisation-fields.ts";
import { organisationFrom } from "../../shared/rules/organisation-identity.ts";
import type { Deps } from "../deps.ts";
import { type Answers, http } from "../edge/http.ts";
import type { Caller } from "../identity.ts";
import { nameClaim } from "../store/claims.ts";

/** Members and requests that one page shows: both together are read in one batch of 100. */
const MOST_SHOWN = 50;

const viewOf = (organisation: Organisation) => ({ organisation, blockers: organisationBlockers(organisation) });

const checked = (typed: OrganisationFields): OrganisationFields => {
  const read = organisationFrom(typed);
  if (!read.ok) throw new Refused("invalid-request", { errors: read.findings });
  return read.fields;
};

/** A group that is not theirs to see is answered exactly as one that does not exist. */
const refuseUnless = (allowed: boolean): void => {
  if (!allowed) throw new Refused("not-found");
};

const claimantOf = (of: Organisation): Claimant => ({
  id: of.id,
  name: of.name,
  type: of.type,
  charityNumber: of.charityNumber,
  companyNumber: of.companyNumber,
  address: [of.addressLine1, of.addressLine2, of.town].filter((line) => line !== "").join(", "),
  postcode: of.postcode,
  createdAt: of.createdAt,
});

const answers = ({ store, newId }: Deps): Answers<typeof organisations> => {
  /** Who belongs to a group and who asks; those who left are the office's to see. */
  const peopleOf = async (organisationId: string, caller: Caller): Promise<GroupPeople> => {
    const { members, joins } = await store.membership.people(organisationId);
    const shown = members.filter(({ state }) => state === "active" || isOffice(caller)).slice(0, MOST_SHOWN);
    const asking = joins.slice(0, MOST_SHOWN);
    const people = await store.people.people([...shown, ...asking].map(({ personId }) => personId));
    const known = new Map(people.map((person) => [person.id, person]));
    const who = (personId: string) => ({
      personId,
      name: known.get(personId)?.name ?? "",
      email: known.get(personId)?.email ?? "",
    });
    return {
      members: shown.map(({ personId, since, leftAt }) => ({
        ...who(personId),
        since,
        ...(leftAt === undefined ? {} : { leftAt }),
      })),
      joins: asking.map(({ personId, askedAt }) => ({ ...who(personId), askedAt })),
    };
  };

  return {
    mine: async ({ caller }) => {
      const [mine, asks] = await Promise.all([
        store.organisations.many(caller.organisations),
        store.joins.asks(caller.personId),
      ]);
      return {
        organisations: mine.map((organisation) => ({
          id: organisation.id,
          name: organisation.name,
          type: organisation.type,
          complete: organisationBlockers(organisation).length === 0,
        })),
        asks,
      };
    },

    create: async ({ body, caller, at }) => {
      const denied = groupsDenied(caller.organisations.length);
      if (denied !== undefined) throw new Refused("too-many", denied);
      const fields = checked(body.organisation);
      const made = { id: newId("o"), fields, personId: caller.personId };
      return viewOf(await store.organisations.create(made, { writeId: body.writeId, at }));
    },

    read: async ({ params, caller }) => {
      refuseUnless(isMember(caller, { organisationId: params.id }) || isOffice(caller));
      const organisation = await store.organisations.read(params.id);
      if (organisation === undefined) throw new Refused("not-found");
      return viewOf(organisation);
    },

    change: async ({ params, body, caller, at }) => {
      refuseUnless(isMember(caller, { organisationId: params.id }));
      const fields = checked(body.organisation);
      const change = { id: params.id, fields, version: body.version, personId: caller.personId };
      return viewOf(await store.organisations.change(change, { writeId: body.writeId, at }));
    },

    people: async ({ params, caller }) => {
      refuseUnless(isMember(caller, { organisationId: params.id }) || isOffice(caller));
      refuseUnless((await store.organisations.read(params.id)) !== undefined);
      return peopleOf(params.id, caller);
    },

    askToJoin: async ({ body, caller, at }) => {
      const searched = searchedFor(body.search);
      if (!searched.ok) throw new Refused("invalid-request", { errors: searched.findings });
      const asked = await store.joins.asks(caller.personId);
      // The same request again is no further one: its answer may have been lost.
      const others = asked.filter(({ search }) => search !== searched.text);
      const denied = asksDenied(
        others.map(({ askedAt }) => askedAt),
        at,
      );
      if (denied !== undefined) throw new Refused("too-many", denied);
      const claim = "orgId" in searched ? searched.orgId : nameClaim(searched.name, searched.postcode)?.id;
      // A name of punctuation alone is nobody's; it is answered as every other.
      if (claim !== undefined)
        await store.joins.ask(
          { personId: caller.personId, claim, search: searched.text },
          { writeId: body.writeId, at },
        );
      return { said: ASKED_TO_JOIN };
    },

    answerJoin: async ({ params, body, caller, at }) => {
      const office = hasRole(caller, "officer");
      refuseUnless(isMember(caller, { organisationId: params.id }) || office);
      if (office && body.reason === undefined)
        refuseIf([finding(officeReasonRule, "/reason", "Say how you checked this person.")]);
      const said = { answer: body.answer, by: caller.personId, reason: body.reason };
      await store.joins.answer(params.id, params.personId, said, { writeId: body.writeId, at });
      return peopleOf(params.id, caller);
    },

    leave: async ({ params, body, caller, at }) => {
      // The store says whether they are a member: a leaving whose answer was lost is asked again by who is none any more.
      await store.membership.leave(params.id, caller.personId, body.evenIfLast, { writeId: body.writeId, at });
      return { done: true };
    },

    replaceMember: async ({ params, body, caller, at }) => {
      if (body.newPersonId === body.oldPersonId)
        refuseIf([finding(otherMembersRule, "/newPersonId", "Choose somebody else than the one who left.")]);
      const { writeId, ...replacement } = body;
      await store.membership.replace(params.id, { ...replacement, by: caller.personId }, { writeId, at });
      return peopleOf(params.id, caller);
    },

    waiting: async () => {
      const { disputes, joins } = await store.disputes.waiting();
      return {
        disputes: disputes.map(({ dispute, first, second }) => ({
          claim: dispute.claim,
          kind: dispute.claimKind,
          raisedAt: dispute.raisedAt,
          ...(first === undefined ? {} : { first: claimantOf(first) }),
          second: claimantOf(second),
          settlements: [...settlementsFor(dispute.claimKind, first !== undefined)],
        })),
        joins: joins.map(({ organisation, person, askedAt }) => ({
          organisation: claimantOf(organisation),
          personId: person.id,
          name: person.name,
          email: person.email,
          askedAt,
        })),
      };
    },

    settleClaim: async ({ params, body, caller, at }) => {
      const { writeId, ...settled } = body;
      await store.disputes.settle(params.claim, params.id, { ...settled, by: caller.personId }, { writeId, at });
      return { done: true };
    },
  };
};

export const handler = http(organisations, answers);
