import * as z from "zod/mini";
import { type Event, eventId } from "../shared/events.ts";
import { OFFICE } from "../shared/office.ts";
import { lowerEmail } from "../shared/rules/identifiers.ts";
import { Invitation, invitationEndsAt } from "../shared/rules/invitation.ts";
import { formatDate, formatDateTime, londonDate } from "../shared/rules/london.ts";
import { doorOf, ROLE_LABELS } from "../shared/rules/role.ts";
import { type Told, toldOf } from "../shared/rules/told.ts";
import type { Deps } from "./deps.ts";
import type { Changed } from "./edge/stream.ts";
import type { Addressee } from "./store/addressees.ts";
import { subjectOf } from "./store/keys.ts";
import { addressRecipient, messageIdOf, type NewMessage } from "./store/messages.ts";
import { closureDateFacts, electionDateFacts, toDraftsAgain } from "./told-calendar.ts";
import { toHeldUp } from "./told-closure.ts";
import { factsForMembers } from "./told-facts.ts";
import { toApprovers, toAskerOfApprover, toBehind, toMeeting, toPanel, toRuler, toTrustee } from "./told-panel.ts";
import { dateFacts, outageFacts, toChosen, toDraftOwners, toEveryone, toUnsubmitted } from "./told-round.ts";
import { type Facts, type Store, type To, toContact, toPerson } from "./told-to.ts";

/*
 * From an event to its messages: whom `rules/told` says, with what they are told. Facts come from the item as it was at
 * that very version; only what it does not hold is read. No answer, no reason and no name of a file is among them.
 */

/** What a group is told after it has submitted: also the contacts it named, whether or not they have an account. */
const FOR_CONTACTS: readonly Event["type"][] = [
  "application-submitted",
  "application-withdrawn",
  "exception-given",
  "information-asked",
  "marked-not-eligible",
  "outcome-released",
];

/** The addresses of a group's contacts that are no member's. */
const contactsBeside = async (event: Event, members: readonly Addressee[], store: Store): Promise<string[]> => {
  if (!("organisationId" in event) || !FOR_CONTACTS.includes(event.type)) return [];
  const known = new Set(members.map(({ email }) => lowerEmail(email)));
  return (await store.addressees.contactsOf(event.organisationId)).filter((email) => !known.has(lowerEmail(email)));
};

/** Who sent a change of an application gets the receipt; the others hear that a colleague did. One e-mail each. */
const asColleagues = (event: Event, members: readonly Addressee[], tos: readonly To[]): To[] => {
  const sender = event.type === "application-submitted" && event.submission > 1 ? event.by : undefined;
  const who = members.find(({ id }) => id === sender);
  if (who === undefined) return [...tos];
  return tos.map((to) =>
    to.recipient === who.id
      ? to
      : { ...to, template: "changed-by-colleague", facts: { ...to.facts, who: who.name || "Somebody" } },
  );
};

/** To everyone of the group but whoever asks to join it, who is no member yet; and to the contacts it named. */
const toMembers = async (event: Event, change: Changed, store: Store): Promise<To[]> => {
  if (!("organisationId" in event)) return [];
  const members = await store.addressees.membersOf(event.organisationId);
  const contacts = await contactsBeside(event, members, store);
  if (members.length + contacts.length === 0) return [];
  const facts = await factsForMembers(event, change, store);
  const applicationId =
    event.type === "draft-carried" ? event.toApplicationId : "applicationId" in event ? event.applicationId : undefined;
  return asColleagues(event, members, [
    ...members.map((member) => toPerson(member, facts, applicationId)),
    ...contacts.map((address) => toContact(address, facts, applicationId)),
  ]);
};

const Asked = z.object({ asks: z.array(z.object({ rule: z.string(), askedBy: z.string() })) });

/** To the person the event names: who has joined or may not, or the one who was replaced, at the address they still have. */
const toNamed = async (event: Event, store: Store): Promise<To[]> => {
  if (event.type !== "join-accepted" && event.type !== "join-refused" && event.type !== "member-replaced") return [];
  const people = await store.addressees.people([event.personId]);
  if (event.type === "join-refused") return people.map((person) => toPerson(person, {}));
  const organisation = await store.addressees.organisationName(event.organisationId);
  const facts: Facts =
    event.type === "join-accepted"
      ? { organisation, organisationId: event.organisationId }
      : { organisation, on: formatDate(londonDate(event.at)) };
  return people.map((person) => toPerson(person, facts));
};

/** To the address that was invited: it belongs to nobody yet. */
const toInvited = (change: Changed): To[] => {
  const invitation = Invitation.parse(change);
  const facts = {
    role: ROLE_LABELS[invitation.role],
    until: formatDateTime(invitationEndsAt(invitation)),
    door: doorOf(invitation.role),
  };
  return [{ recipient: addressRecipient(invitation.email), to: invitation.email, facts }];
};

/** What the office and a group read of a question about a rule: the group and the round. */
const roundFacts = async (event: { organisationId: string; roundId: string }, store: Store): Promise<Facts> => {
  const [organisation, round] = await Promise.all([
    store.addressees.organisationName(event.organisationId),
    store.addressees.round(event.roundId),
  ]);
  return { organisation, round: round?.title ?? event.roundId, roundId: event.roundId, fundId: round?.fundId ?? "" };
};

/** To the person who asked the office about a rule, or an approver for something; the event names who answered. */
const toAsker = async (event: Event, change: Changed, store: Store): Promise<To[]> => {
  if (event.type === "approval-answered") return toAskerOfApprover(change, store);
  if (event.type !== "eligibility-allowed" && event.type !== "eligibility-refused") return [];
  const { asks } = Asked.parse(change);
  const askedBy = asks.flatMap((ask) => (ask.rule === event.rule ? [ask.askedBy] : []));
  const [people, facts] = await Promise.all([store.addressees.people(askedBy), roundFacts(event, store)]);
  return people.map((person) => toPerson(person, facts));
};

/** To the office's own address: names of groups and references, nothing else of anybody. */
const toOffice = async (event: Event, change: Changed, store: Store): Promise<To[]> => {
  const to = { recipient: addressRecipient(OFFICE.email), to: OFFICE.email };
  switch (event.type) {
    case "eligibility-asked":
      return [{ ...to, facts: await roundFacts(event, store) }];
    case "information-given": {
      const organisation = await store.addressees.organisationName(event.organisationId);
      const { applicationId } = event;
      return [{ ...to, facts: { reference: applicationId, organisation }, applicationId }];
    }
    case "claim-disputed":
      return [{ ...to, facts: { organisation: await store.addressees.organisationName(event.organisationId) } }];
    case "date-ahead":
    case "date-missed":
      return [{ ...to, facts: dateFacts(change) }];
    case "election-date-ahead":
      return [{ ...to, facts: electionDateFacts(change) }];
    case "closure-date-ahead":
      return [{ ...to, facts: closureDateFacts(change) }];
    case "outage-found":
      return [{ ...to, facts: outageFacts(change) }];
    default:
      throw new TypeError(`${event.type} on ${change.kind} is not for the office`);
  }
};

const WHOM: Record<Told["whom"], (event: Event, change: Changed, store: Store) => Promise<To[]>> = {
  members: toMembers,
  person: (event, _, store) => toNamed(event, store),
  address: async (_, change) => toInvited(change),
  "draft-owners": toDraftOwners,
  unsubmitted: (event, change, store) =>
    event.type === "round-reopened" ? toDraftsAgain(change, store) : toUnsubmitted(event, change, store),
  round: (event, change, store) =>
    event.type === "round-held" || event.type === "round-freed"
      ? toHeldUp(event, change, store)
      : toEveryone(event, change, store),
  chosen: toChosen,
  asker: toAsker,
  trustee: toTrustee,
  ruler: toRuler,
  panel: toPanel,
  behind: toBehind,
  meeting: toMeeting,
  approvers: toApprovers,
  office: toOffice,
};

/** The messages that the n-th event of a change causes; none for most. The same event makes the same ids, whenever it is told. */
export const messagesOf = async (
  change: Changed,
  event: Event,
  n: number,
  { store }: Deps,
): Promise<(NewMessage & { recipient: string })[]> => {
  const told = toldOf(event);
  if (told === undefined) return [];
  const happened = { of: eventId(subjectOf(change), change.version, n), at: Date.parse(event.at) };
  return (await WHOM[told.whom](event, change, store)).map(({ once = happened, template = told.template, ...to }) => ({
    ...to,
    id: messageIdOf({ eventId: once.of, recipient: to.recipient, template }, once.at),
    template,
    urgent: told.urgent,
  }));
};
