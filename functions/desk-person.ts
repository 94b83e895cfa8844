import type { PersonExport } from "../shared/contract/person-export.ts";
import { FUND_NAMES } from "../shared/funds/names.ts";
import { Refused } from "../shared/problem.ts";
import { asTold } from "../shared/rules/application.ts";
import { fateOf, undeliveredBecause } from "../shared/rules/delivery.ts";
import { finding } from "../shared/rules/finding.ts";
import { emailAddress, emailRule, lowerEmail } from "../shared/rules/identifiers.ts";
import { toInstant } from "../shared/rules/london.ts";
import type { Organisation } from "../shared/rules/organisation.ts";
import type { Deps } from "./deps.ts";
import { type Caller, loginHashOf, sha256 } from "./identity.ts";
import type { Head } from "./store/application-items.ts";
import type { StoredMessage } from "./store/messages.ts";
import type { Person } from "./store/people.ts";

const contactsIn = (of: Organisation, email: string): PersonExport["contacts"] =>
  [
    { of: of.mainContactEmail, name: of.mainContactName, role: of.mainContactRole, phone: of.mainContactPhone },
    { of: of.secondContactEmail, name: of.secondContactName, role: of.secondContactRole, phone: of.secondContactPhone },
  ].flatMap(({ of: address, ...contact }) =>
    lowerEmail(address) === email ? [{ organisationId: of.id, organisationName: of.name, ...contact }] : [],
  );

const messageOf = (message: StoredMessage): PersonExport["messages"][number] => {
  const { id, template, to, state, createdAt, sentAt, deliveredAt, readAt, facts } = message;
  const because = undeliveredBecause(message);
  return {
    ...{ id, template, to, state, createdAt, fate: fateOf(message) },
    ...(sentAt === undefined ? {} : { sentAt }),
    ...(deliveredAt === undefined ? {} : { deliveredAt }),
    ...(because === undefined ? {} : { because }),
    ...(readAt === undefined ? {} : { readAt }),
    // A code that was not sent yet would still open the account.
    facts: template === "sign-in-code" ? {} : facts,
  };
};

/** Everything about one person, found by address: through the login, the register of roles, and the groups' own pointers. */
export const personExports = ({ store, newWriteId }: Deps) => {
  const peopleAt = async (email: string): Promise<Person[]> => {
    const [byCode, register] = await Promise.all([
      store.people.byLogin(loginHashOf("code", email)),
      store.roles.register(),
    ]);
    const holders = await store.people.people(Object.keys(register.holders));
    const found = [
      ...(byCode === undefined ? [] : [byCode]),
      ...holders.filter((one) => lowerEmail(one.email) === email),
    ];
    return [...new Map(found.map((person) => [person.id, person])).values()];
  };

  /** Where somebody sits or sat, and what they declared there. */
  const panelsOf = async (personId: string) => {
    const roundIds = await store.rounds.idsOf(FUND_NAMES.map(({ id }) => id));
    const [mine, { interests }] = await Promise.all([
      store.scoring.ofPerson(roundIds, personId),
      store.scoring.interests(personId),
    ]);
    const panels = mine.flatMap((one, n): PersonExport["panels"] => {
      const seat = one?.head.panel.find((sitting) => sitting.personId === personId)?.seat;
      const { declarations = {}, cards = {} } = one?.sheet ?? {};
      if (seat === undefined && one?.sheet === undefined) return [];
      return [
        {
          roundId: roundIds[n] ?? "",
          ...(seat === undefined ? {} : { seat }),
          interests: declarations,
          cards: Object.entries(cards).map(([applicationId, { at }]) => ({ applicationId, at })),
        },
      ];
    });
    return { panels, interests };
  };

  const personOf = async (person: Person) => {
    const own = await store.personExport.ofPerson(person.id);
    const ids = [...new Set([...person.organisations, ...own.organisationIds])];
    const members = await store.personExport.memberships(person.id, ids);
    const belonged = ids.filter((_, n) => members[n] !== undefined);
    const organisations = await store.organisations.many(belonged);
    const heads = await store.applications.ofOrganisations(belonged);
    const memberships = belonged.flatMap((organisationId) => {
      const member = members[ids.indexOf(organisationId)];
      if (member === undefined) return [];
      const { state, since, leftAt } = member;
      const organisationName = organisations.find(({ id }) => id === organisationId)?.name ?? "";
      return [{ organisationId, organisationName, state, since, ...(leftAt === undefined ? {} : { leftAt }) }];
    });
    return { person, ...own, memberships, organisations, heads };
  };

  const applicationOf = async (
    head: Head,
    personIds: readonly string[],
    at: number,
  ): Promise<PersonExport["applications"]> => {
    const [whole, views] = await Promise.all([store.applications.whole(head.id), store.desk.viewsOf(head.id)]);
    if (whole === undefined) return [];
    const names = new Map(
      (await store.people.people(views.map(({ personId }) => personId))).map(({ id, name }) => [id, name]),
    );
    const isTheirs = (personId: string | undefined) => personId !== undefined && personIds.includes(personId);
    return [
      {
        ...{ id: head.id, organisationId: head.organisationId, title: head.title },
        // It is handed to the person: an outcome that their group was not told is not in it.
        state: asTold(head, toInstant(at)).state,
        startedByPerson: isTheirs(head.startedBy),
        submissions: whole.submissions.map(({ number, receivedAt, submittedBy, content }) => ({
          ...{ number, receivedAt, declaredBy: content.declaredBy },
          submittedByPerson: isTheirs(submittedBy),
        })),
        sectionsSavedByPerson: Object.entries(head.draft?.sections ?? {}).flatMap(([id, { savedBy }]) =>
          isTheirs(savedBy) ? [id] : [],
        ),
        seen: views.map(({ day, personId, as }) => ({ on: day, by: names.get(personId) ?? personId, as })),
      },
    ];
  };

  return async (typed: string, caller: Caller, at: number): Promise<PersonExport> => {
    const address = emailAddress(typed);
    if (!address.ok) throw new Refused("invalid-request", { errors: [finding(emailRule, "/email", address.problem)] });
    const email = lowerEmail(address.address);
    const addressHash = sha256(email);
    const [people, register] = await Promise.all([peopleAt(email), store.roles.register()]);
    const ids = people.map(({ id }) => id);
    const [found, sittings, messages, invitations] = await Promise.all([
      Promise.all(people.map(personOf)),
      Promise.all(ids.map(panelsOf)),
      store.personExport.messagesTo([...ids, addressHash]),
      store.roles.invitations(register.invitations.filter((ref) => ref.addressHash === addressHash)),
    ]);
    if (people.length === 0 && messages.length === 0 && invitations.length === 0) throw new Refused("not-found");
    for (const subject of ids)
      await store.desk.saw(
        { subject, personId: caller.personId, as: "officer", how: "exported" },
        { writeId: newWriteId(), at },
      );
    const organisations = [...new Map(found.flatMap((one) => one.organisations).map((one) => [one.id, one])).values()];
    const heads = [...new Map(found.flatMap((one) => one.heads).map((one) => [one.id, one])).values()];
    return {
      at: toInstant(at),
      email,
      people: found.map(({ person, sessions, memberships }) => ({
        ...{ id: person.id, name: person.name, email: person.email, door: person.door, roles: person.roles },
        ...{ sessions, memberships },
      })),
      contacts: organisations.flatMap((organisation) => contactsIn(organisation, email)),
      applications: (await Promise.all(heads.map((head) => applicationOf(head, ids, at)))).flat(),
      panels: sittings.flatMap(({ panels }) => panels),
      standingInterests: sittings.flatMap(({ interests }) => interests),
      messages: messages.map(messageOf),
      invitations: invitations.map(({ id, role, invitedAt, invitedBy }) => ({ id, role, invitedAt, invitedBy })),
    };
  };
};
